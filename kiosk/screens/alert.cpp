// Draws warnings, large and without anything else.
#include "kiosk/screens/alert.h"

#include "kiosk/alerts.h"
#include "kiosk/screens/dates.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

namespace lianxin {
namespace {

std::string area_words(const Alert& alert) {
    std::string areas;
    for (const std::string& area : alert.area_names) areas = listed(areas, area);
    return areas;
}

std::string severity_words(const Alert& alert, const Wording& words) {
    return std::string(words("alert.severity_" + std::string(name_of(alert.severity))));
}

/// "预警"; an exercise says so, and so does what may be over.
std::string_view kind_words(const Alert& alert, const View& view, const Wording& words) {
    if (alert.status == AlertStatus::Exercise) return words("alert.exercise");
    return words(standing_of(alert, view.hall, view.now) == Standing::Possibly ? "alert.possibly" : "alert.title");
}

constexpr int most_headline_lines = 3; ///< the county may write 4,000 bytes

float headline_width(Ui& ui) { return ui.screen().width - 2 * ui.theme().margin; }
float headline_height(const Alert& alert, Ui& ui) { return ui.paint.height(alert.headline, ui.theme().display, headline_width(ui)); }
bool is_cut(const Alert& alert, Ui& ui) { return headline_height(alert, ui) > most_headline_lines * ui.theme().display.line + 1; }

void draw_head(const Alert& alert, const View& view, Ui& ui, Rect head) {
    const Theme& theme = ui.theme();
    ui.paint.fill(head, theme.alarm);
    Rect inner = head.inset(theme.margin, theme.px(44));
    const Color ink = theme.alarm_soft;
    const float icon = theme.px(120);
    ui.paint.icon(inner.cut_top(icon).centred(icon, icon), "alert", ink);
    inner.cut_top(theme.px(12));
    const std::string above = headed(kind_words(alert, view, ui.words), severity_words(alert, ui.words));
    ui.paint.line(inner.cut_top(theme.title.line), above, theme.title, ink, Align::Centre);
    inner.cut_top(theme.px(12));
    ui.paint.paragraph(inner, alert.headline, theme.display, ink, Align::Centre, most_headline_lines);
    ui.touch.target({"alert.title", told(above, alert.headline), head, Role::Text, alert.headline, true, false, false, true});
}

float head_height(const Alert& alert, Ui& ui) {
    const Theme& theme = ui.theme();
    return 2 * theme.px(44) + theme.px(120) + 2 * theme.px(12) + theme.title.line + std::min(headline_height(alert, ui), most_headline_lines * theme.display.line);
}

std::string facts_of(const Alert& alert, const Wording& words) {
    std::string facts = alert.area_names.empty() ? "" : headed(words("alert.areas"), area_words(alert));
    const auto add = [&](const std::string& fact) { facts = joined(facts, "\n", fact); };
    add(headed(words("alert.until"), short_moment(alert.ends())));
    if (!alert.issuer.empty()) add(headed(words("alert.issuer"), beside(alert.issuer, short_moment(alert.sent))));
    if (!alert.contact.empty()) add(headed(words("alert.contact"), alert.contact));
    return facts;
}

struct Words {
    const char* id; ///< empty: a heading, which is told with what follows
    std::string text;
    Type type;
    Color color;
    float gap; ///< below
};

/// Large: a size above the theme's, to be read from the waiting chairs.
enum class Lettering { Large, Plain };

std::vector<Words> words_of(const Alert& alert, Ui& ui, Lettering lettering) {
    const Theme& theme = ui.theme();
    const auto regular = [](Type type) {
        type.face = Face::Regular;
        return type;
    };
    const bool large = lettering == Lettering::Large;
    const Type text = regular(large ? theme.headline : theme.title), facts = large ? regular(theme.title) : theme.body;
    std::vector<Words> all;
    if (is_cut(alert, ui)) all.push_back({"alert.headline", alert.headline, text, theme.ink, theme.px(36)});
    if (!alert.description.empty()) all.push_back({"alert.text", alert.description, text, theme.ink, theme.px(36)});
    if (!alert.instruction.empty()) {
        all.push_back({"", std::string(ui.words("alert.instruction")), large ? theme.title : theme.strong, theme.alarm, theme.px(8)});
        all.push_back({"alert.instruction", alert.instruction, large ? theme.display : theme.headline, theme.ink, theme.px(36)});
    }
    all.push_back({"alert.facts", facts_of(alert, ui.words), facts, theme.ink_soft, theme.px(24)});
    return all;
}

float height_of(const std::vector<Words>& words, Ui& ui, float width) {
    float height = ui.theme().px(36);
    for (const Words& each : words) height += ui.paint.height(each.text, each.type, width) + each.gap;
    return height;
}

float draw_words(const std::vector<Words>& words, Ui& ui, Rect content) {
    const Theme& theme = ui.theme();
    Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
    for (const Words& each : words) {
        const std::string_view id = each.id;
        const float height = id.empty() ? ui.paint.paragraph(inner, each.text, each.type, each.color) : spoken_text(ui, inner, id, each.text, each.type, each.color);
        inner.cut_top(height + each.gap);
    }
    return inner.y - content.y;
}

} // namespace

void draw_alert(const View& view, const Session& session, Ui& ui, Intents& intents) {
    const Alert* alert = session.alert.shown.empty() ? nullptr : alert_of(view.hall, session.alert.shown);
    if (!alert) return;
    const Theme& theme = ui.theme();
    ui.touch.cover();
    ui.paint.cover();
    Rect whole = ui.screen();
    ui.paint.fill(whole, theme.ground);
    draw_head(*alert, view, ui, whole.cut_top(std::min(head_height(*alert, ui), whole.height * 0.6F)));
    Rect foot = whole.cut_bottom(theme.button * 1.2F + 2 * theme.px(28)).inset(theme.margin, theme.px(28));
    auto words = words_of(*alert, ui, Lettering::Large);
    if (height_of(words, ui, headline_width(ui)) > whole.height) words = words_of(*alert, ui, Lettering::Plain);
    list(ui, "alert." + alert->key(), whole, [&](Rect content) { return draw_words(words, ui, content); });
    if (view.devices.can_speak) {
        const bool sounds = session.reading.is_on();
        const Button read{"alert.read", ui.words(sounds ? "alert.silence" : "alert.again"), Emphasis::Secondary, sounds ? "stop" : "speaker"};
        if (button(ui, foot.cut_left((foot.width - theme.px(20)) / 2), read)) {
            if (sounds) intents.push_back(intent::StopReading{});
            else intents.push_back(intent::ReadAlert{});
        }
        foot.cut_left(theme.px(20));
    }
    if (button(ui, foot, {"alert.seen", ui.words("alert.seen"), Emphasis::Primary, "check"})) intents.push_back(intent::AcknowledgeAlert{});
}

Rect draw_alert_strip(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const auto current = current_alerts(view.hall, view.now);
    if (current.empty() || !session.alert.shown.empty()) return body;
    const Theme& theme = ui.theme();
    const Alert& alert = *current.front();
    const Rect strip = body.cut_top(std::max(theme.target, theme.strong.line + theme.px(24)));
    ui.paint.fill(strip, ui.touch.is_pressed("alert.strip") ? theme.alarm : theme.alarm_soft);
    ui.paint.fill({strip.x, strip.bottom() - theme.hairline, strip.width, theme.hairline}, theme.alarm);
    const Color ink = ui.touch.is_pressed("alert.strip") ? theme.alarm_soft : theme.alarm;
    Rect words = strip.inset(theme.margin, 0);
    const float icon = theme.strong.em * 1.2F, gap = theme.px(16);
    ui.paint.icon(words.cut_left(icon).centred(icon, icon), "alert", ink);
    words.cut_left(gap);
    ui.paint.icon(words.cut_right(icon).centred(icon, icon), "right", ink);
    words.cut_right(gap);
    std::string text = headed(kind_words(alert, view, ui.words), alert.headline);
    if (current.size() > 1) text += ui.words.fill("alert.more", {{"count", std::to_string(current.size() - 1)}});
    ui.paint.line(words, text, theme.strong, ink, Align::Left, Fit::Shorten);
    if (ui.touch.target({"alert.strip", text, strip, Role::Button})) intents.push_back(intent::ShowAlert{alert.key()});
    return body;
}

} // namespace lianxin
