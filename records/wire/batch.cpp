// Batches: a CBOR sequence (RFC 8742) of a head and of arrays of three byte strings, in one zstd frame. The arrays are read
// where they lie: at the county this is the hot path.
#include "records/wire/batch.h"

#include "records/base/cbor.h"
#include "records/base/compression.h"
#include "records/seal/hash.h"
#include "records/seal/record_seal.h"
#include "records/wire/strict.h"

#include <cassert>

namespace lianxin {
namespace {

constexpr std::uint8_t array_of_three = 0x83;
constexpr std::uint8_t byte_string = 0x40;

std::size_t string_head_size(std::size_t length) { return length < 24 ? 1 : length <= 0xff ? 2 : length <= 0xffff ? 3 : 5; }

void append_string(Bytes& to, ByteView string) {
    const auto length = static_cast<std::uint32_t>(string.size());
    switch (string_head_size(length)) {
    case 1: to.push_back(static_cast<std::uint8_t>(byte_string | length)); break;
    case 2:
        to.push_back(byte_string | 24);
        to.push_back(static_cast<std::uint8_t>(length));
        break;
    case 3:
        to.push_back(byte_string | 25);
        append_u16(to, static_cast<std::uint16_t>(length));
        break;
    default:
        to.push_back(byte_string | 26);
        append_u32(to, length);
    }
    append(to, string);
}

Error corrupt(const char* why) { return {ErrorCode::Corrupt, std::string("batch: ") + why, {}}; }

/// Walks over the unpacked sequence.
class Walker {
  public:
    explicit Walker(ByteView bytes) : rest_(bytes) {}
    bool at_end() const { return rest_.empty(); }
    ByteView rest() const { return rest_; }
    void skip(std::size_t count) { rest_ = rest_.subspan(count); }

    Result<ByteView> string() {
        if (rest_.empty() || (rest_[0] & 0xe0) != byte_string) return corrupt("a byte string was expected");
        const std::size_t kind = rest_[0] & 0x1f;
        const std::size_t extra = kind < 24 ? 0 : kind == 24 ? 1 : kind == 25 ? 2 : kind == 26 ? 4 : 9;
        if (extra == 9 || rest_.size() < 1 + extra) return corrupt("a byte string has no usable length");
        std::size_t length = extra == 0 ? kind : 0;
        for (std::size_t at = 1; at <= extra; ++at) length = length << 8 | rest_[at];
        if (string_head_size(length) != 1 + extra) return corrupt("a length is not in its shortest form");
        if (rest_.size() - 1 - extra < length) return corrupt("a byte string is cut");
        const ByteView string = rest_.subspan(1 + extra, length);
        skip(1 + extra + length);
        return string;
    }

  private:
    ByteView rest_;
};

Result<BatchItem> read_item(Walker& walker) {
    if (walker.rest()[0] != array_of_three) return corrupt("an item is not an array of three");
    walker.skip(1);
    auto header = walker.string();
    if (!header) return std::move(header).error();
    auto signature = walker.string();
    if (!signature) return std::move(signature).error();
    auto sealed = walker.string();
    if (!sealed) return std::move(sealed).error();
    const auto exact = to_array<sizeof(Signature)>(*signature);
    if (!exact) return corrupt("a signature is not 64 bytes long");
    return BatchItem{*header, *exact, *sealed};
}

ReceivedItem examined(const BatchItem& item, const BatchHead& head) {
    ReceivedItem received{item, {}, {}};
    auto header = parse_record_header(item.header);
    if (!header) {
        received.problem = refusal::header;
        return received;
    }
    received.header = std::move(*header);
    if (received.header.kiosk != head.kiosk)
        received.problem = refusal::kiosk;
    else if (item.sealed.size() > largest_sealed_body || sha256(item.sealed) != received.header.sealed_hash)
        received.problem = refusal::body;
    return received;
}

Result<BatchHead> read_head(Walker& walker) {
    const auto item = parse_cbor_item(walker.rest());
    if (!item) return item.error().in("reading the head of a batch");
    walker.skip(item->length);
    if (item->value.integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "a batch of another version", {}};
    Strict strict;
    BatchHead head;
    head.kiosk = strict.text(item->value.find("kiosk"), longest_chain_name);
    head.epoch = strict.small(item->value.find("epoch"));
    head.checkpoint_size = strict.number(item->value.find("checkpoint"));
    if (const Value* recovery = item->value.find("recovery")) head.recovery = strict.number(recovery);
    if (auto whole = strict.finish("head of a batch"); !whole) return std::move(whole).error();
    return head;
}

} // namespace

std::size_t batch_item_size(std::size_t header, std::size_t sealed) {
    return 1 + string_head_size(header) + header + 2 + sizeof(Signature) + string_head_size(sealed) + sealed;
}

Bytes encode_batch(const BatchHead& head, std::span<const BatchItem> items, int level) {
    assert(items.size() <= most_batch_records);
    Value first(Value::Map{{"v", 1}, {"kiosk", head.kiosk}, {"epoch", head.epoch}, {"checkpoint", head.checkpoint_size}});
    if (head.recovery > 0) first.set("recovery", head.recovery);
    Bytes sequence = to_cbor(first);
    std::size_t size = sequence.size();
    for (const BatchItem& item : items) size += batch_item_size(item.header.size(), item.sealed.size());
    sequence.reserve(size);
    for (const BatchItem& item : items) {
        sequence.push_back(array_of_three);
        append_string(sequence, item.header);
        append_string(sequence, item.signature);
        append_string(sequence, item.sealed);
    }
    return compress(sequence, level);
}

Result<Batch> Batch::parse(ByteView packed) {
    if (packed.size() > largest_batch) return Error{ErrorCode::Invalid, "a batch larger than one mebibyte", {}};
    auto unpacked = decompress(packed, largest_unpacked_batch);
    if (!unpacked) return std::move(unpacked).error().in("unpacking a batch");
    Batch batch;
    batch.unpacked_ = std::move(*unpacked);
    Walker walker(batch.unpacked_);
    auto head = read_head(walker);
    if (!head) return std::move(head).error();
    batch.head_ = std::move(*head);
    while (!walker.at_end()) {
        if (batch.items_.size() == most_batch_records) return Error{ErrorCode::Invalid, "a batch of more than 1000 records", {}};
        const auto item = read_item(walker);
        if (!item) return item.error();
        batch.items_.push_back(examined(*item, batch.head_));
    }
    return batch;
}

} // namespace lianxin
