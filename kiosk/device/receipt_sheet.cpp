// Puts a receipt's blocks together.
#include "kiosk/device/receipt_sheet.h"

namespace lianxin {
namespace {

std::string in_fours(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += ' ';
        out += digits[i];
    }
    return out;
}

} // namespace

Sheet receipt_sheet(const Receipt& receipt, ThemeName theme, const Letterhead& head, const Wording& words) {
    const auto said = [&](std::string_view key) { return std::string(words(key)); };
    Sheet sheet;
    sheet.type = theme == ThemeName::Elder ? TypeSize::Large : TypeSize::Normal;
    sheet.blocks = {{BlockKind::Title, head.hall},
                    {BlockKind::Caption, said("slip.title")},
                    {BlockKind::Rule},
                    {BlockKind::Caption, said("receipt.code")},
                    {BlockKind::Code, in_fours(receipt.code)},
                    {BlockKind::Fact, receipt.service_title, said("receipt.service")},
                    {BlockKind::Fact, receipt.number, said("receipt.number")},
                    {BlockKind::Fact, chinese_time(receipt.received), said("receipt.received")},
                    {BlockKind::Fact, words.fill("receipt.promised_before", {{"date", chinese_day(receipt.promised)}}), said("slip.promised")}};
    const std::string basis = receipt.clock_sentence + receipt.article;
    if (!basis.empty()) sheet.blocks.push_back({BlockKind::Note, basis});
    sheet.blocks.push_back({BlockKind::Rule});
    sheet.blocks.push_back({BlockKind::Heading, said("slip.ask_title")});
    sheet.blocks.push_back({BlockKind::Text, said("slip.ask")});
    if (!receipt.qr.empty()) {
        sheet.blocks.push_back({BlockKind::Qr, receipt.qr});
        sheet.blocks.push_back({BlockKind::Caption, said("receipt.qr")});
    }
    if (!head.phone.empty()) {
        sheet.blocks.push_back({BlockKind::Rule});
        sheet.blocks.push_back({BlockKind::Fact, head.phone, said("slip.phone")});
    }
    return sheet;
}

} // namespace lianxin
