// Child programs: fed, heard, and ended when they do not end by themselves.
#include "kiosk/device/child_program.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {
const std::atomic<bool> goes_on{false};
}

TEST_CASE("a child program hears its input and is heard") {
    const std::string text(60'000, 'x');
    const auto heard = run_child({"/bin/cat"}, text, Milliseconds{5'000}, goes_on);
    REQUIRE(heard);
    CHECK(*heard == text);
    CHECK(run_child({"/bin/echo", "done"}, "", Milliseconds{5'000}, goes_on).value() == "done\n");
}

TEST_CASE("a child program that does not listen harms nobody") {
    CHECK(run_child({"/bin/true"}, std::string(1'000'000, 'x'), Milliseconds{5'000}, goes_on));
}

TEST_CASE("a child program that hangs is ended in time, and at once when nobody waits for it any more") {
    const auto before = std::chrono::steady_clock::now();
    const auto hung = run_child({"/bin/sleep", "100"}, "", Milliseconds{150}, goes_on);
    REQUIRE(!hung);
    CHECK(hung.error().code == ErrorCode::Unavailable);
    const std::atomic<bool> cancelled{true};
    CHECK(!run_child({"/bin/sleep", "100"}, "", Milliseconds{100'000}, cancelled));
    CHECK(!run_child({"/bin/sh", "-c", "exec >&-; sleep 100"}, "", Milliseconds{300}, goes_on).value_or("").size());
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(20));
}

TEST_CASE("a child program that is not there or never stops talking is an error") {
    CHECK(run_child({"/nowhere/lianxin-nothing"}, "", Milliseconds{1'000}, goes_on).error().code == ErrorCode::NotFound);
    CHECK(!run_child({"/usr/bin/yes"}, "", Milliseconds{10'000}, goes_on));
}

TEST_CASE("programs of this build lie beside each other") {
    CHECK(program_beside("lianxin-print").parent_path() == std::filesystem::read_symlink("/proc/self/exe").parent_path());
}
