// What the county sends down: a bounded run of changes after a cursor, signed as a whole and piece by piece.
#pragma once

#include "records/base/clock.h"
#include "records/seal/signature.h"

#include <string>
#include <vector>

namespace lianxin {

/// A sealed update of a case on its way to the kiosk where its receipt may be shown.
struct UpdateChange {
    std::uint64_t cursor = 0;
    ByteArray<16> tag{};
    Bytes sealed; ///< age file, at most largest_update bytes
    Signature signature{};
    bool operator==(const UpdateChange&) const = default;
};

constexpr std::size_t largest_update = 128 << 10;
constexpr std::size_t most_changes = 1000;

struct Changes {
    std::string kiosk;                  ///< for whom they were made
    std::uint64_t after = 0;            ///< the cursor that was asked with
    std::uint64_t cursor = 0;           ///< to ask with next; equal to `after` when there is nothing new
    std::vector<UpdateChange> updates;  ///< cursors lie in (after, cursor] and never fall
    std::size_t passed_over = 0;        ///< changes of kinds this program does not know; not encoded
    bool more = false;                  ///< asking again at once gives more
    TimePoint time;                     ///< the county's clock when it signed
    std::uint64_t recovery = 0;         ///< number of the county's newest recovery note; 0 for none
};

/// At most most_changes updates, routes::largest_changes bytes in all: the caller cuts and says `more`.
Bytes encode_changes(const Changes& changes, const SigningKey& county);
/// Bytes an update takes in encoded changes.
std::size_t change_size(const UpdateChange& update);

/// Every update's own signature is checked too. Errors: Corrupt, Untrusted, Unsupported (version).
Result<Changes> parse_changes(ByteView bytes, const PublicKey& county);

/// The signature that stays with an update wherever it is kept.
Signature sign_update(const ByteArray<16>& tag, ByteView sealed, const SigningKey& county);
bool verify_update(const ByteArray<16>& tag, ByteView sealed, const Signature& signature, const PublicKey& county);

} // namespace lianxin
