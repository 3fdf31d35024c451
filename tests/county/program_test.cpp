// The program from outside: its commands and exit codes, the loop of a request, and the pulled plug.
#include "tests/county/county_fixture.h"
#include "tests/county/county_program.h"

#include "county/sqlite_store.h"
#include "records/base/cbor.h"
#include "records/base/json.h"
#include "records/pack/builder/edition_builder.h"
#include "records/pack/county_keys.h"
#include "records/seal/keys.h"
#include "records/seal/receipt_keys.h"
#include "records/wire/enrolment.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <mutex>
#include <thread>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

/// Founds the county and enrols a kiosk whose key the fake then uses.
FakeKiosk founded(const CountyProgram& county, const std::string& name, bool first = true) {
    if (first) REQUIRE(county.run("init").code == 0);
    const Path bundle = county.folder / name;
    const auto enrolled = county.run("enrol --kiosk " + name + " --township 990021101000 --url https://127.0.0.1:1 --bundle '" +
                                     bundle.string() + "'");
    INFO(enrolled.errors);
    REQUIRE(enrolled.code == 0);
    FakeKiosk kiosk(name, "990021101000", std::hash<std::string>()(name));
    kiosk.key = read_kiosk_key(bundle).value();
    return kiosk;
}

Result<TlsAnswer> ask(TlsClient& client, const FakeKiosk& kiosk, const std::string& method, const std::string& path,
                      const std::string& query = "", const Bytes& body = {}) {
    const HttpRequest request = kiosk.request(method, path, query, body);
    std::string headers;
    for (const auto& [name, value] : request.headers) headers += name + ": " + value + "\r\n";
    return client.ask(method, path + (query.empty() ? "" : "?" + query), headers, body);
}

CountyKeys keys_of(const CountyProgram& county) {
    return verify_first(read_signed_keys(county.folder / "keys").value()).value();
}

struct Paper {
    Uuid record;
    ReceiptIdentity receipt;
};

HeldRecord request_of(FakeKiosk& kiosk, const CountyKeys& keys, const Paper& paper, const std::string& words) {
    Request request;
    request.record = paper.record;
    request.service = "help";
    request.answers = {{"matter", words}};
    request.handed_in = SystemClock().wall();
    request.by_qr = {paper.receipt.tag, paper.receipt.identity.recipient().bytes};
    const Bytes sealed =
        seal_record(Suite::AgeX25519, to_cbor(to_value(request)), intake_of(keys), {}, kiosk.random).value();
    return kiosk.make(sealed, paper.record);
}

std::vector<Update> updates_for(TlsClient& client, const FakeKiosk& kiosk, const CountyKeys& keys, const Paper& paper) {
    const auto response = ask(client, kiosk, "GET", "/v1/changes", "after=0");
    REQUIRE(response);
    const auto changes = parse_changes(response->body, keys.answers);
    REQUIRE(changes);
    std::vector<Update> out;
    for (const UpdateChange& change : changes->updates) {
        if (change.tag != paper.receipt.tag) continue;
        const auto plain = open(change.sealed, std::span(&paper.receipt.identity, 1), 1 << 20);
        REQUIRE(plain);
        out.push_back(update_from(parse_cbor(*plain).value()).value());
    }
    return out;
}

/// Waits until the case has so many updates.
std::vector<Update> await_updates(TlsClient& client, const FakeKiosk& kiosk, const CountyKeys& keys, const Paper& paper,
                                  std::size_t count) {
    for (int tries = 0; tries < 500; ++tries) {
        auto updates = updates_for(client, kiosk, keys, paper);
        if (updates.size() >= count) return updates;
        std::this_thread::sleep_for(20ms);
    }
    FAIL("no update came");
    return {};
}

void publish_samples(const CountyProgram& county) {
    BuildOptions options;
    options.source = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    options.output = county.folder / "samples.lxe";
    options.made = SystemClock().wall();
    options.publishers.push_back(read_signing_key(county.folder / "keys/publisher.key").value());
    const auto built = build_edition(options);
    if (!built) FAIL(built.error().text());
    const auto published = county.run("publish '" + options.output.string() + "'");
    INFO(published.errors);
    REQUIRE(published.code == 0);
}

