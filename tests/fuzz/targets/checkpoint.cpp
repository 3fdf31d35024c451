// The head of the county's log as a signed note.
#include "tests/fuzz/target.h"

#include "records/seal/checkpoint.h"

namespace lianxin::fuzz {
namespace {

SigningKey key() {
    SeededRandom random(7);
    return SigningKey::make(random);
}
constexpr std::string_view origin = "lianxin/990021";

bool holds(ByteView input) {
    const std::string text = text_of(input);
    const auto body = parse_checkpoint(text);
    const auto verified = verify_checkpoint(text, origin, key().public_key());
    if (verified && (!body || *body != *verified || verified->origin != origin)) return false;
    return !body || text.rfind(checkpoint_text(*body), 0) == 0;
}

std::vector<Bytes> seeds() {
    return {copy_of(bytes_of(sign_checkpoint({std::string(origin), 7, Hash{}}, key()))), copy_of(bytes_of(sign_checkpoint({std::string(origin), 0, Hash{}}, key())))};
}

} // namespace

extern const Target checkpoint_target{"checkpoint", 3000, holds, seeds};

} // namespace lianxin::fuzz
