// The readers of received fields.
#include "records/wire/strict.h"

namespace lianxin {
namespace {

constexpr std::size_t longest_proof = 256 * sizeof(Hash);
/// The end of the year 9999.
constexpr std::uint64_t latest_time = 253'402'300'799'999;

} // namespace

std::uint64_t Strict::number(const Value* value, std::uint64_t most) {
    const auto* found = value ? value->integer() : nullptr;
    if (!found || *found < 0 || static_cast<std::uint64_t>(*found) > most) return spoil(std::uint64_t{0});
    return static_cast<std::uint64_t>(*found);
}

bool Strict::flag(const Value* value) {
    const auto* found = value ? value->flag() : nullptr;
    return found ? *found : spoil(false);
}

std::string Strict::text(const Value* value, std::size_t longest) {
    const auto* found = value ? value->text() : nullptr;
    if (!found || found->size() > longest) return spoil(std::string());
    return *found;
}

Bytes Strict::bytes(const Value* value, std::size_t longest) {
    const auto* found = value ? value->bytes() : nullptr;
    if (!found || found->size() > longest) return spoil(Bytes());
    return *found;
}

const Value::Array& Strict::array(const Value* value, std::size_t most) {
    static const Value::Array none;
    const auto* found = value ? value->array() : nullptr;
    if (found && found->size() <= most) return *found;
    spoilt_ = true;
    return none;
}

TimePoint Strict::time(const Value* value) {
    return TimePoint(Milliseconds(static_cast<std::int64_t>(number(value, latest_time))));
}

Proof Strict::proof(const Value* value) {
    const Bytes all = bytes(value, longest_proof);
    if (all.size() % sizeof(Hash) != 0) return spoil(Proof());
    Proof proof(all.size() / sizeof(Hash));
    for (std::size_t index = 0; index < proof.size(); ++index)
        std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(index * sizeof(Hash)), sizeof(Hash), proof[index].begin());
    return proof;
}

Result<void> Strict::finish(std::string_view what) const {
    if (!spoilt_) return {};
    return Error{ErrorCode::Corrupt, std::string(what) + ": a field is missing or out of bounds", {}};
}

std::int64_t to_milliseconds(TimePoint moment) { return moment.time_since_epoch().count(); }

Bytes joined(const Proof& proof) {
    Bytes all;
    all.reserve(proof.size() * sizeof(Hash));
    for (const Hash& hash : proof) append(all, hash);
    return all;
}

} // namespace lianxin
