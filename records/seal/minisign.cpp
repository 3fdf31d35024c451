// The text forms of minisign: public keys and prehashed signatures.
#include "records/base/text.h"
#include "records/seal/hash.h"
#include "records/seal/signature.h"

#include <sodium.h>

namespace lianxin {
namespace {

constexpr std::string_view untrusted_prefix = "untrusted comment: ";
constexpr std::string_view trusted_prefix = "trusted comment: ";
constexpr std::size_t longest_comment = 1024;
constexpr std::size_t longest_text = std::size_t{16} * 1024;

Error invalid(std::string why) {
    return {ErrorCode::Invalid, "minisign: " + std::move(why), {}};
}

/// "ED" signs the 64-byte BLAKE2b of the message, so that the signer need not hold a large file.
ByteArray<64> prehash(ByteView message) {
    ByteArray<64> out{};
    crypto_generichash(out.data(), out.size(), message.data(), message.size(), nullptr, 0);
    return out;
}

Bytes with_comment(const Signature& signature, std::string_view comment) {
    Bytes out = copy_of(signature);
    append(out, bytes_of(comment));
    return out;
}

/// Programs of minisign show the id as one little-endian number.
std::string shown_id(KeyId id) {
    std::reverse(id.begin(), id.end());
    std::string hex = to_hex(id);
    for (char& digit : hex)
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    return hex;
}

std::string one_line(std::string comment) {
    for (char& sign : comment)
        if (sign == '\n' || sign == '\r') sign = ' ';
    if (comment.size() > longest_comment) comment.resize(longest_comment);
    return comment;
}

struct SignatureText {
    KeyId id{};
    bool prehashed = false;
    Signature signature{};
    std::string comment;
    Signature comment_signature{};
};

Result<SignatureText> parse(std::string_view text) {
    if (text.size() > longest_text) return invalid("the signature text is too long");
    auto lines = split(text, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (lines.size() != 4) return invalid("a signature has four lines");
    if (!lines[0].starts_with(untrusted_prefix) || !lines[2].starts_with(trusted_prefix))
        return invalid("a comment line is missing");
    const auto first = from_base64(lines[1]);
    const auto second = from_base64(lines[3]);
    if (!first || first->size() != 74 || !second || second->size() != 64) return invalid("a signature line is damaged");
    if ((*first)[0] != 'E' || ((*first)[1] != 'D' && (*first)[1] != 'd')) return invalid("not an Ed25519 signature");
    SignatureText out;
    out.prehashed = (*first)[1] == 'D';
    std::copy_n(first->begin() + 2, 8, out.id.begin());
    std::copy_n(first->begin() + 10, 64, out.signature.begin());
    out.comment = lines[2].substr(trusted_prefix.size());
    std::copy_n(second->begin(), 64, out.comment_signature.begin());
    return out;
}

} // namespace

KeyId key_id_of(const PublicKey& key) {
    const Hash hash = blake2b(key.bytes);
    KeyId id{};
    std::copy_n(hash.begin(), id.size(), id.begin());
    return id;
}

std::string minisign_public_key(const MinisignKey& key) {
    Bytes line = {'E', 'd'};
    append(line, key.id);
    append(line, key.key.bytes);
    return std::string(untrusted_prefix) + "minisign public key " + shown_id(key.id) + "\n" + to_base64(line) + "\n";
}

Result<MinisignKey> parse_minisign_public_key(std::string_view text) {
    auto lines = split(text, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    if (lines.size() == 2 && lines[0].starts_with(untrusted_prefix)) lines.erase(lines.begin());
    if (lines.size() != 1) return invalid("a public key has one line after its comment");
    const auto line = from_base64(lines[0]);
    if (!line || line->size() != 42 || (*line)[0] != 'E' || (*line)[1] != 'd') return invalid("not a public key");
    MinisignKey key;
    std::copy_n(line->begin() + 2, 8, key.id.begin());
    std::copy_n(line->begin() + 10, 32, key.key.bytes.begin());
    return key;
}

std::string minisign_signature(const SigningKey& key, KeyId id, ByteView message, std::string trusted_comment) {
    const std::string comment = one_line(std::move(trusted_comment));
    const Signature signature = key.sign(prehash(message));
    Bytes line = {'E', 'D'};
    append(line, id);
    append(line, signature);
    return std::string(untrusted_prefix) + "signature from minisign key " + shown_id(id) + "\n" + to_base64(line) +
           "\n" + std::string(trusted_prefix) + comment + "\n" + to_base64(key.sign(with_comment(signature, comment))) +
           "\n";
}

Result<KeyId> minisign_signer(std::string_view signature_text) {
    auto parsed = parse(signature_text);
    if (!parsed) return std::move(parsed).error();
    return parsed->id;
}

Result<std::string> verify_minisign(const MinisignKey& key, ByteView message, std::string_view signature_text) {
    auto parsed = parse(signature_text);
    if (!parsed) return std::move(parsed).error();
    if (!parsed->prehashed) return Error{ErrorCode::Unsupported, "minisign: only prehashed signatures are taken", {}};
    const Error untrusted{ErrorCode::Untrusted, "minisign: the signature does not hold", {}};
    if (parsed->id != key.id) return Error{ErrorCode::Untrusted, "minisign: signed by another key", {}};
    if (!verify(key.key, prehash(message), parsed->signature)) return untrusted;
    if (!verify(key.key, with_comment(parsed->signature, parsed->comment), parsed->comment_signature)) return untrusted;
    return std::move(parsed->comment);
}

} // namespace lianxin
