// An open page: its pictures, and what to bring.
#include "tests/kiosk/turn/sample_world.h"

#include "kiosk/view.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

World reading_world() {
    World world;
    world.catalogue.departments = {{"civil", "民政局", "0990-5550127", ""}};
    (void)world.wish(intent::Start{});
    (void)world.wish(intent::OpenPage{"guide"});
    Page page;
    page.id = "guide";
    page.kind = PageKind::Guide;
    page.title = "低保申请";
    page.department = "civil";
    page.documents = {{"户口簿", "原件"}, {"身份证", ""}};
    (void)world.happen(event::PageLoaded{page});
    return world;
}

} // namespace

TEST_CASE("a picture opens large, grows and shrinks in steps, and 返回 leads back to the page", "[page.picture]") {
    World world = reading_world();
    (void)world.wish(intent::EnlargePicture{"pictures/a.png", "图"});
    for (int i = 0; i < 9; ++i) (void)world.wish(intent::Enlarge{1});
    CHECK(world.session.notices.picture.steps == 5);
    for (int i = 0; i < 9; ++i) (void)world.wish(intent::Enlarge{-1});
    CHECK(world.session.notices.picture.steps == 0);
    (void)world.wish(intent::Back{});
    CHECK(world.session.screen == Screen::Notice);
    CHECK_FALSE(world.session.notices.picture.is_open());
}

TEST_CASE("documents are ticked off, and another page begins without ticks", "[page.checklist]") {
    World world = reading_world();
    (void)world.wish(intent::TickDocument{0});
    (void)world.wish(intent::TickDocument{1});
    (void)world.wish(intent::TickDocument{0});
    CHECK(world.session.notices.ticked == std::vector<std::size_t>{1});
    (void)world.wish(intent::OpenPage{"other"});
    CHECK(world.session.notices.ticked.empty());
}

TEST_CASE("the list of documents is printed with whom to ask, and what came of it is told", "[page.checklist]") {
    World world = reading_world();
    const auto effects = world.wish(intent::PrintChecklist{});
    const auto* paper = first<effect::PrintChecklist>(effects);
    REQUIRE(paper);
    CHECK(paper->documents.size() == 2);
    CHECK(paper->phone == "0990-5550127");
    CHECK(first<effect::PrintChecklist>(world.wish(intent::PrintChecklist{})) == nullptr); // one is under way
    (void)world.happen(event::ChecklistPrinted{"guide", PrintProblem::NoPaper});
    CHECK(world.session.notices.printing.step == Printing::Failed);
    (void)world.wish(intent::PrintChecklist{});
    (void)world.happen(event::ChecklistPrinted{"guide", std::nullopt});
    CHECK(world.session.notices.printing.step == Printing::Done);
}

TEST_CASE("a guide without a list of its own shows that of its form", "[page.checklist]") {
    World world = reading_world();
    world.catalogue.services[0].documents = {{"收入证明", ""}};
    Page page = *world.session.notices.open;
    page.service = "help";
    CHECK(documents_of(page, world.catalogue).size() == 2);
    page.documents.clear();
    CHECK(documents_of(page, world.catalogue).front().name == "收入证明");
}
