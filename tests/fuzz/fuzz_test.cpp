// Every reader of strangers' bytes over its seeds, over what fuzzers found before, and over seeded mutations.
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/target.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace lianxin;
using namespace lianxin::fuzz;

namespace {

const Target& each_target() { return all_targets()[GENERATE(range(std::size_t{0}, all_targets().size()))]; }

} // namespace

TEST_CASE("no reader fails on its seeds or on what a fuzzer once found", "[fuzz.findings]") {
    const Target& target = each_target();
    INFO(target.name);
    const auto seeds = target.seeds();
    REQUIRE_FALSE(seeds.empty());
    for (const Bytes& seed : seeds) {
        INFO(to_hex(ByteView(seed).first(std::min<std::size_t>(seed.size(), 400))));
        CHECK(target.holds(seed));
    }
    const auto findings = Path(LIANXIN_SOURCE_DIR) / "tests/fuzz/findings" / target.name;
    if (!std::filesystem::exists(findings)) return;
    for (const auto& entry : std::filesystem::directory_iterator(findings)) {
        INFO(entry.path().string());
        CHECK(target.holds(*read_file(entry.path(), 16 << 20)));
    }
}

TEST_CASE("no reader fails on mutated input", "[fuzz.mutations]") {
    const Target& target = each_target();
    const auto seeds = target.seeds();
    CHECK(target.holds({}));
    for (std::uint32_t round = 0; round < target.rounds; ++round) {
        SeededRandom random(round);
        const Bytes input = mutated(seeds, random);
        INFO(target.name << ", round " << round);
        if (!target.holds(input)) FAIL("a law is broken");
    }
}
