// The large button stands in the same place whatever it does now, so that a finger, or somebody who sees nothing, finds it again.
#include "kiosk/ui/memo_pad.h"

#include "kiosk/ui/phrases.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>

namespace lianxin {

namespace {

constexpr int bars = 24; // of the level meter

struct MemoPad {
    Ui& ui;
    const MemoState& memo;
    MemoMeans means;
    std::optional<MemoDeed> tapped = std::nullopt;

    bool is_recording() const { return memo.phase == MemoPhase::Recording || memo.phase == MemoPhase::Ending; }
    bool has_failed() const { return !memo.failure.empty() && !is_recording(); }
    bool has_memo() const { return memo.phase == MemoPhase::Recorded || memo.phase == MemoPhase::Playing; }
    std::string time(Milliseconds length) const { return minutes_and_seconds(ui.words, length); }

    std::string title() const {
        if (has_failed()) return std::string(ui.words("memo.failed"));
        switch (memo.phase) {
        case MemoPhase::Empty: return std::string(ui.words("memo.empty"));
        case MemoPhase::Announced: return std::string(ui.words("memo.announced"));
        case MemoPhase::Recording:
        case MemoPhase::Ending: return ui.words.fill("memo.recording", {{"time", time(memo.length)}});
        case MemoPhase::Recorded: return ui.words.fill("memo.recorded", {{"time", time(memo.length)}});
        case MemoPhase::Playing: return ui.words.fill("memo.playing", {{"time", time(memo.length)}});
        }
        return {};
    }

    std::string detail() const {
        if (has_failed()) return std::string(ui.words("memo.failed_" + memo.failure));
        if (memo.phase == MemoPhase::Announced) return {};
        if (is_recording()) return ui.words.fill("memo.left", {{"time", time(std::max(longest_memo - memo.length, Milliseconds{0}))}});
        return std::string(ui.words(has_memo() ? "memo.recorded_more" : "memo.empty_more"));
    }

    /// What the memo is doing and what may be done, as one thing to hear; a failure and what was recorded are told by themselves.
    void state(Rect where) {
        const Theme& theme = ui.theme();
        const bool failed = has_failed();
        const std::string head = title(), more = detail();
        Rect line = where;
        ui.paint.line(line.cut_top(theme.title.line), head, ui.paint.fitting({&theme.title, &theme.strong, &theme.body}, head, where.width), is_recording() || failed ? theme.alarm : theme.ink,
                      Align::Centre);
        line.cut_top(theme.px(4));
        ui.paint.paragraph(line, more, failed ? theme.body : theme.small, failed ? theme.ink : theme.ink_soft, Align::Centre, static_cast<int>(line.height / (failed ? theme.body : theme.small).line));
        Target target{"memo.state", sentences(head, more), where, Role::Text, std::string(name_of(memo.phase))};
        target.live = failed || has_memo() || memo.phase == MemoPhase::Announced;
        ui.touch.target(std::move(target));
    }

    void meter(Rect where) {
        const Theme& theme = ui.theme();
        const float gap = theme.px(8);
        const int lit = memo.phase == MemoPhase::Recording ? memo.level * bars / 100 : 0;
        for (int bar = 0; bar < bars; ++bar) {
            const Color color = bar >= lit ? theme.surface : bar >= bars * 5 / 6 ? theme.caution : theme.good;
            ui.paint.round(where.column(bar, bars, gap), theme.px(6), color);
        }
    }

    void large(Rect where) {
        if (is_recording()) return press(where, {"memo.stop", ui.words("memo.stop"), Emphasis::Primary, "stop"}, MemoDeed::Stop);
        if (memo.phase == MemoPhase::Playing) return press(where, {"memo.stop", ui.words("memo.stop_playing"), Emphasis::Primary, "stop"}, MemoDeed::Stop);
        if (memo.phase == MemoPhase::Recorded) {
            Button play{"memo.play", ui.words("memo.play"), Emphasis::Primary, "play"};
            play.enabled = means.can_play;
            return press(where, play, MemoDeed::Play);
        }
        Button record{"memo.record", ui.words("memo.record"), Emphasis::Primary, "microphone", ui.words("memo.record_spoken")};
        record.enabled = means.can_record;
        press(where, record, MemoDeed::Record);
    }

    void press(Rect where, Button what, MemoDeed deed) {
        what.enabled = what.enabled && memo.phase != MemoPhase::Ending;
        if (button(ui, where, what)) tapped = deed;
    }

    void draw(Rect area) {
        const Theme& theme = ui.theme();
        const float gap = theme.px(16);
        area = area.inset(theme.px(12), theme.px(8));
        const float below = theme.button, large_height = std::clamp(area.height * 0.34F, theme.button, theme.button * 1.6F);
        const Rect last = area.cut_bottom(below);
        area.cut_bottom(gap);
        const Rect middle = area.cut_bottom(large_height);
        area.cut_bottom(gap);
        state(area); // heard before what may be done
        large(middle);
        if (has_memo()) {
            Button again{"memo.again", ui.words("memo.again"), Emphasis::Secondary, "again"};
            again.enabled = means.can_record;
            press(last.column(0, 2, gap), again, MemoDeed::Record);
            press(last.column(1, 2, gap), {"memo.drop", ui.words("memo.drop"), Emphasis::Secondary, "close"}, MemoDeed::Drop);
        } else if (is_recording()) {
            meter(last.centred(last.width, std::min(last.height, theme.px(72))));
        }
    }
};

} // namespace

std::string minutes_and_seconds(const Wording& words, Milliseconds length) {
    const auto seconds = (length.count() + 500) / 1000;
    const std::string rest = std::to_string(seconds % 60);
    if (seconds < 60) return words.fill("memo.seconds", {{"seconds", rest}});
    return words.fill("memo.minutes", {{"minutes", std::to_string(seconds / 60)}, {"seconds", rest}});
}

std::optional<MemoDeed> memo_pad(Ui& ui, Rect area, const MemoState& memo, MemoMeans means) {
    MemoPad pad{ui, memo, means};
    pad.draw(area);
    return pad.tapped;
}

} // namespace lianxin
