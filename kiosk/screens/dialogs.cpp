// Draws the dialog that the session asks for.
#include "kiosk/screens/dialogs.h"

#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <vector>

namespace lianxin {

namespace {

struct Answer {
    std::string id;
    std::string_view wording;
    Emphasis emphasis;
    Intent wish;
};

struct Words {
    std::string id;
    std::string_view icon, title;
    std::string text, more;
};

void draw_question(Ui& ui, Intents& intents, const Words& what, const std::vector<Answer>& answers) {
    const Theme& theme = ui.theme();
    const float width = std::min(ui.screen().width - 2 * theme.margin, theme.px(920)) - 2 * theme.px(56);
    const float gap = theme.px(24), icon = theme.px(104);
    float high = icon + gap + theme.headline.line + gap + ui.paint.height(what.text, theme.body, width);
    if (!what.more.empty()) high += gap + ui.paint.height(what.more, theme.body, width);
    high += 1.6F * gap + static_cast<float>(answers.size()) * (theme.button + gap) - gap;
    Rect inner = dialog_card(ui, high);

    const Rect mark = inner.cut_top(icon);
    ui.paint.disc(mark.centre(), icon / 2, theme.accent_soft);
    ui.paint.icon(mark.centred(icon * 0.56F, icon * 0.56F), what.icon, theme.accent);
    inner.cut_top(gap);
    ui.paint.line(inner.cut_top(theme.headline.line), what.title, theme.headline, theme.ink, Align::Centre);
    inner.cut_top(gap);
    std::string spoken = sentences(what.title, what.text + what.more);
    const Rect words = inner;
    const bool is_short = ui.paint.lines(what.text, theme.body, inner.width).size() == 1;
    inner.cut_top(ui.paint.paragraph(inner, what.text, theme.body, theme.ink, is_short ? Align::Centre : Align::Left));
    if (!what.more.empty()) {
        inner.cut_top(gap);
        inner.cut_top(ui.paint.paragraph(inner, what.more, theme.body, theme.ink));
    }
    ui.touch.target({what.id, std::move(spoken), {words.x, words.y, words.width, inner.y - words.y}, Role::Text, what.text});
    inner.cut_top(1.6F * gap);
    for (const Answer& answer : answers) {
        if (button(ui, inner.cut_top(theme.button), {answer.id, ui.words(answer.wording), answer.emphasis})) intents.push_back(answer.wish);
        inner.cut_top(gap);
    }
}

std::string seconds_left(const View& view, const Session& session) {
    const auto left = session.warned_at + view.warning - view.monotonic;
    return std::to_string(std::max<std::int64_t>(0, (left.count() + 999) / 1000));
}

} // namespace

void draw_dialog(const View& view, const Session& session, Ui& ui, Intents& intents) {
    const Wording& words = ui.words;
    const auto say = [&](std::string_view key) { return std::string(words(key)); };
    switch (session.dialog) {
    case Dialog::None: return;
    case Dialog::Help: {
        std::vector<Answer> answers{{"help.close", "help.close", Emphasis::Primary, intent::CloseDialog{}}};
        if (view.hall.has_staff && offers_staff(session)) answers.push_back({"help.staff", "help.staff", Emphasis::Secondary, intent::OpenStaff{}});
        return draw_question(ui, intents, {"help.text", "hand", words("help.title"), say("help.text"), say("help.phone")}, answers);
    }
    case Dialog::Timeout:
        return draw_question(ui, intents, {"timeout.text", "clock", words("timeout.title"), words.fill("timeout.text", {{"seconds", seconds_left(view, session)}}), ""},
                             {{"timeout.stay", "timeout.stay", Emphasis::Primary, intent::CloseDialog{}},
                              {"timeout.end", "timeout.end", Emphasis::Secondary, intent::Leave{}}});
    case Dialog::Leave:
        return draw_question(ui, intents, {"leave.text", "alert", words("leave.title"), say("leave.text"), ""},
                             {{"leave.stay", "leave.stay", Emphasis::Primary, intent::CloseDialog{}},
                              {"leave.leave", "leave.leave", Emphasis::Secondary, intent::Leave{}}});
    case Dialog::Finish:
        return draw_question(ui, intents, {"finish.text", "door", words("finish.title"), say(session.receipt ? "finish.text_code" : "finish.text"), ""},
                             {{"finish.stay", "finish.stay", Emphasis::Primary, intent::CloseDialog{}},
                              {"finish.end", "finish.end", Emphasis::Secondary, intent::FinishVisit{}}});
    case Dialog::ResidentOnly:
        return draw_question(ui, intents, {"alone.text", "lock", words("alone.title"), say("alone.text"), ""},
                             {{"alone.close", "alone.close", Emphasis::Primary, intent::CloseDialog{}}});
    case Dialog::Personal:
        return draw_question(ui, intents,
                             {"personal.text", "speaker", words("personal.title"), say(session.receipt ? "personal.text_receipt" : "personal.text"), say("personal.more")},
                             {{"personal.keep", "personal.keep", Emphasis::Primary, intent::CloseDialog{}},
                              {"personal.say", "personal.say", Emphasis::Secondary, intent::SayPersonal{}}});
    case Dialog::Unplugged:
        return draw_question(ui, intents, {"unplugged.text", "speaker", words("unplugged.title"), say("unplugged.text"), ""},
                             {{"unplugged.go_on", "unplugged.go_on", Emphasis::Primary, intent::CloseDialog{}},
                              {"unplugged.end", "unplugged.end", Emphasis::Secondary, intent::EndSpoken{}}});
    case Dialog::Failed:
        return draw_question(ui, intents,
                             {"failed.text", "alert", words("failed.title"), say("failed.text"),
                              session.failure.empty() ? "" : words.fill("trouble.reason", {{"reason", words("error." + session.failure)}})},
                             {{"failed.again", "failed.again", Emphasis::Primary, intent::TryAgain{}},
                              {"failed.later", "failed.later", Emphasis::Secondary, intent::CloseDialog{}}});
    }
}

} // namespace lianxin
