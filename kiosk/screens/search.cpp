// Searching the library: words typed in pinyin or characters, results while typing.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/page_row.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/phrases.h"

namespace lianxin {

namespace {

float draw_hits(const View& view, const Session& session, Ui& ui, Intents& intents, Rect content) {
    const Theme& theme = ui.theme();
    const auto& notices = session.notices;
    Rect inner{content.x + theme.margin, content.y, content.width - 2 * theme.margin, 1e6F};
    std::string told(ui.words("search.begin"));
    if (!notices.sought.empty() && notices.hits.empty()) told = ui.words.fill("search.none", {{"words", notices.sought}});
    if (!notices.hits.empty()) told = ui.words.fill("search.found", {{"count", std::to_string(notices.hits.size())}});
    inner.cut_top(spoken_text(ui, inner, "search.told", told, theme.small, theme.ink_soft) + theme.px(12));
    for (const SearchHit& hit : notices.hits) {
        PageRow made = page_row(view, ui.words, hit.page, "search.row." + hit.page.id);
        made.row.badge = made.badge;
        if (hit.by != FoundBy::Words && !hit.found.empty())
            made.meta = beside(ui.words.fill(hit.by == FoundBy::Sound ? "search.sound" : "search.synonym", {{"word", hit.found}}), made.meta);
        made.row.meta = made.meta;
        if (!hit.snippet.empty()) {
            made.row.summary = hit.snippet;
            made.row.marks = hit.marks;
        }
        if (row(ui, inner.cut_top(row_height(ui, inner.width, made.row)), made.row)) intents.push_back(intent::OpenPage{hit.page.id});
        inner.cut_top(theme.px(18));
    }
    return inner.y - content.y + theme.px(8);
}

void draw_box(const Session& session, Ui& ui, Intents& intents, Rect line) {
    const Theme& theme = ui.theme();
    const Button find{"search.find", ui.words("search.find"), Emphasis::Primary, "search"};
    const Rect right = line.cut_right(button_width(ui, find));
    line.cut_right(theme.px(16));
    const Composer& composer = session.composer;
    const TextField box{"search.field", ui.words("search.title"), composer.text(), composer.caret(), composer.preedit(), ui.words("search.hint"), Mood::Calm, composer.caret_side()};
    if (const auto place = text_field(ui, line, box)) intents.push_back(intent::MoveCaret{place->offset, place->side});
    if (button(ui, right, find)) intents.push_back(intent::Search{});
}

} // namespace

void draw_search(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const KeyboardOptions options{Pad::Pinyin, ui.words("search.find"), false};
    body.cut_top(theme.px(28));
    const float line = std::max(theme.button, theme.body.line + theme.px(40));
    body.cut_bottom(theme.px(20));
    Rect keys;
    if (ui.is_wide()) {
        const Rect right = body.cut_right(body.width * 0.52F);
        keys = {right.x, right.y, right.width - theme.margin, right.height};
    } else {
        keys = body.cut_bottom(keyboard_height(theme, body.width, Pad::Pinyin)).inset(theme.px(20), 0);
        body.cut_bottom(theme.px(12));
    }
    draw_box(session, ui, intents, body.cut_top(line).inset(theme.margin, 0));
    body.cut_top(theme.px(20));
    list(ui, "search", body, [&](Rect content) { return draw_hits(view, session, ui, intents, content); });
    draw_keyboard(ui, intents, keys, session, options, intent::Search{});
}

} // namespace lianxin
