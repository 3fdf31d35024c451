// Measures what the spoken mode costs: processor time of a frame while a finger explores, beside the same frame by sight.
#include "tests/bench/report.h"
#include "tests/kiosk/ui/stage.h"

#include <ctime>

using namespace lianxin;
using namespace lianxin::bench;
using namespace lianxin::test;

namespace {

constexpr int frames = 60;

double cpu_milliseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// A frame is drawn and shown each time; by ear the finger has come to another target in each.
double per_frame(Stage& stage, const SampleHall& hall, Session session, bool by_ear) {
    session.spoken.on = by_ear;
    stage.show(hall, session, Look::Normal);
    const auto targets = stage.ui().touch.targets();
    Milliseconds now{10'000};
    if (by_ear) stage.ui().report({PointerPhase::Down, 1, 1, now, 0, 0});
    const double before = cpu_milliseconds();
    for (int i = 0; i < frames; ++i) {
        now += Milliseconds{500};
        const Point at = targets[static_cast<std::size_t>(i) % targets.size()].visible.centre();
        if (by_ear) stage.ui().report({PointerPhase::Move, at.x, at.y, now, 0, 0});
        else stage.canvas().repaint();
        for (const Intent& wish : stage.frame(hall, session, Look::Normal, now)) {
            if (const auto* focus = std::get_if<intent::Focus>(&wish)) session.spoken.heard.focus = focus->id;
            if (const auto* tell = std::get_if<intent::Tell>(&wish)) session.spoken.heard = tell->heard;
        }
        if (by_ear) stage.canvas().repaint();
    }
    return (cpu_milliseconds() - before) / frames;
}

} // namespace

int main() {
    const SampleHall hall;
    Stage stage({1080, 1920});
    for (const char* name : {"home", "services", "form-text", "form-village", "notices"}) {
        const double sight = per_frame(stage, hall, sample(hall, name), false);
        const double ear = per_frame(stage, hall, sample(hall, name), true);
        row(std::string(name) + ", 1080x1920, a frame by ear", milliseconds(ear), "<= 30 ms");
        row(std::string(name) + ", the same by sight", milliseconds(sight));
    }
    note("Processor time of one frame, drawn in software. By ear a finger comes to another target in every frame: gestures, reading");
    note("order, description and focus frame are in it. A finger at rest and a silent screen cost nothing: no frame is drawn.");
    return 0;
}
