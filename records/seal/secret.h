// Bytes that nobody may read after us: an array that cannot be copied and is overwritten when it goes.
#pragma once

#include "records/base/bytes.h"

#include <algorithm>

namespace lianxin {

template <std::size_t N>
class SecretArray {
  public:
    SecretArray() = default;
    ~SecretArray() { wipe(std::span<std::uint8_t>(bytes_)); }
    SecretArray(SecretArray&& other) noexcept : bytes_(other.bytes_) { wipe(std::span<std::uint8_t>(other.bytes_)); }
    SecretArray& operator=(SecretArray&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(std::span<std::uint8_t>(other.bytes_));
        }
        return *this;
    }
    SecretArray(const SecretArray&) = delete;
    SecretArray& operator=(const SecretArray&) = delete;

    /// Copies N bytes in; the caller wipes what it copied from.
    void assign(ByteView from) { std::copy_n(from.begin(), N, bytes_.begin()); }
    ByteView view() const { return bytes_; }
    std::span<std::uint8_t> span() { return bytes_; }
    std::uint8_t* data() { return bytes_.data(); }
    const std::uint8_t* data() const { return bytes_.data(); }

  private:
    ByteArray<N> bytes_{};
};

} // namespace lianxin
