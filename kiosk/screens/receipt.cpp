// The receipt: the code that opens the answer, what was taken, by when it is answered, and what happens next.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/typing.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <array>

namespace lianxin {

namespace {

float draw_fact(Ui& ui, Rect where, std::string_view id, std::string_view label, std::string_view value) {
    const Theme& theme = ui.theme();
    const float side = theme.body.em * 6.6F;
    Rect right = where;
    const Rect left = right.cut_left(side);
    ui.paint.paragraph(left, label, theme.body, theme.ink_soft);
    const float high = ui.paint.paragraph(right, value, theme.body, theme.ink);
    ui.touch.target({std::string(id), told(label, value), {where.x, where.y, where.width, high}, Role::Text, std::string(value)});
    return high;
}

void draw_code(const Receipt& receipt, Ui& ui, Rect box) {
    const Theme& theme = ui.theme();
    ui.paint.round(box, theme.radius, theme.accent);
    Rect inner = box.inset(theme.padding, theme.px(18));
    ui.paint.line(inner.cut_top(theme.body.line), ui.words("receipt.code"), theme.body, theme.on_accent_soft, Align::Centre);
    const std::string code = grouped(receipt.code, {4, 4, 4, 4});
    const Type& type = ui.paint.fitting({&theme.display, &theme.headline, &theme.title}, code, inner.width);
    ui.paint.line(inner, code, type, theme.on_accent, Align::Centre);
    ui.touch.target({"receipt.code", ui.words.fill("receipt.code_spoken", {{"code", code}}), box, Role::Text, receipt.code});
}

float draw_facts(const Receipt& receipt, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    where.cut_top(draw_fact(ui, where, "receipt.service", ui.words("receipt.service"), receipt.service_title));
    where.cut_top(draw_fact(ui, where, "receipt.number", ui.words("receipt.number"), receipt.number));
    where.cut_top(draw_fact(ui, where, "receipt.received", ui.words("receipt.received"), chinese_time(receipt.received)));
    const std::string promised = ui.words.fill("receipt.promised_before", {{"date", chinese_day(receipt.promised)}});
    where.cut_top(draw_fact(ui, where, "receipt.promised", ui.words("receipt.promised"), promised));
    where.cut_top(theme.px(4));
    const std::string basis = receipt.clock_sentence + receipt.article;
    where.cut_top(spoken_text(ui, where, "receipt.article", basis, theme.small, theme.ink_soft));
    return where.y - top;
}

float draw_next(Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    where.cut_top(ui.paint.paragraph(where, ui.words("receipt.next_title"), theme.strong, theme.ink) + theme.px(6));
    int number = 1;
    std::string all;
    for (const std::string_view key : {"receipt.next_1", "receipt.next_2", "receipt.next_3"}) {
        Rect line = where;
        const float size = theme.body.em * 1.35F;
        const Rect mark = line.cut_left(size);
        const Rect disc{mark.x, mark.y + (theme.body.line - size) / 2, size, size};
        ui.paint.disc(disc.centre(), size / 2, theme.accent_soft);
        ui.paint.line(disc, std::to_string(number++), theme.small, theme.accent, Align::Centre);
        line.cut_left(theme.px(16));
        where.cut_top(ui.paint.paragraph(line, ui.words(key), theme.body, theme.ink) + theme.px(8));
        all = sentences(all, ui.words(key));
    }
    ui.touch.target({"receipt.next", all, {where.x, top, where.width, where.y - top}, Role::Text, all});
    return where.y - top;
}

float draw_qr_card(const Receipt& receipt, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float side = where.width;
    const auto code = make_qr(receipt.qr);
    if (!code) return 0;
    const Rect place{where.x + (where.width - side) / 2, where.y, side, side};
    draw_qr(ui.paint, place, *code);
    const float words = ui.paint.paragraph({where.x, place.bottom(), where.width, theme.small.line}, ui.words("receipt.qr"), theme.small, theme.ink_soft, Align::Centre);
    ui.touch.target({"receipt.qr", std::string(ui.words("receipt.qr")), place, Role::Image, receipt.qr});
    return side + words;
}

void draw_head(Ui& ui, Rect head) {
    const Theme& theme = ui.theme();
    const float size = theme.px(84);
    const Rect mark = head.cut_left(size);
    ui.paint.disc(mark.centre(), size / 2, theme.good_soft);
    ui.paint.icon(mark.centred(size * 0.6F, size * 0.6F), "check", theme.good);
    head.cut_left(theme.px(24));
    Rect words = head.centred(head.width, theme.headline.line + theme.body.line);
    const std::string_view title = ui.words("receipt.title"), summary = ui.words("receipt.summary");
    ui.paint.line(words.cut_top(theme.headline.line), title, ui.paint.fitting({&theme.headline, &theme.title, &theme.strong}, title, words.width), theme.ink);
    ui.paint.line(words, summary, ui.paint.fitting({&theme.body, &theme.small}, summary, words.width), theme.ink_soft);
    ui.touch.target({"receipt.title", sentences(ui.words("receipt.title"), ui.words("receipt.summary")), head, Role::Text});
}

void draw_buttons(Ui& ui, Intents& intents, Rect bottom) {
    const Theme& theme = ui.theme();
    if (button(ui, bottom.column(0, 2, theme.px(24)), {"receipt.home", ui.words("receipt.home"), Emphasis::Secondary, "home"}))
        intents.push_back(intent::Home{});
    if (button(ui, bottom.column(1, 2, theme.px(24)), {"receipt.finish", ui.words("receipt.finish"), Emphasis::Primary, "check", ui.words("receipt.finish_spoken")}))
        intents.push_back(intent::FinishVisit{});
}

struct PrintingWords {
    std::string_view sentence, button; ///< keys; no button while it works
    Mood mood = Mood::Calm;
};

PrintingWords words_of(const PrintingState& printing) {
    if (printing.step == Printing::None) return {"print.ready", "print.print"};
    if (printing.step == Printing::Working) return {"print.working", ""};
    if (printing.step == Printing::Done) return {"print.done", "print.again", Mood::Good};
    switch (printing.problem) {
    case PrintProblem::Absent: return {"print.absent", "print.retry", Mood::Caution};
    case PrintProblem::NoPaper: return {"print.no_paper", "print.retry", Mood::Caution};
    case PrintProblem::CoverOpen: return {"print.cover_open", "print.retry", Mood::Caution};
    case PrintProblem::Trouble: break;
    }
    return {"print.trouble", "print.retry", Mood::Caution};
}

/// How the paper fares, and the button that asks for one; nothing where there is no printer.
void draw_printing(const View& view, const Session& session, Ui& ui, Intents& intents, Rect& inner) {
    if (view.devices.printer == PrinterState::Absent && session.printing.step == Printing::None) return;
    const Theme& theme = ui.theme();
    const PrintingWords words = words_of(session.printing);
    const std::string_view sentence = ui.words(words.sentence);
    const bool can_ask = !words.button.empty();
    const Button print{"receipt.print", can_ask ? ui.words(words.button) : "", Emphasis::Secondary, "printer"};
    const float wide = can_ask ? button_width(ui, print) : 0, gap = theme.px(20);
    // Beside each other where that leaves the sentence room.
    const bool beside = inner.width - wide - gap >= theme.body.em * 14;
    const float width = beside && can_ask ? inner.width - wide - gap : inner.width;
    const float banner_high = banner_height(ui, width, sentence);
    Rect row = inner.cut_top(beside ? std::max(banner_high, theme.button) : banner_high);
    Rect right;
    if (beside && can_ask) {
        right = row.cut_right(wide).centred(wide, theme.button);
        row.cut_right(gap);
    }
    banner(ui, row.centred(width, banner_high), "receipt.printing", sentence, words.mood);
    if (!beside && can_ask) {
        inner.cut_top(theme.px(16));
        right = inner.cut_top(theme.button);
    }
    if (can_ask && button(ui, right, print)) intents.push_back(intent::PrintReceipt{});
    inner.cut_top(theme.px(22));
}

void draw_main(const View& view, const Session& session, Ui& ui, Intents& intents, Rect& inner) {
    const Receipt& receipt = *session.receipt;
    const Theme& theme = ui.theme();
    draw_head(ui, inner.cut_top(theme.headline.line + theme.body.line));
    inner.cut_top(theme.px(20));
    draw_code(receipt, ui, inner.cut_top(theme.body.line + theme.display.line + 2 * theme.px(18)));
    inner.cut_top(theme.px(22));
    draw_printing(view, session, ui, intents, inner);
}

/// Beside the QR code where dates still fit on one line, else below it; gives where it ends.
float draw_tall(const View& view, const Session& session, Ui& ui, Intents& intents, Rect inner) {
    const Theme& theme = ui.theme();
    const Receipt& receipt = *session.receipt;
    draw_main(view, session, ui, intents, inner);
    const float side = theme.px(320);
    const Rect whole = inner;
    const bool beside = inner.width - side - theme.px(24) >= theme.body.em * 15.5F;
    Rect facts = inner;
    if (beside) facts.width -= side + theme.px(24);
    const float facts_high = draw_facts(receipt, ui, facts);
    float qr_high = 0;
    if (beside) qr_high = draw_qr_card(receipt, ui, {whole.right() - side, whole.y, side, 0});
    inner.cut_top(std::max(facts_high, qr_high) + theme.px(28));
    inner.cut_top(draw_next(ui, inner));
    if (!beside) inner.cut_top(theme.px(20) + draw_qr_card(receipt, ui, {whole.centre().x - side / 2, inner.y + theme.px(20), side, 0}));
    return inner.y;
}

/// Code and facts left, what comes next and the QR code right.
float draw_wide(const View& view, const Session& session, Ui& ui, Intents& intents, Rect inner) {
    const Theme& theme = ui.theme();
    const Receipt& receipt = *session.receipt;
    Rect right = inner.cut_right(inner.width * 0.42F);
    inner.cut_right(theme.px(48));
    draw_main(view, session, ui, intents, inner);
    inner.cut_top(draw_facts(receipt, ui, inner));
    right.cut_top(draw_next(ui, right) + theme.px(20));
    right.cut_top(draw_qr_card(receipt, ui, {right.centre().x - theme.px(160), right.y, theme.px(320), 0}));
    return std::max(inner.y, right.y);
}

} // namespace

void draw_receipt(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    if (!session.receipt) return;
    const Theme& theme = ui.theme();
    const Rect bottom = body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
    list(ui, "receipt", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(28), content.width - 2 * theme.margin, 1e6F};
        const bool has_room = ui.is_wide() && inner.width * 0.55F >= theme.body.em * 17;
        return (has_room ? draw_wide(view, session, ui, intents, inner) : draw_tall(view, session, ui, intents, inner)) - content.y + theme.px(16);
    });
    draw_buttons(ui, intents, bottom);
}

} // namespace lianxin
