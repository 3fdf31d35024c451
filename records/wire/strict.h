// Reading fields of received CBOR: wrong shapes are remembered, so a parser reads as a list and asks once at its end.
#pragma once

#include "records/base/clock.h"
#include "records/base/id.h"
#include "records/base/value.h"
#include "records/seal/merkle.h"

namespace lianxin {

/// Every reader takes a value that may be missing (nullptr); missing, of another type or too large gives a default and
/// spoils the whole.
class Strict {
  public:
    std::uint64_t number(const Value* value, std::uint64_t most = static_cast<std::uint64_t>(INT64_MAX));
    std::uint32_t small(const Value* value) { return static_cast<std::uint32_t>(number(value, UINT32_MAX)); }
    bool flag(const Value* value);
    std::string text(const Value* value, std::size_t longest);
    Bytes bytes(const Value* value, std::size_t longest);
    const Value::Array& array(const Value* value, std::size_t most);
    TimePoint time(const Value* value); ///< milliseconds since 1970
    Proof proof(const Value* value);    ///< hashes one after the other
    Uuid uuid(const Value* value) { return Uuid{fixed<16>(value)}; }
    template <std::size_t N> ByteArray<N> fixed(const Value* value) {
        const auto* found = value ? value->bytes() : nullptr;
        if (!found || found->size() != N) return spoil(ByteArray<N>{});
        return *to_array<N>(*found);
    }
    /// Remembers that something does not hold.
    void expect(bool holds) { spoilt_ = spoilt_ || !holds; }

    /// Errors: Corrupt, naming what was read.
    Result<void> finish(std::string_view what) const;

  private:
    template <class T> T spoil(T other) {
        spoilt_ = true;
        return other;
    }
    bool spoilt_ = false;
};

/// The entry of an array, or nullptr.
inline const Value* entry(const Value& array, std::size_t index) {
    const auto* entries = array.array();
    return entries && index < entries->size() ? &(*entries)[index] : nullptr;
}

std::int64_t to_milliseconds(TimePoint moment);
Bytes joined(const Proof& proof);

} // namespace lianxin
