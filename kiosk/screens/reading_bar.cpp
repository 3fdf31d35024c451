// Draws the bar of reading aloud and the frame around what is read.
#include "kiosk/screens/reading_bar.h"

#include "kiosk/ui/widgets.h"

#include <cmath>
#include <vector>

namespace lianxin {
namespace {

constexpr int least = 1, most = 5; // volume and speed

struct Place {
    std::string_view id, wording, icon;
    Intent wish;
    bool enabled = true;
};

std::vector<Place> places_of(const Session& session) {
    const VoiceSettings& voice = session.voice;
    const bool paused = session.reading.paused;
    return {{"reading.pause", paused ? "reading.continue" : "reading.pause", paused ? "play" : "pause", intent::PauseReading{}},
            {"reading.repeat", "reading.repeat", "again", intent::RepeatPassage{}},
            {"reading.skip", "reading.skip", "skip", intent::SkipPassage{}},
            {"reading.slower", "reading.slower", "slower", intent::SetSpeed{voice.speed - 1}, voice.speed > least},
            {"reading.faster", "reading.faster", "faster", intent::SetSpeed{voice.speed + 1}, voice.speed < most},
            {"reading.quieter", "reading.quieter", "quieter", intent::SetVolume{voice.volume - 1}, voice.volume > least},
            {"reading.louder", "reading.louder", "louder", intent::SetVolume{voice.volume + 1}, voice.volume < most},
            {"reading.stop", "reading.stop", "stop", intent::StopReading{}}};
}

bool draw_place(Ui& ui, Rect rect, const Place& place) {
    const Theme& theme = ui.theme();
    const std::string id(place.id);
    const std::string_view label = ui.words(place.wording);
    if (ui.touch.is_pressed(id)) ui.paint.round(rect.inset(theme.px(6)), theme.radius, theme.surface);
    const Color ink = place.enabled ? theme.ink : theme.ink_faint;
    const float icon = theme.px(44);
    Rect stack = rect.centred(rect.width, icon + theme.px(6) + theme.small.em * 1.2F);
    ui.paint.icon(stack.cut_top(icon), place.icon, ink);
    stack.cut_top(theme.px(6));
    ui.paint.line(stack, label, theme.small, ink, Align::Centre);
    return ui.touch.target({id, std::string(label), rect, Role::Button, "", place.enabled});
}

/// Around the target, so that it is seen beside one in the accent's own colour too.
void draw_frame(Ui& ui, Rect rect) {
    const Theme& theme = ui.theme();
    ui.paint.outline(rect.inset(-theme.px(9)), theme.radius + theme.px(9), theme.px(6), theme.accent);
}

} // namespace

Rect cut_reading_bar(const Session& session, const Ui& ui, Rect& body) { return session.reading.is_on() ? body.cut_bottom(ui.theme().footer) : Rect{}; }

void draw_reading_bar(const Session& session, Ui& ui, Intents& intents, Rect bar) {
    if (bar.is_empty()) return;
    const Theme& theme = ui.theme();
    ui.paint.fill(bar, theme.accent_soft);
    ui.paint.fill({bar.x, bar.y, bar.width, theme.hairline}, theme.border_strong);
    bar = bar.inset(theme.px(8), theme.hairline);
    const auto places = places_of(session);
    const float count = static_cast<float>(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const float left = std::round(bar.x + bar.width * static_cast<float>(i) / count), right = std::round(bar.x + bar.width * static_cast<float>(i + 1) / count);
        if (draw_place(ui, {left, bar.y, right - left, bar.height}, places[i])) intents.push_back(places[i].wish);
    }
}

void draw_reading_mark(const Session& session, Ui& ui) {
    const Passage* passage = session.reading.passage();
    if (!passage || passage->end > passage->begin || session.dialog != Dialog::None) return;
    const Target* target = ui.touch.find(passage->target);
    if (!target || target->covered) return;
    ui.touch.follow(session.reading.serial, *target);
    if (!target->visible.is_empty()) draw_frame(ui, target->visible);
}

} // namespace lianxin
