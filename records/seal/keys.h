// Key files: one line each that a person can read, the secret ones readable by their owner alone.
#pragma once

#include "records/base/file.h"
#include "records/seal/age.h"
#include "records/seal/signature.h"

namespace lianxin {

/// A file that `age -i` also takes: "# public key: age1…" and "AGE-SECRET-KEY-1…". Errors: Conflict (a file is there
/// already: a secret key is never overwritten), Storage, NoSpace.
Result<void> write_identity(const Path& path, const Identity& identity);
/// Every identity in the file, at least one. Errors: NotFound, Storage, Invalid (names the line; never its content).
Result<std::vector<Identity>> read_identities(const Path& path);
/// The only identity of the file. Errors: as above, Invalid when there are more.
Result<Identity> read_identity(const Path& path);

/// A file that `age -R` also takes: one "age1…" line each. Errors as above.
Result<void> write_recipients(const Path& path, std::span<const Recipient> recipients);
Result<std::vector<Recipient>> read_recipients(const Path& path);

/// "lianxin ed25519 secret key <Base64 of the seed>". Errors as above.
Result<void> write_signing_key(const Path& path, const SigningKey& key);
Result<SigningKey> read_signing_key(const Path& path);

/// "lianxin ed25519 public key <Base64>". Errors as above.
std::string to_text(const PublicKey& key);
Result<PublicKey> parse_public_key(std::string_view text);
Result<void> write_public_key(const Path& path, const PublicKey& key);
Result<PublicKey> read_public_key(const Path& path);

} // namespace lianxin