std::vector<HeldRecord> seven(FakeKiosk& kiosk) {
    std::vector<HeldRecord> out;
    for (int count = 0; count < 7; ++count) {
        Bytes noise(300);
        kiosk.random.fill(noise);
        out.push_back(kiosk.make(noise));
    }
    return out;
}

} // namespace

TEST_CASE("commands end with the exit codes they promise", "[county-commands]") {
    CountyProgram county;
    CHECK(county.run("").code == 2);
    CHECK(county.run("no-such-command").code == 2);
    CHECK(county.run("--no-such-option").code == 2);
    CHECK(county.run("reply").code == 2);
    CHECK(county.run("reply 2026-101-0001 --text ' '").code == 2);
    CHECK(county.run("enrol --kiosk a").code == 2);
    CHECK(county.run("serve").code == 1);
    CHECK(county.run("cases").code == 1);
    CHECK(county.run("init").code == 0);
    CHECK(county.run("init").code == 1);
    CHECK(county.run("cases --json").output == "[]\n");
    CHECK(county.run("check").code == 0);
    CHECK(county.run("revoke nobody").code == 1);
    CHECK(county.run("reply 2026-101-0001 --text x").code == 1);
    CHECK(county.run("publish /dev/null").code == 1);
    CHECK(county.run("enrol --kiosk 'bad name' --township 990021101000 --url https://h.example --bundle b").code == 1);
    CHECK(county.run("enrol --kiosk a --township 990021101001 --url https://h.example --bundle b").code == 1);
    CHECK(county.run("enrol --kiosk a --township 411325101000 --url https://h.example --bundle b").code == 1);
    REQUIRE(write_file(county.folder / "county.toml", std::string_view("county = 1\nwrong = 2\n")));
    const auto wrong = county.run("check");
    CHECK(wrong.code == 1);
    CHECK(wrong.errors.find("\"wrong\" is not a key") != std::string::npos);
}

TEST_CASE("a request goes round: taken, registered by the published clock, replied while serving, read by its receipt",
          "[county-loop]") {
    CountyProgram county;
    FakeKiosk kiosk = founded(county, "hall-1");
    county.start();
    publish_samples(county);
    const CountyKeys keys = keys_of(county);
    TlsClient client = county.connect();
    const Paper paper{make_uuid(SystemClock().wall(), kiosk.random), identity_from_secret({9})};
    const auto records = std::vector{request_of(kiosk, keys, paper, "水管坏了")};
    const auto taken = ask(client, kiosk, "POST", "/v1/batches", "", kiosk.batch(records));
    REQUIRE(taken);
    CHECK(taken->status == 200);
    CHECK(parse_answer(taken->body, keys.answers)->chain.head == kiosk.head);
    const auto accepted = await_updates(client, kiosk, keys, paper, 1);
    CHECK(accepted[0].service_title == "求助");
    CHECK(accepted[0].due.has_value());
    CHECK_FALSE(accepted[0].article.empty());

    const auto list = parse_json(county.run("cases --json").output);
    REQUIRE(list);
    const Value& entry = list->array()->front();
    CHECK(entry.find("fields")->text_or("matter", "") == "水管坏了");
    const std::string number = entry.text_or("case", "");
    const auto replied = county.run("reply " + number + " --text '已修好。'");
    INFO(replied.errors);
    CHECK(replied.code == 0);
    CHECK(await_updates(client, kiosk, keys, paper, 2)[1].text == "已修好。");

    const auto edition = ask(client, kiosk, "GET", "/v1/edition", "have=0");
    REQUIRE(edition);
    CHECK(equal(edition->body, read_file(county.folder / "samples.lxe", 64 << 20).value()));
    CHECK(ask(client, kiosk, "GET", "/v1/edition", "have=1")->status == 204);
    CHECK(county.run("publish '" + (county.folder / "samples.lxe").string() + "'").code == 1);

    CHECK(county.run("revoke hall-1").code == 0);
    CHECK(ask(client, kiosk, "GET", "/v1/changes", "after=0")->status == 403);
    CHECK(county.stop() == 0);
    CHECK(county.run("reply " + number + " --text '办结。' --state completed").code == 0);
    CHECK(county.run("check").code == 0);
}

