// Trusted time: signed moments, the county's word, and a machine whose clock may say anything.
#include "records/base/trusted_clock.h"

#include "records/base/date.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

TimePoint at(const char* text) { return *parse_iso_time(text); }

const TimePoint made = at("2026-11-22T02:00:00Z");
const TimePoint noon = at("2026-11-26T04:00:00Z");

/// A machine that was switched on with this on its clock.
struct Machine {
    explicit Machine(const char* wall) : clock(at(wall)) {}
    ManualClock clock;
    TrustedClock trusted{clock, "boot one"};
    CountyTime heard(TimePoint county, Milliseconds width = 300ms) const { return {county, clock.monotonic(), width, "boot one"}; }
};

} // namespace

TEST_CASE("a clock before what was signed, or far beyond it, is not believed", "[time.machine]") {
    const char* wall = GENERATE("1970-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2026-11-22T01:59:59Z", "2028-03-01T00:00:00Z", "2040-01-01T00:00:00Z", "2100-06-01T00:00:00Z");
    Machine machine(wall);
    machine.trusted.learn(made);
    CHECK(machine.trusted.source() == TimeSource::Floor);
    CHECK(machine.trusted.wall() == made);
    CHECK_FALSE(machine.trusted.latest());
    machine.clock.advance(1h);
    CHECK(machine.trusted.wall() == made + 1h);
    CHECK(machine.trusted.earliest() == made + 1h);
}

TEST_CASE("a plausible clock is gone by until the county says better", "[time.machine]") {
    Machine machine("2026-12-24T00:00:00Z");
    machine.trusted.learn(made);
    CHECK(machine.trusted.source() == TimeSource::Machine);
    CHECK(machine.trusted.wall() == at("2026-12-24T00:00:00Z"));
    CHECK(machine.trusted.earliest() == made);
    CHECK_FALSE(machine.trusted.latest()); // it may have gone on from where it was switched off days ago
    machine.trusted.learn(machine.heard(noon));
    CHECK(machine.trusted.source() == TimeSource::County);
    CHECK(machine.trusted.wall() == noon);
    CHECK(machine.trusted.earliest() == noon);
    machine.clock.advance(24h);
    CHECK(machine.trusted.wall() == noon + 24h);
    CHECK(*machine.trusted.latest() - machine.trusted.wall() < 30s);
    CHECK(*machine.trusted.latest() - machine.trusted.wall() > 300ms);
}

TEST_CASE("jumps of the machine's clock in the middle of a session move nothing, either way", "[time.jump]") {
    Machine machine("2026-12-01T00:00:00Z");
    machine.trusted.learn(made);
    const bool heard = GENERATE(false, true);
    if (heard) machine.trusted.learn(machine.heard(noon));
    const TimePoint before = machine.trusted.wall();
    for (const char* jump : {"1970-01-01T00:00:00Z", "2040-01-01T00:00:00Z", "2026-11-30T00:00:00Z", "2027-03-01T00:00:00Z", "2100-01-01T00:00:00Z"}) {
        machine.clock.set_wall(at(jump));
        CHECK(machine.trusted.wall() == before);
        CHECK(machine.trusted.source() == (heard ? TimeSource::County : TimeSource::Machine));
    }
    machine.clock.advance(2h);
    CHECK(machine.trusted.wall() == before + 2h);
}

TEST_CASE("a clock that was wrong at the start is believed once it has been set right", "[time.machine]") {
    Machine machine("1970-01-01T00:00:00Z");
    machine.trusted.learn(made);
    CHECK(machine.trusted.source() == TimeSource::Floor);
    machine.clock.set_wall(noon);
    CHECK(machine.trusted.source() == TimeSource::Machine);
    CHECK(machine.trusted.wall() == noon);
}

