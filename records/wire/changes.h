// What the county sends down: a bounded run of changes after a cursor, signed as a whole and piece by piece.
#pragma once

#include "records/base/clock.h"
#include "records/model/public_item.h"
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

/// A new version of a public matter, or that it was withdrawn, on its way to a kiosk it is addressed to.
struct ItemChange {
    std::uint64_t cursor = 0;
    Bytes document; ///< the signed bytes: `item` in CBOR
    Signature signature{};
    PublicItem item; ///< what the document says
    bool operator==(const ItemChange&) const = default;
};

constexpr std::size_t largest_update = 128 << 10;
constexpr std::size_t largest_item_document = largest_item_content + 1024; ///< bytes
constexpr std::size_t most_changes = 1000;
/// How long kiosks keep an update that nobody reads; the county sends none that is older.
constexpr std::chrono::days longest_kept_update{90};

struct Changes {
    std::string kiosk;                  ///< for whom they were made
    std::uint64_t after = 0;            ///< the cursor that was asked with
    std::uint64_t cursor = 0;           ///< to ask with next; equal to `after` when there is nothing new
    std::vector<UpdateChange> updates;  ///< cursors lie in (after, cursor] and never fall
    std::vector<ItemChange> items;      ///< likewise; the two lists share one order of cursors
    std::size_t passed_over = 0;        ///< changes of kinds or versions this program does not know; not encoded
    bool more = false;                  ///< asking again at once gives more
    TimePoint time;                     ///< the county's clock when it signed
    std::uint64_t recovery = 0;         ///< number of the county's newest recovery note; 0 for none
};

/// At most most_changes updates and items, routes::largest_changes bytes in all: the caller cuts and says `more`.
Bytes encode_changes(const Changes& changes, const SigningKey& county);
/// Bytes an update or an item takes in encoded changes.
std::size_t change_size(const UpdateChange& update);
std::size_t change_size(const ItemChange& item);

/// Every change's own signature is checked too. Errors: Corrupt, Untrusted, Unsupported (version).
Result<Changes> parse_changes(ByteView bytes, const PublicKey& county);

/// What the whole county holds under the tag of one receipt, asked for by a kiosk that has none of it.
struct FoundUpdates {
    ByteArray<16> tag{};
    std::vector<UpdateChange> updates; ///< all of that tag, at most most_found; cursors are those of their townships
    TimePoint time;                    ///< the county's clock when it signed
};
constexpr std::size_t most_found = 30;

Bytes encode_found(const FoundUpdates& found, const SigningKey& county);
/// Errors: as parse_changes.
Result<FoundUpdates> parse_found(ByteView bytes, const PublicKey& county);

/// The signature that stays with an update wherever it is kept.
Signature sign_update(const ByteArray<16>& tag, ByteView sealed, const SigningKey& county);
bool verify_update(const ByteArray<16>& tag, ByteView sealed, const Signature& signature, const PublicKey& county);

/// A public item ready to travel, whatever the road; its cursor is given by whoever sends it.
ItemChange signed_item(PublicItem item, const SigningKey& county);
/// The signature is checked before anything is parsed. Errors: Untrusted, Corrupt, Unsupported (version).
Result<PublicItem> open_item(ByteView document, const Signature& signature, const PublicKey& county);

} // namespace lianxin
