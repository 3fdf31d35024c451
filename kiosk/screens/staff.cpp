// Staff at the kiosk: the PIN, what they can do here, how the kiosk is, and the number and date of a paper form.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/dates.h"
#include "kiosk/screens/form_field.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

struct Told {
    std::string text;
    Mood mood = Mood::Caution;
};

/// A page with a title, one typed number, what is to be said about it, a button, and the keys.
struct Entry {
    std::string id; ///< of the field; the button is "<id>.next"
    std::string_view title, summary, hint;
    std::string figures, value, spoken;
    Told told;
    std::string_view next;
    bool enabled = true;
    Intent wish;
    Pad home = Pad::Digits;
};

void draw_entry(const Session& session, Ui& ui, Intents& intents, Rect body, const Entry& entry) {
    const Theme& theme = ui.theme();
    body.cut_top(theme.px(36));
    body.cut_bottom(theme.px(20));
    const auto words = [&](Rect where) {
        const float top = where.y;
        where.cut_top(spoken_text(ui, where, entry.id + ".title", entry.title, theme.headline, theme.ink));
        // Side by side there is little height: what went wrong takes the place of what is asked.
        if (entry.told.text.empty() || !ui.is_wide()) where.cut_top(spoken_text(ui, where, entry.id + ".summary", entry.summary, theme.body, theme.ink_soft));
        where.cut_top(theme.px(28));
        figure_field(ui, where.cut_top(theme.button * 1.2F), entry.id, entry.spoken, entry.figures, entry.value, entry.hint,
                     entry.told.mood == Mood::Alarm ? Mood::Alarm : Mood::Calm);
        where.cut_top(theme.px(20));
        if (!entry.told.text.empty()) where.cut_top(banner(ui, where, entry.id + ".told", entry.told.text, entry.told.mood) + theme.px(20));
        return where.y - top;
    };
    const auto next = [&](Rect where) {
        Button what{entry.id + ".next", entry.next, Emphasis::Primary, "check"};
        what.enabled = entry.enabled;
        if (button(ui, where, what)) intents.push_back(entry.wish);
    };
    const auto keys = [&](Rect where) { draw_keyboard(ui, intents, where, session, {entry.home, entry.next, false}, entry.wish); };
    if (ui.is_wide()) {
        const Rect right = body.cut_right(body.width * 0.5F);
        Rect left = body.inset(theme.margin, 0);
        const Rect foot = left.cut_bottom(theme.button);
        words(left);
        next(foot);
        keys({right.x, right.y, right.width - theme.margin, std::min(right.height, theme.px(620))});
        return;
    }
    const Rect below = body.cut_bottom(keyboard_height(theme, body.width, entry.home)).inset(theme.px(20), 0);
    Rect inner = body.inset(theme.margin, 0);
    inner.cut_top(words(inner));
    next(inner.cut_top(theme.button));
    keys(below);
}

Told pin_told(const View& view, const AssistanceState& state, const Wording& words) {
    if (state.checking) return {std::string(words("staff.checking")), Mood::Calm};
    if (!state.refused) return {state.form.kind ? std::string(words("staff.resume")) : "", Mood::Calm};
    switch (state.refused->result) {
    case PinResult::Wait: {
        if (!state.must_wait(view.monotonic)) return {};
        const auto left = ((state.refused->wait_until - view.monotonic).count() + 999) / 1000;
        return {words.fill("staff.wait", {{"seconds", std::to_string(left)}})};
    }
    case PinResult::Unavailable: return {std::string(words("staff.unavailable"))};
    case PinResult::Wrong: return {std::string(words("staff.wrong")), Mood::Alarm};
    case PinResult::Right: break;
    }
    return {};
}

