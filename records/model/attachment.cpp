// Attachments and their parts as CBOR maps.
#include "records/model/attachment.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t longest_word = 64; // bytes of a field's name, a kind, a media type
constexpr std::int64_t longest_length = 24 * 3600 * 1000;

std::string word(MapReader& map, std::string_view key) {
    std::string text = map.text(key);
    if (text.empty() || text.size() > longest_word) map.fail(key);
    return text;
}

std::vector<Uuid> parts_at(MapReader& map, const Value& value) {
    const Value* entry = value.find("parts");
    const auto* list = entry ? entry->array() : nullptr;
    if (!list || list->empty() || list->size() > most_parts) {
        map.fail("parts");
        return {};
    }
    std::vector<Uuid> parts;
    for (const Value& each : *list) {
        const auto id = each.bytes() ? to_uuid(*each.bytes()) : Result<Uuid>(Error{});
        if (!id || std::find(parts.begin(), parts.end(), *id) != parts.end()) map.fail("parts");
        else parts.push_back(*id);
    }
    return parts;
}

Attachment attachment_from(MapReader& outer, const Value& value, std::string_view key) {
    MapReader map(value);
    Attachment out;
    out.field = word(map, "field");
    out.kind = word(map, "kind");
    out.media_type = word(map, "type");
    out.length = Milliseconds(map.integer("ms", 0, longest_length));
    out.size = static_cast<std::uint64_t>(map.integer("size", 1, most_parts * largest_part));
    out.hash = map.bytes<32>("hash");
    out.parts = parts_at(map, value);
    if (!map.finish()) outer.fail(key);
    return out;
}

} // namespace

std::vector<ByteView> cut_into_parts(ByteView whole) {
    std::vector<ByteView> parts;
    while (!whole.empty()) {
        parts.push_back(whole.first(std::min(whole.size(), largest_part)));
        whole = whole.subspan(parts.back().size());
    }
    return parts;
}

Value to_value(const Attachment& attachment) {
    Value::Array parts;
    for (const Uuid& part : attachment.parts) parts.emplace_back(part.bytes);
    return Value::Map{{"field", attachment.field},
                      {"kind", attachment.kind},
                      {"type", attachment.media_type},
                      {"ms", static_cast<std::int64_t>(attachment.length.count())},
                      {"size", attachment.size},
                      {"hash", attachment.hash},
                      {"parts", std::move(parts)}};
}

std::vector<Attachment> attachments_at(MapReader& outer, const Value& value, std::string_view key) {
    const Value* entry = value.find(key);
    const auto* list = entry ? entry->array() : nullptr;
    if (!list || list->size() > most_attachments) {
        outer.fail(key);
        return {};
    }
    std::vector<Attachment> out;
    for (const Value& each : *list) out.push_back(attachment_from(outer, each, key));
    return out;
}

Value to_value(const AttachmentPart& part) {
    return Value::Map{{"v", version}, {"part", part.record.bytes}, {"record", part.request.bytes}, {"n", part.number}, {"bytes", part.bytes}};
}

Result<AttachmentPart> attachment_part_from(const Value& value) {
    if (value.integer_or("v", version) != version)
        return Error{ErrorCode::Unsupported, "a part of an attachment of version " + std::to_string(value.integer_or("v", 0)), {}};
    MapReader map(value);
    map.integer("v", version, version);
    AttachmentPart part;
    part.record = map.uuid("part");
    part.request = map.uuid("record");
    part.number = static_cast<std::uint32_t>(map.integer("n", 1, most_parts));
    const Value* bytes = value.find("bytes");
    if (bytes && bytes->bytes() && !bytes->bytes()->empty() && bytes->bytes()->size() <= largest_part) part.bytes = *bytes->bytes();
    else map.fail("bytes");
    if (auto fine = map.finish(); !fine) return std::move(fine).error().in("reading a part of an attachment");
    return part;
}

} // namespace lianxin
