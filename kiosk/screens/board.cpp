// The board 大家问: what residents asked without names, the newest answer first.
#include "kiosk/screens/screens.h"

#include "kiosk/ui/list.h"
#include "kiosk/ui/markdown.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_shown = 150; ///< characters of a question in the list

/// "已答复", "正在办理", or what matters most: that something was decided because of it.
std::string_view badge_of(const BoardEntry& entry, const Wording& words) {
    if (!entry.outcome.empty()) return words("board.decided");
    return words(entry.answer.empty() ? "board.waiting" : "board.answered");
}

std::string meta_of(const View& view, const BoardEntry& entry, const Wording& words) {
    std::string meta = entry.answered ? words.fill("board.answered_on", {{"date", chinese_day(*entry.answered)}}) : words.fill("board.asked_on", {{"date", chinese_day(entry.asked)}});
    if (!entry.place.empty()) meta = beside(meta, view.catalogue.place_name(entry.place));
    return entry.supporters > 0 ? beside(meta, words.fill("board.supporters", {{"count", std::to_string(entry.supporters)}})) : meta;
}

/// The beginning of a question without its marks, as a row shows it.
std::string beginning_of(const std::string& markdown) {
    std::string plain = plain_text(parse_markdown(first_characters(markdown, most_shown)));
    std::replace(plain.begin(), plain.end(), '\n', ' ');
    return plain;
}

float draw_entry(const View& view, const BoardEntry& entry, Ui& ui, Intents& intents, Rect where) {
    const std::string meta = meta_of(view, entry, ui.words), question = beginning_of(entry.question);
    Row made{"board.row." + entry.id, entry.title, question, meta, badge_of(entry, ui.words), {}, entry.answer.empty() ? Mood::Calm : Mood::Good};
    const float high = row_height(ui, where.width, made);
    if (row(ui, where.cut_top(high), made)) intents.push_back(intent::OpenBoardEntry{entry.id});
    return high;
}

} // namespace

void draw_board(const View& view, const Session&, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    list(ui, "board", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "board.title", ui.words("board.title"), theme.headline, theme.ink));
        inner.cut_top(spoken_text(ui, inner, "board.summary", ui.words("board.summary"), theme.body, theme.ink_soft) + theme.px(28));
        for (const BoardEntry& entry : view.catalogue.board) inner.cut_top(draw_entry(view, entry, ui, intents, inner) + theme.px(18));
        if (view.catalogue.board.empty()) inner.cut_top(spoken_text(ui, inner, "board.empty", ui.words("board.empty"), theme.body, theme.ink_soft));
        return inner.y - content.y + theme.px(16);
    });
}

} // namespace lianxin
