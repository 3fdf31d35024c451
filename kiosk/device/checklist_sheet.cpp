// Puts the blocks of a checklist together.
#include "kiosk/device/checklist_sheet.h"

#include "kiosk/ui/phrases.h"

namespace lianxin {

Sheet checklist_sheet(const effect::PrintChecklist& list, const Letterhead& head, const Wording& words) {
    const auto said = [&](std::string_view key) { return std::string(words(key)); };
    Sheet sheet;
    sheet.type = list.theme == ThemeName::Elder ? TypeSize::Large : TypeSize::Normal;
    sheet.blocks = {{BlockKind::Title, head.hall}, {BlockKind::Caption, said("checklist.title")}, {BlockKind::Rule}, {BlockKind::Heading, list.title}};
    constexpr std::size_t most = 80; // a sheet has 100 blocks
    for (const Document& document : list.documents)
        if (sheet.blocks.size() < most) sheet.blocks.push_back({BlockKind::Text, "□ " + noted(document.name, document.note)});
    sheet.blocks.push_back({BlockKind::Rule});
    sheet.blocks.push_back({BlockKind::Note, said("checklist.note")});
    if (!list.department.empty()) sheet.blocks.push_back({BlockKind::Fact, beside(list.department, list.phone), said("checklist.ask")});
    if (!head.phone.empty()) sheet.blocks.push_back({BlockKind::Fact, head.phone, said("slip.phone")});
    return sheet;
}

} // namespace lianxin