void draw_pin(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const AssistanceState& state = session.assistance;
    const std::size_t typed = session.composer.text().size();
    std::string dots;
    for (std::size_t i = 0; i < typed; ++i) dots += i == pin_length / 2 ? " ●" : "●";
    Entry entry;
    entry.id = "staff.pin";
    entry.title = ui.words("staff.pin_title");
    entry.summary = ui.words("staff.pin_summary");
    entry.hint = ui.words("staff.pin_hint");
    entry.figures = dots;
    entry.spoken = ui.words.fill("staff.pin_spoken", {{"count", std::to_string(typed)}});
    entry.told = pin_told(view, state, ui.words);
    entry.next = ui.words("staff.enter");
    entry.enabled = typed == pin_length && !state.checking && !state.must_wait(view.monotonic);
    entry.wish = intent::EnterPin{};
    draw_entry(session, ui, intents, body, entry);
}

void draw_menu(const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const bool has_form = !session.form.service.empty();
    struct Deed {
        Tile tile;
        Intent wish;
    };
    const auto tile_of = [&](std::string id, std::string_view icon) {
        Tile made{id, ui.words(id), ui.words(id + "_summary"), icon};
        return made;
    };
    std::vector<Deed> deeds{{tile_of("staff.fill", "edit"), intent::BeginAssistance{Assistance::FillIn}},
                            {tile_of("staff.oral", "chat"), intent::BeginAssistance{Assistance::Oral}}};
    if (!has_form) deeds.push_back({tile_of("staff.paper", "list"), intent::BeginAssistance{Assistance::Paper}});
    deeds.push_back({tile_of("staff.state", "search"), intent::ShowKioskState{}});
    if (session.assistance.member && session.assistance.member->technician) deeds.insert(deeds.begin(), {tile_of("staff.stick", "road"), intent::ShowStick{}});
    Rect bottom = body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20));
    list(ui, "staff.menu", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        const std::string hello = ui.words.fill("staff.hello", {{"name", session.assistance.member ? session.assistance.member->name : ""}});
        inner.cut_top(spoken_text(ui, inner, "staff.hello", hello, theme.headline, theme.ink));
        inner.cut_top(spoken_text(ui, inner, "staff.summary", ui.words(has_form ? "staff.summary_form" : "staff.summary"), theme.body, theme.ink_soft) + theme.px(28));
        const int columns = ui.is_wide() ? 2 : 1;
        const float gap = theme.px(20);
        for (std::size_t i = 0; i < deeds.size(); i += static_cast<std::size_t>(columns)) {
            const auto end = std::min(deeds.size(), i + static_cast<std::size_t>(columns));
            float high = 0;
            for (std::size_t k = i; k < end; ++k) high = std::max(high, wide_tile_height(ui, inner.column(0, columns, gap).width, deeds[k].tile));
            const Rect line = inner.cut_top(high);
            for (std::size_t k = i; k < end; ++k)
                if (wide_tile(ui, line.column(static_cast<int>(k - i), columns, gap), deeds[k].tile)) intents.push_back(deeds[k].wish);
            inner.cut_top(gap);
        }
        return inner.y - content.y + theme.px(16);
    });
    const float width = std::min(bottom.width, theme.px(ui.is_wide() ? 640 : 1080));
    if (button(ui, bottom.cut_right(width), {"staff.leave", ui.words(has_form ? "staff.leave_form" : "staff.leave"), Emphasis::Secondary, "door"}))
        intents.push_back(intent::EndAssistance{});
}

std::string_view printer_words(PrinterState state) {
    switch (state) {
    case PrinterState::Absent: return "staff.printer_absent";
    case PrinterState::Ready: return "staff.printer_ready";
    case PrinterState::PaperLow: return "staff.printer_low";
    case PrinterState::NoPaper: return "staff.printer_empty";
    case PrinterState::CoverOpen: return "staff.printer_open";
    case PrinterState::Trouble: return "staff.printer_trouble";
    }
    return "staff.printer_trouble";
}

