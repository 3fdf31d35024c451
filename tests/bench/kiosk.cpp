// Measures the kiosk as a visitor meets it: the real program behind a virtual display, its window touched, its picture watched.
#include "records/base/clock.h"
#include "records/base/json.h"
#include "tests/bench/child.h"
#include "tests/bench/finger.h"
#include "tests/bench/framebuffer.h"
#include "tests/bench/report.h"
#include "tests/bench/workspace.h"
#include "tests/programs/process.h"

#include <map>
#include <thread>

using namespace lianxin;
using namespace lianxin::bench;

namespace {

constexpr std::string_view longest_notice = "service-compendium";
constexpr int width = 1080, height = 1920, repeats = 7;

struct Spot {
    int x = 0, y = 0;
};
using Spots = std::map<std::string, Spot>;

/// An edition of some 500 notices with the longest one on top of the list, installed in the demo. Corrections are not copied: a notice may be superseded once.
void install_many_notices(const Path& demo) {
    const std::string source = (demo / "source").string(), notices = source + "/notices";
    run({"cp", "-r", LIANXIN_SOURCE_DIR "/assets/samples/county", source});
    run({"sh", "-c", "for f in " + notices + "/*/*.md; do b=$(basename $f .md); [ $b = " + std::string(longest_notice) +
                         " ] && continue; grep -q '^supersedes' $f && continue; for n in 2 3 4 5 6 7 8; do sed -E \"s/^(id = \\\".*)\\\"/\\1-$n\\\"/\" $f > ${f%.md}-$n.md; done; done"});
    run({"sh", "-c", "sed -i -E 's/^pinned = .*//; s/^published = .*/published = 2026-11-20\\npinned = true/' " + notices + "/*/" + std::string(longest_notice) + ".md"});
    run({"sed", "-i", "-E", "s/^number = .*/number = 1000000/", source + "/edition.toml"});
    run({program("lianxin-pack"), "build", source, "--out", (demo / "many.lxe").string(), "--key", (demo / "keys/publisher.key").string()});
    run({program("lianxin-pack"), "install", (demo / "many.lxe").string(), "--library", (demo / "library").string(), "--trust", (demo / "enrolment").string()});
}

/// Where things stand on the screens, as the same application driven offscreen at the same size tells.
Spots spots_of(const std::string& config) {
    test::Process drive({program("lianxin-drive"), "--config", config, "--size", std::to_string(width) + "x" + std::to_string(height)});
    Spots spots;
    const auto look = [&](const std::string& command) {
        for (const std::string& line : {command, std::string("dump")}) {
            drive.write_line(line);
            const auto answer = parse_json(drive.read_line());
            if (!answer || !answer->flag_or("ok", false)) give_up("the driven kiosk refuses \"" + line + "\"" + (answer ? ": " + to_json(*answer) : ""));
            const Value* targets = answer->find("targets");
            for (const Value& target : targets ? *targets->array() : Value::Array{}) {
                const auto& rect = *target.find("rect")->array();
                spots[target.text_or("id", "")] = {static_cast<int>(*rect[0].integer() + *rect[2].integer() / 2), static_cast<int>(*rect[1].integer() + *rect[3].integer() / 2)};
            }
        }
    };
    look("dump");
    look("tap idle.start");
    look("tap home.notices");
    look("tap notices.row." + std::string(longest_notice));
    drive.write_line("quit");
    return spots;
}

/// A display that shares its picture; without accelerated anything.
struct Display {
    Path folder;
    Child server;
    std::string name;

    explicit Display(const Path& work)
        : folder(work), server({"sh", "-c", "exec Xvfb -displayfd 7 -screen 0 1080x1920x24 -fbdir '" + work.string() + "' -nolisten tcp 7> '" + (work / "number").string() + "'"}, work / "display.log") {
        std::string number;
        if (!wait_for(std::chrono::seconds(20), [&] {
                number = read_text(folder / "number", 100).value_or("");
                return number.find('\n') != std::string::npos;
            }))
            give_up("Xvfb does not start");
        name = ":" + number.substr(0, number.find('\n'));
        ::setenv("DISPLAY", name.c_str(), 1);
        ::setenv("SDL_VIDEODRIVER", "x11", 1);
        ::setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 1);
    }
};

double since(Moment start, Moment moment) { return std::chrono::duration<double, std::milli>(moment - start).count(); }

struct Start {
    double first = 0, whole = 0; ///< milliseconds from exec: something on the screen; the picture that stays
};

struct Kiosk {
    Child process;
    Start start;

