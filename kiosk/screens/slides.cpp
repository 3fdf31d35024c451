// Draws slides: a picture, a page as a card, the newest notices, who is on duty, a question and its answer.
#include "kiosk/screens/slides.h"

#include "kiosk/screens/edition_pictures.h"
#include "kiosk/ui/markdown.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_rows = 5;
constexpr std::size_t most_shown = 300; ///< characters of a text on a slide

/// What everybody may hear of the slide, gathered while it is drawn.
struct Told {
    std::string words;
    void add(std::string_view more) { words = sentences(words, more); }
};

void draw_title(Ui& ui, Rect& where, std::string_view title, Told& all) {
    const Theme& theme = ui.theme();
    if (title.empty()) return;
    where.cut_top(ui.paint.paragraph(where, title, theme.headline, theme.ink, Align::Centre, 2) + theme.px(36));
    all.add(title);
}

void draw_card(const View& view, const PageSummary& page, Ui& ui, Rect where, Told& all) {
    const Theme& theme = ui.theme();
    card(ui, where);
    Rect inner = where.inset(theme.px(64), theme.px(56));
    const Channel* channel = view.catalogue.channel(page.channel);
    std::string chip = channel ? channel->name : "";
    if (page.rebuts) chip = std::string(ui.words("notices.rebuts"));
    else if (page.corrects) chip = std::string(ui.words("notices.corrects"));
    const Color ink = page.rebuts ? theme.alarm : theme.accent;
    const Rect head = inner.cut_top(theme.title.line);
    ui.paint.line(head, chip, theme.title, ink);
    inner.cut_top(theme.px(24));
    std::string meta = chinese_day(page.updated.value_or(page.published));
    if (const Department* department = view.catalogue.department(page.department)) meta = beside(department->name, meta);
    Rect foot = inner.cut_bottom(theme.body.line);
    ui.paint.line(foot, meta, theme.body, theme.ink_soft, Align::Left, Fit::Shorten);
    inner.cut_bottom(theme.px(24));
    const auto lines_in = [](const Rect& rect, const Type& type) { return std::max(1, static_cast<int>(rect.height / type.line)); };
    const Type& title = inner.height > 4 * theme.display.line ? theme.display : theme.headline;
    inner.cut_top(ui.paint.paragraph(inner, page.title, title, theme.ink, Align::Left, std::min(4, lines_in(inner, title))) + theme.px(36));
    Type calm = theme.title;
    calm.face = Face::Regular;
    if (inner.height >= calm.line) ui.paint.paragraph(inner, page.summary, calm, theme.ink_soft, Align::Left, std::min(6, lines_in(inner, calm)));
    all.add(chip);
    all.add(page.title);
    all.add(page.summary);
}

