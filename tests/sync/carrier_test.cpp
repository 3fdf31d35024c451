// The carriage as a whole, with a county that cannot be reached: what it leaves for people to read.
#include "sync/carrier.h"

#include "records/base/json.h"
#include "records/base/kept_time.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// At 23:00 of China, some days after this program was made, in a hall whose line rests from 22:00 to 06:00.
struct QuietHall {
    QuietHall() {
        if (!write_enrolment(hall.folder / "enrolment", hall.enrolment) || !write_kiosk_key(hall.folder / "enrolment", hall.key)) std::abort();
        settings.outbox = hall.outbox_folder();
        settings.state = hall.folder / "daemon";
        settings.enrolment = hall.folder / "enrolment";
        settings.metrics = hall.folder / "lianxin.prom";
        settings.quiet = *QuietHours::parse("22:00-06:00");
    }
    Value health() const {
        const auto text = read_text(settings.health(), 1 << 16);
        return text ? *parse_json(*text) : Value();
    }

    Hall hall;
    Settings settings;
    ManualClock clock{std::chrono::floor<std::chrono::days>(build_date()) + std::chrono::days(5) + std::chrono::hours(15)};
};

} // namespace

TEST_CASE("in quiet hours the status is written all the same, and says until when they last", "[sync][sync.quiet]") {
    QuietHall quiet;
    Carrier carrier(quiet.settings, quiet.clock, [] { return false; }, [] { return false; });
    REQUIRE(carrier.open());
    CHECK(carrier.carry().done);
    const std::string morning = iso_time(quiet.clock.wall() + std::chrono::hours(7));
    CHECK(quiet.health().text_or("at", "") == iso_time(quiet.clock.wall()));
    CHECK(quiet.health().text_or("quiet_until", "") == morning);
    CHECK(quiet.health().find("attachments")->integer_or("waiting", -1) == 0);
    quiet.hall.attach(2);
    quiet.clock.advance(std::chrono::minutes(5));
    CHECK(carrier.carry().done);
    CHECK(quiet.health().text_or("at", "") == iso_time(quiet.clock.wall()));
    CHECK(quiet.health().text_or("quiet_until", "") == morning);
    CHECK(quiet.health().find("attachments")->integer_or("waiting", 0) == 2);
    CHECK(read_text(quiet.settings.metrics, 1 << 16)->find("lianxin_quiet_until_timestamp_seconds") != std::string::npos);
    quiet.clock.advance(std::chrono::hours(8));
    CHECK_FALSE(carrier.carry().done); // the county cannot be reached
    CHECK(quiet.health().text_or("at", "") == iso_time(quiet.clock.wall()));
    CHECK(quiet.health().find("quiet_until")->is_null());
}

TEST_CASE("in quiet hours the time that has passed is kept and old answers go, as by day", "[sync][sync.quiet]") {
    QuietHall quiet;
    const ByteArray<16> tag{1};
    REQUIRE(Inbox::open(quiet.settings.inbox())->record_updates({{tag, {1}, Bytes(64, 1), 1, TimePoint(std::chrono::hours(24))}}, 1));
    Carrier carrier(quiet.settings, quiet.clock, [] { return false; }, [] { return false; });
    REQUIRE(carrier.open());
    CHECK(carrier.carry().done);
    const auto evening = read_kept_time(quiet.settings.time());
    REQUIRE(evening);
    CHECK(InboxReader::open(quiet.settings.inbox())->updates(tag).empty());
    quiet.clock.advance(std::chrono::hours(3));
    CHECK(carrier.carry().done);
    CHECK(read_kept_time(quiet.settings.time())->floor >= evening->floor + std::chrono::hours(3));
}
