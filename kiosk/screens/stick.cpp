// The technician's stick: what lies on it, who signed it, what would change, the two deeds, their progress and their outcome.
#include "kiosk/screens/screens.h"

#include "kiosk/screens/dates.h"
#include "kiosk/ui/list.h"
#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

constexpr int segments = 20;

struct Said {
    std::string id, text;
    Mood mood = Mood::Calm;
};

std::string number(std::uint64_t value) { return std::to_string(value); }

/// The sentence for a word that daemon and installer use; a word nobody wrote a sentence for is a fault of the file.
std::string reason_of(const Wording& words, std::string_view word) {
    for (const std::string_view table : {"stick.reason_", "refusal."})
        if (const std::string key = std::string(table) + std::string(word); words.has(key)) return std::string(words(key));
    return std::string(words("stick.reason_unreadable"));
}

std::vector<Said> found_lines(const StickStatus& status, const Wording& words) {
    std::vector<Said> lines;
    if (status.edition) {
        const StickEdition& edition = *status.edition;
        const std::string made = chinese_day(day_in_china(edition.made));
        lines.push_back({"edition", words.fill("stick.edition", {{"title", edition.title}, {"number", number(edition.number)}, {"made", made}}), Mood::Good});
        lines.push_back({"signer", words.fill("stick.signer", {{"publisher", edition.publisher}}), Mood::Good});
        lines.push_back({"change", words.fill("stick.change", {{"items", number(edition.items)}, {"changed", number(edition.changed)}}), Mood::Calm});
        const std::string_view chosen = edition.township_waits ? "stick.county_first" : "stick.chosen";
        if (edition.chosen_from > 1) lines.push_back({"chosen", words.fill(chosen, {{"count", number(edition.chosen_from)}}), Mood::Calm});
    } else if (status.refusals.empty()) {
        lines.push_back({"edition", std::string(words("stick.no_edition")), Mood::Calm});
    }
    lines.push_back({"answers", std::string(words(status.answers ? "stick.answers" : "stick.no_answers")), status.answers ? Mood::Good : Mood::Calm});
    for (std::size_t at = 0; at < status.refusals.size(); ++at) {
        const StickRefusal& one = status.refusals[at];
        const Mood mood = one.reason == "installed" ? Mood::Calm : Mood::Caution;
        std::string reason = reason_of(words, one.reason);
        if (one.valid_from) reason += words.fill("stick.valid_from", {{"date", chinese_day(day_in_china(*one.valid_from))}});
        lines.push_back({"refusal." + number(at), words.fill("stick.refusal", {{"name", one.name}, {"reason", reason}}), mood});
    }
    if (status.for_others > 0) lines.push_back({"for_others", words.fill("stick.for_others", {{"count", number(status.for_others)}}), Mood::Calm});
    if (status.too_many) lines.push_back({"too_many", std::string(words("stick.too_many")), Mood::Caution});
    return lines;
}

/// Why not all of what was brought is in.
void add_not_in(std::vector<Said>& lines, const StickStatus& status, const Wording& words) {
    if (!status.problem_in.empty()) lines.push_back({"not_in", words.fill("stick.not_in", {{"reason", reason_of(words, status.problem_in)}}), Mood::Caution});
}

std::string_view out_key(const StickStatus& status) {
    if (status.carried == 0) return status.carried_parts > 0 ? "stick.out_parts" : "stick.out_nothing";
    return status.carried_parts > 0 ? "stick.out_with_parts" : "stick.out";
}

std::vector<Said> done_lines(const StickStatus& status, const Wording& words) {
    std::vector<Said> lines{{"done", std::string(words(status.deed == StickDeed::Install ? "stick.installed" : "stick.carried")), Mood::Good}};
    if (status.deed == StickDeed::Install) return lines;
    if (!status.problem.empty()) {
        lines.push_back({"problem", words.fill(status.problem_in.empty() ? "stick.in_not_out" : "stick.not_out", {{"reason", reason_of(words, status.problem)}}), Mood::Caution});
    } else {
        lines.push_back({"out", words.fill(out_key(status), {{"count", number(status.carried)}, {"parts", number(status.carried_parts)}}), Mood::Calm});
        if (status.left > 0) lines.push_back({"left", words.fill("stick.left", {{"count", number(status.left)}}), Mood::Caution});
    }
    if (status.problem.empty() && status.left_parts > 0) lines.push_back({"left_parts", words.fill("stick.left_parts", {{"parts", number(status.left_parts)}}), Mood::Caution});
    const bool anything_in = status.delivered + status.refused + status.updates > 0;
    if (status.answers && (anything_in || status.problem_in.empty())) lines.push_back({"in", words.fill("stick.in", {{"delivered", number(status.delivered)}, {"updates", number(status.updates)}}), Mood::Calm});
    add_not_in(lines, status, words);
    if (status.refused > 0) lines.push_back({"refused", words.fill("stick.refused", {{"count", number(status.refused)}}), Mood::Caution});
    return lines;
}

std::vector<Said> lines_of(const StickState& stick, const Wording& words) {
    if (stick.daemon == StickState::Daemon::Silent) return {{"silent", std::string(words("stick.silent")), Mood::Caution}};
    if (stick.daemon == StickState::Daemon::Asked) return {{"looking", std::string(words("stick.looking")), Mood::Calm}};
    switch (stick.status.phase) {
    case StickPhase::Absent: return {{"absent", std::string(words("stick.absent")), Mood::Calm}};
    case StickPhase::Found: return found_lines(stick.status, words);
    case StickPhase::Working: return {{"keep", std::string(words("stick.keep_in")), Mood::Caution}};
    case StickPhase::Done: return done_lines(stick.status, words);
    case StickPhase::Failed: break;
    }
    std::vector<Said> lines{{"failed", reason_of(words, stick.status.problem), Mood::Alarm}};
    if (stick.status.problem_in != stick.status.problem) add_not_in(lines, stick.status, words);
    lines.push_back({"nothing_lost", std::string(words("stick.nothing_lost")), Mood::Calm});
    return lines;
}

