// Asked and read receipts as JSON arrays.
#include "records/store/shown_receipts.h"

#include "records/base/json.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_file = 1 << 20;

template <class Item> void keep_newest(std::vector<Item>& items, std::size_t most) {
    if (items.size() > most) items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(most));
}

Result<void> write_array(const Path& file, Value::Array array) { return write_file(file, to_json(Value(std::move(array))) + "\n", Access::Everyone); }

std::optional<ByteArray<16>> tag_of(const Value& value) {
    const auto bytes = from_hex(value.text_or("tag", ""));
    const auto tag = bytes ? to_array<16>(*bytes) : Result<ByteArray<16>>(bytes.error());
    return tag ? std::optional(*tag) : std::nullopt;
}

/// Every entry turned into an Item by `read`, which gives nothing for one that is wrong.
template <class Item, class Read> Result<std::vector<Item>> read_array(const Path& file, std::size_t most, const Read& read) {
    std::vector<Item> items;
    const auto text = read_text(file, largest_file);
    if (!text && text.error().code == ErrorCode::NotFound) return items;
    if (!text) return text.error();
    const auto value = parse_json(*text);
    const Error corrupt{ErrorCode::Corrupt, file.filename().string() + " is not what the kiosk writes", {}};
    if (!value || !value->array() || value->array()->size() > most) return corrupt;
    for (const Value& entry : *value->array()) {
        auto item = read(entry);
        if (!item) return corrupt;
        items.push_back(std::move(*item));
    }
    return items;
}

} // namespace

Result<void> write_asked(const Path& folder, std::vector<AskedReceipt> asked) {
    keep_newest(asked, most_asked);
    Value::Array array;
    for (const AskedReceipt& one : asked) array.push_back(Value::Map{{"tag", to_hex(one.tag)}, {"at", iso_time(one.at)}});
    return write_array(folder / asked_file, std::move(array));
}

Result<void> write_read(const Path& folder, std::vector<ReadReceipt> read) {
    keep_newest(read, most_read);
    Value::Array array;
    for (const ReadReceipt& one : read) array.push_back(Value::Map{{"tag", to_hex(one.mark.tag)}, {"cursor", one.mark.cursor}, {"day", iso_day(one.day)}});
    return write_array(folder / read_file_name, std::move(array));
}

Result<std::vector<AskedReceipt>> read_asked(const Path& folder) {
    return read_array<AskedReceipt>(folder / asked_file, most_asked, [](const Value& entry) -> std::optional<AskedReceipt> {
        const auto tag = tag_of(entry);
        const auto at = parse_iso_time(entry.text_or("at", ""));
        if (!tag || !at) return std::nullopt;
        return AskedReceipt{*tag, *at};
    });
}

Result<std::vector<ReadReceipt>> read_read(const Path& folder) {
    return read_array<ReadReceipt>(folder / read_file_name, most_read, [](const Value& entry) -> std::optional<ReadReceipt> {
        const auto tag = tag_of(entry);
        const auto day = parse_iso_day(entry.text_or("day", ""));
        const std::int64_t cursor = entry.integer_or("cursor", -1);
        if (!tag || !day || cursor < 0) return std::nullopt;
        return ReadReceipt{{*tag, static_cast<std::uint64_t>(cursor)}, *day};
    });
}

} // namespace lianxin
