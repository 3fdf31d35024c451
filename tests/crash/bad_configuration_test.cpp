// Configurations and fonts that are missing or wrong: each program says what is wrong and where, and ends with 1.
#include "tests/programs/demo.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <fstream>

using namespace lianxin;
using namespace lianxin::test;

namespace {

struct Told {
    std::string name;               ///< of the program and of its configuration
    std::vector<std::string> words; ///< what it is asked to do
    std::string number_key;         ///< a key whose value is a number
};

void add_line(const std::string& file, const std::string& line) {
    std::ofstream(file, std::ios::app) << line << '\n';
}

std::size_t lines_in(const std::string& file) {
    const auto text = read_text(file, 1 << 16);
    REQUIRE(text);
    return static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n'));
}

/// It ended with 1, and what it said names all of these.
void check_complaint(const Finished& finished, const std::vector<std::string>& named) {
    INFO("exit code " << finished.code << ", said: " << finished.err);
    CHECK(finished.code == 1);
    for (const auto& name : named) CHECK(finished.err.find(name) != std::string::npos);
}

} // namespace

TEST_CASE("a wrong configuration ends each program with 1 and a sentence that names file and place",
          "[bad.configuration]") {
    const auto told = GENERATE(Told{"kiosk", {"--check"}, "reserve_mebibytes"},
                               Told{"sync", {"--once"}, "resting_seconds"}, Told{"county", {"cases"}, "port"});
    const Demo demo;
    const std::string file = demo.config(told.name);
    const auto ask = [&] { return demo.run(told.name, told.words); };
    INFO("lianxin-" << told.name);
    SECTION("no file") {
        std::filesystem::remove(file);
        check_complaint(ask(), {told.name + ".toml"});
    }
    SECTION("not TOML") {
        add_line(file, "state = = 3");
        check_complaint(ask(), {told.name + ".toml", "line " + std::to_string(lines_in(file))});
    }
    SECTION("a key that the program does not know") {
        add_line(file, "[kettle]\ntemperature = 90");
        check_complaint(ask(), {told.name + ".toml", "kettle.temperature"});
    }
    SECTION("text where a number belongs") {
        demo.set(told.name, told.number_key, "\"many\"");
        check_complaint(ask(), {told.name + ".toml", told.number_key, "whole number"});
    }
}

TEST_CASE("a kiosk without its font says which file is missing and does not start", "[bad.font]") {
    const Demo demo;
    const std::string missing = (demo.folder() / "no-such-font.ttc").string();
    demo.set("kiosk", "font", '"' + missing + '"');
    check_complaint(demo.run("kiosk", {"--check"}), {missing});
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    check_complaint(demo.run("kiosk"), {missing});
    ::unsetenv("SDL_VIDEODRIVER");
    check_complaint(run({program("drive"), "--config", demo.config("kiosk")}), {missing});
}
