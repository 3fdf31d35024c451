// The county's public keys in one signed document, keys.json: whom a kiosk believes, and to whom it seals.
#pragma once

#include "records/base/file.h"
#include "records/pack/refusal.h"
#include "records/seal/record_seal.h"
#include "records/seal/signature.h"

namespace lianxin {

/// What a township may publish by itself: pages of these channels, signed by any one of its keys.
struct TownshipPublisher {
    std::string township;              ///< 12 digits
    std::vector<MinisignKey> keys;     ///< 1 to 9; none of them publishes anything else
    std::vector<std::string> channels; ///< ids, 1 to 32
};

struct CountyKeys {
    std::uint64_t version = 1; ///< only rises
    std::string county;        ///< six digits
    TimePoint made;
    std::vector<MinisignKey> roots;                ///< sign this document; 1 to 9
    std::size_t threshold = 1;                     ///< how many of them must
    std::vector<MinisignKey> publishers;           ///< sign editions; 1 to 9
    std::size_t publisher_threshold = 1;           ///< how many of them must
    std::vector<TownshipPublisher> townships;      ///< at most 64, each township once
    Recipient intake, recovery;                    ///< any one of both opens a record
    Recipient discipline_first, discipline_second; ///< a report needs both holders
    PublicKey answers;                             ///< signs the county's answers and updates
    PublicKey log;                                 ///< signs checkpoints of the county's log
    /// Certificates (PEM) of the authorities that the county's server may be certified by, at most 4; empty: that of the enrolment.
    /// Two while one takes over from the other.
    std::vector<std::string> authorities;
};

/// Recipients of an ordinary record, and of a report (检举).
SealedTo intake_of(const CountyKeys& keys);
SealedTo discipline_of(const CountyKeys& keys);

/// The document and its root signatures as they stand on disk and in an edition.
struct SignedKeys {
    std::string document;   ///< keys.json, at most 64 KiB
    std::string signatures; ///< minisign texts one after another, at most 32 KiB
    bool operator==(const SignedKeys&) const = default;
};

/// The document as JSON, deterministic.
std::string to_document(const CountyKeys& keys);
/// Checks no signature. Errors: Invalid (names the key), Unsupported (format).
Result<CountyKeys> parse_county_keys(std::string_view document);

/// One more signature by a root key that the document names. Errors: Untrusted (not one of its roots), Invalid.
Result<void> add_root_signature(SignedKeys& keys, const SigningKey& root);

/// For keys handed over in person (enrolment): signed by the threshold of its own roots. Errors: Untrusted, Invalid,
/// Unsupported.
Result<CountyKeys> verify_first(const SignedKeys& keys);
/// For keys that came with an edition: same county, not an older version, signed by the threshold of the roots we trust
/// and of its own. Errors: Untrusted, Conflict (older, or the same version with other content), Invalid, Unsupported; each
/// says its Refusal.
Result<CountyKeys> verify_next(const CountyKeys& trusted, const SignedKeys& next);

/// The newer of the keys of the enrolment and those the library keeps (Library::keys), the latter only if they follow
/// from the former. Errors: those of verify_first for the enrolment's.
Result<SignedKeys> newest_keys(const SignedKeys& enrolled, const Value& kept);
/// As the library keeps them.
Value to_value(const SignedKeys& keys);

/// keys.json and keys.json.sig in a folder (the enrolment), or named by the path of the document itself.
/// Errors: NotFound, Storage, Invalid (too large).
Result<SignedKeys> read_signed_keys(const Path& folder_or_file);
/// A cut leaves the keys that were there or these. Errors: Storage, NoSpace.
Result<void> write_signed_keys(const Path& folder, const SignedKeys& keys);

} // namespace lianxin