/// How much is done and how long it will take, once that can be told.
std::string progress_of(const View& view, const StickState& stick, const Wording& words) {
    const StickStatus& status = stick.status;
    if (status.all == 0) return std::string(words("stick.begun"));
    const std::uint64_t done = std::min(status.done, status.all);
    const std::string percent = number(done * 100 / status.all);
    const double spent = static_cast<double>((view.monotonic - stick.since).count()) / 1000;
    if (done == 0 || spent < 2) return words.fill("stick.percent", {{"percent", percent}});
    const auto left = static_cast<std::uint64_t>(spent * static_cast<double>(status.all - done) / static_cast<double>(done)) + 1;
    return left < 60 ? words.fill("stick.seconds_left", {{"percent", percent}, {"seconds", number(left)}})
                     : words.fill("stick.minutes_left", {{"percent", percent}, {"minutes", number((left + 59) / 60)}});
}

float draw_progress(const View& view, const StickState& stick, Ui& ui, Rect where) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    const StickStatus& status = stick.status;
    where.cut_top(spoken_text(ui, where, "stick.progress", progress_of(view, stick, ui.words), theme.title, theme.ink) + theme.px(20));
    const int filled = status.all == 0 ? 0 : static_cast<int>(std::min(status.done, status.all) * static_cast<std::uint64_t>(segments) / status.all);
    steps(ui, where.cut_top(theme.px(32)), filled, segments);
    return where.y - top + theme.px(28);
}

std::string_view title_of(const StickState& stick) {
    if (!stick.is_working()) return "stick.title";
    return stick.status.deed == StickDeed::Install ? "stick.installing" : "stick.carrying";
}

std::string_view carry_key(const StickStatus& status) {
    if (status.answers) return status.waiting > 0 ? "stick.carry_summary" : status.waiting_parts > 0 ? "stick.carry_in_parts" : "stick.carry_in";
    return status.waiting > 0 ? "stick.carry_out" : status.waiting_parts > 0 ? "stick.carry_parts" : "stick.carry_nothing";
}

struct Deed {
    Tile tile;
    Intent wish;
};

float draw_deeds(Ui& ui, Intents& intents, Rect where, const StickStatus& status) {
    const Theme& theme = ui.theme();
    const float top = where.y;
    const std::string install = status.edition ? ui.words.fill("stick.install_summary", {{"number", number(status.edition->number)}}) : "";
    const std::string carry = ui.words.fill(carry_key(status), {{"count", number(status.waiting)}});
    std::vector<Deed> deeds;
    if (status.edition) deeds.push_back({{"stick.install", ui.words("stick.install"), install, "book", Emphasis::Primary}, intent::UseStick{StickDeed::Install}});
    deeds.push_back({{"stick.carry", ui.words("stick.carry"), carry, "road", status.edition ? Emphasis::Secondary : Emphasis::Primary}, intent::UseStick{StickDeed::Carry}});
    const int columns = ui.is_wide() ? static_cast<int>(deeds.size()) : 1;
    const float gap = theme.px(20);
    float high = 0;
    for (const Deed& deed : deeds) high = std::max(high, wide_tile_height(ui, where.column(0, columns, gap).width, deed.tile));
    Rect line;
    for (std::size_t at = 0; at < deeds.size(); ++at) {
        const int column = static_cast<int>(at) % columns;
        if (column == 0) line = where.cut_top(high);
        if (wide_tile(ui, line.column(column, columns, gap), deeds[at].tile)) intents.push_back(deeds[at].wish);
        if (column == columns - 1) where.cut_top(gap);
    }
    return where.y - top + theme.px(12);
}

} // namespace

void draw_stick(const View& view, const Session& session, Ui& ui, Intents& intents, Rect body) {
    const Theme& theme = ui.theme();
    const StickState& stick = session.assistance.stick;
    const bool answers = stick.daemon == StickState::Daemon::Answers;
    const bool ended = answers && (stick.status.phase == StickPhase::Done || stick.status.phase == StickPhase::Failed);
    Rect bottom = ended ? body.cut_bottom(theme.button + 2 * theme.px(20)).inset(theme.margin, theme.px(20)) : Rect();
    list(ui, "stick", body, [&](Rect content) {
        Rect inner{content.x + theme.margin, content.y + theme.px(36), content.width - 2 * theme.margin, 1e6F};
        inner.cut_top(spoken_text(ui, inner, "stick.title", ui.words(title_of(stick)), theme.headline, theme.ink) + theme.px(20));
        if (stick.is_working()) inner.cut_top(draw_progress(view, stick, ui, inner));
        if (answers && stick.status.phase == StickPhase::Found) inner.cut_top(draw_deeds(ui, intents, inner, stick.status));
        for (const Said& line : lines_of(stick, ui.words)) inner.cut_top(banner(ui, inner, "stick." + line.id, line.text, line.mood) + theme.px(20));
        return inner.y - content.y + theme.px(16);
    });
    if (!ended) return;
    const std::string_view label = stick.status.phase == StickPhase::Done ? "stick.fine" : "stick.again";
    if (button(ui, bottom.cut_right(std::min(bottom.width, theme.px(ui.is_wide() ? 640 : 1080))), {"stick.again", ui.words(label), Emphasis::Primary, "check"}))
        intents.push_back(intent::LookAtStick{});
}

} // namespace lianxin
