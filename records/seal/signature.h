// Ed25519 signatures (RFC 8032) and their text form of minisign, which the stock program of that name verifies.
#pragma once

#include "records/base/random.h"
#include "records/seal/secret.h"

namespace lianxin {

using Signature = ByteArray<64>;

struct PublicKey {
    ByteArray<32> bytes{};
    auto operator<=>(const PublicKey&) const = default;
};

/// A private signing key; movable, never copied, wiped when destroyed.
class SigningKey {
  public:
    static SigningKey make(Random& random);
    /// 32 bytes as RFC 8032 names them. Errors: Invalid.
    static Result<SigningKey> from_seed(ByteView seed);

    PublicKey public_key() const;
    Signature sign(ByteView message) const;
    /// The 32 bytes `from_seed` takes back.
    ByteView seed() const { return secret_.view().first(32); }

  private:
    SigningKey() = default;
    SecretArray<64> secret_; ///< seed, then public key, as libsodium keeps them
};

/// Refuses what libsodium refuses: keys and points of small order, and non-canonical spellings of the signature.
bool verify(const PublicKey& key, ByteView message, const Signature& signature);

/// The 8 bytes by which minisign names a key.
using KeyId = ByteArray<8>;

struct MinisignKey {
    KeyId id{};
    PublicKey key;
    auto operator<=>(const MinisignKey&) const = default;
};

/// The id we give a key: the first 8 bytes of the BLAKE2b-256 of its bytes.
KeyId key_id_of(const PublicKey& key);
/// The two lines of a minisign .pub file.
std::string minisign_public_key(const MinisignKey& key);
/// Takes both lines, or the last alone. Errors: Invalid.
Result<MinisignKey> parse_minisign_public_key(std::string_view text);

/// The four lines of a .minisig file, prehashed ("ED"). `trusted_comment` is one line of at most 1024 bytes; line ends
/// in it become blanks.
std::string minisign_signature(const SigningKey& key, KeyId id, ByteView message, std::string trusted_comment);
/// Which key claims to have signed; nothing is checked yet. Errors: Invalid.
Result<KeyId> minisign_signer(std::string_view signature_text);
/// The trusted comment. Errors: Invalid (not such a text), Unsupported (not prehashed), Untrusted (does not hold).
Result<std::string> verify_minisign(const MinisignKey& key, ByteView message, std::string_view signature_text);

} // namespace lianxin
