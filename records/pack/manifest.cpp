// Manifests as JSON.
#include "records/pack/manifest.h"

#include "records/base/json.h"
#include "records/model/division.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::int64_t format = 1;

constexpr std::array<std::pair<ItemKind, std::string_view>, 16> kinds = {{{ItemKind::Notice, "notice"},
                                                                          {ItemKind::Guide, "guide"},
                                                                          {ItemKind::Form, "form"},
                                                                          {ItemKind::Channels, "channels"},
                                                                          {ItemKind::Clocks, "clocks"},
                                                                          {ItemKind::Divisions, "divisions"},
                                                                          {ItemKind::Departments, "departments"},
                                                                          {ItemKind::Holidays, "holidays"},
                                                                          {ItemKind::Picture, "picture"},
                                                                          {ItemKind::Audio, "audio"},
                                                                          {ItemKind::Marks, "marks"},
                                                                          {ItemKind::Signage, "signage"},
                                                                          {ItemKind::Roster, "roster"},
                                                                          {ItemKind::Synonyms, "synonyms"},
                                                                          {ItemKind::Alert, "alert"},
                                                                          {ItemKind::Other, "other"}}};

Error invalid(std::string why) {
    return {ErrorCode::Invalid, "manifest: " + std::move(why), {}};
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

Value to_value(const ManifestItem& item) {
    Value value = Value::Map{{"path", item.path},
                             {"kind", item.kind_name},
                             {"language", item.language},
                             {"size", item.size},
                             {"hash", to_hex(item.hash)}};
    if (item.packing == Packing::Zstd) {
        value.set("packing", "zstd");
        value.set("stored", item.stored);
        value.set("stored_hash", to_hex(item.stored_hash));
    }
    if (!item.title.empty()) value.set("title", item.title);
    if (!item.pinyin.empty()) value.set("pinyin", item.pinyin);
    return value;
}

Result<Hash> hash_at(const Value& value, std::string_view key) {
    auto bytes = from_hex(value.text_or(key, ""));
    if (!bytes) return std::move(bytes).error();
    return to_array<32>(*bytes);
}

Result<std::uint64_t> size_at(const Value& value, std::string_view key, std::uint64_t most) {
    const auto size = value.integer_or(key, -1);
    if (size < 0 || static_cast<std::uint64_t>(size) > most)
        return invalid("\"" + std::string(key) + "\" must be from 0 to " + std::to_string(most));
    return static_cast<std::uint64_t>(size);
}

/// Where the bytes of the item lie, and how.
Result<void> read_storage(const Value& value, ManifestItem& item) {
    const auto packing = value.text_or("packing", "raw");
    if (packing != "raw" && packing != "zstd")
        return Error{ErrorCode::Unsupported, "manifest: the packing \"" + packing.substr(0, 20) + "\"", {}};
    item.packing = packing == "zstd" ? Packing::Zstd : Packing::Raw;
    item.stored = item.size;
    item.stored_hash = item.hash;
    if (item.packing == Packing::Raw) return {};
    auto stored = size_at(value, "stored", largest_packed);
    if (!stored) return std::move(stored).error();
    if (item.size > largest_packed || *stored > item.size) return invalid("a packed item is too large");
    if (item.size > *stored * largest_ratio)
        return invalid("a packed item would grow more than " + std::to_string(largest_ratio) + " times");
    auto hash = hash_at(value, "stored_hash");
    if (!hash) return invalid("\"stored_hash\" is not a hash");
    item.stored = *stored;
    item.stored_hash = *hash;
    return {};
}

Result<ManifestItem> item_from(const Value& value) {
    ManifestItem item;
    item.path = value.text_or("path", "");
    if (!is_item_path(item.path) || item.path == manifest_blob || item.path == township_manifest_blob)
        return invalid("\"" + item.path.substr(0, 80) + "\" cannot be the path of an item");
    item.kind_name = value.text_or("kind", "");
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.second == item.kind_name; });
    if (item.kind_name.empty()) return invalid(item.path + ": \"kind\" is missing");
    item.kind = kind == kinds.end() ? ItemKind::Other : kind->first;
    item.language = value.text_or("language", "zh-CN");
    item.title = value.text_or("title", "");
    item.pinyin = value.text_or("pinyin", "");
    auto size = size_at(value, "size", largest_item);
    if (!size) return std::move(size).error().in(item.path);
    item.size = *size;
    auto hash = hash_at(value, "hash");
    if (!hash) return invalid(item.path + ": \"hash\" is not a hash");
    item.hash = *hash;
    if (auto read = read_storage(value, item); !read) return std::move(read).error().in(item.path);
    return item;
}

