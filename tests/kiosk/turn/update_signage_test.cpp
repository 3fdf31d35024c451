// The idle loop: slide after slide, nothing in between, and away at the first touch.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Slide slide(Slide::Kind kind, int seconds) {
    Slide made;
    made.kind = kind;
    made.lasts = std::chrono::seconds(seconds);
    return made;
}

/// An idle hall with a picture, a page, the roster and the newest notices.
World idle_world() {
    World world;
    auto& catalogue = world.catalogue;
    catalogue.slides = {slide(Slide::Kind::Picture, 10), slide(Slide::Kind::Page, 20), slide(Slide::Kind::Roster, 10), slide(Slide::Kind::Notices, 10)};
    catalogue.slides[0].picture = "pictures/fire.png";
    catalogue.slides[1].page = "roads";
    PageSummary page;
    page.id = "roads";
    catalogue.slide_pages = catalogue.newest = {page};
    Duty duty;
    duty.weekday = 1; // the world's day is a Monday
    catalogue.roster = {duty};
    return world;
}

/// Slides seen until the invitation comes round again, each reached exactly when it is due.
std::vector<std::size_t> one_round(World& world) {
    std::vector<std::size_t> seen;
    (void)world.happen(event::Tick{});
    do {
        const auto next = next_turn(world.session, world.around());
        REQUIRE(next);
        world.wait(*next - world.monotonic - Milliseconds(1));
        (void)world.happen(event::Tick{});
        if (!seen.empty()) CHECK(world.session.signage.at == seen.back());
        world.wait(Milliseconds(1));
        (void)world.happen(event::Tick{});
        seen.push_back(world.session.signage.at);
    } while (seen.back() != 0 && seen.size() < 20);
    return seen;
}

} // namespace

TEST_CASE("slides follow each other, each for its time, and the invitation comes again", "[signage.turns]") {
    World world = idle_world();
    CHECK(one_round(world) == std::vector<std::size_t>{1, 2, 3, 4, 0});
}

TEST_CASE("slides with nothing to show now are passed over", "[signage.turns]") {
    World world = idle_world();
    world.catalogue.slides[0].show = windows_from("2026-12-01|2027-01-01|0-1440|1234567");
    world.catalogue.slide_pages.clear();
    CHECK(one_round(world) == std::vector<std::size_t>{3, 4, 0});
    world.hall.clock_trusted = false; // then only what is certainly over is hidden, and nobody knows who is on duty
    world.session = {};
    CHECK(one_round(world) == std::vector<std::size_t>{1, 4, 0});
    world.catalogue.slides[0].show = windows_from("|2026-11-01|0-1440|1234567");
    world.session = {};
    CHECK(one_round(world) == std::vector<std::size_t>{4, 0});
}

TEST_CASE("a page that has expired or was corrected makes no slide any more", "[signage.turns]") {
    World world = idle_world();
    world.catalogue.slide_pages[0].expires = parse_iso_day("2026-11-22").value();
    CHECK(one_round(world) == std::vector<std::size_t>{1, 3, 4, 0});
    world = idle_world();
    world.catalogue.slide_pages[0].corrected = true;
    CHECK(one_round(world) == std::vector<std::size_t>{1, 3, 4, 0});
}

TEST_CASE("a slide whose matter is taken back while it is shown gives way at once", "[signage.taken-back]") {
    World world = idle_world();
    (void)world.happen(event::Tick{});
    for (const std::size_t at : {1U, 2U}) {
        world.wait(*next_turn(world.session, world.around()) - world.monotonic);
        (void)world.happen(event::Tick{});
        REQUIRE(world.session.signage.at == at);
    }
    world.wait(Milliseconds(1000)); // of 20 seconds
    world.catalogue.slide_pages[0].corrected = true;
    CHECK(next_turn(world.session, world.around()) == world.monotonic);
    (void)world.happen(event::Tick{});
    CHECK(world.session.signage.at == 3);
    CHECK(*next_turn(world.session, world.around()) == world.monotonic + std::chrono::seconds(10));
    world.catalogue.slides.clear(); // a new edition without any
    (void)world.happen(event::Tick{});
    CHECK(world.session.signage.at == 0);
}

TEST_CASE("nothing turns during a visit, without slides or behind a dialog", "[signage.turns]") {
    World world = idle_world();
    (void)world.wish(intent::Start{});
    CHECK_FALSE(next_turn(world.session, world.around()));
    World empty;
    CHECK_FALSE(next_turn(empty.session, empty.around()));
    World asked = idle_world();
    (void)asked.wish(intent::Help{});
    CHECK_FALSE(next_turn(asked.session, asked.around()));
}

TEST_CASE("the loop begins anew with the invitation after each visit", "[signage.turns]") {
    World world = idle_world();
    (void)one_round(world);
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::FinishVisit{});
    CHECK(world.session.screen == Screen::Idle);
    CHECK(world.session.signage.at == 0);
}
