// Prints what drawing costs: processor milliseconds a frame, and laying out a page of 100 KB. Figures, no judgements.
#include "tests/kiosk/ui/stage.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

using namespace lianxin;
using namespace lianxin::test;

namespace {

double cpu_milliseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

long resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
    return 0;
}

/// The county's longest notice, repeated until it is 100 KB, tables and lists included.
std::string long_text(const SampleHall& hall) {
    std::string text;
    while (text.size() < 100 * 1024) text += hall.page("rural-road-maintenance").body + "\n\n";
    text.resize(100 * 1024);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) text.pop_back();
    return text;
}

/// Average over frames that all differ, so that each is rendered and shown.
double per_frame(Stage& stage, const SampleHall& hall, const Session& session, int frames, const char* area) {
    const double before = cpu_milliseconds();
    for (int i = 0; i < frames; ++i) {
        if (area) stage.ui().touch.scroll_to(area, 40.0F * static_cast<float>(i + 1));
        else stage.canvas().repaint();
        stage.frame(hall, session, Look::Normal, Milliseconds{1000 + 16 * i});
    }
    return (cpu_milliseconds() - before) / frames;
}

void measure(Size size, const SampleHall& hall) {
    Stage stage(size);
    std::printf("%dx%d\n", size.width, size.height);
    double before = cpu_milliseconds();
    stage.frame(hall, sample(hall, "home"), Look::Normal, Milliseconds{0});
    std::printf("  home, first frame              %7.1f ms\n", cpu_milliseconds() - before);
    stage.show(hall, sample(hall, "home"), Look::Normal);
    std::printf("  home, a frame                  %7.1f ms\n", per_frame(stage, hall, sample(hall, "home"), 30, nullptr));
    Session reading = sample(hall, "notice");
    std::printf("  typing, a frame                %7.1f ms\n", per_frame(stage, hall, sample(hall, "form-text"), 30, nullptr));
    stage.show(hall, sample(hall, "notices"), Look::Normal);
    std::printf("  list of notices, scrolling     %7.1f ms a frame\n", per_frame(stage, hall, sample(hall, "notices"), 60, "notices."));
    reading.notices.open->body = long_text(hall);
    before = cpu_milliseconds();
    stage.ui().frame(Look::Normal, Milliseconds{0}, [&](Ui& ui) { PageLayout(reading.notices.open->body, 984, ui.paint, {}); });
    std::printf("  100 KB page, laid out          %7.1f ms\n", cpu_milliseconds() - before);
    stage.ui().pages.forget();
    before = cpu_milliseconds();
    stage.frame(hall, reading, Look::Normal, Milliseconds{0});
    std::printf("  100 KB page, opened and drawn  %7.1f ms\n", cpu_milliseconds() - before);
    std::printf("  100 KB page, scrolling         %7.1f ms a frame\n", per_frame(stage, hall, reading, 120, "notice.rural-road-maintenance"));
    std::printf("  resident now                   %7ld KB\n", resident_kilobytes());
}

} // namespace

int main() {
    const SampleHall hall;
    measure({1080, 1920}, hall);
    measure({1920, 1080}, hall);
    return 0;
}
