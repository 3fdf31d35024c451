// A batch as the county gets it: packed as it came, and the input as what was packed.
#include "tests/fuzz/target.h"

#include "records/base/compression.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

bool is_taken_as_sent(ByteView packed) {
    const auto batch = Batch::parse(packed);
    if (!batch) return true;
    for (const auto& item : batch->items())
        if (item.problem.empty() && !equal(encode(item.header), item.item.header)) return false;
    return batch->items().size() <= most_batch_records;
}

bool holds(ByteView input) { return is_taken_as_sent(input) && is_taken_as_sent(compress(input, 1)); }

std::vector<Bytes> seeds() {
    const std::vector<samples::Record> records = {samples::record(1), samples::record(2, 40), samples::record(3, 40, "K-0002")};
    const Bytes packed = encode_batch({"K-0001", 1, 7}, samples::items(records), 1);
    return {packed, *decompress(packed, largest_unpacked_batch), *decompress(encode_batch({"K-0001", 1, 0}, {}, 1), largest_unpacked_batch)};
}

} // namespace

extern const Target batch_target{"batch", 1500, holds, seeds};

} // namespace lianxin::fuzz