TEST_CASE("cases are counted by the newest edition as soon as it is published", "[county-loop]") {
    CountyProgram county;
    FakeKiosk kiosk = founded(county, "hall-1");
    county.start();
    const CountyKeys keys = keys_of(county);
    TlsClient client = county.connect();
    std::vector<std::string> titles;
    for (int round = 0; round < 2; ++round) {
        if (round == 1) publish_samples(county);
        const Paper paper{make_uuid(SystemClock().wall(), kiosk.random),
                          identity_from_secret({static_cast<std::uint8_t>(round)})};
        const auto records = std::vector{request_of(kiosk, keys, paper, "水管坏了")};
        REQUIRE(ask(client, kiosk, "POST", "/v1/batches", "", kiosk.batch(records)));
        titles.push_back(await_updates(client, kiosk, keys, paper, 1)[0].service_title);
    }
    CHECK(titles == std::vector<std::string>{"help", "求助"});
    CHECK(county.stop() == 0);
}

TEST_CASE("an edition that the county's publisher did not sign is not served") {
    CountyProgram county;
    founded(county, "hall-1");
    SeededRandom random(5);
    BuildOptions options;
    options.source = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    options.output = county.folder / "foreign.lxe";
    options.made = SystemClock().wall();
    options.publishers.push_back(SigningKey::make(random));
    REQUIRE(build_edition(options));
    CHECK(county.run("publish '" + options.output.string() + "'").code == 1);
    CHECK(std::filesystem::is_empty(county.folder / "state/editions") ==
          !std::filesystem::exists(county.folder / "state/editions/incoming"));
}

TEST_CASE("over pulled plugs nothing that was answered is lost and nothing is doubled", "[county-plug]") {
    CountyProgram county;
    std::vector<FakeKiosk> kiosks;
    for (int at = 0; at < 3; ++at) kiosks.push_back(founded(county, "hall-" + std::to_string(at), at == 0));
    const CountyKeys keys = keys_of(county);
    county.start();
    std::atomic<bool> enough{false};
    std::atomic<int> answered{0}, wrong{0};
    std::mutex mutex; // guards the program while it is being killed and started
    std::vector<std::thread> clients;
    for (FakeKiosk& kiosk : kiosks)
        clients.emplace_back([&] {
            std::vector<HeldRecord> held = seven(kiosk);
            while (!enough) {
                auto client = [&] {
                    const std::lock_guard lock(mutex);
                    return county.try_connect();
                }();
                while (client && !enough) {
                    const auto response = ask(*client, kiosk, "POST", "/v1/batches", "", kiosk.batch(held));
                    const auto answer = response ? parse_answer(response->body, keys.answers) : Result<Answer>(response.error());
                    if (!answer) break; // the plug: the same batch goes again
                    if (answer->chain.head != kiosk.head || answer->ranges.empty()) ++wrong;
                    ++answered;
                    held = seven(kiosk);
                }
            }
        });
    for (int plug = 0; plug < 12; ++plug) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100 + plug * 37 % 150));
        const std::lock_guard lock(mutex);
        county.kill();
        county.start();
    }
    std::this_thread::sleep_for(300ms);
    enough = true;
    for (std::thread& client : clients) client.join();
    CHECK(county.stop() == 0);
    CHECK(answered > 12);
    CHECK(wrong == 0);
    const auto checked = county.run("check");
    INFO(checked.errors << checked.output);
    CHECK(checked.code == 0);
    // What a kiosk was answered for is at most one batch behind what the county may have taken.
    auto store = SqliteStore::open_reader(county.folder / "state/county.db");
    REQUIRE(store);
    std::uint64_t entered = 0;
    for (const FakeKiosk& kiosk : kiosks) entered += (*store)->chain_head({990021101, kiosk.name}, 1)->sequence;
    CHECK(entered >= static_cast<std::uint64_t>(answered) * 7);
    CHECK(entered <= (static_cast<std::uint64_t>(answered) + kiosks.size()) * 7);
    CHECK((*store)->bodies_after(990021101, 0, 1'000'000)->size() == entered);
}

