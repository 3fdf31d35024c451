// What the county sends down: as it came, and the input under a good signature.
#include "tests/fuzz/target.h"

#include "records/wire/signed_message.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

bool is_stable(ByteView message) {
    const SigningKey county = samples::county_key();
    const auto changes = parse_changes(message, county.public_key());
    if (!changes) return true;
    const auto again = parse_changes(encode_changes(*changes, county), county.public_key());
    return again && again->updates == changes->updates && again->items == changes->items && again->cursor == changes->cursor;
}

bool holds(ByteView input) { return is_stable(input) && is_stable(sign_message("LX1 changes", input, samples::county_key())); }

std::vector<Bytes> seeds() {
    Changes changes = samples::changes();
    ItemChange item = signed_item({"board", "lamp", 2, samples::noon, "title = \"路灯\"", ""}, samples::county_key());
    item.cursor = 12;
    changes.items.push_back(std::move(item));
    const Bytes whole = encode_changes(changes, samples::county_key());
    return {whole, copy_of(ByteView(whole).subspan(68))};
}

} // namespace

extern const Target changes_target{"changes", 1000, holds, seeds};

} // namespace lianxin::fuzz
