// Compares what is on the screen with what was told of it, and tells the difference.
#include "kiosk/screens/spoken.h"

#include "kiosk/form.h"
#include "kiosk/screens/spoken_words.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

constexpr std::size_t longest_reading = 6000; // bytes said in one go

std::string_view remark_words(Remark remark, const Wording& words) {
    switch (remark) {
    case Remark::None: return {};
    case Remark::Opening: return words("spoken.opening");
    case Remark::HeadphonesIn: return words("spoken.headphones_in");
    case Remark::Closed: return words("spoken.closed");
    case Remark::VisitOver: return words("spoken.visit_over");
    }
    return {};
}

/// Header, footer and this mode's own strip are found when looked for; a screen does not begin with them.
bool is_frame(const Target& target) { return target.id.starts_with("hall.") || target.id.starts_with("common.") || target.id.starts_with("spoken."); }

struct Hearing {
    const View& view;
    const Session& session;
    Ui& ui;
    Intents& intents;

    const std::vector<Target>& targets() const { return ui.touch.drawn(); }
    const Service* service() const { return view.catalogue.service(session.form.service); }
    bool may_say() const { return view.devices.has_headphones || session.spoken.consent == Consent::Given; }

    const Target* find(std::string_view id) const {
        for (const Target& target : targets())
            if (target.id == id && !target.covered) return &target;
        return nullptr;
    }

    bool is_personal_field(std::string_view name) const {
        const Field* field = service() ? service()->field(name) : nullptr;
        return field && is_personal(*service(), *field);
    }

    /// The question whose answer stands on this page of the readback.
    std::string_view read_back() const {
        if (!service()) return {};
        const auto asked = asked_fields(*service(), session.form.answers);
        return session.assistance.form.page < asked.size() ? std::string_view(asked[session.assistance.form.page]->name) : std::string_view();
    }

    /// What is typed now: who somebody is, a code that opens an answer, or a PIN, which is never said.
    bool is_typing_secret() const {
        if (session.screen == Screen::Staff) return true;
        if (may_say()) return false;
        return session.screen == Screen::Progress || (session.screen == Screen::Form && is_personal_field(session.form.field));
    }

    Secrecy secrecy_of(const Target& target) const {
        const bool is_typed = target.role == Role::Key || target.role == Role::Candidate || target.role == Role::Field;
        if (is_typed) return is_typing_secret() ? Secrecy::Withheld : Secrecy::Open;
        if (may_say()) return Secrecy::Open;
        bool is_secret = target.id == "receipt.code" || target.id.starts_with("progress.reply.");
        constexpr std::string_view answer = "confirm.value.";
        if (target.id.starts_with(answer)) is_secret = is_personal_field(std::string_view(target.id).substr(answer.size()));
        if (target.id == "readback.answer") is_secret = is_personal_field(read_back());
        return is_secret ? Secrecy::Withheld : Secrecy::Open;
    }

    std::string description(const Target& target) const { return describe(target, secrecy_of(target), ui.words); }
    std::string whole_description(const Target& target) const { return told(description(target), place_in_list(target, reading_order(targets()), ui.words)); }

    void focus(const Target& target, std::string text) const {
        ui.touch.reveal(target.id);
        intents.push_back(intent::Focus{target.id, std::move(text), target.id == "receipt.code" ? Pace::Slow : Pace::Usual});
    }

    // Gestures.

    void obey(const Gesture& gesture) const {
        switch (gesture.kind) {
        case GestureKind::Explore: return explore(gesture);
        case GestureKind::Act: return act();
        case GestureKind::Next: return walk(Direction::Forward);
        case GestureKind::Previous: return walk(Direction::Back);
        case GestureKind::Repeat: intents.push_back(intent::RepeatSpoken{}); return;
        case GestureKind::ReadOn: return read_on(find(session.spoken.heard.focus));
        case GestureKind::Hush: return; // any touch has silenced it already
        }
    }

    void explore(const Gesture& gesture) const {
        const Target* target = target_at(targets(), gesture.at);
        if (target && (gesture.begins || target->id != session.spoken.heard.focus)) focus(*target, whole_description(*target));
    }

    void walk(Direction direction) const {
        const Step to = step(reading_order(targets()), session.spoken.heard.focus, direction);
        if (!to.target) return;
        const std::string_view over = ui.words(direction == Direction::Forward ? "spoken.from_start" : "spoken.from_end");
        focus(*to.target, sentences(to.wrapped ? over : std::string_view(), whole_description(*to.target)));
    }

    void act() const {
        const Target* target = find(session.spoken.heard.focus);
        if (!target) return;
        const bool is_withheld = secrecy_of(*target) == Secrecy::Withheld && session.screen != Screen::Staff;
        const bool is_read = !is_touchable(target->role) || target->role == Role::Field;
        if (target->role == Role::Ink) return write(*target);
        if (target->id == "common.read") return read_on(first_target()); // 朗读 by itself knows nothing of who may hear it
        if (is_read && is_withheld) intents.push_back(intent::AskPersonal{});
        else if (is_read || !ui.touch.activate(target->id)) focus(*target, description(*target));
    }

