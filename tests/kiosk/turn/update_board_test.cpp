// The board 大家问: opened, read, and left when what is read is withdrawn.
#include "tests/kiosk/turn/sample_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

BoardEntry entry(std::string id, std::string answer) {
    BoardEntry made;
    made.id = std::move(id);
    made.title = made.question = made.id;
    made.answer = std::move(answer);
    return made;
}

World with_board() {
    World world;
    world.catalogue.board = {entry("lamp", "修好了"), entry("bus", ""), entry("water", "能喝")};
    return world;
}

} // namespace

TEST_CASE("from home the board leads to each entry, and back to the list", "[board.read]") {
    World world = with_board();
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Board});
    CHECK(world.session.screen == Screen::Board);
    (void)world.wish(intent::OpenBoardEntry{"gone"});
    CHECK(world.session.screen == Screen::Board);
    (void)world.wish(intent::OpenBoardEntry{"bus"});
    CHECK(world.session.screen == Screen::BoardEntry);
    CHECK(world.session.board.entry == "bus");
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Board);
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Home);
}

TEST_CASE("an entry that is withdrawn while it is read gives way to the list, and what is said of it ends", "[board.withdrawn]") {
    World world = with_board();
    world.devices.can_speak = true;
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::Go{Screen::Board});
    (void)world.wish(intent::OpenBoardEntry{"lamp"});
    Passage passage;
    passage.text = "修好了";
    (void)world.wish(intent::Read{{passage}});
    auto without = std::make_shared<Catalogue>(world.catalogue);
    without->board.erase(without->board.begin());
    world.catalogue = *without;
    const Effects effects = world.happen(event::CatalogueLoaded{without});
    CHECK(world.session.screen == Screen::Board);
    CHECK_FALSE(world.session.reading.is_on());
    CHECK(first<effect::Silence>(effects));
}

TEST_CASE("the idle screen shows one answered entry after the other, and never one without an answer", "[signage.board]") {
    World world = with_board();
    Slide slide;
    slide.kind = Slide::Kind::Board;
    world.catalogue.slides = {slide};
    std::vector<std::string> seen;
    (void)world.happen(event::Tick{});
    for (int turns = 0; turns < 6; ++turns) {
        const auto next = next_turn(world.session, world.around());
        REQUIRE(next);
        world.wait(*next - world.monotonic);
        (void)world.happen(event::Tick{});
        if (world.session.signage.at == 1) seen.push_back(world.catalogue.highlight(world.session.signage.highlights)->id);
    }
    CHECK(seen == std::vector<std::string>{"lamp", "water", "lamp"});
    world.catalogue.board = {entry("bus", "")};
    world.session = {};
    (void)world.happen(event::Tick{});
    world.wait(*next_turn(world.session, world.around()) - world.monotonic);
    (void)world.happen(event::Tick{});
    CHECK(world.session.signage.at == 0);
}
