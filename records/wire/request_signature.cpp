// Request signatures: the fields are written and read in one strict form only.
#include "records/wire/request_signature.h"

#include "records/base/digit.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::string_view label = "lianxin=";
constexpr std::string_view covered_without_query = R"(("@method" "@path" "content-digest"))";
constexpr std::string_view covered_with_query = R"(("@method" "@path" "@query" "content-digest"))";
constexpr std::string_view algorithm = R"(;alg="ed25519")";

std::string_view covered(const RequestTarget& target) {
    return target.query.empty() ? covered_without_query : covered_with_query;
}

Error invalid(std::string why) { return {ErrorCode::Invalid, std::move(why), {}}; }

/// Takes `word` off the front of `text`, or says no.
bool take(std::string_view& text, std::string_view word) {
    if (text.substr(0, word.size()) != word) return false;
    text.remove_prefix(word.size());
    return true;
}

template <class Accepts> std::string_view take_while(std::string_view& text, Accepts accepts) {
    const auto end = std::find_if_not(text.begin(), text.end(), accepts);
    const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

bool is_kiosk_sign(char sign) {
    return is_digit(sign) || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '-';
}

struct SignatureInput {
    std::string_view covered;
    std::string kiosk;
    std::string_view parameters; ///< everything behind the label
};

Result<SignatureInput> parse_input(std::string_view field) {
    std::string_view rest = field;
    SignatureInput input;
    if (!take(rest, label)) return invalid("Signature-Input has no signature named lianxin");
    input.parameters = rest;
    for (const auto list : {covered_without_query, covered_with_query})
        if (input.covered.empty() && take(rest, list)) input.covered = list;
    if (input.covered.empty()) return invalid("Signature-Input covers other parts than it must");
    if (!take(rest, ";created=")) return invalid("Signature-Input has no time");
    const auto created = take_while(rest, is_digit);
    if (created.empty() || created.size() > 12) return invalid("Signature-Input has no usable time");
    if (!take(rest, ";keyid=\"")) return invalid("Signature-Input names no key");
    input.kiosk = std::string(take_while(rest, is_kiosk_sign));
    if (input.kiosk.empty() || input.kiosk.size() > 32 || !take(rest, "\"")) return invalid("Signature-Input names no usable key");
    if (rest != algorithm) return invalid("Signature-Input names another algorithm than Ed25519");
    return input;
}

Result<Signature> parse_signature(std::string_view field) {
    if (!take(field, label) || !take(field, ":") || field.empty() || field.back() != ':')
        return invalid("Signature has no signature named lianxin");
    field.remove_suffix(1);
    const auto bytes = from_base64(field);
    if (!bytes) return bytes.error().in("reading Signature");
    return to_array<sizeof(Signature)>(*bytes);
}

std::string base_of(const RequestTarget& target, std::string_view digest, std::string_view parameters) {
    std::vector<Component> components{{"\"@method\"", target.method}, {"\"@path\"", target.path}};
    if (!target.query.empty()) components.push_back({"\"@query\"", "?" + target.query});
    components.push_back({"\"content-digest\"", std::string(digest)});
    return signature_base(components, parameters);
}

} // namespace

std::string content_digest(const Hash& body) { return "sha-256=:" + to_base64(body) + ":"; }

std::string signature_base(const std::vector<Component>& components, std::string_view parameters) {
    std::string base;
    for (const Component& component : components) base += component.name + ": " + component.value + "\n";
    return base + "\"@signature-params\": " + std::string(parameters);
}

SignedFields sign_request(const RequestTarget& target, const Hash& body, std::string_view kiosk, TimePoint created,
                          const SigningKey& key) {
    const auto seconds = std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(created).time_since_epoch().count());
    const std::string parameters = std::string(covered(target)) + ";created=" + std::to_string(seconds) + ";keyid=\"" +
                                   std::string(kiosk) + "\"" + std::string(algorithm);
    SignedFields fields;
    fields.content_digest = content_digest(body);
    fields.signature_input = std::string(label) + parameters;
    const Signature signature = key.sign(bytes_of(base_of(target, fields.content_digest, parameters)));
    fields.signature = std::string(label) + ":" + to_base64(signature) + ":";
    return fields;
}

Result<std::string> claimed_signer(std::string_view signature_input) {
    auto input = parse_input(signature_input);
    if (!input) return std::move(input).error();
    return std::move(input->kiosk);
}

Result<void> verify_request(const RequestTarget& target, const Hash& body, const SignedFields& fields, const PublicKey& key) {
    const auto input = parse_input(fields.signature_input);
    if (!input) return input.error();
    if (input->covered != covered(target)) return invalid("Signature-Input covers other parts than it must");
    const auto signature = parse_signature(fields.signature);
    if (!signature) return signature.error();
    if (fields.content_digest != content_digest(body))
        return Error{ErrorCode::Untrusted, "Content-Digest is not that of the content", {}};
    const std::string base = base_of(target, fields.content_digest, input->parameters);
    if (!verify(key, bytes_of(base), *signature)) return Error{ErrorCode::Untrusted, "the request's signature does not hold", {}};
    return {};
}

} // namespace lianxin