    void write(const Target& pad) const {
        if (is_typing_secret()) return intents.push_back(intent::AskPersonal{});
        ui.write_in(pad.visible);
        focus(pad, std::string(ui.words("spoken.writing")));
    }

    /// Everything from that target to the end of the screen's own things.
    void read_on(const Target* from) const {
        if (!from) return;
        std::string text;
        bool begun = false;
        for (const Target* target : reading_order(targets())) {
            begun = begun || target->id == from->id;
            if (begun && !is_frame(*target) && text.size() < longest_reading) text = sentences(text, description(*target));
        }
        intents.push_back(intent::Focus{session.spoken.heard.focus, text});
    }

    // What has changed.

    std::string place() const {
        std::string all(name_of(session.screen));
        const auto add = [&](std::string_view part) {
            all += '|';
            all += part;
        };
        add(std::to_string(static_cast<int>(session.dialog)));
        add(session.form.service);
        add(session.form.field);
        add(session.form.township);
        add(session.screen == Screen::Notices ? session.notices.channel : session.notices.page);
        add(session.board.entry);
        add(session.notices.open ? "open" : "");
        add(session.progress.finding == Finding::Found ? "found" : "");
        add(session.hand_in == HandIn::Saving ? "saving" : "");
        add(std::to_string(static_cast<int>(session.assistance.step)));
        add(std::to_string(session.assistance.form.page));
        return all;
    }

    /// A mistake is told with the name of what it is about.
    std::string news() const {
        std::string all;
        for (const Target& target : targets()) {
            if (!target.live || target.covered) continue;
            const Field* field = target.id == "form.problem" && service() ? service()->field(session.form.field) : nullptr;
            all = sentences(all, field ? headed(field->label, target.spoken) : target.spoken);
        }
        return all;
    }

    std::string letters() const {
        const Composer& composer = session.composer;
        if (!session.ink.candidates.empty()) return told("", session.ink.candidates.front());
        if (!composer.composing()) return "";
        return told(composer.letters(), composer.candidates().empty() ? std::string() : composer.candidates()[composer.first_candidate()]);
    }

    /// The title of a screen is said of it in any case; focus begins with what a resident came for.
    const Target* first_target() const {
        if (session.dialog == Dialog::None && session.screen == Screen::Form)
            if (const Target* question = find("form.question")) return question;
        for (const Target* target : reading_order(targets()))
            if (!is_frame(*target)) return target;
        return nullptr;
    }

    /// The focused target, or what takes its place when it has gone.
    const Target* focused() const {
        if (const Target* target = find(session.spoken.heard.focus)) return target;
        // 停止 stands where 开始 stood.
        if (const Target* gone = ui.touch.find(session.spoken.heard.focus))
            if (const Target* instead = target_at(targets(), gone->visible.centre()); instead && is_touchable(instead->role)) return instead;
        for (const Target& target : targets())
            if (target.role == Role::Field && !target.covered) return &target;
        return first_target();
    }

    std::string title() const {
        if (session.dialog != Dialog::None) return "";
        const bool in_form = session.screen == Screen::Form && service();
        if (!in_form) return std::string(ui.words("spoken.screen_" + std::string(name_of(session.screen))));
        const Target* step = find("form.step");
        return step ? told(service()->title, step->spoken) : service()->title;
    }

    /// Number, code, date and where to ask, as one thing to listen to and to repeat.
    std::string receipt_words() const {
        const Receipt& receipt = *session.receipt;
        std::string text = sentences(ui.words("receipt.title"), told(ui.words("receipt.number"), spelled(receipt.number)));
        const std::string code = may_say() ? spelled(receipt.code) : std::string(ui.words("spoken.withheld"));
        text = sentences(text, told(ui.words("receipt.code"), code));
        text = sentences(text, told(ui.words("receipt.promised"), ui.words.fill("receipt.promised_before", {{"date", chinese_day(receipt.promised)}})));
        return sentences(text, ui.words("spoken.receipt_more"));
    }

    std::string place_words(const Heard& now, const Target* first) const {
        const bool is_receipt = session.screen == Screen::Receipt && session.dialog == Dialog::None && session.receipt;
        std::string text = sentences(remark_words(session.spoken.remark, ui.words), is_receipt ? receipt_words() : title());
        const std::size_t count = reading_order(targets()).size();
        text = sentences(text, ui.words.fill("spoken.count", {{"count", std::to_string(count)}}));
        const bool is_mistake = find("form.problem") != nullptr;
        if (is_mistake) text = sentences(text, now.news);
        return is_receipt || !first ? text : sentences(text, whole_description(*first));
    }