void draw_newest(const View& view, Ui& ui, Rect where, Told& all) {
    const Theme& theme = ui.theme();
    std::size_t shown = 0;
    for (const PageSummary& page : view.catalogue.newest) {
        const float title = static_cast<float>(std::min<std::size_t>(2, ui.paint.lines(page.title, theme.title, where.width - 2 * theme.padding).size())) * theme.title.line;
        const float high = title + theme.small.line + 2 * theme.px(28) + theme.px(8);
        if (high > where.height || ++shown > most_rows) return;
        const Rect box = where.cut_top(high);
        card(ui, box);
        Rect inner = box.inset(theme.padding, theme.px(28));
        inner.cut_top(ui.paint.paragraph(inner, page.title, theme.title, theme.ink, Align::Left, 2) + theme.px(8));
        std::string meta = chinese_day(page.updated.value_or(page.published));
        if (const Department* department = view.catalogue.department(page.department)) meta = beside(meta, department->name);
        ui.paint.line(inner, meta, theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
        where.cut_top(theme.px(20));
        all.add(page.title);
    }
}

void draw_roster(const View& view, Ui& ui, Rect where, Told& all) {
    const Theme& theme = ui.theme();
    for (const Duty& duty : duties_of(view.catalogue.roster, day_in_china(view.now))) {
        const float high = theme.small.line + theme.headline.line + theme.title.line + 2 * theme.px(32);
        if (high > where.height) return;
        const Rect box = where.cut_top(high);
        card(ui, box);
        Rect inner = box.inset(theme.px(48), theme.px(32));
        ui.paint.line(inner.cut_top(theme.small.line), beside(duty.hours, duty.place), theme.small, theme.ink_soft, Align::Left, Fit::Shorten);
        Rect line = inner.cut_top(theme.headline.line);
        const Rect phone = line.cut_right(std::min(line.width * 0.6F, ui.paint.width(theme.title, duty.phone) + theme.px(4)));
        ui.paint.line(phone, duty.phone, theme.title, theme.accent, Align::Right);
        ui.paint.line(line, duty.name, theme.headline, theme.ink, Align::Left, Fit::Shorten);
        ui.paint.line(inner, duty.post, theme.body, theme.ink_soft, Align::Left, Fit::Shorten);
        where.cut_top(theme.px(24));
        all.add(told(told(duty.hours, duty.name), told(duty.post, duty.phone)));
    }
}

/// The beginning of a text without its marks.
std::string beginning_of(const std::string& markdown) {
    std::string plain = plain_text(parse_markdown(first_characters(markdown, most_shown)));
    std::replace(plain.begin(), plain.end(), '\n', ' ');
    return plain;
}

/// A text of a highlight and how much of it is shown at most.
struct Some {
    std::string text;
    const Type& type;
    Color ink;
    int most;
};

float height_of(Ui& ui, float width, const Some& some) {
    return some.type.line * static_cast<float>(std::min<std::size_t>(static_cast<std::size_t>(some.most), ui.paint.lines(some.text, some.type, width).size()));
}

/// As much of it as there is room for.
void draw_some(Ui& ui, Rect& where, const Some& some) {
    const int lines = std::min(some.most, static_cast<int>((where.height + 1) / some.type.line)); // sums of heights may fall short by a hair
    if (lines > 0) where.cut_top(ui.paint.paragraph(where, some.text, some.type, some.ink, Align::Left, lines));
}

/// What was decided, on the tint of what is good.
void draw_outcome(Ui& ui, Rect box, const Some& outcome) {
    const Theme& theme = ui.theme();
    const float icon = theme.body.em * 1.3F, pad = theme.px(24);
    ui.paint.round(box, theme.radius, theme.good_soft);
    Rect inner = box.inset(pad);
    ui.paint.icon(inner.cut_left(icon).cut_top(theme.body.line).centred(icon, icon), "check", theme.good);
    inner.cut_left(theme.px(20));
    draw_some(ui, inner, outcome);
}

/// What somebody asked, what was answered, and what came of it, on a card as high as they are. Where there is little room the answer
/// comes before what was decided, and that before the question.
void draw_highlight(const View& view, const BoardEntry& entry, Ui& ui, Rect where, Told& all) {
    const Theme& theme = ui.theme();
    const float pad = theme.px(48), gap = theme.px(28), width = where.width - 2 * theme.px(64);
    Type calm = theme.title;
    calm.face = Face::Regular;
    const Type& words = where.height > 14 * theme.title.line ? calm : theme.body;
    const Department* department = view.catalogue.department(entry.department);
    const Some title{entry.title, theme.headline, theme.ink, 2}, question{beginning_of(entry.question), words, theme.ink_soft, 3}, answer{beginning_of(entry.answer), words, theme.ink, 5};
    const Some who{beside(department ? ui.words.fill("board.answer_of", {{"who", department->name}}) : std::string(ui.words("board.answer")), chinese_day(*entry.answered)), theme.strong,
                   theme.accent, 2};
    const Some outcome{entry.outcome.empty() ? std::string() : headed(ui.words("board.outcome"), beginning_of(entry.outcome)), theme.body, theme.ink, 3};
    const float head = theme.title.line + theme.px(16) + height_of(ui, width, title) + gap, reply = height_of(ui, width, who) + height_of(ui, width, answer);
    const float asked = height_of(ui, width, question) + gap;
    const float decided = outcome.text.empty() ? 0 : height_of(ui, width - theme.body.em * 1.3F - theme.px(20 + 2 * 24), outcome) + 2 * theme.px(24) + gap;
    float left = where.height - 2 * pad - head - reply;
    const bool has_outcome = decided > 0 && left >= decided;
    if (has_outcome) left -= decided;
    const bool has_question = left >= asked;
    const Rect box = where.centred(where.width, std::min(where.height, 2 * pad + head + reply + (has_question ? asked : 0) + (has_outcome ? decided : 0)));
    card(ui, box);
    Rect inner = box.inset(theme.px(64), pad);
    if (has_outcome) draw_outcome(ui, inner.cut_bottom(decided - gap), outcome);
    ui.paint.line(inner.cut_top(theme.title.line), ui.words("board.title"), theme.title, theme.accent);
    inner.cut_top(theme.px(16));
    draw_some(ui, inner, title);
    inner.cut_top(gap);
    if (has_question) {
        draw_some(ui, inner, question);
        inner.cut_top(gap);
    }
    draw_some(ui, inner, who);
    draw_some(ui, inner, answer);
    all.add(ui.words("board.title"));
    for (const Some* each : {&title, &question, &who, &answer, &outcome}) all.add(each->text);
}

} // namespace

const Slide* slide_of(const View& view, const Session& session) {
    const std::size_t at = session.signage.at;
    return at == 0 || at > view.catalogue.slides.size() ? nullptr : &view.catalogue.slides[at - 1];
}

void draw_slide(const View& view, const Slide& slide, std::size_t highlight, Ui& ui, Rect where) {
    const Rect whole = where;
    Told all;
    draw_title(ui, where, slide.title, all);
    const PageSummary* page = slide.kind == Slide::Kind::Page ? view.catalogue.summary(slide.page) : nullptr;
    if (slide.kind == Slide::Kind::Picture) (void)draw_whole_picture(view, ui, where, slide.picture);
    if (page) draw_card(view, *page, ui, where.centred(where.width, std::min(where.height, where.width * 0.85F)), all);
    if (slide.kind == Slide::Kind::Notices) draw_newest(view, ui, where, all);
    if (slide.kind == Slide::Kind::Roster) draw_roster(view, ui, where, all);
    if (slide.kind == Slide::Kind::Board)
        if (const BoardEntry* entry = view.catalogue.highlight(highlight)) draw_highlight(view, *entry, ui, where, all);
    if (!all.words.empty()) ui.touch.target({"idle.slide", all.words, whole, Role::Text, all.words});
}

} // namespace lianxin
