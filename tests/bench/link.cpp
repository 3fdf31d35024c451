// Measures delivery over emulated rural lines: the real daemon against curl, which sends the same bytes over four connections.
// Usage: bench_link [rural] [thin] [explore]   (both lines when none is named; explore tries other numbers of connections)
#include "records/store/inbox.h"
#include "records/store/outbox.h"
#include "records/wire/batch.h"
#include "tests/bench/child.h"
#include "tests/bench/report.h"
#include "tests/bench/requests.h"
#include "tests/bench/workspace.h"
#include "tests/programs/process.h"
#include "tests/road/emulated_link.h"

#include <algorithm>

using namespace lianxin;
using namespace lianxin::bench;
using test::EmulatedLink;
using test::Line;

namespace {

constexpr std::size_t curl_batch = 250'000; ///< bytes of one POST of curl
constexpr const char* kiosk = "K-0001";

struct Case {
    const char* name;
    Line line;
    std::size_t records;
};

/// A county that serves at the far end of a line, its kiosk at the near end, and what waits there.
class Hall {
  public:
    Hall(const Path& folder, std::size_t records) : folder_(folder) {
        if (!make_folder(folder_)) give_up("no folder");
        const std::string address = EmulatedLink::county_address;
        write("county.toml", "county = \"990021\"\nname = \"青禾县\"\nstate = \"county\"\nkeys = \"keys\"\nassets = \"" LIANXIN_SOURCE_DIR "/assets\"\n"
                             "[server]\naddress = \"" + address + "\"\nport = 8443\naddresses = [\"" + address + "\"]\n");
        run({program("lianxin-county"), "--config", file("county.toml"), "init"});
        run({program("lianxin-county"), "--config", file("county.toml"), "enrol", "--kiosk", kiosk, "--township", "990021101000", "--bundle", file("enrolment")});
        hand_in(folder_ / "enrolment", folder_ / "outbox", records);
    }

    /// Each run of the daemon starts as one that never delivered anything, at a county that has nothing.
    void forget() {
        for (const char* state : {"sync", "county"}) std::filesystem::remove_all(folder_ / state);
        run({"cp", "-r", file("fresh"), file("county")});
    }
    void keep_fresh() { run({"cp", "-r", file("county"), file("fresh")}); }

    void configure(std::size_t side_by_side, const std::string& congestion) const {
        write("sync.toml", "outbox = \"outbox\"\nstate = \"sync\"\nlibrary = \"library\"\nenrolment = \"enrolment\"\nside_by_side = " +
                               std::to_string(side_by_side) + "\ncongestion = \"" + congestion + "\"\n");
    }

    /// The bytes the daemon sends, as files.
    std::vector<std::string> batches() const {
        const auto outbox = OutboxReader::open(folder_ / "outbox");
        if (!outbox) give_up(outbox.error().text());
        std::vector<std::string> files;
        for (std::uint64_t after = 0; after < outbox->last_sequence(1);) {
            const auto envelopes = outbox->after(1, after, most_batch_records, curl_batch * 3 / 4);
            if (!envelopes) give_up(envelopes.error().text());
            std::vector<BatchItem> items;
            for (const Envelope& one : *envelopes) items.push_back({one.entry.header, one.entry.signature, one.sealed});
            files.push_back(file("batch-" + std::to_string(files.size())));
            if (!write_file(files.back(), ByteView(encode_batch({kiosk, 1, 0, 0}, items, 1)))) give_up("no space");
            after += envelopes->size();
        }
        return files;
    }

    std::string file(const std::string& name) const { return (folder_ / name).string(); }

