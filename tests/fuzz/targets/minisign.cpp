// Signature and key texts of minisign, a blank line between them.
#include "tests/fuzz/target.h"

#include "records/pack/minisign_list.h"

namespace lianxin::fuzz {
namespace {

SigningKey key() {
    SeededRandom random(6);
    return SigningKey::make(random);
}
constexpr std::string_view message = "content";

bool holds(ByteView input) {
    const std::string text = text_of(input);
    const SigningKey signer = key();
    const MinisignKey known{key_id_of(signer.public_key()), signer.public_key()};
    (void)minisign_signer(text);
    if (const auto parsed = parse_minisign_public_key(text); parsed && !parse_minisign_public_key(minisign_public_key(*parsed))) return false;
    const auto comment = verify_minisign(known, bytes_of(message), text);
    const auto signers = count_signers(text, bytes_of(message), std::vector<MinisignKey>{known}, Strangers::PassedOver);
    return (!comment || comment->size() <= 1024) && (!signers || *signers <= 1);
}

std::vector<Bytes> seeds() {
    const SigningKey signer = key();
    const MinisignKey known{key_id_of(signer.public_key()), signer.public_key()};
    const std::string text = minisign_signature(signer, known.id, bytes_of(message), "edition 12");
    std::vector<Bytes> all;
    for (const auto& each : {text, text + text, minisign_public_key(known)}) all.push_back(copy_of(bytes_of(each)));
    return all;
}

} // namespace

extern const Target minisign_target{"minisign", 3000, holds, seeds};

} // namespace lianxin::fuzz
