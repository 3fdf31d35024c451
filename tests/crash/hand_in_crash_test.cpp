// The plug pulled around a hand-in: whatever the moment, a receipt that was shown has its record, once.
#include "tests/crash/kills.h"
#include "tests/crash/ledger_file.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// One request that a resident means to hand in, perhaps over several restarts.
struct Attempt {
    std::string matter;
    std::string receipt;  ///< text of the QR once it was on the screen
    bool durable = false; ///< its record was in the ledger when the kiosk came back
};

/// What the kiosk still said before it died, up to a torn last line.
std::string receipt_among(Process& process) {
    std::string receipt;
    for (std::string line = process.read_line(); !line.empty(); line = process.read_line()) {
        const auto answer = parse_json(line);
        if (!answer || answer->text_or("screen", "") != "receipt" || !answer->find("targets")) continue;
        for (const auto& target : *answer->find("targets")->array())
            if (target.text_or("id", "") == "receipt.qr") receipt = target.text_or("value", "");
    }
    return receipt;
}

Milliseconds since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start);
}

/// A hall in which the plug is pulled again and again.
class Hall {
  public:
    explicit Hall(const Demo& demo) : demo_(demo) {
        DrivenKiosk kiosk(demo_, size_);
        kiosk.fill_help("第0件，没有断电");
        const auto start = std::chrono::steady_clock::now();
        kiosk.obey("tap confirm.submit");
        hand_in_time_ = since(start);
        attempts_.push_back({"第0件，没有断电", kiosk.value("receipt.qr"), true});
    }

    /// The kiosk comes up; what was cut is there again or was handed in. Hands it in, or the next one, and pulls the
    /// plug.
    void pull_plug_once(Random& random) {
        DrivenKiosk kiosk(demo_, size_);
        prepare(kiosk);
        kiosk.process().write_line("tap confirm.submit");
        kiosk.process().write_line("dump");
        sleep_at_random(random, hand_in_time_ + hand_in_time_ / 2);
        kiosk.process().kill();
        attempts_.back().receipt = receipt_among(kiosk.process());
    }

    /// The last one is handed in without a cut.
    void finish() {
        DrivenKiosk kiosk(demo_, size_);
        prepare(kiosk);
        kiosk.obey("tap confirm.submit");
        REQUIRE(kiosk.screen() == "receipt");
        attempts_.back().receipt = kiosk.value("receipt.qr");
        attempts_.back().durable = true;
    }

    const std::vector<Attempt>& attempts() const { return attempts_; }
    Milliseconds hand_in_time() const { return hand_in_time_; }

  private:
    /// Leaves the kiosk on the confirm page, by the draft it kept where the last attempt was cut before it was durable.
    void prepare(DrivenKiosk& kiosk) {
        const std::string screen = kiosk.screen();
        Attempt& last = attempts_.back();
        const std::size_t rows = ledger_of(demo_).size();
        last.durable = rows > rows_;
        INFO("after \"" << last.matter << "\"" << (last.receipt.empty() ? "" : ", receipted")
                        << (last.durable ? ", durable" : ""));
        CHECK(rows <= rows_ + 1);
        if (!last.receipt.empty()) CHECK(last.durable);
        if (!last.receipt.empty()) CHECK(screen == "idle");
        if (!last.durable) CHECK(screen == "confirm");
        rows_ = rows;
        if (screen == "confirm") {
            CHECK(kiosk.spoken().find(last.matter) != std::string::npos);
            attempts_.push_back({last.matter, "", false});
        } else {
            const std::string matter = "第" + std::to_string(attempts_.size()) + "件，断电的那一回";
            attempts_.push_back({matter, "", false});
            kiosk.fill_help(matter);
        }
    }

    const Demo& demo_;
    std::vector<std::string> size_{"--size", "540x960"};
    std::vector<Attempt> attempts_;
    std::size_t rows_ = 0; ///< of the ledger before the last attempt
    Milliseconds hand_in_time_{0};
};

/// Proved by the program that anyone can run: the kiosk's signature, and the record in its ledger.
void check_proved(const Demo& demo, const std::string& receipt) {
    const Finished proved = run({program("verify"), "--key", (demo.folder() / "enrolment/kiosk.key").string(),
                                 "--ledger", (demo.folder() / "kiosk/outbox").string(), "receipt", receipt});
    INFO(proved.out << proved.err);
    CHECK(proved.code == 0);
}

} // namespace

TEST_CASE("a receipt that was shown has its record in the ledger and at the county, once, whenever the plug is pulled",
          "[crash.hand-in]") {
    const Demo demo;
    demo.hurry();
    Hall hall(demo);
    SeededRandom random(20261122);
    const int kills = kills_wanted(25);
    for (int kill = 0; kill < kills; ++kill) hall.pull_plug_once(random);
    hall.finish();

    const auto ledger = ledger_of(demo);
    std::size_t shown = 0, durable = 0;
    for (const auto& attempt : hall.attempts()) {
        durable += attempt.durable ? 1 : 0;
        if (attempt.receipt.empty()) continue;
        ++shown;
        INFO(attempt.matter);
        check_proved(demo, attempt.receipt);
    }
    CHECK(ledger.size() == durable);
    const Finished whole = run({program("verify"), "--key", (demo.folder() / "enrolment/kiosk.key").string(), "ledger",
                                (demo.folder() / "kiosk/outbox").string()});
    INFO(whole.out << whole.err);
    CHECK(whole.code == 0);
    std::printf(
        "crash.hand-in: %d kills around hand-ins of %lld ms: %zu receipts shown, %zu records durable, %zu cut before\n",
        kills, static_cast<long long>(hall.hand_in_time().count()), shown, durable, hall.attempts().size() - durable);

    const Process county = demo.serve();
    const Finished delivered = demo.deliver();
    INFO(delivered.err);
    REQUIRE(delivered.code == 0);
    const auto cases = cases_by_record(demo);
    CHECK(cases.size() == ledger.size());
    for (const auto& entry : ledger) CHECK(cases.at(record_of(entry)) == 1);
}
