// The township's edition over the county's: each with its own numbers, neither in the way of the other.
#include "records/pack/layer_order.h"
#include "tests/records/pack/hall_library.h"

using namespace lianxin;

namespace {

/// A hall whose county knows the township's key and has the channel "town".
struct TownHall : HallLibrary {
    TownHall() {
        county.write(
            "channels.toml",
            "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n"
            "[[channel]]\nid = \"town\"\nname = \"本镇\"\nsummary = \"本镇的事\"\nicon = \"home\"\norder = 2\n");
        install_next();
    }
    /// The county's next edition, with the township's key in its keys.
    void install_next() {
        static_cast<void>(county.edition(++number));
        const Path file = county.folder() / "with-keys.lxe";
        REQUIRE(problem_of(county.build(file, {"publisher"}, town.keys())) == "");
        install(file);
    }
    LibraryReader reader() const { return std::move(LibraryReader::open(library)).value(); }

    SmallTownship town{county};
};

} // namespace

TEST_CASE("a township's pages stand beside the county's, each edition with its own numbers",
          "[install][pack.township]") {
    TownHall hall;
    hall.install(hall.town.edition(1));
    CHECK(hall.reader().page("market")->body.find("赶集") != std::string::npos);
    CHECK(hall.reader().page("roads"));
    CHECK(hall.reader().search("逢五", 10).size() == 1);
    CHECK(hall.reader().township_edition()->number == 1);
    CHECK(hall.reader().township_edition()->publisher == "清溪镇政府");
    CHECK(hall.installed_number() == hall.number);

    hall.install_next(); // the township's pages stay over the county's next edition
    CHECK(hall.reader().page("market"));
    CHECK(hall.reader().township_edition()->number == 1);
    hall.install(hall.town.edition(2, "逢三逢八赶集。"));
    CHECK(hall.reader().page("market")->body.find("逢三") != std::string::npos);
    CHECK(hall.refused(hall.town.edition(1)) == "older");
    CHECK(hall.refused(hall.town.edition(2, "天天赶集。")) == "same_number");
    CHECK(install_edition(hall.town.edition(2, "逢三逢八赶集。"), hall.options())->outcome ==
          Installed::Outcome::AlreadyThere);
}

TEST_CASE("a township's edition that does not fit the county's is refused", "[install][pack.township]") {
    TownHall hall;
    const HallLibrary other;
    auto stranger = other.options();
    stranger.enrolled = SmallTownship(other.county).keys();
    const SmallTownship there(other.county);
    CHECK(other.refused(there.edition(1), stranger) == "unreadable_item"); // this county has no channel "town"
    hall.town.write("pictures/road.png", text_of(small_png()));
    CHECK(hall.refused(hall.town.edition(1)) == "unreadable_item"); // the county has a picture of that name
    std::filesystem::remove(hall.town.source() / "pictures/road.png");
    CHECK(hall.refused(hall.town.edition(1, "![图](pictures/none.png)")) == "unreadable_item");
    auto elsewhere = hall.options();
    elsewhere.township = "990021103000";
    CHECK(hall.refused(hall.town.edition(1), elsewhere) == "other_audience");
    InstallOptions bare = hall.options();
    bare.library = hall.county.folder() / "bare";
    bare.enrolled = hall.town.keys();
    const auto first = install_edition(hall.town.edition(1), bare);
    CHECK(refusal_of(first.error()) == Refusal::NoCountyEdition);
}

TEST_CASE("what a township published never keeps an edition of the county out", "[install][pack.township]") {
    TownHall hall;
    hall.install(hall.town.edition(1));
    SECTION("the county takes the page's id") {
        hall.county.write(
            "notices/guides/market.md",
            "+++\nid = \"market\"\ntitle = \"全县集市\"\nchannel = \"guides\"\ndepartment = \"petition\"\n"
            "published = 2026-02-10\nsummary = \"集市\"\n+++\n\n全县的集市。\n");
        hall.install_next();
        CHECK(hall.reader().page("market")->title == "全县集市");
    }
    SECTION("the county takes the channel away") {
        hall.county.write(
            "channels.toml",
            "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n");
        hall.install_next();
        CHECK_FALSE(hall.reader().page("market"));
        CHECK(hall.reader().page("roads"));
    }
    SECTION("the county withdraws the township's key") {
        static_cast<void>(hall.county.edition(++hall.number));
        const Path file = hall.county.folder() / "withdrawn.lxe";
        REQUIRE(
            hall.county.build(file, {"publisher"}, hall.county.next_keys([](CountyKeys& next) { next.version = 3; })));
        hall.install(file);
        CHECK_FALSE(hall.reader().page("market"));
        CHECK_FALSE(hall.reader().township_edition());
        CHECK(hall.refused(hall.town.edition(2)) == "stranger");
    }
    CHECK(hall.installed_number() == hall.number);
}

