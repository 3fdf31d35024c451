// The real daemon and the real county on loopback: delivery, cuts, and what the programs promise to say.
#include "records/base/date.h"
#include "records/base/json.h"
#include "records/pack/county_keys.h"
#include "records/seal/certificate.h"
#include "records/seal/keys.h"
#include "tests/programs/process.h"
#include "tests/road/faulty_road.h"
#include "tests/sync/county_at_work.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <malloc.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;
using test::CountyAtWork;

namespace {

/// Waits up to 20 s for the truth of something another process does.
bool becomes(const std::function<bool()>& true_now) {
    for (int tries = 0; tries < 400; ++tries) {
        if (true_now()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

/// Keys that the roots signed anew, with these authorities, laid into the enrolment.
void declare_authorities(const CountyAtWork& work, std::uint64_t version, std::vector<std::string> authorities) {
    CountyKeys keys = *verify_first(*read_signed_keys(work.folder() / "enrolment"));
    keys.version = version;
    keys.authorities = std::move(authorities);
    SignedKeys declared{to_document(keys), ""};
    for (const auto& entry : std::filesystem::directory_iterator(work.folder() / "keys"))
        if (entry.path().filename().string().rfind("root-", 0) == 0) REQUIRE(add_root_signature(declared, *read_signing_key(entry.path())));
    REQUIRE(write_signed_keys(work.folder() / "enrolment", declared));
}

} // namespace

TEST_CASE("records reach the county by one round, and a second round finds nothing waiting", "[sync][carriage.once]") {
    CountyAtWork work;
    work.serve();
    work.hand_in(30);
    const auto once = work.sync({"--once"});
    INFO(once.err);
    CHECK(once.code == 0);
    CHECK(work.delivered() == 30);
    CHECK(work.count_at_county("body") == 30);
    CHECK(work.count_at_county("ledger") == 30);
    CHECK(work.sync({"--once"}).code == 0);
    const auto health = parse_json(*read_text(work.folder() / "sync/health.json", 1 << 16));
    REQUIRE(health);
    CHECK(health->integer_or("waiting", -1) == 0);
    CHECK(health->integer_or("delivered", -1) == 30);
}

TEST_CASE("the wish to send again what was refused outlives a day whose bytes are spent", "[sync][sync.quarantine]") {
    CountyAtWork work;
    work.serve();
    work.hand_in(1);
    REQUIRE(work.sync({"--once"}).code == 0);
    const auto wished = [&](const char* chain) { return std::filesystem::exists(work.folder() / "sync" / (std::string("send-again-") + chain)); };
    const auto configuration = read_text(work.folder() / "sync.toml", 1 << 16);
    REQUIRE(write_file(work.folder() / "sync.toml", *configuration + "[daily_megabytes]\nrequests = 1\n"));
    const std::string today = iso_day(day_in_china(SystemClock().wall()));
    REQUIRE(write_file(work.folder() / "sync/budget.json", "{\"day\": \"" + today + "\", \"requests\": 2000000}"));
    REQUIRE(work.sync({"quarantine", "retry"}).code == 0);
    const auto held = work.sync({"--once"});
    INFO(held.err);
    CHECK(held.code == 0);
    CHECK(wished("requests"));
    CHECK_FALSE(wished("attachments"));
    REQUIRE(write_file(work.folder() / "sync.toml", *configuration));
    REQUIRE(work.sync({"--once"}).code == 0);
    CHECK_FALSE(wished("requests"));
}

TEST_CASE("after 90 days without a county 50,000 records are carried in one round, and neither daemon nor kiosk grow with them", "[sync][carriage.outage]") {
    CountyAtWork work;
    const auto peak_of_a_round = [&] {
        test::Process daemon(work.sync_command({"--once"}));
        std::uint64_t peak = 0;
        while (daemon.is_running()) {
            std::ifstream status("/proc/" + std::to_string(daemon.id()) + "/status");
            for (std::string line; std::getline(status, line);)
                if (line.starts_with("VmHWM:")) peak = std::max(peak, static_cast<std::uint64_t>(std::stoul(line.substr(6))));
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return peak; // KiB
    };
    const auto resident = [] {
        malloc_trim(0);
        std::ifstream statm("/proc/self/statm");
        std::uint64_t whole = 0, pages = 0;
        statm >> whole >> pages;
        return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 1024;
    };
    constexpr std::size_t few = 5'000, many = 50'000; // 90 days of 550 requests
    constexpr std::uint64_t growth = 4 * 1024;        // KiB
    work.hand_in(few);
    work.serve();
    const std::uint64_t small = peak_of_a_round();
    work.kill_server();
    CHECK(work.sync({"--once"}).code != 0);
    const std::uint64_t before = resident();
    work.hand_in(many);
    CHECK(work.start_kiosk_again() == 0);
    const std::uint64_t after = resident();
    INFO("the kiosk's store: " << before << " KiB, " << after << " KiB");
    CHECK(after < before + growth);
    work.serve();
    const std::uint64_t large = peak_of_a_round();
    CHECK(work.delivered() == few + many);
    CHECK(work.count_at_county("body") == few + many);
    CHECK(work.count_at_county("ledger") == few + many);
    INFO("the daemon: " << small << " KiB, " << large << " KiB");
    REQUIRE(small > 1000); // it was seen
    CHECK(large < small + growth);
}

TEST_CASE("without a county everything keeps waiting, and --once says so", "[sync][carriage.once]") {
    CountyAtWork work;
    work.hand_in(2);
    CHECK(work.sync({"--once"}).code == 1);
    CHECK(work.delivered() == 0);
    work.serve();
    CHECK(work.sync({"--once"}).code == 0);
    CHECK(work.delivered() == 2);
}

TEST_CASE("a daemon killed anywhere in a round loses nothing and doubles nothing", "[sync][carriage.killed]") {
    CountyAtWork work;
    work.serve();
    work.hand_in(200);
    int rounds = 0;
    for (int delay = 2; work.delivered() < 200 && rounds < 60; delay += 3, ++rounds) {
        test::Process daemon(work.sync_command({"--once"}));
        std::this_thread::sleep_for(std::chrono::milliseconds(delay));
        daemon.kill();
    }
    CHECK(work.sync({"--once"}).code == 0);
    CHECK(work.delivered() == 200);
    CHECK(work.count_at_county("body") == 200);
    CHECK(work.count_at_county("ledger") == 200);
}

TEST_CASE("a county killed while it takes a batch has all of it or is sent it again", "[sync][carriage.killed]") {
    CountyAtWork work;
    work.hand_in(150);
    for (int delay = 3; delay < 60; delay += 7) {
        work.serve();
        test::Process daemon(work.sync_command({"--once"}));
        std::this_thread::sleep_for(std::chrono::milliseconds(delay));
        work.kill_server();
    }
    work.serve();
    CHECK(work.sync({"--once"}).code == 0);
    CHECK(work.delivered() == 150);
    CHECK(work.count_at_county("body") == 150);
    CHECK(work.count_at_county("ledger") == 150);
}

TEST_CASE("the running daemon sends a new record at once and stops cleanly", "[sync][carriage.wakes]") {
    CountyAtWork work;
    work.serve();
    work.hand_in(1);
    test::Process daemon(work.sync_command({}));
    CHECK(becomes([&] { return work.delivered() == 1; }));
    work.hand_in(1);
    CHECK(becomes([&] { return work.delivered() == 2; }));
    CHECK(daemon.stop() == 0);
}

TEST_CASE("a second daemon on the same state is refused", "[sync][carriage.alone]") {
    CountyAtWork work;
    work.serve();
    const test::Process daemon(work.sync_command({}));
    CHECK(becomes([&] { return std::filesystem::exists(work.folder() / "sync/health.json"); }));
    const auto second = work.sync({"--once"});
    CHECK(second.code == 1);
    CHECK(second.err.find("another lianxin-sync may be running") != std::string::npos);
}

TEST_CASE("--check tells in words what is missing and what is wrong", "[sync][carriage.check]") {
    CountyAtWork work;
    const auto good = work.sync({"--check"});
    CHECK(good.code == 0);
    CHECK(good.out.find("not yet  outbox") != std::string::npos);
    CHECK(good.out.find("not yet  load_check") != std::string::npos);
    std::filesystem::remove(work.folder() / "enrolment/kiosk.key");
    std::ofstream(work.folder() / "sync.toml", std::ios::app) << "load_check = \"/nowhere/lianxin-load-check\"\n";
    const auto bad = work.sync({"--check"});
    CHECK(bad.code == 1);
    CHECK(bad.out.find("WRONG    the kiosk's key") != std::string::npos);
    CHECK(bad.out.find("WRONG    load_check: /nowhere/lianxin-load-check cannot be run") != std::string::npos);
    CHECK(work.sync({"--nonsense"}).code == 2);
}

TEST_CASE("records travel on a real FAT32 stick between the real programs, with no network at all", "[sync][stick][carry.programs]") {
    CountyAtWork work;
    work.hand_in(20);
    const std::string image = (work.folder() / "stick.img").string(), folder = (work.folder() / "stick").string();
    std::filesystem::create_directories(folder);
    REQUIRE(File::open(image, O_CREAT | O_WRONLY));
    std::filesystem::resize_file(image, 64 << 20);
    REQUIRE(test::run({"/sbin/mkfs.vfat", "-F", "32", image}).code == 0);
    /// Through the file system of the stick: whatever it cannot hold is lost here.
    const auto through_stick = [&] {
        test::run({"mdeltree", "-i", image, "::/lianxin"});
        const auto there = test::run({"mcopy", "-s", "-i", image, folder + "/lianxin", "::/"});
        INFO(there.err);
        REQUIRE(there.code == 0);
        std::filesystem::remove_all(folder + "/lianxin");
        REQUIRE(test::run({"mcopy", "-s", "-i", image, "::/lianxin", folder}).code == 0);
    };
    REQUIRE(work.sync({"carry", "out", folder}).code == 0);
    through_stick();
    const auto in = work.county({"carry", "in", folder});
    INFO(in.out << in.err);
    CHECK(in.code == 0);
    CHECK(in.out.find("20 new") != std::string::npos);
    const auto out = work.county({"carry", "out", folder, "--route", "all"});
    INFO(out.out << out.err);
    CHECK(out.code == 0);
    through_stick();
    const auto home = work.sync({"carry", "in", folder});
    INFO(home.out << home.err);
    CHECK(home.code == 0);
    CHECK(work.delivered() == 20);
    CHECK(work.count_at_county("body") == 20);
}

TEST_CASE("the county takes sticks in while its server runs, and says of each file what became of it", "[sync][stick][carry.programs]") {
    CountyAtWork work;
    work.serve();
    work.hand_in(3);
    const std::string folder = (work.folder() / "stick").string();
    std::filesystem::create_directories(folder);
    REQUIRE(work.sync({"carry", "out", folder}).code == 0);
    REQUIRE(write_file(folder + "/up-junk.lxc", std::string_view("junk")));
    const auto in = work.county({"carry", "in", folder, "--json"});
    INFO(in.out << in.err);
    CHECK(in.code == 1); // the junk
    const auto told = parse_json(in.out);
    REQUIRE(told);
    std::size_t taken = 0, refused = 0;
    for (const Value& file : *told->find("files")->array()) {
        taken += static_cast<std::size_t>(file.integer_or("taken", 0));
        if (file.find("problem") != nullptr) ++refused;
    }
    CHECK(taken == 3);
    CHECK(refused == 1);
    CHECK(work.county({"carry", "out", folder, "--route", "K-0001"}).code == 0);
    CHECK(work.sync({"carry", "in", folder}).code == 0);
    CHECK(work.delivered() == 3);
    CHECK(work.county({"carry", "out", folder, "--route", "K-0099"}).code == 1);
    CHECK(work.county({"carry", "out", folder}).code == 2);
    CHECK(work.county({"carry"}).code == 2);
    CHECK(work.sync({"carry", "sideways", folder}).code == 2);
    CHECK(work.sync({"carry", "in", folder + "/none"}).code == 1);
}

TEST_CASE("where only sticks come, a refused record is sent again by command, and the wish holds until it is taken", "[sync][stick][carry.again]") {
    CountyAtWork work;
    work.hand_in(3);
    const std::string folder = (work.folder() / "stick").string();
    std::filesystem::create_directories(folder);
    const auto obeyed = [](const test::Finished& finished) {
        INFO(finished.out << finished.err);
        REQUIRE(finished.code == 0);
        return finished.out;
    };
    const auto there_and_back = [&] {
        const std::string told = obeyed(work.sync({"carry", "out", folder}));
        obeyed(work.county({"carry", "in", folder}));
        obeyed(work.county({"carry", "out", folder, "--route", "all"}));
        obeyed(work.sync({"carry", "in", folder}));
        return told;
    };
    CHECK(there_and_back().starts_with("3 records"));
    // As if the county had not known the kiosk's key when it answered.
    obeyed(test::run({"sqlite3", (work.folder() / "sync/inbox/inbox.db").string(),
                      "ATTACH '" + (work.folder() / "outbox/outbox.db").string() + "' AS kiosk; INSERT INTO refused (record, reason, at) SELECT record, 'signature', 1 FROM kiosk.ledger WHERE sequence = 2"}));
    CHECK(there_and_back().starts_with("0 records"));
    obeyed(work.sync({"quarantine", "retry"}));
    CHECK(std::filesystem::exists(work.folder() / "sync/send-again-requests"));
    CHECK(obeyed(work.sync({"carry", "out", folder})).starts_with("1 records"));
    std::filesystem::remove_all(folder + "/lianxin"); // that stick is lost
    CHECK(there_and_back().starts_with("1 records"));
    CHECK(obeyed(work.sync({"quarantine", "list"})).empty());
    CHECK_FALSE(std::filesystem::exists(work.folder() / "sync/send-again-requests"));
}

TEST_CASE("over a slow line that loses and doubles packets, through cuts, portals, silences and lost answers, with daemon and county killed 300 times, every "
          "record arrives once",
          "[sync][carriage.lossy]") {
    const auto link = test::EmulatedLink::open({1'000'000, Milliseconds(30), 20, 20}, 7);
    // The gate repeats this among its last lines, so that nobody takes the one story for the other.
    if (!link) WARN("carriage.lossy: the system permits no network namespaces (" << link.error().text() << "); the kills were made over loopback, without a lossy line");
    CountyAtWork work(link ? link->get() : nullptr);
    std::optional<test::FaultyRoad> road;
    const auto lay = [&] { road.emplace(work.port(), 7, 40, link ? test::EmulatedLink::county_address : test::FaultyRoad::loopback); };
    if (link) (*link)->at_county_end(lay);
    else lay();
    work.send_by(road->port());
    work.serve();
    SeededRandom random(7);
    int of_daemon = 0, of_county = 0;
    std::uint64_t handed_in = 0;
    while (of_daemon + of_county < 300) {
        work.hand_in(2);
        handed_in += 2;
        test::Process daemon(work.sync_command({"--once"}));
        // Mostly in the middle of something; every third may come to its end.
        std::this_thread::sleep_for(std::chrono::milliseconds(random.below(random.below(3) == 0 ? 1500 : 400)));
        if (random.below(3) == 0) {
            work.kill_server();
            ++of_county;
            work.serve();
        }
        of_daemon += static_cast<int>(daemon.is_running());
        daemon.kill();
    }
    const std::uint64_t delivered = work.delivered();
    road->heal();
    test::Finished last = work.sync({"--once"});
    for (int rounds = 5; last.code != 0 && rounds > 0; --rounds) last = work.sync({"--once"});
    INFO(last.err);
    CHECK(last.code == 0);
    CHECK(work.delivered() == handed_in);
    CHECK(work.count_at_county("body") == handed_in);
    CHECK(work.count_at_county("ledger") == handed_in);
    CHECK(delivered > 20); // something came through between the kills
    std::string met;
    for (std::uint32_t fault = 0; fault < test::faults; ++fault) {
        CHECK(road->met(static_cast<test::Fault>(fault)) > 0);
        met += " " + std::to_string(road->met(static_cast<test::Fault>(fault)));
    }
    std::printf("carriage.lossy: %d kills of the daemon and %d of the county over %s, %llu of %llu records came through between them, connections:%s\n", of_daemon, of_county,
                link ? "a lossy line" : "loopback", static_cast<unsigned long long>(delivered), static_cast<unsigned long long>(handed_in), met.c_str());
}

TEST_CASE("one authority takes over from another without a kiosk losing its county", "[sync][carriage.roll-over]") {
    CountyAtWork work;
    const TimePoint now = SystemClock().wall();
    const Validity validity{now - std::chrono::hours(24), now + std::chrono::hours(24)};
    const CertifiedKey next = *make_authority("青禾县 二", validity);
    const CertifiedKey server = *make_server_certificate(next, {{}, {"127.0.0.1"}}, validity);
    const std::string old_authority = *read_text(work.folder() / "keys/authority.pem", 1 << 16), old_server = *read_text(work.folder() / "keys/server.pem", 1 << 16),
                      old_key = *read_text(work.folder() / "keys/server.key", 1 << 16);
    const auto certify = [&](const std::string& certificate, const std::string& key) {
        work.kill_server();
        REQUIRE(write_file(work.folder() / "keys/server.pem", certificate));
        REQUIRE(write_file(work.folder() / "keys/server.key", key));
        work.serve();
    };
    work.hand_in(1);
    work.serve();
    CHECK(work.sync({"--once"}).code == 0);
    declare_authorities(work, 2, {old_authority, next.certificate_pem});
    CHECK(work.sync({"--once"}).code == 0);
    certify(server.certificate_pem, server.key_pem);
    CHECK(work.sync({"--once"}).code == 0);
    declare_authorities(work, 3, {next.certificate_pem});
    CHECK(work.sync({"--once"}).code == 0);
    certify(old_server, old_key);
    CHECK(work.sync({"--once"}).code == 1);
}
