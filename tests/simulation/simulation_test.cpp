// The carriage keeps its promises in every story, and a broken rule is noticed.
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace lianxin::test;

namespace {

Finished simulate(const std::vector<std::string>& options) {
    std::vector<std::string> command{std::string(LIANXIN_BIN_DIR) + "/lianxin-simulate"};
    command.insert(command.end(), options.begin(), options.end());
    return run(command);
}

} // namespace

TEST_CASE("over roads, crashes, clones and old disks each receipted record reaches the county exactly once, in order", "[simulation.once]") {
    const auto played = simulate({"--seeds", "20000"});
    INFO(played.out);
    CHECK(played.code == 0);
}

TEST_CASE("every rule of the carriage is needed: without it a story ends badly", "[simulation.sabotage]") {
    const std::string rule = GENERATE("no-sync", "mark-before-proof", "trust-any-200", "no-deduplication", "no-previous-head", "skip-signature", "no-folder-sync", "drop-refused");
    const auto played = simulate({"--seeds", "2000", "--sabotage", rule});
    INFO(rule << "\n" << played.out);
    CHECK(played.code == 1);
    CHECK(played.out.find("--replay") != std::string::npos);
}

TEST_CASE("a story is the same whenever it is told", "[simulation-replay]") {
    const auto once = simulate({"--replay", "7"}), again = simulate({"--replay", "7"});
    CHECK(once.code == 0);
    CHECK(once.out == again.out);
    CHECK_FALSE(once.out.empty());
}

TEST_CASE("a story ends the same with real signatures", "[simulation-replay]") {
    const std::string seed = GENERATE("7", "26", "139", "2477");
    const auto quick = simulate({"--replay", seed}), real = simulate({"--replay", seed, "--real-signatures"});
    CHECK(real.code == 0);
    CHECK(quick.out == real.out);
}