TEST_CASE("a wild clock never gets into what is kept, and expires nothing", "[time.floor]") {
    const char* wall = GENERATE("2027-11-01T00:00:00Z", "2040-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    Machine machine(wall);
    machine.trusted.learn(made);
    machine.clock.advance(48h);
    CHECK(machine.trusted.earliest() == made + 48h);
    CHECK(machine.trusted.kept().floor == made + 48h);
}

TEST_CASE("the floor never goes back over a restart, and grows while the machine runs", "[time.floor]") {
    KeptTime kept;
    {
        Machine machine("2026-12-01T00:00:00Z");
        machine.trusted.learn(machine.heard(noon));
        machine.clock.advance(5h);
        kept = machine.trusted.kept();
        CHECK(kept.floor == noon + 5h);
    }
    ManualClock after(at("1999-01-01T00:00:00Z"));
    TrustedClock trusted(after, "boot two");
    trusted.learn(kept);
    trusted.learn(made);
    CHECK(trusted.source() == TimeSource::Floor);
    CHECK(trusted.wall() == noon + 5h);
    trusted.learn(noon);
    CHECK(trusted.wall() == noon + 5h);
}

TEST_CASE("what the county said in this boot holds for every program of it, and in another boot only as a floor", "[time.county]") {
    ManualClock clock(at("1999-01-01T00:00:00Z"));
    clock.advance(1h);
    const CountyTime heard{noon, 30min, 400ms, "boot one"};
    TrustedClock same(clock, "boot one"), other(clock, "boot two"), nameless(clock, "");
    same.learn(heard);
    CHECK(same.source() == TimeSource::County);
    CHECK(same.wall() == noon + 30min);
    other.learn(heard);
    CHECK(other.source() == TimeSource::Floor);
    CHECK(other.wall() == noon);
    nameless.learn(CountyTime{noon, 30min, 400ms, ""});
    CHECK(nameless.source() == TimeSource::Floor);
}

TEST_CASE("a county whose clock stands far behind what was signed is not gone by", "[time.county]") {
    Machine machine("2026-12-01T00:00:00Z");
    machine.trusted.learn(made);
    machine.trusted.learn(machine.heard(at("1999-01-01T00:00:00Z")));
    CHECK(machine.trusted.source() == TimeSource::Machine);
    CHECK(machine.trusted.earliest() == made);
    // A desk whose clock is some minutes ahead of the county's spoils nothing.
    machine.trusted.learn(machine.heard(made - 5min));
    CHECK(machine.trusted.source() == TimeSource::County);
    CHECK(machine.trusted.wall() == made);
}

TEST_CASE("a signed moment of another age is not believed", "[time.floor]") {
    Machine machine("2026-12-01T00:00:00Z");
    machine.trusted.learn(made);
    machine.trusted.learn(at("2100-01-01T00:00:00Z"));
    machine.trusted.learn(machine.heard(at("2100-01-01T00:00:00Z")));
    CHECK(machine.trusted.earliest() == made);
    CHECK(machine.trusted.source() == TimeSource::Machine);
}

TEST_CASE("certificates are judged at the best time first, then at the machine's, then a year on each time", "[time.certificate]") {
    Machine machine("2040-01-01T00:00:00Z");
    machine.trusted.learn(made);
    CHECK(machine.trusted.certificate_time(0) == made);
    CHECK(machine.trusted.certificate_time(1) == at("2040-01-01T00:00:00Z"));
    CHECK(machine.trusted.certificate_time(2) == made + std::chrono::days(365));
    CHECK(machine.trusted.certificate_time(3) == made + std::chrono::days(730));
    CHECK(machine.trusted.certificate_time(12) == made);
    Machine old("1999-01-01T00:00:00Z");
    old.trusted.learn(made);
    for (unsigned failures = 0; failures < 30; ++failures) CHECK(old.trusted.certificate_time(failures) >= made);
}

TEST_CASE("the day of the build and this boot are known") {
    CHECK(build_date() > at("2026-01-01T00:00:00Z"));
    CHECK(boot_id().size() == 36);
    CHECK(boot_id() == boot_id());
}
