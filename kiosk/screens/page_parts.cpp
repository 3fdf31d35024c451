// Draws the parts around a page's text.
#include "kiosk/screens/page_parts.h"

#include "kiosk/screens/comparison.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr int old_edition_days = 90, old_page_days = 2 * 365;

Day updated_day(const Page& page) { return page.updated.value_or(page.published); }

/// The page that took this one's place in the end; nullptr when none did.
const PageSummary* newest_of(const Session& session) {
    const auto& chain = session.notices.chain;
    return chain.empty() || chain.back().id == session.notices.page ? nullptr : &chain.back();
}

/// The page that this one corrects.
const PageSummary* corrected_by(const Session& session) {
    const auto& chain = session.notices.chain;
    for (std::size_t i = 1; i < chain.size(); ++i)
        if (chain[i].id == session.notices.page) return &chain[i - 1];
    return nullptr;
}

/// How long nothing was renewed, when that is long; empty when it is not, or nobody knows the day.
std::string age_words(const View& view, const Page& page, const Wording& words) {
    if (!view.hall.clock_trusted) return "";
    const Day today = day_in_china(view.now);
    const auto edition = (today - day_in_china(view.catalogue.edition.made)).count();
    if (view.catalogue.edition.number > 0 && edition >= old_edition_days) return words.fill("notice.edition_old", {{"days", std::to_string(edition)}});
    const auto days = (today - updated_day(page)).count();
    return days >= old_page_days ? words.fill("notice.page_old", {{"years", std::to_string(days / 365)}}) : "";
}

/// A sentence, and a button that leads to another page of the chain.
float draw_link(Ui& ui, Intents& intents, Rect where, const std::string& id, std::string_view text, std::string_view label, Mood mood, const PageSummary& page) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    where.cut_top(banner(ui, where, "notice." + id, text, mood) + theme.px(14));
    const Button leads{"notice." + id + ".open", label, Emphasis::Secondary, "arrow", {}, true, IconPlace::After};
    if (button(ui, where.cut_top(theme.button).cut_left(std::min(where.width, button_width(ui, leads))), leads)) intents.push_back(intent::OpenPage{page.id});
    return where.y + theme.px(24) - top;
}

std::string_view printing_words(const PrintingState& printing) {
    if (printing.step == Printing::Working) return "checklist.working";
    if (printing.step == Printing::Done) return "checklist.done";
    switch (printing.problem) {
    case PrintProblem::NoPaper: return "checklist.no_paper";
    case PrintProblem::CoverOpen: return "checklist.cover_open";
    case PrintProblem::Absent: return "checklist.absent";
    case PrintProblem::Trouble: return "checklist.trouble";
    }
    return "checklist.trouble";
}

} // namespace

float draw_signer(const View& view, const Session& session, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const Page& page = *session.notices.open;
    const std::string& signer = page.signer.empty() ? view.catalogue.edition.publisher : page.signer;
    std::string text = ui.words.fill("notice.updated", {{"date", chinese_day(updated_day(page))}});
    if (!signer.empty()) text = beside(text, ui.words.fill("notice.signer", {{"who", signer}}));
    if (session.notices.readings > 0) text = beside(text, ui.words.fill("notice.readings", {{"count", std::to_string(session.notices.readings)}}));
    const float icon = theme.small.em * 1.2F, gap = theme.px(12);
    Rect words = where;
    ui.paint.icon(words.cut_left(icon).cut_top(theme.small.line).centred(icon, icon), "shield", theme.good);
    words.cut_left(gap);
    return spoken_text(ui, words, "notice.signer", text, theme.small, theme.ink_soft) + theme.px(20);
}

float draw_warnings(const View& view, const Session& session, Ui& ui, Intents& intents, Rect where) {
    const Theme& theme = ui.theme();
    const Page& page = *session.notices.open;
    const float top = where.y, gap = theme.px(20);
    if (const PageSummary* newest = newest_of(session)) {
        const std::string text = ui.words.fill("notice.corrected", {{"date", chinese_day(newest->published)}, {"title", newest->title}});
        where.cut_top(draw_link(ui, intents, where, "corrected", text, ui.words("notice.open_newest"), Mood::Alarm, *newest));
    }
    if (page.expires && *page.expires < day_in_china(view.now)) where.cut_top(banner(ui, where, "notice.expired", ui.words("notice.expired"), Mood::Caution) + gap);
    if (const PageSummary* old = corrected_by(session)) {
        const std::string text = ui.words.fill("notice.supersedes", {{"title", old->title}});
        where.cut_top(draw_link(ui, intents, where, "supersedes", text, ui.words("notice.open_old"), Mood::Calm, *old));
    }
    if (const std::string age = age_words(view, page, ui.words); !age.empty()) where.cut_top(banner(ui, where, "notice.age", age, Mood::Caution) + gap);
    return where.y - top;
}

