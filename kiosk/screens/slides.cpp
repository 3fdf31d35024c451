// Draws slides: a picture, a page as a card, the newest notices, who is on duty.
#include "kiosk/screens/slides.h"

#include "kiosk/screens/edition_pictures.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {
namespace {

constexpr std::size_t most_rows = 5;

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

} // namespace

const Slide* slide_of(const View& view, const Session& session) {
    const std::size_t at = session.signage.at;
    return at == 0 || at > view.catalogue.slides.size() ? nullptr : &view.catalogue.slides[at - 1];
}

void draw_slide(const View& view, const Slide& slide, Ui& ui, Rect where) {
    const Rect whole = where;
    Told all;
    draw_title(ui, where, slide.title, all);
    const PageSummary* page = slide.kind == Slide::Kind::Page ? view.catalogue.summary(slide.page) : nullptr;
    if (slide.kind == Slide::Kind::Picture) (void)draw_whole_picture(view, ui, where, slide.picture);
    if (page) draw_card(view, *page, ui, where.centred(where.width, std::min(where.height, where.width * 0.85F)), all);
    if (slide.kind == Slide::Kind::Notices) draw_newest(view, ui, where, all);
    if (slide.kind == Slide::Kind::Roster) draw_roster(view, ui, where, all);
    if (!all.words.empty()) ui.touch.target({"idle.slide", all.words, whole, Role::Text, all.words});
}

} // namespace lianxin
