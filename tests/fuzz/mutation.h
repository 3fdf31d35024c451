// Seeded mutations of inputs for the deterministic run: bit flips, cuts, repeats, splices, sizes and signs that hurt.
#pragma once

#include "records/base/random.h"

#include <vector>

namespace lianxin::fuzz {

constexpr std::size_t longest_input = 64 * 1024;

/// One of the seeds after one to eight changes. `seeds` is not empty.
Bytes mutated(const std::vector<Bytes>& seeds, Random& random);

} // namespace lianxin::fuzz
