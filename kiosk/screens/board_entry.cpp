// One entry of the board: what was asked, what was answered, and what was decided because of it, one below the other on a line.
#include "kiosk/screens/screens.h"

#include "kiosk/ui/list.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <cmath>

namespace lianxin {
namespace {

/// One step of the way from a question to a decision.
struct Step {
    std::string id;
    std::string title, meta;
    const std::string* text;
    std::string_view icon;
    bool is_reached = true;
};

/// The dot of a step on the line that leads to the next.
void draw_rail(Ui& ui, Rect rail, const Step& step, bool leads_on) {
    const Theme& theme = ui.theme();
    const float radius = theme.px(30);
    const Point centre{rail.x + radius, rail.y + theme.title.line / 2};
    if (leads_on) ui.paint.fill({centre.x - theme.px(2), centre.y, theme.px(4), rail.height}, theme.border_strong);
    ui.paint.disc(centre, radius, step.is_reached ? theme.accent : theme.sunken);
    const Rect icon{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
    ui.paint.icon(icon.centred(radius * 1.1F, radius * 1.1F), step.icon, step.is_reached ? theme.on_accent : theme.ink_soft);
}

float draw_step(Ui& ui, Rect where, const Step& step, bool leads_on) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    Rect words = where;
    words.cut_left(theme.px(60 + 28));
    const PageLayout& page = ui.pages.page(*step.text, words.width, ui.paint, {});
    const float title = ui.paint.height(step.title, theme.title, words.width), meta = step.meta.empty() ? 0 : ui.paint.height(step.meta, theme.small, words.width);
    const float high = title + meta + theme.px(14) + page.height() + theme.px(44);
    draw_rail(ui, {where.x, top, theme.px(60), high}, step, leads_on);
    words.cut_top(ui.paint.paragraph(words, step.title, theme.title, step.is_reached ? theme.accent : theme.ink_soft));
    if (meta > 0) words.cut_top(ui.paint.paragraph(words, step.meta, theme.small, theme.ink_soft));
    words.cut_top(theme.px(14));
    page.draw({words.x, words.y}, ui.paint, {});
    const std::string spoken = sentences(told(step.title, step.meta), page.plain());
    ui.touch.target({step.id, spoken, {where.x, top, where.width, high - theme.px(44)}, Role::Text, page.plain()});
    return high;
}

Step answer_of(const View& view, const BoardEntry& entry, const Wording& words, const std::string& waiting) {
    if (entry.answer.empty()) return {"board.answer", std::string(words("board.waiting")), "", &waiting, "clock", false};
    const Department* department = view.catalogue.department(entry.department);
    const std::string who = department ? words.fill("board.answer_of", {{"who", department->name}}) : std::string(words("board.answer"));
    return {"board.answer", who, chinese_day(*entry.answered), &entry.answer, "chat"};
}

std::string meta_of(const View& view, const BoardEntry& entry, const Wording& words) {
    std::string meta = entry.place.empty() ? std::string() : view.catalogue.place_name(entry.place);
    return entry.supporters > 0 ? beside(meta, words.fill("board.supporters", {{"count", std::to_string(entry.supporters)}})) : meta;
}

} // namespace

void draw_board_entry(const View& view, const Session& session, Ui& ui, Intents&, Rect body) {
    const Theme& theme = ui.theme();
    const BoardEntry* entry = view.catalogue.board_entry(session.board.entry);
    if (!entry) return;
    const std::string waiting(ui.words("board.waiting_text"));
    list(ui, "board." + entry->id, body, [&](Rect content) {
        const float width = std::min(content.width - 2 * theme.margin, theme.measure() * 1.3F);
        Rect inner{content.x + std::round((content.width - width) / 2), content.y + theme.px(40), width, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "board.name", entry->title, theme.headline, theme.ink) + theme.px(12));
        if (const std::string meta = meta_of(view, *entry, ui.words); !meta.empty()) inner.cut_top(spoken_text(ui, inner, "board.meta", meta, theme.small, theme.ink_soft));
        inner.cut_top(theme.px(32));
        const bool is_decided = !entry->outcome.empty();
        inner.cut_top(draw_step(ui, inner, {"board.question", std::string(ui.words("board.question")), chinese_day(entry->asked), &entry->question, "people"}, true));
        inner.cut_top(draw_step(ui, inner, answer_of(view, *entry, ui.words, waiting), is_decided));
        if (is_decided) inner.cut_top(draw_step(ui, inner, {"board.outcome", std::string(ui.words("board.outcome")), "", &entry->outcome, "check"}, false));
        inner.cut_top(spoken_text(ui, inner, "board.anonymous", ui.words("board.anonymous"), theme.small, theme.ink_soft));
        return inner.y - content.y + theme.px(40);
    });
}

} // namespace lianxin