    std::string letters_words(const Heard& before, const Heard& now) const {
        if (now.letters.empty() || is_typing_secret()) return "";
        if (!session.ink.candidates.empty()) return explained(session.ink.candidates.front(), ui.words);
        const std::string& typed = session.composer.letters();
        const std::string had = before.letters.substr(0, before.letters.find(ui.words("keyboard.comma")));
        const std::string one = typed.size() > had.size() && typed.starts_with(had) ? typed.substr(had.size()) : typed;
        const auto& candidates = session.composer.candidates();
        return told(one, candidates.empty() ? std::string() : candidates[session.composer.first_candidate()]);
    }

    std::string changes(const Heard& before, const Heard& now, const Target* at) const {
        std::string text;
        if (!now.news.empty() && without_figures(now.news) != without_figures(before.news)) text = now.news;
        const Secrecy secrecy = is_typing_secret() ? Secrecy::Withheld : Secrecy::Open;
        text = sentences(told_change(before.typed, now.typed, secrecy, ui.words), text);
        if (now.letters != before.letters && now.typed == before.typed) text = sentences(letters_words(before, now), text);
        const bool is_same = now.focus == before.focus && !before.state.empty() && at && at->role != Role::Field;
        if (is_same && without_figures(now.state) != without_figures(before.state)) text = sentences(text, now.state);
        const bool was_replaced = now.focus != before.focus && at && at->role == Role::Button;
        if (was_replaced) text = sentences(text, now.state);
        return text;
    }

    void tell() const {
        const Heard& before = session.spoken.heard;
        Heard now;
        now.place = place();
        now.news = news();
        now.typed = session.composer.text();
        now.letters = letters();
        const bool is_elsewhere = now.place != before.place || session.spoken.remark != Remark::None;
        const Target* at = is_elsewhere ? first_target() : focused();
        if (at) {
            now.focus = at->id;
            now.state = description(*at);
        }
        if (now == before && session.spoken.remark == Remark::None) return;
        const Pace pace = is_elsewhere && session.screen == Screen::Receipt ? Pace::Slow : Pace::Usual;
        intents.push_back(intent::Tell{now, is_elsewhere ? place_words(now, at) : changes(before, now, at), pace});
    }

    void draw_frame() const {
        const Target* target = find(session.spoken.heard.focus);
        if (!target || target->visible.is_empty()) return;
        const Theme& theme = ui.theme();
        const Rect outer = target->visible.inset(-theme.px(8)).intersection(ui.screen());
        ui.paint.outline(outer, theme.radius, theme.px(12), theme.ink);
        ui.paint.outline(outer.inset(theme.px(12)), theme.radius - theme.px(8), theme.px(4), theme.surface);
    }
};

} // namespace

Rect cut_spoken_strip(const Session& session, const Ui& ui, Rect& body) {
    return session.spoken.on ? body.cut_bottom(ui.theme().target + ui.theme().px(24)) : Rect{};
}

void draw_spoken_strip(const Session& session, Ui& ui, Intents& intents, Rect strip) {
    if (strip.is_empty()) return;
    const Theme& theme = ui.theme();
    ui.paint.fill(strip, theme.accent_soft);
    const Rect inner = strip.inset(theme.margin, theme.px(12));
    const float gap = theme.px(16);
    const int speed = session.voice.speed, volume = session.voice.volume;
    const auto next = [](int level) { return level % 5 + 1; };
    const std::string slower = ui.words.fill("spoken.speed", {{"level", std::to_string(speed)}});
    const std::string louder = ui.words.fill("spoken.volume", {{"level", std::to_string(volume)}});
    if (button(ui, inner.column(0, 3, gap), {"spoken.speed", slower, Emphasis::Secondary})) intents.push_back(intent::SetSpeed{next(speed)});
    if (button(ui, inner.column(1, 3, gap), {"spoken.volume", louder, Emphasis::Secondary})) intents.push_back(intent::SetVolume{next(volume)});
    if (button(ui, inner.column(2, 3, gap), {"spoken.end", ui.words("spoken.end"), Emphasis::Primary})) intents.push_back(intent::EndSpoken{});
}

void draw_spoken(const View& view, const Session& session, Ui& ui, Intents& intents) {
    ui.guide(session.spoken.on ? Guidance::ByEar : Guidance::BySight);
    const Hearing hearing{view, session, ui, intents};
    if (!session.spoken.on) {
        if (ui.corner.is_done(view.monotonic)) {
            ui.touch.let_go();
            intents.push_back(intent::StartSpoken{});
        }
        if (session.spoken.remark != Remark::None && view.devices.can_speak)
            intents.push_back(intent::Tell{session.spoken.heard, std::string(remark_words(session.spoken.remark, ui.words))});
        return;
    }
    hearing.draw_frame();
    const bool is_told = session.spoken.heard.place == hearing.place() && session.spoken.remark == Remark::None;
    if (!is_told) ui.stop_writing();
    const auto gesture = is_told ? ui.explorer.next(view.monotonic) : std::nullopt;
    if (gesture) hearing.obey(*gesture);
    else hearing.tell();
}

} // namespace lianxin
