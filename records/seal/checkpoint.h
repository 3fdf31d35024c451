// The head of the county's log as a signed note (C2SP tlog-checkpoint, signed-note): origin, size, root, signatures.
#pragma once

#include "records/seal/signature.h"

namespace lianxin {

struct Checkpoint {
    std::string origin; ///< which log, also the name of its key: "lianxin/411325"
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(const Checkpoint&) const = default;
};

/// The name of a county's log: "lianxin/411325".
std::string log_origin(std::string_view county);

/// The body alone: three lines.
std::string checkpoint_text(const Checkpoint& checkpoint);
/// Body, empty line and one signature line "— origin Base64(key hash ‖ signature)".
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

/// Reads the body; no signature is checked. Errors: Invalid.
Result<Checkpoint> parse_checkpoint(std::string_view note);
/// The checkpoint, when it names `origin` and carries a good signature of `key` under that name. Signatures of others
/// are passed over. Errors: Invalid (not a checkpoint), Untrusted.
Result<Checkpoint> verify_checkpoint(std::string_view note, std::string_view origin, const PublicKey& key);

/// The verifier key of signed-note: "name+hash+Base64".
std::string verifier_key(std::string_view name, const PublicKey& key);

} // namespace lianxin
