// A carriage file: whatever a stick holds, only whole files are read, and each part of them again as it was written.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"
#include "records/seal/hash.h"
#include "records/wire/carriage_file.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

/// The bytes with a right end, so that mutations reach what is behind the hash.
Bytes ended(ByteView front, std::uint64_t parts) {
    Bytes whole = copy_of(front);
    const Bytes end = to_cbor(Value::Map{{"end", parts}, {"hash", sha256(front)}});
    append_u32(whole, static_cast<std::uint32_t>(end.size()));
    append(whole, end);
    return whole;
}

bool is_read_within_bounds(ByteView input) {
    auto reader = CarriageReader::open(file_of(input));
    if (!reader) return true;
    std::uint64_t bytes = 0;
    for (;;) {
        const auto part = reader->next();
        if (!part) return true;
        if (!*part) return reader->read() == reader->parts() && bytes <= input.size();
        bytes += std::visit([](const auto& one) { return one.body.size(); }, **part);
    }
}

bool holds(ByteView input) {
    if (!is_read_within_bounds(input)) return false;
    for (std::uint64_t parts = 0; parts < 4; ++parts)
        if (!is_read_within_bounds(ended(input, parts))) return false;
    return true;
}

std::vector<Bytes> seeds() {
    Bytes front = copy_of(bytes_of(carriage_magic));
    const auto add = [&](const Value& map) {
        const Bytes encoded = to_cbor(map);
        append_u32(front, static_cast<std::uint32_t>(encoded.size()));
        append(front, encoded);
    };
    add(Value::Map{{"v", 1}, {"way", "down"}, {"county", "411325"}, {"kiosk", "K-0001"}, {"made", std::int64_t{1'793'333'333'000}}});
    const Bytes head = front;
    add(Value::Map{{"answer", "/v1/batches"}, {"first", 1}, {"last", 3}, {"body", encode_answer(samples::answer(), samples::county_key())}});
    add(Value::Map{{"method", "GET"}, {"path", "/v1/changes"}, {"query", "after=5"}, {"digest", "sha-256=:x:"}, {"input", "lianxin=()"}, {"signature", "lianxin=:x:"},
                   {"body", Bytes()}});
    return {front, head, ended(front, 2), ended(head, 0)};
}

} // namespace

extern const Target carriage_target{"carriage", 1500, holds, seeds};

} // namespace lianxin::fuzz