TEST_CASE("a signed request that comes again, whole or cut, over other connections and after a plug was pulled, counts once", "[county-replay]") {
    CountyProgram county;
    FakeKiosk kiosk = founded(county, "hall-1");
    const CountyKeys keys = keys_of(county);
    county.start();
    const std::vector records{kiosk.make(bytes_of("one")), kiosk.make(bytes_of("two"))};
    const HttpRequest captured = kiosk.request("POST", "/v1/batches", "", kiosk.batch(records));
    std::string headers;
    for (const auto& [name, value] : captured.headers) headers += name + ": " + value + "\r\n";
    const auto send = [&](TlsClient& client, ByteView body) { return client.ask("POST", "/v1/batches", headers, body); };
    const auto verdicts_of = [&](const Result<TlsAnswer>& answer) {
        REQUIRE(answer);
        REQUIRE(answer->status == 200);
        std::vector<Verdict> verdicts;
        const auto told = parse_answer(answer->body, keys.answers);
        REQUIRE(told);
        for (const RecordVerdict& verdict : told->verdicts) verdicts.push_back(verdict.verdict);
        return verdicts;
    };
    const std::vector known{Verdict::Known, Verdict::Known};
    {
        // Cut and lengthened first: nothing of it may be taken, though the signature is genuine.
        TlsClient client = county.connect();
        CHECK(send(client, ByteView(captured.body).first(captured.body.size() - 1))->status == 401);
        Bytes longer = captured.body;
        longer.push_back(0);
        TlsClient another = county.connect();
        CHECK(send(another, longer)->status == 401);
        // A length that promises more than comes.
        TlsClient cut = county.connect();
        REQUIRE(cut.send(bytes_of("POST /v1/batches HTTP/1.1\r\nHost: county\r\nContent-Length: " + std::to_string(captured.body.size()) + "\r\n" + headers + "\r\n")));
        REQUIRE(cut.send(ByteView(captured.body).first(captured.body.size() / 2)));
    }
    TlsClient client = county.connect();
    CHECK(verdicts_of(send(client, captured.body)) == std::vector{Verdict::Taken, Verdict::Taken});
    CHECK(verdicts_of(send(client, captured.body)) == known);
    TlsClient other = county.connect();
    CHECK(verdicts_of(send(other, captured.body)) == known);
    county.kill();
    county.start();
    TlsClient after = county.connect();
    CHECK(verdicts_of(send(after, captured.body)) == known);
    const auto store = SqliteStore::open_reader(county.folder / "state/county.db").value();
    CHECK(store->chain_head(KioskKey{township_id_of("990021101000").value(), "hall-1"}, 1)->sequence == 2);
    CHECK(store->quarantined().value() == 0);
    CHECK(county.run("check").output.find("2 records, 2 bodies") != std::string::npos);
}

TEST_CASE("the book is backed up, and a recovery is declared, signed and accepted", "[county-recovery]") {
    const CountyProgram county;
    REQUIRE(county.run("init").code == 0);
    const std::string folder = county.folder.string(), note = folder + "/recovery.json", keys = folder + "/keys";
    CHECK(county.run("backup").code == 2);
    CHECK(county.run("backup '" + folder + "/copy.db'").code == 0);
    CHECK(county.run("backup '" + folder + "/copy.db'").errors.find("there already") != std::string::npos);
    CHECK(county.run("recovery draft '" + note + "'").code == 2);
    REQUIRE(county.run("recovery draft '" + note + "' --reason 硬盘损坏").code == 0);

    const auto sign = [&](int root) {
        const std::string command = std::string(LIANXIN_BIN_DIR) + "/lianxin-pack recovery sign '" + note + "' --trust '" + keys + "' --key '" + keys + "/root-" + std::to_string(root) + ".key' > /dev/null";
        return std::system(command.c_str());
    };
    REQUIRE(sign(1) == 0);
    const auto too_few = county.run("recovery accept '" + note + "'");
    CHECK(too_few.code == 1);
    CHECK(too_few.errors.find("1 of the county's root keys, 2 are needed") != std::string::npos);
    REQUIRE(sign(2) == 0);
    CHECK(county.run("recovery accept '" + note + "'").code == 0);
    CHECK(county.run("recovery accept '" + note + "'").code == 1);
    CHECK(county.run("check").code == 0);
}