  private:
    void write(const std::string& name, const std::string& text) const {
        if (!write_file(folder_ / name, text)) give_up("no space");
    }
    Path folder_;
};

struct Figures {
    double seconds = 0, cpu = 0, memory = 0;
    double county_cpu = 0, county_memory = 0;
    double up = 0, down = 0;
    bool done = false;
};

/// Runs the command at the kiosk's end until it ends or `enough` holds. The county answers every case with an update as soon as it
/// has it, which is not what is measured here.
Figures measure(const Hall& hall, const EmulatedLink& link, const std::vector<std::string>& command, const std::function<bool()>& enough) {
    Child county(link.at_county({program("lianxin-county"), "--config", hall.file("county.toml"), "serve"}), hall.file("county.log"));
    if (!wait_for(std::chrono::seconds(20), [&] { return std::filesystem::exists(hall.file("county/address")); })) give_up("the county does not listen");
    const double before = county.cpu();
    const double up = static_cast<double>(link.up()), down = static_cast<double>(link.down());
    Figures figures;
    Child sender(link.at_kiosk(command), hall.file("sender.log"));
    const auto look = [&] {
        figures.cpu = sender.cpu();
        figures.memory = sender.largest_resident();
        return enough() || !sender.is_running();
    };
    figures.seconds = timed([&] { figures.done = wait_for(std::chrono::minutes(10), look); }) / 1000;
    figures.county_cpu = county.cpu() - before;
    figures.county_memory = county.largest_resident();
    figures.up = static_cast<double>(link.up()) - up;
    figures.down = static_cast<double>(link.down()) - down;
    (void)sender.stop();
    (void)county.stop();
    std::filesystem::remove(hall.file("county/address"));
    return figures;
}

Figures measure_daemon(const Hall& hall, const EmulatedLink& link, std::size_t records) {
    std::optional<InboxReader> inbox;
    return measure(hall, link, {program("lianxin-sync"), "--config", hall.file("sync.toml"), "--verbose"}, [&] {
        if (!inbox)
            if (auto opened = InboxReader::open(hall.file("sync/inbox"))) inbox = std::move(*opened);
        return inbox && inbox->delivery(1).delivered_through == records;
    });
}

/// The county refuses what curl sends, for it is not signed, but only after it has read it all.
Figures measure_curl(const Hall& hall, const EmulatedLink& link, const std::vector<std::string>& files, int connections) {
    std::string text;
    for (const std::string& each : files)
        text += std::string(text.empty() ? "" : "next\n") + "url = \"https://" + EmulatedLink::county_address + ":8443/v1/batches\"\ncacert = \"" +
                hall.file("enrolment/authority.pem") + "\"\nheader = \"Expect:\"\ndata-binary = \"@" + each + "\"\noutput = \"/dev/null\"\nsilent\n";
    if (!write_file(hall.file("curl.txt"), text)) give_up("no space");
    return measure(hall, link, {"curl", "--parallel", "--parallel-immediate", "--parallel-max", std::to_string(connections), "--config", hall.file("curl.txt")}, [] { return false; });
}

/// Both are in every kernel that lets a namespace choose; cubic, the usual one, comes to the same as reno on such lines.
void choose_control(const EmulatedLink& link, const std::string& control) {
    run(link.at_kiosk({"sh", "-c", "echo " + control + " > /proc/sys/net/ipv4/tcp_congestion_control"}));
}

std::string told(const Figures& figures, std::size_t records) {
    const double each = 1.0 / static_cast<double>(records);
    return number(figures.seconds, 1, "s") + ", " + number(figures.up * each, 0, "+") + number(figures.down * each, 0, " bytes/record") +
           (figures.done ? "" : " (given up)");
}

void measure_case(const Path& folder, const Case& one, bool explore) {
    Hall hall(folder, one.records);
    hall.keep_fresh();
    const auto link = EmulatedLink::open(one.line, 1);
    if (!link) give_up(link.error().text());
    const auto files = hall.batches();
    double bytes = 0;
    for (const std::string& each : files) bytes += static_cast<double>(std::filesystem::file_size(each));
  
    row(std::string(one.name) + ": " + std::to_string(one.records) + " records", number(bytes / 1e6, 2, "MB"));
    for (const std::string control : {"reno", "bbr"}) {
        choose_control(**link, control);
        const Figures floor = measure_curl(hall, **link, files, 4);
        row("  " + control + ": curl, 4 connections", told(floor, one.records));
        if (explore) row("  " + control + ": curl, 1 connection", told(measure_curl(hall, **link, files, 1), one.records));
        const std::vector<std::size_t> tried = explore ? std::vector<std::size_t>{1, 2, 4, 6, 8} : std::vector<std::size_t>{4};
        for (const std::size_t side_by_side : tried) {
            hall.forget();
            hall.configure(side_by_side, "");
            const Figures daemon = measure_daemon(hall, **link, one.records);
            row("  " + control + ": daemon, " + std::to_string(side_by_side) + " under way", told(daemon, one.records));
            row("    wall against curl's", number(daemon.seconds / floor.seconds, 2, "x"), "<= 1.10 x");
            if (side_by_side != 4) continue;
            const double tens = 10'000 / static_cast<double>(one.records) / 1000;
            row("    CPU of daemon and county per 10,000 (curl's)",
                number(daemon.cpu * tens, 2, "s, ") + number(daemon.county_cpu * tens, 2, "s, ") + number(floor.cpu * tens, 2, "s for curl"), "daemon <= 1.0 s");
            row("    memory of daemon and county", number(daemon.memory, 1, "MB, ") + number(daemon.county_memory, 1, "MB"), "daemon <= 20 MB");
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const auto is_told = [&words](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    const bool all = !is_told("rural") && !is_told("thin");
    const Workspace work;
    if (all || is_told("rural")) measure_case(work.path() / "rural", {"1 Mbit/s, 300 ms, 2 % loss", {1'000'000, Milliseconds(150), 20}, 3000}, is_told("explore"));
    if (all || is_told("thin")) measure_case(work.path() / "thin", {"64 kbit/s, 600 ms", {64'000, Milliseconds(300), 0}, 300}, is_told("explore"));
    return 0;
}
