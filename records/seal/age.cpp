// age v1 with X25519 recipients, by libsodium.
#include "records/seal/age.h"

#include "records/seal/age_header.h"
#include "records/seal/age_stream.h"
#include "records/seal/bech32.h"
#include "records/seal/crypto_ready.h"

#include <optional>
#include <sodium.h>

namespace lianxin {
namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "age-secret-key-";
constexpr std::string_view x25519 = "X25519";
constexpr std::string_view wrap_purpose = "age-encryption.org/v1/X25519";
constexpr std::size_t wrapped_size = 16 + crypto_aead_chacha20poly1305_ietf_ABYTES;
constexpr ByteArray<12> zero_nonce{}; // right for a key that is used once

/// "-> X25519 ", 43 columns and LF; the wrapped key in 43 columns and LF.
constexpr std::size_t stanza_size = 10 + 43 + 1 + 43 + 1;
constexpr std::size_t fixed_header_size = 22 + 4 + 43 + 1;

SecretArray<32> wrap_key(const SecretArray<32>& shared, ByteView share, const Recipient& recipient) {
    Bytes salt = copy_of(share);
    append(salt, recipient.bytes);
    return hkdf_sha256(shared.view(), salt, wrap_purpose);
}

Result<Stanza> wrap(const FileKey& key, const Recipient& recipient, Random& random) {
    const Identity ephemeral = Identity::make(random);
    const Recipient share = ephemeral.recipient();
    const auto shared = ephemeral.shared_with(recipient.bytes);
    if (!shared) return shared.error();
    Stanza stanza{{std::string(x25519), to_base64(share.bytes, Padding::Dropped)}, Bytes(wrapped_size)};
    crypto_aead_chacha20poly1305_ietf_encrypt(stanza.body.data(), nullptr, key.data(), 16, nullptr, 0, nullptr,
                                              zero_nonce.data(), wrap_key(*shared, share.bytes, recipient).data());
    return stanza;
}

/// The file key, nothing when the stanza is for somebody else. Errors: Corrupt.
Result<std::optional<FileKey>> unwrap(const Stanza& stanza, const Identity& identity) {
    const Error corrupt{ErrorCode::Corrupt, "age header: a malformed X25519 recipient", {}};
    if (stanza.arguments.size() != 2 || stanza.body.size() != wrapped_size) return corrupt;
    const auto share = from_base64(stanza.arguments[1], Padding::Dropped);
    if (!share || share->size() != 32) return corrupt;
    const auto shared = identity.shared_with(*share);
    if (!shared) return corrupt;
    FileKey key;
    const int opened = crypto_aead_chacha20poly1305_ietf_decrypt(
        key.data(), nullptr, nullptr, stanza.body.data(), stanza.body.size(), nullptr, 0, zero_nonce.data(),
        wrap_key(*shared, *share, identity.recipient()).data());
    if (opened != 0) return std::optional<FileKey>();
    return std::optional<FileKey>(std::move(key));
}

/// Kinds of recipients that we do not know are passed over, except that a passphrase must stand alone.
Result<FileKey> file_key(const AgeHeader& header, std::span<const Identity> identities) {
    std::optional<FileKey> found;
    for (const auto& stanza : header.stanzas) {
        if (stanza.arguments[0] == "scrypt" && header.stanzas.size() > 1)
            return Error{ErrorCode::Corrupt, "age header: a passphrase beside other recipients", {}};
        if (stanza.arguments[0] != x25519) continue;
        for (const auto& identity : identities) {
            auto key = unwrap(stanza, identity);
            if (!key) return std::move(key).error();
            if (*key && !found) found = *std::move(key);
        }
    }
    if (!found) return Error{ErrorCode::Untrusted, "sealed to other keys than those at hand", {}};
    return *std::move(found);
}

} // namespace

std::string to_text(const Recipient& recipient) {
    return to_bech32(recipient_prefix, recipient.bytes);
}

