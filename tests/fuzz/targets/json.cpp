// JSON: what is read is written and read again as the same value.
#include "tests/fuzz/target.h"

#include "records/base/json.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto value = parse_json(text_of(input));
    if (!value) return true;
    const auto again = parse_json(to_json(*value));
    return again && *again == *value;
}

std::vector<Bytes> seeds() {
    return texts({R"({"number":12,"list":[1,-2.5e3,true,null,"\u8def"],"nested":{"a":{"b":[[]]}}})", "[[[[[[[[]]]]]]]]", "\"路坏了\""});
}

} // namespace

extern const Target json_target{"json", 3000, holds, seeds};

} // namespace lianxin::fuzz
