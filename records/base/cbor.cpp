// CBOR by libcbor's streaming half: no tree of the library, no recursion on hostile input.
#include "records/base/cbor.h"

#include "records/base/text.h"

#include <algorithm>
#include <cassert>
#include <cbor.h>
#include <cstdlib>

namespace lianxin {
namespace {

constexpr std::size_t deepest = 16;

/// cbor_encode_uint and its kin differ only in the type of their first argument on 32-bit machines.
template <class Function> void write_head(Bytes& out, Function function, std::uint64_t number) {
    ByteArray<9> buffer{};
    const std::size_t length = function(number, buffer.data(), buffer.size());
    append(out, ByteView(buffer).first(length));
}

void write(Bytes& out, const Value& value);

void write_map(Bytes& out, const Value::Map& map) {
    std::vector<std::pair<Bytes, const Value*>> entries;
    for (const auto& [key, entry] : map) entries.emplace_back(to_cbor(Value(key)), &entry);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    write_head(out, cbor_encode_map_start, entries.size());
    for (const auto& [key, entry] : entries) {
        append(out, key);
        write(out, *entry);
    }
}

void write(Bytes& out, const Value& value) {
    assert(!value.real());
    if (const auto* number = value.integer()) {
        if (*number >= 0)
            write_head(out, cbor_encode_uint, static_cast<std::uint64_t>(*number));
        else
            write_head(out, cbor_encode_negint, static_cast<std::uint64_t>(-1 - *number));
    } else if (const auto* text = value.text()) {
        write_head(out, cbor_encode_string_start, text->size());
        append(out, bytes_of(*text));
    } else if (const auto* bytes = value.bytes()) {
        write_head(out, cbor_encode_bytestring_start, bytes->size());
        append(out, *bytes);
    } else if (const auto* array = value.array()) {
        write_head(out, cbor_encode_array_start, array->size());
        for (const auto& entry : *array) write(out, entry);
    } else if (const auto* map = value.map()) {
        write_map(out, *map);
    } else {
        out.push_back(value.is_null() ? 0xf6 : *value.flag() ? 0xf5 : 0xf4);
    }
}

/// Receives libcbor's callbacks and builds values on a stack of open containers.
class Builder {
  public:
    void put(Value value) {
        if (open_.empty()) {
            result = std::move(value);
            whole = true;
            return;
        }
        Open& top = open_.back();
        if (auto* array = top.value.array()) {
            array->push_back(std::move(value));
        } else if (!top.has_key) {
            const auto* key = value.text();
            if (!key || top.value.find(*key)) return fail();
            top.key = *key;
            top.has_key = true;
        } else {
            top.value.map()->emplace_back(std::move(top.key), std::move(value));
            top.has_key = false;
        }
        if (--top.missing == 0) close();
    }
    void open(Value container, std::uint64_t items) {
        // Each item takes at least one byte, so more items than bytes cannot come.
        if (open_.size() == deepest || items > limit) return fail();
        if (items == 0) return put(std::move(container));
        open_.push_back({std::move(container), {}, items, false});
    }
    void fail() { failed = true; }

    Value result;
    std::uint64_t limit = 0;
    bool whole = false;
    bool failed = false;

  private:
    struct Open {
        Value value;
        std::string key;
        std::uint64_t missing = 0;
        bool has_key = false;
    };
    void close() {
        Value done = std::move(open_.back().value);
        open_.pop_back();
        put(std::move(done));
    }
    std::vector<Open> open_;
};

Builder& builder(void* context) { return *static_cast<Builder*>(context); }

template <class Number> void on_unsigned(void* context, Number number) {
    if (static_cast<std::uint64_t>(number) > static_cast<std::uint64_t>(INT64_MAX)) return builder(context).fail();
    builder(context).put(static_cast<std::int64_t>(number));
}
template <class Number> void on_negative(void* context, Number number) {
    if (static_cast<std::uint64_t>(number) > static_cast<std::uint64_t>(INT64_MAX)) return builder(context).fail();
    builder(context).put(-1 - static_cast<std::int64_t>(number));
}
void on_bytes(void* context, cbor_data data, std::size_t length) { builder(context).put(Value(ByteView(data, length))); }
void on_text(void* context, cbor_data data, std::size_t length) {
    const ByteView bytes(data, length);
    if (!is_utf8(bytes)) return builder(context).fail();
    builder(context).put(Value(text_of(bytes)));
}
void on_array(void* context, std::size_t items) { builder(context).open(Value::Array{}, items); }
void on_map(void* context, std::size_t items) {
    if (items > SIZE_MAX / 2) return builder(context).fail();
    builder(context).open(Value::Map{}, items * 2);
}
void on_flag(void* context, bool flag) { builder(context).put(flag); }
void on_null(void* context) { builder(context).put({}); }
void refuse(void* context) { builder(context).fail(); }
void refuse_tag(void* context, std::uint64_t) { builder(context).fail(); }
void refuse_float(void* context, float) { builder(context).fail(); }
void refuse_double(void* context, double) { builder(context).fail(); }

cbor_callbacks callbacks() {
    cbor_callbacks table = cbor_empty_callbacks;
    table.uint8 = on_unsigned<std::uint8_t>;
    table.uint16 = on_unsigned<std::uint16_t>;
    table.uint32 = on_unsigned<std::uint32_t>;
    table.uint64 = on_unsigned<std::uint64_t>;
    table.negint8 = on_negative<std::uint8_t>;
    table.negint16 = on_negative<std::uint16_t>;
    table.negint32 = on_negative<std::uint32_t>;
    table.negint64 = on_negative<std::uint64_t>;
    table.byte_string = on_bytes;
    table.byte_string_start = refuse;
    table.string = on_text;
    table.string_start = refuse;
    table.array_start = on_array;
    table.indef_array_start = refuse;
    table.map_start = on_map;
    table.indef_map_start = refuse;
    table.tag = refuse_tag;
    table.float2 = refuse_float;
    table.float4 = refuse_float;
    table.float8 = refuse_double;
    table.undefined = refuse;
    table.null = on_null;
    table.boolean = on_flag;
    table.indef_break = refuse;
    return table;
}

Error corrupt(std::string why) { return {ErrorCode::Corrupt, std::move(why), {}}; }

} // namespace

Bytes to_cbor(const Value& value) {
    Bytes out;
    write(out, value);
    return out;
}

Result<CborItem> parse_cbor_item(ByteView bytes) {
    static const cbor_callbacks table = callbacks();
    Builder target;
    target.limit = bytes.size();
    std::size_t at = 0;
    while (!target.whole && !target.failed) {
        const auto step = cbor_stream_decode(bytes.data() + at, bytes.size() - at, &table, &target);
        if (step.status == CBOR_DECODER_NEDATA || at == bytes.size()) return corrupt("CBOR ends too early");
        if (step.status != CBOR_DECODER_FINISHED) return corrupt("not CBOR");
        at += step.read;
    }
    if (target.failed) return corrupt("CBOR of a shape that is not used here");
    // Writing it again is the whole test of the deterministic encoding.
    if (!equal(to_cbor(target.result), bytes.first(at))) return corrupt("CBOR is not in the deterministic encoding");
    return CborItem{std::move(target.result), at};
}

Result<Value> parse_cbor(ByteView bytes) {
    auto item = parse_cbor_item(bytes);
    if (!item) return std::move(item).error();
    if (item->length != bytes.size()) return corrupt("bytes follow the CBOR item");
    return std::move(item->value);
}

} // namespace lianxin