Result<void> read_items(const Value& value, Manifest& manifest) {
    const Value* entry = value.find("items");
    const auto* list = entry ? entry->array() : nullptr;
    if (!list) return invalid("\"items\" is missing");
    if (list->size() > most_items) return invalid("there are more than " + std::to_string(most_items) + " items");
    std::uint64_t total = 0;
    for (const auto& each : *list) {
        auto item = item_from(each);
        if (!item) return std::move(item).error();
        if (!manifest.items.empty() && item->path <= manifest.items.back().path)
            return invalid("\"" + item->path + "\" is out of order or stands twice");
        total += item->size;
        manifest.items.push_back(std::move(*item));
    }
    if (total > largest_edition) return invalid("the items are too large together");
    return {};
}

Result<void> read_audience(const Value& value, Manifest& manifest) {
    const Value* entry = value.find("audience");
    const auto* list = entry ? entry->array() : nullptr;
    if (!list || list->empty() || list->size() > most_items) return invalid("\"audience\" must be a list");
    for (const auto& each : *list) {
        if (!each.text()) return invalid("\"audience\" must be a list of texts");
        manifest.audience.push_back(*each.text());
    }
    return {};
}

/// What a township may publish by itself: pages and what they show or say, for its own kiosks.
bool is_townships_own(ItemKind kind) {
    return kind == ItemKind::Notice || kind == ItemKind::Guide || kind == ItemKind::Picture ||
           kind == ItemKind::Audio || kind == ItemKind::Marks;
}

Result<void> check_township(const Manifest& manifest) {
    if (manifest.township.empty()) return {};
    const auto level = level_of(manifest.township);
    if (!level || *level != DivisionLevel::Township) return invalid("\"township\" must be the code of a township");
    if (manifest.audience != std::vector<std::string>{"township:" + manifest.township})
        return invalid("the edition of a township is for that township alone");
    for (const auto& item : manifest.items)
        if (!is_townships_own(item.kind))
            return invalid(item.path + ": a township publishes pages, pictures and recordings only");
    return {};
}

} // namespace

std::string_view name_of(Layer layer) {
    return layer == Layer::County ? "county" : "township";
}

std::string_view channel_in(std::string_view path) {
    constexpr std::string_view folder = "notices/";
    if (path.substr(0, folder.size()) != folder) return {};
    path.remove_prefix(folder.size());
    const auto end = path.find('/');
    return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

bool is_item_path(std::string_view path) {
    constexpr std::size_t longest_part = 64;
    constexpr std::size_t most_parts = 4;
    std::size_t parts = 0;
    for (;;) {
        const auto end = path.find('/');
        const auto part = path.substr(0, end);
        const bool fits = !part.empty() && part.size() <= longest_part && is_plain(part[0]) &&
                          part.find("..") == std::string_view::npos &&
                          std::all_of(part.begin(), part.end(),
                                      [](char c) { return is_plain(c) || c == '.' || c == '_' || c == '-'; });
        if (!fits || ++parts > most_parts) return false;
        if (end == std::string_view::npos) return true;
        path.remove_prefix(end + 1);
    }
}

std::string_view name_of(ItemKind kind) {
    return std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.first == kind; })->second;
}

bool is_meant_for(const Manifest& manifest, std::string_view township, std::string_view kiosk) {
    return std::any_of(manifest.audience.begin(), manifest.audience.end(), [&](const std::string& entry) {
        const std::string_view whom = entry;
        if (whom == "all") return true;
        if (whom.substr(0, 9) == "township:") return township.empty() || whom.substr(9) == township;
        return whom.substr(0, 6) == "kiosk:" && (kiosk.empty() || whom.substr(6) == kiosk);
    });
}

std::string to_document(const Manifest& manifest) {
    Value value = to_value(manifest.info);
    Value::Map document{{"format", format}};
    for (const auto& entry : *value.map()) document.push_back(entry);
    Value::Array audience(manifest.audience.begin(), manifest.audience.end());
    if (!manifest.township.empty()) document.emplace_back("township", manifest.township);
    document.emplace_back("audience", std::move(audience));
    document.emplace_back("previous", manifest.previous);
    Value::Array items;
    for (const auto& item : manifest.items) items.push_back(to_value(item));
    document.emplace_back("items", std::move(items));
    return to_json(Value(std::move(document))) + "\n";
}

Result<Manifest> parse_manifest(std::string_view document) {
    if (document.size() > largest_manifest) return invalid("larger than 1 MiB");
    auto value = parse_json(document);
    if (!value) return std::move(value).error().in("manifest");
    if (value->integer_or("format", 0) != format)
        return Error{ErrorCode::Unsupported, "the edition is of a format that this program does not know", {}};
    Manifest manifest;
    auto info = edition_info_from(*value);
    if (!info) return std::move(info).error().in("manifest");
    manifest.info = std::move(*info);
    const auto previous = value->integer_or("previous", 0);
    if (previous < 0) return invalid("\"previous\" must not be negative");
    manifest.previous = static_cast<std::uint64_t>(previous);
    manifest.township = value->text_or("township", "");
    if (auto read = read_audience(*value, manifest); !read) return std::move(read).error();
    if (auto read = read_items(*value, manifest); !read) return std::move(read).error();
    if (auto kept = check_township(manifest); !kept) return std::move(kept).error();
    return manifest;
}

} // namespace lianxin
