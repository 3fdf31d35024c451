// Reasons as the innermost context of an error.
#include "records/pack/refusal.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::array<std::pair<Refusal, std::string_view>, 25> names = {{
    {Refusal::NotAnEdition, "not_an_edition"},
    {Refusal::LaterVersion, "later_version"},
    {Refusal::TooShort, "too_short"},
    {Refusal::TooLong, "too_long"},
    {Refusal::Unsigned, "unsigned"},
    {Refusal::Stranger, "stranger"},
    {Refusal::AlteredSignature, "altered_signature"},
    {Refusal::TooFewSigners, "too_few_signers"},
    {Refusal::OtherCounty, "other_county"},
    {Refusal::OtherAudience, "other_audience"},
    {Refusal::BeyondItsRole, "beyond_its_role"},
    {Refusal::Older, "older"},
    {Refusal::SameNumber, "same_number"},
    {Refusal::Expired, "expired"},
    {Refusal::TooEarly, "too_early"},
    {Refusal::UnsignedKeys, "unsigned_keys"},
    {Refusal::OlderKeys, "older_keys"},
    {Refusal::UnreadableManifest, "unreadable_manifest"},
    {Refusal::DamagedItem, "damaged_item"},
    {Refusal::MissingItem, "missing_item"},
    {Refusal::UnreadableItem, "unreadable_item"},
    {Refusal::CheckCrashed, "check_crashed"},
    {Refusal::CheckTooSlow, "check_too_slow"},
    {Refusal::NoCountyEdition, "no_county_edition"},
    {Refusal::DidNotLoad, "did_not_load"},
}};

/// No path of an item has a blank, so nothing else that stands in a chain looks like this.
constexpr std::string_view beginning = "refused as ";

} // namespace

std::string_view name_of(Refusal refusal) {
    return std::find_if(names.begin(), names.end(), [&](const auto& known) { return known.first == refusal; })->second;
}

Error refused(Refusal refusal, ErrorCode code, std::string message) {
    return {code, std::move(message), {std::string(beginning) + std::string(name_of(refusal))}};
}

Error refused(Refusal refusal, Error error) {
    if (refusal_of(error)) return error;
    error.chain.insert(error.chain.begin(), std::string(beginning) + std::string(name_of(refusal)));
    return error;
}

std::optional<Refusal> refusal_of(const Error& error) {
    if (error.chain.empty() || error.chain.front().substr(0, beginning.size()) != beginning) return std::nullopt;
    const auto word = std::string_view(error.chain.front()).substr(beginning.size());
    const auto known = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.second == word; });
    return known == names.end() ? std::nullopt : std::optional(known->first);
}

} // namespace lianxin