/// "1.2": seconds with one digit behind the point, never nothing.
std::string tenths(Milliseconds time) {
    const auto tenth = std::max<std::int64_t>((time.count() + 50) / 100, 1);
    return std::to_string(tenth / 10) + "." + std::to_string(tenth % 10);
}

/// "12 GB", as it stands on disks that people buy.
std::string size_words(std::uint64_t bytes) {
    constexpr std::uint64_t mega = 1'000'000, giga = 1'000 * mega;
    return bytes >= giga ? std::to_string(bytes / giga) + " GB" : std::to_string(bytes / mega) + " MB";
}

Told link_told(const View& view, const Wording& words) {
    const HallState& hall = view.hall;
    if (!hall.last_contact) return {std::string(words("staff.link_never"))};
    const auto days = (day_in_china(view.now) - day_in_china(*hall.last_contact)).count();
    const std::string when = short_moment(*hall.last_contact);
    if (days >= 3) return {words.fill("staff.link_old", {{"when", when}, {"days", std::to_string(days)}})};
    if (hall.road.problem == "portal") return {words.fill("staff.link_portal", {{"when", when}})};
    if (!hall.road.problem.empty()) {
        const std::string reason = "error." + hall.road.problem;
        return {words.fill("staff.link_failing", {{"when", when}, {"reason", words(words.has(reason) ? reason : "error.network")}}), Mood::Calm};
    }
    if (hall.road.round_trip.count() == 0) return {words.fill("staff.link_fresh", {{"when", when}}), Mood::Good};
    return {words.fill("staff.link_pace", {{"when", when}, {"trip", tenths(hall.road.round_trip)}}), Mood::Good};
}

Told waiting_told(const HallState& hall, const Wording& words) {
    if (hall.waiting == 0) return {std::string(words("staff.waiting_none")), Mood::Good};
    const std::string since = hall.oldest_waiting ? short_moment(*hall.oldest_waiting) : "";
    return {words.fill(since.empty() ? "staff.waiting" : "staff.waiting_since", {{"count", std::to_string(hall.waiting)}, {"when", since}}), Mood::Calm};
}

Told edition_told(const View& view, const Wording& words) {
    constexpr int old_days = 31;
    const EditionInfo& edition = view.catalogue.edition;
    if (edition.number == 0) return {std::string(words("staff.edition_none"))};
    const std::string made = chinese_day(day_in_china(edition.made)), number = std::to_string(edition.number);
    if (edition.expires < view.now) return {words.fill("staff.edition_expired", {{"date", made}})};
    const auto days = (day_in_china(view.now) - day_in_china(edition.made)).count();
    if (days >= old_days) return {words.fill("staff.edition_old", {{"date", made}, {"number", number}, {"days", std::to_string(days)}})};
    return {words.fill("staff.edition", {{"date", made}, {"number", number}}), Mood::Good};
}

Told clock_told(const HallState& hall, const Wording& words) {
    if (!hall.clock_trusted) return {std::string(words("staff.clock_unset"))};
    return {std::string(words(hall.clock_checked ? "staff.clock_right" : "staff.clock_machine")), hall.clock_checked ? Mood::Good : Mood::Calm};
}

Told space_told(const HallState& hall, const Wording& words) {
    constexpr std::uint64_t little = std::uint64_t{2} << 30;
    const bool is_little = hall.free_space < little;
    return {words.fill(is_little ? "staff.space_low" : "staff.space", {{"space", size_words(hall.free_space)}}), is_little ? Mood::Caution : Mood::Good};
}

