// Making, reading and verifying signed checkpoints.
#include "records/seal/checkpoint.h"

#include "records/base/text.h"
#include "records/seal/hash.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>

namespace lianxin {
namespace {

constexpr std::size_t longest_note = std::size_t{16} * 1024;
constexpr std::string_view signature_mark = "\xe2\x80\x94 "; // EM DASH and a blank
constexpr std::uint8_t ed25519_kind = 1;
using KeyHash = ByteArray<4>;

Error invalid(std::string why) {
    return {ErrorCode::Invalid, "checkpoint: " + std::move(why), {}};
}

/// signed-note: the first four bytes of SHA-256(name ‖ LF ‖ kind ‖ key).
KeyHash key_hash(std::string_view name, const PublicKey& key) {
    Sha256 hash;
    hash.add(bytes_of(name));
    hash.add(ByteArray<2>{'\n', ed25519_kind});
    hash.add(key.bytes);
    const Hash whole = hash.done();
    return {whole[0], whole[1], whole[2], whole[3]};
}

bool is_key_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && std::none_of(name.begin(), name.end(), [](char sign) {
        return sign == '+' || sign == '\x7f' || (sign >= 0 && sign <= ' ');
    });
}

struct Note {
    std::string_view body; ///< with its last line end
    std::vector<std::string_view> signatures;
};

Result<Note> split_note(std::string_view text) {
    if (text.size() > longest_note) return invalid("it is too long");
    if (!is_utf8(text) ||
        std::any_of(text.begin(), text.end(), [](char sign) { return sign >= 0 && sign < ' ' && sign != '\n'; }))
        return invalid("it is no plain text");
    const auto gap = text.rfind("\n\n");
    if (gap == std::string_view::npos || !text.ends_with('\n')) return invalid("it carries no signature");
    Note note{text.substr(0, gap + 1), split(text.substr(gap + 2, text.size() - gap - 3), '\n')};
    for (auto line : note.signatures)
        if (!line.starts_with(signature_mark)) return invalid("a signature line is damaged");
    return note;
}

Result<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failure != std::errc() || end != text.data() + text.size() || std::to_string(size) != text)
        return invalid("its size is not a number");
    return size;
}

/// Further lines are extensions: they may be there, but not empty.
Result<Checkpoint> parse_body(std::string_view body) {
    auto lines = split(body, '\n');
    lines.pop_back();
    if (lines.size() < 3 || std::any_of(lines.begin(), lines.end(), [](auto line) { return line.empty(); }))
        return invalid("a line is missing");
    const auto size = parse_size(lines[1]);
    if (!size) return size.error();
    const auto root = from_base64(lines[2]);
    if (!root || root->size() != 32) return invalid("its root is not 32 bytes in Base64");
    return Checkpoint{std::string(lines[0]), *size, *to_array<32>(*root)};
}

/// The signature of one line when that line is by this name and key. Errors: Invalid.
Result<std::optional<Signature>> signature_by(std::string_view line, std::string_view name, const KeyHash& key) {
    const auto words = split(line.substr(signature_mark.size()), ' ');
    if (words.size() != 2 || !is_key_name(words[0])) return invalid("a signature line is damaged");
    const auto bytes = from_base64(words[1]);
    if (!bytes || bytes->size() < key.size()) return invalid("a signature line is damaged");
    if (words[0] != name || !std::equal(key.begin(), key.end(), bytes->begin())) return std::optional<Signature>();
    const auto signature = to_array<64>(ByteView(*bytes).subspan(key.size()));
    if (!signature) return invalid("a signature has another length");
    return std::optional<Signature>(*signature);
}

} // namespace

std::string log_origin(std::string_view county) { return "lianxin/" + std::string(county); }

std::string checkpoint_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    assert(is_key_name(checkpoint.origin));
    const std::string body = checkpoint_text(checkpoint);
    Bytes line = copy_of(key_hash(checkpoint.origin, key.public_key()));
    append(line, key.sign(bytes_of(body)));
    return body + "\n" + std::string(signature_mark) + checkpoint.origin + " " + to_base64(line) + "\n";
}

Result<Checkpoint> parse_checkpoint(std::string_view note) {
    const auto parts = split_note(note);
    if (!parts) return parts.error();
    return parse_body(parts->body);
}

Result<Checkpoint> verify_checkpoint(std::string_view note, std::string_view origin, const PublicKey& key) {
    const auto parts = split_note(note);
    if (!parts) return parts.error();
    auto checkpoint = parse_body(parts->body);
    if (!checkpoint) return checkpoint;
    if (checkpoint->origin != origin) return Error{ErrorCode::Untrusted, "checkpoint: of another log", {}};
    const KeyHash hash = key_hash(origin, key);
    bool is_signed = false;
    for (auto line : parts->signatures) {
        const auto signature = signature_by(line, origin, hash);
        if (!signature) return signature.error();
        if (!*signature) continue;
        if (!verify(key, bytes_of(parts->body), **signature))
            return Error{ErrorCode::Untrusted, "checkpoint: the signature does not hold", {}};
        is_signed = true;
    }
    if (!is_signed) return Error{ErrorCode::Untrusted, "checkpoint: not signed by the key we know", {}};
    return checkpoint;
}

std::string verifier_key(std::string_view name, const PublicKey& key) {
    Bytes bytes = {ed25519_kind};
    append(bytes, key.bytes);
    return std::string(name) + "+" + to_hex(key_hash(name, key)) + "+" + to_base64(bytes);
}

} // namespace lianxin
