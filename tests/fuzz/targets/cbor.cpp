// CBOR: what is read is written back byte by byte, and a sequence loses nothing.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    if (const auto value = parse_cbor(input); value && !equal(to_cbor(*value), input)) return false;
    const auto item = parse_cbor_item(input);
    return !item || (item->length <= input.size() && equal(to_cbor(item->value), input.first(item->length)));
}

std::vector<Bytes> seeds() {
    const Value value = Value::Map{{"a", 1}, {"b", -70000}, {"text", "路坏了"}, {"bytes", Bytes(30, 7)}, {"list", Value::Array{true, Value(), Value::Map{}}}};
    Bytes two = to_cbor(value);
    append(two, to_cbor("一"));
    return {to_cbor(value), two, Bytes(20, 0x81)};
}

} // namespace

extern const Target cbor_target{"cbor", 3000, holds, seeds};

} // namespace lianxin::fuzz
