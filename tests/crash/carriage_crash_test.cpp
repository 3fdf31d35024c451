// The daemon and the county killed while records flow over a bad road: each record is at the county once.
#include "records/base/cbor.h"
#include "records/model/request.h"
#include "records/pack/county_keys.h"
#include "records/seal/receipt_keys.h"
#include "records/store/inbox.h"
#include "records/wire/enrolment.h"
#include "tests/crash/kills.h"
#include "tests/crash/ledger_file.h"
#include "tests/road/faulty_road.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <optional>
#include <thread>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Hands in by the store's own door, for speed: the records are those of a kiosk in every byte.
class HandIns {
  public:
    HandIns(const Demo& demo, Random& random)
        : random_(random), key_(read_kiosk_key(demo.folder() / "enrolment").value()) {
        const auto enrolment = read_enrolment(demo.folder() / "enrolment").value();
        intake_ = intake_of(verify_first(read_signed_keys(demo.folder() / "enrolment").value()).value());
        OutboxOptions options{demo.folder() / "kiosk/outbox", enrolment.kiosk, enrolment.township, 4u << 20};
        REQUIRE(make_folder(demo.folder() / "kiosk"));
        outbox_.emplace(Outbox::open(options, key_, clock_).value());
    }

    void add(int count) {
        for (; count > 0; --count) add();
    }
    std::uint64_t count() const { return outbox_->last_sequence(); }
    Hash head() const { return outbox_->head(); }

  private:
    void add() {
        Request request;
        request.record = make_uuid(clock_.wall(), random_);
        request.service = "help";
        request.answers = {{"matter", "第" + std::to_string(count() + 1) + "件"},
                           {"village", "990021101201"},
                           {"identity", "anonymous"}};
        request.handed_in = clock_.wall();
        request.by_code = address();
        request.by_qr = address();
        NewRecord record;
        record.record = request.record;
        record.sealed = seal_record(record.suite, to_cbor(to_value(request)), intake_, {}, random_).value();
        REQUIRE(outbox_->append(record));
    }

    ReplyAddress address() {
        ByteArray<16> secret{};
        random_.fill(secret);
        const auto identity = identity_from_secret(secret);
        return {identity.tag, identity.identity.recipient().bytes};
    }

    Random& random_;
    SigningKey key_;
    SystemClock clock_;
    SealedTo intake_;
    std::optional<Outbox> outbox_;
};

/// The port that county.toml names.
std::uint16_t county_port(const Demo& demo) {
    const std::string text = read_text(demo.config("county"), 1 << 16).value();
    return static_cast<std::uint16_t>(std::stoi(text.substr(text.find("\nport = ") + 8)));
}

/// County and daemon, either of which can lose its power.
class Road {
  public:
    explicit Road(const Demo& demo) : demo_(demo) {}

    void open() {
        if (!county_) county_.emplace(demo_.serve());
        // A daemon that met a dead county waits before it tries again; a new one tries at once.
        sync_.emplace(std::vector<std::string>{program("sync"), "--config", demo_.config("sync")});
    }
    void cut_county() {
        county_.reset();
        sync_.reset();
    }
    void cut_sync() { sync_.reset(); }

  private:
    const Demo& demo_;
    std::optional<Process> county_, sync_;
};

} // namespace

TEST_CASE("every record is at the county once, however often daemon and county are killed while records flow over a road of cuts, "
          "portals, silences and lost answers",
          "[crash.carriage]") {
    const Demo demo;
    FaultyRoad faulty(county_port(demo), 19491001, 40);
    demo.set("sync", "url", "\"https://127.0.0.1:" + std::to_string(faulty.port()) + "\"");
    demo.set("sync", "first_retry_seconds", "1");
    SeededRandom random(19491001);
    HandIns hand_ins(demo, random);
    Road road(demo);
    const int kills = kills_wanted(100); // 300 more are made over a lossy line: carriage.lossy
    for (int kill = 0; kill < kills; ++kill) {
        road.open();
        hand_ins.add(2);
        sleep_at_random(random, Milliseconds(200));
        if (random.below(3) == 0)
            road.cut_county();
        else
            road.cut_sync();
    }
    faulty.heal();
    road.open();
    road.cut_sync();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    REQUIRE(delivered.code == 0);

    const auto ledger = ledger_of(demo);
    const auto cases = cases_by_record(demo);
    CHECK(ledger.size() == static_cast<std::size_t>(2 * kills));
    CHECK(cases.size() == ledger.size());
    for (const auto& entry : ledger) CHECK(cases.at(record_of(entry)) == 1);
    const auto inbox = InboxReader::open(demo.folder() / "sync/inbox");
    REQUIRE(inbox);
    CHECK(inbox->delivery(1).delivered_through == ledger.size());
    CHECK_FALSE(inbox->divergence(1));
    CHECK(inbox->refused()->empty());
    std::printf("crash.carriage: %d kills, %zu records, each at the county once; connections:", kills, ledger.size());
    for (std::uint32_t fault = 0; fault < faults; ++fault) std::printf(" %d", faulty.met(static_cast<Fault>(fault)));
    std::printf("\n");
}