Result<Recipient> parse_recipient(std::string_view text) {
    const auto bytes = from_bech32(recipient_prefix, text);
    if (!bytes) return bytes.error();
    const auto point = to_array<32>(*bytes);
    if (!point) return point.error();
    return Recipient{*point};
}

Identity Identity::make(Random& random) {
    Identity identity;
    random.fill(identity.secret_.span());
    return identity;
}

Result<Identity> Identity::from_secret(ByteView secret) {
    if (secret.size() != 32) return Error{ErrorCode::Invalid, "an identity has 32 bytes", {}};
    Identity identity;
    identity.secret_.assign(secret);
    return identity;
}

Result<Identity> Identity::parse(std::string_view text) {
    if (std::any_of(text.begin(), text.end(), [](char sign) { return sign >= 'a' && sign <= 'z'; }))
        return Error{ErrorCode::Invalid, "a secret key is written in upper case", {}};
    auto bytes = from_bech32(identity_prefix, text);
    if (!bytes) return std::move(bytes).error();
    auto identity = from_secret(*bytes);
    wipe(*bytes);
    return identity;
}

Recipient Identity::recipient() const {
    require_crypto();
    Recipient out;
    crypto_scalarmult_base(out.bytes.data(), secret_.data());
    return out;
}

std::string Identity::secret_text() const {
    std::string text = to_bech32(identity_prefix, secret_.view());
    for (char& sign : text)
        if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
    return text;
}

Result<SecretArray<32>> Identity::shared_with(ByteView point) const {
    require_crypto();
    SecretArray<32> shared;
    if (point.size() != 32 || crypto_scalarmult(shared.data(), secret_.data(), point.data()) != 0)
        return Error{ErrorCode::Invalid, "not a usable X25519 point", {}};
    return shared;
}

Result<Bytes> seal(ByteView plain, std::span<const Recipient> recipients, Random& random) {
    require_crypto();
    if (recipients.empty() || recipients.size() > most_recipients)
        return Error{ErrorCode::Invalid, "a seal has 1 to 20 recipients", {}};
    FileKey key;
    random.fill(key.span());
    std::vector<Stanza> stanzas;
    for (const auto& recipient : recipients) {
        auto stanza = wrap(key, recipient, random);
        if (!stanza) return std::move(stanza).error();
        stanzas.push_back(*std::move(stanza));
    }
    Bytes out = copy_of(bytes_of(make_age_header(stanzas, key)));
    out.reserve(out.size() + payload_size(plain.size()));
    append_payload(out, plain, key, random);
    return out;
}

std::size_t seal_overhead(std::size_t plain, std::size_t recipients) {
    return fixed_header_size + recipients * stanza_size + payload_size(plain) - plain;
}

Result<Bytes> open(ByteView sealed, std::span<const Identity> identities, std::size_t limit) {
    require_crypto();
    const auto header = parse_age_header(sealed);
    if (!header) return header.error();
    const auto key = file_key(*header, identities);
    if (!key) return key.error();
    if (!header_holds(*header, sealed, *key)) return Error{ErrorCode::Corrupt, "age header: it was changed", {}};
    return open_payload(sealed.subspan(header->length), *key, limit);
}

Result<Bytes> seal_in_layers(ByteView plain, std::span<const Recipient> inner, std::span<const Recipient> outer,
                             Random& random) {
    const auto first = seal(plain, inner, random);
    if (!first) return first.error();
    return seal(*first, outer, random);
}

Result<Bytes> open_layers(ByteView sealed, std::span<const Identity> outer, std::span<const Identity> inner,
                          std::size_t limit) {
    const auto first = open(sealed, outer, limit + seal_overhead(limit, most_recipients));
    if (!first) return first.error().in("opening the outer layer");
    auto plain = open(*first, inner, limit);
    if (!plain) return std::move(plain).error().in("opening the inner layer");
    return plain;
}

} // namespace lianxin
