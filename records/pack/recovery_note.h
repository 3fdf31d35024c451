// The recovery note: the county's roots declare that its log goes on from an older head, because a backup had to be put in place.
#pragma once

#include "records/pack/county_keys.h"
#include "records/seal/checkpoint.h"

namespace lianxin {

/// Without it a kiosk believes no log that is smaller than, or another than, the one it saw before: a restored backup and a
/// county that hides records look alike.
struct RecoveryNote {
    std::uint64_t number = 1; ///< only rises, also over a backup that knows nothing of earlier notes: see next_recovery_number
    std::string county;       ///< six digits
    TimePoint made;
    std::string reason;       ///< for people: "硬盘损坏，恢复自11月20日的备份"
    std::string checkpoint;   ///< the signed note of the log that was put in place
};

/// The document and its root signatures.
struct SignedRecoveryNote {
    std::string document;   ///< JSON, at most 8 KiB
    std::string signatures; ///< minisign texts one after another, at most 8 KiB
    bool operator==(const SignedRecoveryNote&) const = default;
};

constexpr std::size_t largest_recovery_text = 8 * 1024;

/// The number of a note made now, by a county that remembers `last` (0 for none): the seconds since 1970, or one more than the last.
std::uint64_t next_recovery_number(std::uint64_t last, TimePoint now);

std::string to_document(const RecoveryNote& note);
/// Checks no signature. Errors: Invalid (names the key), Unsupported.
Result<RecoveryNote> parse_recovery_note(std::string_view document);
/// One more signature. Errors: Untrusted (not one of the roots of `keys`).
Result<void> add_root_signature(SignedRecoveryNote& note, const CountyKeys& keys, const SigningKey& root);
/// Signed by the threshold of the county's roots, for that county, with a checkpoint that its log key signed.
/// Errors: Untrusted, Invalid, Unsupported.
Result<RecoveryNote> verify_recovery(const SignedRecoveryNote& note, const CountyKeys& keys);

} // namespace lianxin
