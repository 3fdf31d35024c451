// Reading and writing key files.
#include "records/seal/keys.h"

#include "records/base/text.h"

#include <functional>

namespace lianxin {
namespace {

constexpr std::size_t largest_key_file = std::size_t{64} * 1024;
constexpr std::string_view secret_prefix = "lianxin ed25519 secret key ";
constexpr std::string_view public_prefix = "lianxin ed25519 public key ";

/// Overwritten once read: it may hold a secret.
struct KeyText {
    std::string text;
    explicit KeyText(std::string content) : text(std::move(content)) {}
    ~KeyText() { wipe(text); }
    KeyText(const KeyText&) = delete;
    KeyText& operator=(const KeyText&) = delete;
};

/// `line` follows `start`. Writing over a secret key would lose whatever only it can open or prove.
Result<void> write_secret(const Path& path, std::string_view start, std::string line) {
    const KeyText secret(std::move(line));
    std::string whole;
    whole.reserve(start.size() + secret.text.size() + 1);
    whole.append(start).append(secret.text).append("\n");
    const KeyText kept(std::move(whole));
    std::error_code failure;
    if (std::filesystem::exists(path, failure))
        return Error{ErrorCode::Conflict, path.string() + " is there already; a key is never overwritten", {}};
    return write_file(path, kept.text, Access::OwnerOnly);
}

using TakeLine = std::function<Result<void>(std::string_view)>;

/// Blank lines and lines of "#" are passed over. An error names the line, never what stands in it.
Result<void> for_each_line(const Path& path, const TakeLine& take) {
    auto text = read_text(path, largest_key_file);
    if (!text) return std::move(text).error();
    const KeyText kept(*std::move(text));
    int number = 0;
    for (auto line : split(kept.text, '\n')) {
        ++number;
        line = trimmed(line);
        if (line.empty() || line.starts_with('#')) continue;
        if (auto taken = take(line); !taken)
            return std::move(taken).error().in(path.string() + " line " + std::to_string(number));
    }
    return {};
}

/// Every key of a file, at least one.
template <class Key, class Parse>
Result<std::vector<Key>> read_all(const Path& path, Parse parse) {
    std::vector<Key> keys;
    auto read = for_each_line(path, [&](std::string_view line) -> Result<void> {
        auto key = parse(line);
        if (!key) return std::move(key).error();
        keys.push_back(*std::move(key));
        return {};
    });
    if (!read) return std::move(read).error();
    if (keys.empty()) return Error{ErrorCode::Invalid, path.string() + " holds no key", {}};
    return keys;
}

template <class Key>
Result<Key> only(Result<std::vector<Key>> keys, const Path& path) {
    if (!keys) return std::move(keys).error();
    if (keys->size() != 1) return Error{ErrorCode::Invalid, path.string() + " holds more than one key", {}};
    return std::move(keys->front());
}

/// 32 bytes in Base64 after a prefix; the caller wipes them.
Result<Bytes> prefixed_key(std::string_view line, std::string_view prefix) {
    const Error wrong{ErrorCode::Invalid, "expected \"" + std::string(prefix) + "…\"", {}};
    if (!line.starts_with(prefix)) return wrong;
    auto bytes = from_base64(line.substr(prefix.size()));
    if (!bytes || bytes->size() != 32) return wrong;
    return bytes;
}

Result<SigningKey> parse_signing_key(std::string_view line) {
    auto seed = prefixed_key(line, secret_prefix);
    if (!seed) return std::move(seed).error();
    auto key = SigningKey::from_seed(*seed);
    wipe(*seed);
    return key;
}

} // namespace

Result<void> write_identity(const Path& path, const Identity& identity) {
    return write_secret(path, "# public key: " + to_text(identity.recipient()) + "\n", identity.secret_text());
}

Result<std::vector<Identity>> read_identities(const Path& path) {
    return read_all<Identity>(path, Identity::parse);
}
Result<Identity> read_identity(const Path& path) {
    return only(read_identities(path), path);
}

Result<void> write_recipients(const Path& path, std::span<const Recipient> recipients) {
    std::string text;
    for (const auto& recipient : recipients) text += to_text(recipient) + "\n";
    return write_file(path, text);
}

Result<std::vector<Recipient>> read_recipients(const Path& path) {
    return read_all<Recipient>(path, parse_recipient);
}

Result<void> write_signing_key(const Path& path, const SigningKey& key) {
    return write_secret(path, secret_prefix, to_base64(key.seed()));
}

Result<SigningKey> read_signing_key(const Path& path) {
    return only(read_all<SigningKey>(path, parse_signing_key), path);
}

std::string to_text(const PublicKey& key) {
    return std::string(public_prefix) + to_base64(key.bytes);
}

Result<PublicKey> parse_public_key(std::string_view text) {
    const auto bytes = prefixed_key(text, public_prefix);
    if (!bytes) return bytes.error();
    return PublicKey{*to_array<32>(*bytes)};
}

Result<void> write_public_key(const Path& path, const PublicKey& key) {
    return write_file(path, to_text(key) + "\n");
}
Result<PublicKey> read_public_key(const Path& path) {
    return only(read_all<PublicKey>(path, parse_public_key), path);
}

} // namespace lianxin
