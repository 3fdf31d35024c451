// Signed messages: magic, signature, body.
#include "records/wire/signed_message.h"

#include "records/base/sabotage.h"

namespace lianxin {
namespace {

constexpr std::string_view magic = "LXS1";
constexpr std::size_t front = magic.size() + sizeof(Signature);

} // namespace

Bytes in_context(std::string_view context, ByteView body) {
    Bytes all;
    all.reserve(context.size() + body.size());
    append(all, bytes_of(context));
    append(all, body);
    return all;
}

Bytes sign_message(std::string_view context, ByteView body, const SigningKey& key) {
    Bytes message;
    message.reserve(front + body.size());
    append(message, bytes_of(magic));
    append(message, key.sign(in_context(context, body)));
    append(message, body);
    return message;
}

Result<ByteView> open_message(std::string_view context, ByteView message, const PublicKey& key) {
    if (message.size() < front || !equal(message.first(magic.size()), bytes_of(magic)))
        return Error{ErrorCode::Corrupt, "not a signed message of the county", {}};
    const auto signature = to_array<sizeof(Signature)>(message.subspan(magic.size(), sizeof(Signature)));
    const ByteView body = message.subspan(front);
    if (!is_sabotaged(Sabotage::SkipSignature) && !verify(key, in_context(context, body), *signature))
        return Error{ErrorCode::Untrusted, "the county's signature does not hold", {}};
    return body;
}

} // namespace lianxin
