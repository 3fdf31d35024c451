// The age v1 file format (C2SP age.md) with X25519 recipients, binary: the seal of records and replies.
#pragma once

#include "records/base/random.h"
#include "records/seal/secret.h"

namespace lianxin {

/// The public half: an X25519 point. Text form "age1…" (Bech32, BIP 173).
struct Recipient {
    ByteArray<32> bytes{};
    auto operator<=>(const Recipient&) const = default;
};
std::string to_text(const Recipient& recipient);
Result<Recipient> parse_recipient(std::string_view text); ///< errors: Invalid

/// The private half: an X25519 scalar. Movable, never copied, wiped when destroyed.
class Identity {
  public:
    static Identity make(Random& random);
    /// 32 bytes. Errors: Invalid.
    static Result<Identity> from_secret(ByteView secret);
    /// "AGE-SECRET-KEY-1…", upper case. Errors: Invalid.
    static Result<Identity> parse(std::string_view text);

    Recipient recipient() const;
    /// "AGE-SECRET-KEY-1…"; the caller wipes it.
    std::string secret_text() const;
    /// The shared secret with a point; Errors: Invalid when the point is of low order.
    Result<SecretArray<32>> shared_with(ByteView point) const;

  private:
    Identity() = default;
    SecretArray<32> secret_;
};

constexpr std::size_t most_recipients = 20;

/// Seals to 1 … most_recipients recipients; any one opens. Every call draws a new file key.
/// Errors: Invalid (number of recipients, a point of low order).
Result<Bytes> seal(ByteView plain, std::span<const Recipient> recipients, Random& random);
/// Bytes that seal() adds to a plaintext of `plain` bytes for so many recipients.
std::size_t seal_overhead(std::size_t plain, std::size_t recipients);

/// The plaintext, at most `limit` bytes; the caller wipes it.
/// Errors: Corrupt (breaks the format, MAC or stream), Unsupported (another version), Untrusted (none of the identities
/// is a recipient), Invalid (larger than `limit`).
Result<Bytes> open(ByteView sealed, std::span<const Identity> identities, std::size_t limit);

/// Two seals around each other: one of `outer` and one of `inner` are both needed to open.
Result<Bytes> seal_in_layers(ByteView plain, std::span<const Recipient> inner, std::span<const Recipient> outer,
                             Random& random);
Result<Bytes> open_layers(ByteView sealed, std::span<const Identity> outer, std::span<const Identity> inner,
                          std::size_t limit);

} // namespace lianxin