/// What the kiosk needs, each with what to do about it; ids end with the name of the thing.
std::vector<std::pair<std::string, Told>> kiosk_needs(const View& view, const Wording& words) {
    const HallState& hall = view.hall;
    std::vector<std::pair<std::string, Told>> all;
    if (hall.accepting) all.emplace_back("accepting", Told{std::string(words("staff.accepting")), Mood::Good});
    else all.emplace_back("accepting", Told{words.fill("staff.not_accepting", {{"reason", words("error." + hall.trouble)}}), Mood::Alarm});
    const bool prints = view.devices.printer == PrinterState::Ready;
    all.emplace_back("printer", Told{std::string(words(printer_words(view.devices.printer))), prints ? Mood::Good : Mood::Caution});
    all.emplace_back("link", link_told(view, words));
    all.emplace_back("waiting", waiting_told(hall, words));
    all.emplace_back("edition", edition_told(view, words));
    if (!hall.content_trouble.empty() && hall.content_trouble != "not_found") all.emplace_back("content", Told{std::string(words("staff.content_damaged")), Mood::Caution});
    all.emplace_back("clock", clock_told(hall, words));
    if (hall.free_space > 0) all.emplace_back("space", space_told(hall, words));
    if (hall.road.is_alarming) all.emplace_back("alarm", Told{std::string(words("staff.alarm")), Mood::Alarm});
    if (hall.recovered) all.emplace_back("recovered", Told{std::string(words("staff.recovered")), Mood::Caution});
    if (hall.refused > 0) all.emplace_back("refused", Told{words.fill("staff.refused", {{"count", std::to_string(hall.refused)}}), Mood::Caution});
    return all;
}

void draw_state(const View& view, Ui& ui, Rect body) {
    const Theme& theme = ui.theme();
    list(ui, "staff.needs", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "staff.state_title", ui.words("staff.state"), theme.headline, theme.ink));
        inner.cut_top(spoken_text(ui, inner, "staff.state_summary", ui.words("staff.state_more"), theme.body, theme.ink_soft) + theme.px(28));
        for (const auto& [name, told] : kiosk_needs(view, ui.words)) inner.cut_top(banner(ui, inner, "staff.needs." + name, told.text, told.mood) + theme.px(20));
        return inner.y - content.y + theme.px(16);
    });
}

void draw_paper(const Session& session, Ui& ui, Intents& intents, Rect body) {
    const AssistanceState& state = session.assistance;
    const bool is_number = state.step == StaffStep::PaperNumber;
    const std::string typed = is_number ? compact_paper_number(session.composer.text()) : session.composer.text();
    Entry entry;
    entry.id = is_number ? "paper.number" : "paper.day";
    entry.title = ui.words(is_number ? "paper.number_title" : "paper.day_title");
    entry.summary = ui.words(is_number ? "paper.number_summary" : "paper.day_summary");
    entry.hint = ui.words(is_number ? "paper.number_hint" : "form.typed_date");
    const bool has_hyphens = typed.find('-') != typed.npos;
    entry.figures = is_number ? grouped(typed, {4, 4, 4, 4, 4}) : has_hyphens ? typed : grouped(typed, {4, 2, 2});
    entry.value = typed;
    entry.spoken = told(entry.title, typed);
    if (state.paper_known) entry.told = {std::string(ui.words("paper.known")), Mood::Alarm};
    else if (state.problem && is_number) entry.told = {std::string(ui.words("paper.wrong")), Mood::Alarm};
    else if (state.problem) entry.told = {ui.words.fill("problem." + std::string(name_of(state.problem->problem)), {{"limit", state.problem->limit}}), Mood::Alarm};
    entry.next = ui.words("form.next");
    entry.enabled = !state.checking;
    entry.wish = intent::EnterPaper{};
    entry.home = is_number ? Pad::Latin : Pad::Digits;
    draw_entry(session, ui, intents, body, entry);
}

} // namespace

void draw_staff(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    switch (session.assistance.step) {
    case StaffStep::Pin: return draw_pin(view, session, ui, intents, body);
    case StaffStep::Menu: return draw_menu(session, ui, intents, body);
    case StaffStep::State: return draw_state(view, ui, body);
    case StaffStep::Stick: return draw_stick(view, session, ui, intents, body);
    case StaffStep::PaperNumber:
    case StaffStep::PaperDay: return draw_paper(session, ui, intents, body);
    }
}

} // namespace lianxin