float draw_comparisons(const Page& page, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float top = where.y, gap = theme.px(24);
    const Wording& words = ui.words;
    if (!page.rebuts.empty()) {
        const Comparison rumour{"notice.rumour", {}, words("notice.rumour"), page.rebuts, words("notice.fact"), page.fact.empty() ? page.summary : page.fact};
        where.cut_top(draw_comparison(ui, where, rumour) + gap);
    }
    for (std::size_t i = 0; i < page.corrections.size(); ++i) {
        const Correction& each = page.corrections[i];
        const Comparison correction{"notice.correction." + std::to_string(i), each.what, words("notice.before"), each.before, words("notice.after"), each.after};
        where.cut_top(draw_comparison(ui, where, correction) + gap);
    }
    return where.y - top;
}

float draw_documents(const View& view, const Session& session, Ui& ui, Intents& intents, Rect where) {
    const Theme& theme = ui.theme();
    const Page& page = *session.notices.open;
    const auto& documents = documents_of(page, view.catalogue);
    if (page.kind != PageKind::Guide || documents.empty()) return 0;
    const float top = where.y;
    where.cut_top(theme.px(48));
    where.cut_top(spoken_text(ui, where, "notice.documents", ui.words("checklist.title"), theme.title, theme.ink) + theme.px(18));
    const auto& ticked = session.notices.ticked;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const bool has = std::find(ticked.begin(), ticked.end(), i) != ticked.end();
        const ChoiceRow row{"notice.document." + std::to_string(i), documents[i].name, documents[i].note, Role::Check, has};
        if (choice(ui, where.cut_top(choice_height(ui, where.width, row)), row)) intents.push_back(intent::TickDocument{i});
        where.cut_top(theme.px(14));
    }
    const PrintingState& printing = session.notices.printing;
    if (printing.step != Printing::None) {
        const Mood mood = printing.step == Printing::Failed ? Mood::Caution : Mood::Good;
        where.cut_top(banner(ui, where, "notice.printing", ui.words(printing_words(printing)), mood) + theme.px(14));
    }
    if (view.devices.printer != PrinterState::Absent) {
        const Button print{"notice.print", ui.words("checklist.print"), Emphasis::Secondary, "printer", {}, printing.step != Printing::Working};
        if (button(ui, where.cut_top(theme.button).cut_left(std::min(where.width, button_width(ui, print))), print)) intents.push_back(intent::PrintChecklist{});
    }
    return where.y - top;
}

float draw_contact(const View& view, const Page& page, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const Department* department = view.catalogue.department(page.department);
    if (!department || department->phone.empty()) return 0;
    std::string number = department->phone;
    std::erase(number, '-');
    const auto code = make_qr("tel:" + number);
    if (!code) return 0;
    const float top = where.y, side = theme.px(210), padding = theme.padding;
    where.cut_top(theme.px(48));
    const float words_high = theme.small.line + ui.paint.height(department->name, theme.strong, where.width - 3 * padding - side) + theme.headline.line + 2 * theme.px(8);
    const Rect box = where.cut_top(std::max(words_high, side + theme.small.line) + 2 * padding);
    card(ui, box);
    Rect inner = box.inset(padding);
    const Rect right = inner.cut_right(side);
    inner.cut_right(padding);
    draw_qr(ui.paint, {right.x, right.y, side, side}, *code);
    ui.paint.line({right.x, right.y + side, side, theme.small.line}, ui.words("notice.scan"), theme.small, theme.ink_soft, Align::Centre);
    Rect words = inner.centred(inner.width, words_high);
    ui.paint.line(words.cut_top(theme.small.line), ui.words("notice.contact"), theme.small, theme.ink_soft);
    words.cut_top(theme.px(8));
    words.cut_top(ui.paint.paragraph(words, department->name, theme.strong, theme.ink) + theme.px(8));
    const Type& figures = ui.paint.fitting({&theme.headline, &theme.title, &theme.strong}, department->phone, words.width);
    ui.paint.line(words, department->phone, figures, theme.accent);
    ui.touch.target({"notice.contact", told(told(ui.words("notice.contact"), department->name), department->phone), box, Role::Text, department->phone});
    return where.y - top;
}

} // namespace lianxin
