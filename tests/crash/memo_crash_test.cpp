// The plug pulled around a hand-in with a voice memo: whatever the moment, a record in the ledger has all parts of its memo.
#include "records/base/cbor.h"
#include "records/model/request.h"
#include "records/seal/hash.h"
#include "records/seal/keys.h"
#include "records/seal/record_seal.h"
#include "tests/crash/kills.h"
#include "tests/crash/ledger_file.h"
#include "tests/programs/driven_kiosk.h"
#include "tests/programs/spoken_file.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const std::vector<std::string> size{"--size", "540x960"};

/// Comes to the confirm page: by the draft that was kept, or by speaking.
void prepare(DrivenKiosk& kiosk) {
    if (kiosk.screen() == "confirm") return;
    if (kiosk.screen() == "idle") kiosk.obey("tap idle.start");
    kiosk.obey("tap home.request");
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    kiosk.obey("tap key.memo");
    kiosk.obey("tap memo.record");
    kiosk.obey("speak 1500");
    kiosk.obey("tap memo.stop");
    kiosk.obey("tap form.next");
    kiosk.obey("fill village 990021101201");
    kiosk.obey("fill identity anonymous");
    for (int pages = 0; pages < 10 && kiosk.screen() == "form"; ++pages) kiosk.obey("tap form.next");
    REQUIRE(kiosk.screen() == "confirm");
}

Dictionary dictionary() {
    return to_dictionary(read_file(Path(LIANXIN_SOURCE_DIR) / "assets/dictionaries/requests.zdict", 1 << 20).value()).value();
}

/// The county's view of one store: bodies opened with its key.
class Opened {
  public:
    explicit Opened(const Demo& demo)
        : keys_(read_identities(demo.folder() / "keys/intake.txt").value()), requests_(OutboxReader::open(demo.folder() / "kiosk/outbox").value()),
          attachments_(OutboxReader::open(demo.folder() / "kiosk/outbox/attachments").value()) {
        dictionaries_.push_back(dictionary());
    }

    Request request(const Uuid& record) const { return request_from(body(requests_, record)).value(); }
    /// The memo put together again from its parts.
    Bytes memo(const Request& request) const {
        REQUIRE(request.attachments.size() == 1);
        Bytes whole;
        for (const Uuid& record : request.attachments[0].parts) append(whole, attachment_part_from(body(attachments_, record)).value().bytes);
        return whole;
    }

  private:
    Value body(const OutboxReader& outbox, const Uuid& record) const {
        const auto sealed = outbox.body(record);
        REQUIRE(sealed);
        REQUIRE(sealed->has_value());
        return parse_cbor(open_record(Suite::AgeX25519, **sealed, keys_, dictionaries_).value()).value();
    }

    std::vector<Identity> keys_;
    std::vector<Dictionary> dictionaries_;
    OutboxReader requests_, attachments_;
};

} // namespace

TEST_CASE("a record in the ledger has all parts of its memo, whenever the plug is pulled around the hand-in", "[crash.memo]") {
    const Demo demo;
    demo.hurry();
    const SpokenFile spoken(demo.folder() / "spoken.raw");
    SeededRandom random(20261126);
    Milliseconds hand_in_time{0};
    {
        DrivenKiosk kiosk(demo, size);
        prepare(kiosk);
        const auto start = std::chrono::steady_clock::now();
        kiosk.obey("tap confirm.submit");
        hand_in_time = std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start);
        REQUIRE(kiosk.screen() == "receipt");
        kiosk.process().kill();
    }
    const int kills = kills_wanted(8);
    for (int kill = 0; kill < kills; ++kill) {
        DrivenKiosk kiosk(demo, size);
        prepare(kiosk);
        kiosk.process().write_line("tap confirm.submit");
        sleep_at_random(random, hand_in_time + hand_in_time / 2);
        kiosk.process().kill();
    }
    {
        DrivenKiosk kiosk(demo, size); // what was cut last is there again, or was handed in
        prepare(kiosk);
        kiosk.obey("tap confirm.submit");
        REQUIRE(kiosk.screen() == "receipt");
        kiosk.quit();
    }
    const auto ledger = ledger_of(demo);
    CHECK(ledger.size() >= 2);
    const Opened opened(demo);
    for (const LedgerEntry& entry : ledger) {
        const Request request = opened.request(entry.record);
        const Bytes memo = opened.memo(request);
        CHECK(memo.size() == request.attachments[0].size);
        CHECK(sha256(memo) == request.attachments[0].hash);
    }
    const Finished whole = run({program("verify"), "--key", (demo.folder() / "enrolment/kiosk.key").string(), "ledger", (demo.folder() / "kiosk/outbox/attachments").string()});
    INFO(whole.out << whole.err);
    CHECK(whole.code == 0);
    std::printf("crash.memo: %d kills around hand-ins of %lld ms, %zu records, each with its whole memo\n", kills, static_cast<long long>(hand_in_time.count()), ledger.size());
}
