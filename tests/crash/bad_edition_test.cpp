// Editions that are wrong: the builder names the mistake, the installer refuses damage, and what is installed stays as
// it is.
#include "records/store/library.h"
#include "tests/crash/damage.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <regex>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// A copy of the sample county in which one form can be spoiled.
struct Source {
    Path folder;
    explicit Source(const Demo& demo) : folder(demo.folder() / "source") {
        std::filesystem::copy(LIANXIN_SOURCE_DIR "/assets/samples/county", folder,
                              std::filesystem::copy_options::recursive);
    }
    void add_to_form(const std::string& text) const {
        std::ofstream(folder / "forms/help.toml", std::ios::app) << text;
    }
    void raise_number() const {
        const auto text = read_text(folder / "edition.toml", 1 << 16);
        REQUIRE(text);
        REQUIRE(
            write_file(folder / "edition.toml", std::regex_replace(*text, std::regex("number = 1\\b"), "number = 2")));
    }
    /// Files that are installed already are not read again; this one is new.
    void change_notice() const {
        std::ofstream(folder / "notices/discipline/banquet-limits.md", std::ios::app) << "\n又及。\n";
    }
    Finished build(const Demo& demo) const {
        return run({program("pack"), "build", folder.string(), "--out", (demo.folder() / "next.lxe").string(), "--key",
                    (demo.folder() / "keys/publisher.key").string()});
    }
};

EditionInfo installed(const Demo& demo) {
    const auto library = LibraryReader::open(demo.folder() / "library");
    REQUIRE(library);
    const auto edition = library->edition();
    REQUIRE(edition);
    return *edition;
}

} // namespace

TEST_CASE("a form with an unknown field is named with its file when an edition is built, and no edition comes of it",
          "[bad.form]") {
    const Demo demo;
    const Source source(demo);
    std::string named;
    SECTION("an entry that no field has") {
        source.add_to_form("\n[[field]]\nname = \"extra\"\nlabel = \"额外\"\ntype = \"text\"\ncolour = \"red\"\n");
        named = "colour";
    }
    SECTION("a kind of field that there is not") {
        source.add_to_form("\n[[field]]\nname = \"extra\"\nlabel = \"额外\"\ntype = \"hologram\"\n");
        named = "\"extra\": \"type\" must be";
    }
    SECTION("a condition on a field that there is not") {
        source.add_to_form("\n[[field]]\nname = \"extra\"\nlabel = \"额外\"\ntype = \"text\"\nwhen = { field = "
                           "\"ghost\", is = \"yes\" }\n");
        named = "ghost";
    }
    const Finished built = source.build(demo);
    INFO(built.err);
    CHECK(built.code == 1);
    CHECK(built.err.find("help.toml") != std::string::npos);
    CHECK(built.err.find(named) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(demo.folder() / "next.lxe"));
}

TEST_CASE("a broken edition file is refused and the installed edition stays as it was", "[bad.edition]") {
    const Demo demo;
    const Source source(demo);
    source.raise_number();
    source.change_notice();
    REQUIRE(source.build(demo).code == 0);
    const Path next = demo.folder() / "next.lxe", whole = demo.folder() / "whole.lxe";
    std::filesystem::copy_file(next, whole);
    const auto install = [&](const Path& edition) {
        return run({program("pack"), "install", edition.string(), "--library", (demo.folder() / "library").string(),
                    "--trust", (demo.folder() / "enrolment").string()});
    };
    const auto number = installed(demo).number;
    SECTION("cut in half") {
        halve(next);
    }
    SECTION("noise behind the signed part") {
        scribble(next, 40u << 10, 1u << 30);
    }
    SECTION("noise at the head") {
        scribble(next, 0, 16);
    }
    SECTION("noise in the signed part") {
        scribble(next, 100, 16);
    }
    SECTION("empty") {
        std::filesystem::resize_file(next, 0);
    }
    const Finished refused = install(next);
    INFO(refused.err);
    CHECK(refused.code == 1);
    CHECK(refused.err.find("next.lxe") != std::string::npos);
    CHECK(installed(demo).number == number);
    // Nothing but the damage was wrong with it.
    CHECK(install(whole).code == 0);
    CHECK(installed(demo).number == number + 1);
}