TEST_CASE("of two editions the one that came last is taken out when the content does not load", "[install][pack.roll-back]") {
    TownHall hall;
    hall.install(hall.town.edition(1));
    hall.install(hall.town.edition(2, "逢三逢八赶集。"));
    const auto market = [&] { return hall.reader().page("market"); };
    REQUIRE(roll_back_library(hall.options()).value());
    CHECK(market()->body.find("逢五") != std::string::npos);
    CHECK(hall.installed_number() == hall.number);
    CHECK(hall.refused(hall.town.edition(2, "逢三逢八赶集。")) == "did_not_load");
    REQUIRE(roll_back_library(hall.options()).value()); // its first edition just goes
    CHECK_FALSE(market());
    CHECK(hall.reader().page("roads"));
    CHECK(hall.installed_number() == hall.number);
}

TEST_CASE("which edition came last is written down, whatever the times of files say, and outlives a lost database", "[install][pack.roll-back]") {
    TownHall hall;
    hall.install(hall.town.edition(1));
    hall.install(hall.town.edition(2, "逢三逢八赶集。"));
    hall.install_next();
    const auto county = hall.number;
    for (const auto& head : std::filesystem::directory_iterator(hall.library / "heads"))
        if (head.path().filename().string().starts_with("township-"))
            std::filesystem::last_write_time(head.path(), std::filesystem::file_time_type::clock::now() + std::chrono::hours(24 * 365));
    SECTION("as it is") {}
    SECTION("after the database was lost and built again, county before township") {
        std::filesystem::remove(hall.library / "library.db");
        REQUIRE(restore_library(hall.options()).value());
    }
    SECTION("when the power went before an edition of the township was in that had been noted") { REQUIRE(note_put_in(hall.library, Layer::Township, 3)); }
    REQUIRE(roll_back_library(hall.options()).value());
    CHECK(hall.installed_number() == county - 1);
    CHECK(hall.reader().page("market")->body.find("逢三") != std::string::npos);
    // Of what is there now the township's came last.
    REQUIRE(roll_back_library(hall.options()).value());
    CHECK(hall.installed_number() == county - 1);
    CHECK(hall.reader().page("market")->body.find("逢五") != std::string::npos);
}

TEST_CASE("a file of the order that is lost or junk names the county's edition first", "[install]") {
    const TemporaryFolder folder;
    using Order = std::array<Layer, 2>;
    const Order county_first{Layer::County, Layer::Township}, township_first{Layer::Township, Layer::County};
    CHECK(newest_first(folder.path(), 5, 2) == county_first);
    for (std::uint64_t number = 1; number <= 40; ++number) REQUIRE(note_put_in(folder.path(), number % 2 == 0 ? Layer::Township : Layer::County, number));
    CHECK(newest_first(folder.path(), 39, 40) == township_first);
    CHECK(newest_first(folder.path(), 39, 38) == county_first);
    CHECK(newest_first(folder.path(), 37, 38) == township_first);
    CHECK(newest_first(folder.path(), 1, 0) == county_first);
    for (const std::string& junk : {std::string("\xff\n\n-"), std::string(1 << 20, 'x')}) {
        REQUIRE(write_file(folder.path() / "put_in", junk));
        CHECK(newest_first(folder.path(), 39, 40) == county_first);
        REQUIRE(note_put_in(folder.path(), Layer::Township, 40));
        CHECK(newest_first(folder.path(), 39, 40) == township_first);
    }
}
