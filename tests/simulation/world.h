// One seed's story: residents, kiosks, roads and a county, everything that can happen to them, and what must be true in the end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lianxin {

struct Outcome {
    std::vector<std::string> broken; ///< promises that were not kept; empty when all is well
    std::vector<std::string> story;  ///< what happened, in order
    std::uint64_t receipts = 0;
};

/// Plays the story of a seed in `folder`, which must not exist and is removed.
Outcome play(std::uint64_t seed, const std::filesystem::path& folder);

} // namespace lianxin
