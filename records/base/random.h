// Randomness as a port: the kernel's for real work, a seeded one for tests.
#pragma once

#include "records/base/bytes.h"

namespace lianxin {

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// Uniform in [0, bound), bound ≥ 1, without modulo bias.
    std::uint32_t below(std::uint32_t bound);
};

/// getrandom(2); never fails on a booted system.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// SplitMix64 from a seed: the same seed gives the same bytes. For tests only.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

  private:
    std::uint64_t state_;
};

} // namespace lianxin
