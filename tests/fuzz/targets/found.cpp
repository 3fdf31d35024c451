// What the county holds under the tag of a receipt: as it came, and the input under a good signature.
#include "tests/fuzz/target.h"

#include "records/wire/signed_message.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

bool is_stable(ByteView message) {
    const SigningKey county = samples::county_key();
    const auto found = parse_found(message, county.public_key());
    if (!found) return true;
    const auto again = parse_found(encode_found(*found, county), county.public_key());
    return again && again->updates == found->updates && again->tag == found->tag;
}

bool holds(ByteView input) { return is_stable(input) && is_stable(sign_message("LX1 updates", input, samples::county_key())); }

std::vector<Bytes> seeds() {
    FoundUpdates found;
    found.updates = {samples::changes().updates[0]};
    found.tag = found.updates[0].tag;
    found.time = samples::noon;
    const Bytes whole = encode_found(found, samples::county_key());
    return {whole, copy_of(ByteView(whole).subspan(68))};
}

} // namespace

extern const Target found_target{"found", 1000, holds, seeds};

} // namespace lianxin::fuzz