    Kiosk(const std::string& config, const Framebuffer& picture, const Path& log) : process({program("lianxin-kiosk"), "--config", config}, log) {
        const Moment begun = std::chrono::steady_clock::now();
        const auto changes = picture.changes(Milliseconds(1500), Milliseconds(20'000));
        if (changes.empty()) give_up("the kiosk paints nothing; see " + log.string());
        start = {since(begun, changes.front()), since(begun, changes.back())};
        if (picture.colours() < 8) give_up("the kiosk's picture is empty");
    }
};

/// A tap, and the milliseconds from lifting the finger to the picture that then stays.
double tap(Finger& finger, const Framebuffer& picture, const Spots& spots, const std::string& id) {
    const auto spot = spots.find(id);
    if (spot == spots.end()) give_up("no target " + id);
    finger.down(spot->second.x, spot->second.y);
    (void)picture.changes(Milliseconds(100), Milliseconds(400));
    const Moment lifted = std::chrono::steady_clock::now();
    finger.up(spot->second.x, spot->second.y);
    const auto changes = picture.changes(Milliseconds(400), Milliseconds(5000));
    return changes.empty() ? -1 : since(lifted, changes.back());
}

struct Scrolling {
    std::vector<double> frames; ///< milliseconds between pictures
    double cpu = 0;             ///< milliseconds of CPU a frame
};

/// Slow drags up the page, sixty movements a second, while every new picture is counted.
Scrolling scroll(Finger& finger, const Framebuffer& picture, const Child& kiosk, int drags) {
    Scrolling scrolling;
    const double cpu_before = kiosk.cpu();
    std::size_t pictures = 0;
    for (int drag = 0; drag < drags; ++drag) {
        std::thread hand([&] {
            finger.down(width / 2, 1500);
            for (int y = 1500; y > 500; y -= 16) {
                std::this_thread::sleep_for(std::chrono::microseconds(16'667));
                finger.move(width / 2, y);
            }
            finger.up(width / 2, 508);
        });
        const auto changes = picture.changes(Milliseconds(300), Milliseconds(4000));
        hand.join();
        pictures += changes.size();
        for (std::size_t i = 1; i < changes.size(); ++i) scrolling.frames.push_back(since(changes[i - 1], changes[i]));
    }
    if (pictures == 0 || scrolling.frames.empty()) give_up("the notice does not scroll");
    scrolling.cpu = (kiosk.cpu() - cpu_before) / static_cast<double>(pictures);
    return scrolling;
}

/// Fast flings until the picture stays the same: every part of the page was shown.
void read_to_the_end(Finger& finger, const Framebuffer& picture) {
    for (int fling = 0; fling < 200; ++fling) {
        const std::uint64_t before = picture.print();
        finger.down(width / 2, 1600);
        for (int y = 1600; y > 400; y -= 150) {
            std::this_thread::sleep_for(Milliseconds(8));
            finger.move(width / 2, y);
        }
        finger.up(width / 2, 400);
        (void)picture.changes(Milliseconds(250), Milliseconds(3000));
        if (picture.print() == before) return;
    }
}

std::string megabytes(double value) { return number(value, 1, "MB"); }

std::string first_and_median(const std::vector<double>& times) { return milliseconds(times.front()) + " / " + milliseconds(percentile(times, 0.5)); }

} // namespace

int main() {
    const Workspace work;
    const Path demo = work.demo();
    install_many_notices(demo);
    const std::string config = (demo / "kiosk.toml").string();
    run({"sed", "-i", "-E", "s/^#?width *=.*/width = 1080/; s/^#?height *=.*/height = 1920/", config});
    const Spots spots = spots_of(config);
    const Display display(work.path());
    const Framebuffer picture(work.path() / "Xvfb_screen0");

    std::vector<double> firsts, wholes;
    for (int i = 0; i < repeats; ++i) {
        Kiosk kiosk(config, picture, work.path() / "kiosk.log");
        firsts.push_back(kiosk.start.first);
        wholes.push_back(kiosk.start.whole);
        (void)kiosk.process.stop();
        (void)picture.changes(Milliseconds(200), Milliseconds(2000));
    }
    row("exec to first picture, warm, median", milliseconds(percentile(firsts, 0.5)), "<= 1/12 Chromium (~110 ms)");
    row("exec to the picture that stays, warm, median", milliseconds(percentile(wholes, 0.5)), "<= 1/3 Qt (~113 ms)");

    Kiosk kiosk(config, picture, work.path() / "kiosk.log");
    const Child& process = kiosk.process;
    row("memory after start (PSS)", megabytes(process.proportional_memory()), "<= 40 MB");
    const auto cpu_over = [&](std::chrono::seconds time) {
        const double before = process.cpu();
        std::this_thread::sleep_for(time);
        return number((process.cpu() - before) / 1000, 3, "s");
    };
    (void)picture.changes(Milliseconds(500), Milliseconds(30'000)); // a slide has just come
    row("CPU over 8 s between two slides", cpu_over(std::chrono::seconds(8)), "<= 0.004 s (0.010 s in 20 s)");
    row("CPU over 60 s of the idle loop, slides turning", cpu_over(std::chrono::seconds(60)));

    Finger finger(display.name);
    const Spot start = spots.at("idle.start");
    const Moment touched = std::chrono::steady_clock::now();
    finger.down(start.x, start.y);
    const auto left = picture.changes(Milliseconds(400), Milliseconds(3000));
    finger.up(start.x, start.y);
    (void)picture.changes(Milliseconds(300), Milliseconds(3000));
    if (left.empty()) give_up("the idle screen does not answer");
    row("finger down on the idle screen to home painted", milliseconds(since(touched, left.back())), "<= 100 ms");
    std::vector<double> lists, notices;
    for (int i = 0; i < repeats; ++i) {
        lists.push_back(tap(finger, picture, spots, "home.notices"));
        notices.push_back(tap(finger, picture, spots, "notices.row." + std::string(longest_notice)));
        if (i + 1 < repeats) (void)tap(finger, picture, spots, "common.home");
    }
    row("tap to list of 500 painted, first / median", first_and_median(lists), "<= 40 ms");
    row("tap to the longest notice painted, first / median", first_and_median(notices), "<= 60 ms");
    const Scrolling scrolling = scroll(finger, picture, process, 4);
    row("scrolling, time per frame p50 / p95", milliseconds(percentile(scrolling.frames, 0.5)) + " / " + milliseconds(percentile(scrolling.frames, 0.95)), "<= 30 / 45 ms");
    row("scrolling, CPU per frame", milliseconds(scrolling.cpu));
    read_to_the_end(finger, picture);
    row("memory after reading the longest notice (PSS)", megabytes(process.proportional_memory()), "<= 60 MB");
    if (!kiosk.process.is_running()) give_up("the kiosk ended meanwhile");
    (void)kiosk.process.stop();
    return 0;
}
