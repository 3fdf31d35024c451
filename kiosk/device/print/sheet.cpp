// A sheet as JSON.
#include "kiosk/device/print/sheet.h"

#include "records/base/bytes.h"
#include "records/base/json.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::array<std::pair<BlockKind, std::string_view>, 9> kinds{{{BlockKind::Title, "title"},
                                                                        {BlockKind::Heading, "heading"},
                                                                        {BlockKind::Text, "text"},
                                                                        {BlockKind::Note, "note"},
                                                                        {BlockKind::Caption, "caption"},
                                                                        {BlockKind::Fact, "fact"},
                                                                        {BlockKind::Code, "code"},
                                                                        {BlockKind::Qr, "qr"},
                                                                        {BlockKind::Rule, "rule"}}};
constexpr std::size_t most_blocks = 100;
constexpr std::size_t longest_text = 4000; ///< bytes

Error invalid(std::string why) { return {ErrorCode::Invalid, std::move(why), {}}; }

std::string_view name_of(BlockKind kind) {
    return std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.first == kind; })->second;
}

bool is_printable(std::string_view text) {
    return text.size() <= longest_text && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

Result<SheetBlock> to_block(const Value& value) {
    auto name = value.text_at("kind");
    if (!name) return std::move(name).error();
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.second == *name; });
    if (kind == kinds.end()) return invalid("unknown kind of block: " + *name);
    SheetBlock block{kind->first, value.text_or("text", ""), value.text_or("label", "")};
    if (!is_printable(block.text) || !is_printable(block.label)) return invalid("a text is too long or holds control characters");
    return block;
}

} // namespace

Result<Sheet> parse_sheet(std::string_view json) {
    if (json.size() > longest_sheet) return invalid("the sheet is too large");
    auto value = parse_json(json);
    if (!value) return std::move(value).error();
    auto blocks = value->array_at("blocks");
    if (!blocks) return std::move(blocks).error();
    if (blocks->empty() || blocks->size() > most_blocks) return invalid("a sheet has 1 to 100 blocks");
    Sheet sheet;
    sheet.type = value->text_or("type", "normal") == "large" ? TypeSize::Large : TypeSize::Normal;
    for (const auto& each : *blocks) {
        auto block = to_block(each);
        if (!block) return std::move(block).error();
        sheet.blocks.push_back(std::move(*block));
    }
    return sheet;
}

std::string to_json(const Sheet& sheet) {
    Value::Array blocks;
    for (const auto& block : sheet.blocks) {
        Value value = Value::Map{{"kind", name_of(block.kind)}};
        if (!block.label.empty()) value.set("label", block.label);
        if (!block.text.empty()) value.set("text", block.text);
        blocks.push_back(std::move(value));
    }
    return to_json(Value(Value::Map{{"type", sheet.type == TypeSize::Large ? "large" : "normal"}, {"blocks", std::move(blocks)}}));
}

void wipe(Sheet& sheet) {
    for (auto& block : sheet.blocks) {
        wipe(block.text);
        wipe(block.label);
    }
}

} // namespace lianxin
