// Reads forms, clocks and holidays of an edition.
#include "county/content.h"

#include <algorithm>

namespace lianxin {

namespace {

Result<std::string> text_of_item(const EditionFile& edition, std::size_t index) {
    std::string text;
    auto read = edition.read_item(index, [&](ByteView piece) -> Result<void> {
        text += text_of(piece);
        return {};
    });
    if (!read) return std::move(read).error();
    return text;
}

Result<void> add_item(Content& content, ItemKind kind, const std::string& text) {
    if (kind == ItemKind::Holidays) return content.calendar.add(text);
    if (kind == ItemKind::Clocks) {
        auto rules = parse_clock_rules(text);
        if (!rules) return std::move(rules).error();
        content.clocks = std::move(*rules);
        return {};
    }
    auto service = parse_service(text);
    if (!service) return std::move(service).error();
    content.services.push_back(std::move(*service));
    return {};
}

} // namespace

const Service* Content::service(std::string_view id) const {
    const auto at = std::find_if(services.begin(), services.end(), [&](const Service& one) { return one.id == id; });
    return at == services.end() ? nullptr : &*at;
}

const ClockRule* Content::clock(std::string_view id) const {
    const auto at = std::find_if(clocks.begin(), clocks.end(), [&](const ClockRule& one) { return one.id == id; });
    return at == clocks.end() ? nullptr : &*at;
}

Result<Content> Content::of(const EditionFile& edition) {
    Content out;
    const auto& items = edition.manifest().items;
    for (std::size_t index = 0; index < items.size(); ++index) {
        const ItemKind kind = items[index].kind;
        if (kind != ItemKind::Form && kind != ItemKind::Clocks && kind != ItemKind::Holidays) continue;
        const auto text = text_of_item(edition, index);
        if (!text) return text.error().in(items[index].path);
        if (auto added = add_item(out, kind, *text); !added) return std::move(added).error().in(items[index].path);
    }
    return out;
}

} // namespace lianxin
