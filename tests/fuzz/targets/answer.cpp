// The county's answer: as it came, and the input under a good signature.
#include "tests/fuzz/target.h"

#include "records/wire/signed_message.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

bool is_stable(ByteView message) {
    const SigningKey county = samples::county_key();
    const auto answer = parse_answer(message, county.public_key());
    if (!answer) return true;
    const auto again = parse_answer(encode_answer(*answer, county), county.public_key());
    return again && *again == *answer;
}

bool holds(ByteView input) { return is_stable(input) && is_stable(sign_message("LX1 answer", input, samples::county_key())); }

std::vector<Bytes> seeds() {
    const Bytes whole = encode_answer(samples::answer(), samples::county_key());
    return {whole, copy_of(ByteView(whole).subspan(68))};
}

} // namespace

extern const Target answer_target{"answer", 1500, holds, seeds};

} // namespace lianxin::fuzz
