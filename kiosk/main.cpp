// lianxin-kiosk: the screen in the service hall.
#include "kiosk/app.h"
#include "kiosk/device/memory_folder.h"
#include "kiosk/device/printer.h"
#include "kiosk/hall_devices.h"
#include "kiosk/staff_commands.h"
#include "kiosk/staff_list.h"
#include "records/base/command_line.h"
#include "records/base/log.h"
#include "records/base/memory_guard.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace lianxin;

namespace {

Program program() {
    std::vector<Option> options{{"config", "FILE", "configuration (kiosk.toml)"}, {"check", "", "check configuration, fonts, stores and content, then exit"}};
    for (Option& option : staff_options()) options.push_back(std::move(option));
    return {"lianxin-kiosk", "", "Shows the kiosk of a service hall: requests, notices, progress. Works without a network.", std::move(options)};
}

volatile std::sig_atomic_t stopping = 0;
void stop(int) { stopping = 1; }

int fail(const Error& error) {
    log(Priority::Error, "lianxin-kiosk cannot start", error);
    return Failed;
}

/// What is wrong with the printer, where there is to be one.
std::optional<std::string> complaint_about(const PrinterConfig& printer) {
    if (printer.device.empty()) return std::nullopt;
    switch (look_at(printer)) {
    case PrinterState::Absent: return "the printer is not plugged in: " + printer.device.string();
    case PrinterState::NoPaper: return "the printer has no paper";
    case PrinterState::CoverOpen: return "the cover of the printer is open";
    case PrinterState::Trouble: return "the printer cannot print; is the kiosk's user in the group lp?";
    case PrinterState::Ready:
    case PrinterState::PaperLow: return std::nullopt;
    }
    return std::nullopt;
}

/// Tells everything that is wrong, not only the first thing.
int check(const KioskConfig& config) {
    const SystemClock machine;
    TrustedClock clock(machine, boot_id());
    clock.learn(build_date());
    SystemRandom random;
    MemoShelf shelf(config.scratch);
    Performer performer(config, clock, random, shelf);
    (void)performer.perform(effect::PrepareTyping{});
    bool sound = true;
    const auto complain = [&](const std::string& what) {
        std::fprintf(stderr, "%s\n", what.c_str());
        sound = false;
    };
    for (const auto& event : performer.perform(effect::LoadCatalogue{}))
        if (const auto* news = std::get_if<event::HallChanged>(&event)) {
            if (!news->state.trouble.empty()) complain("requests cannot be taken: " + news->state.trouble);
            if (!news->state.content_trouble.empty()) complain("no content can be shown: " + news->state.content_trouble);
        }
    if (::access(config.scratch.c_str(), W_OK | X_OK) != 0)
        complain("\"volatile\" cannot be written, so there are no drafts and no pinyin: " + config.scratch.string());
    else if (!is_memory_backed(config.scratch))
        complain("\"volatile\" is not memory-backed (tmpfs): " + config.scratch.string());
    for (const auto& font : {config.font, config.bold_font})
        if (!std::filesystem::exists(font)) complain("missing font: " + font.string());
    if (const auto what = complaint_about(config.printer)) complain(*what);
    if (auto words = Wording::read(config.assets / "text/zh-CN.toml"); !words) complain(words.error().text());
    const auto staff = StaffList::read(config.state);
    if (!staff) complain(staff.error().text());
    else if (staff->is_empty()) std::fprintf(stderr, "nobody has a PIN: staff cannot help at this kiosk (--add-staff)\n");
    if (sound) std::puts("lianxin-kiosk: everything in order");
    return sound ? Done : Failed;
}

int run(const KioskConfig& config) {
    auto words = Wording::read(config.assets / "text/zh-CN.toml");
    if (!words) return fail(words.error());
    WindowOptions window;
    window.title = config.hall;
    if (config.screen.width > 0 && config.screen.height > 0) window.size = {config.screen.width, config.screen.height};
    window.mode = config.screen.fullscreen ? WindowMode::Fullscreen : WindowMode::Windowed;
    auto canvas = Canvas::open_window(window);
    if (!canvas) return fail(canvas.error());
    auto ui = Ui::open(**canvas, std::move(*words), {{config.font, config.bold_font}, static_cast<float>(config.screen.width_millimetres)});
    if (!ui) return fail(ui.error());

    const SystemClock machine;
    TrustedClock clock(machine, boot_id());
    clock.learn(build_date());
    MemoShelf shelf(config.scratch);
    App app(config, std::move(*ui), **canvas, clock, [&config, &clock, &shelf] {
        static SystemRandom random;
        return std::make_unique<Performer>(config, clock, random, shelf);
    }, [&config, &shelf](const EventSink& sink) { return open_devices(config, shelf, sink); });
    log(Priority::Notice, "lianxin-kiosk " LIANXIN_VERSION " started, renderer " + (*canvas)->renderer_name());
    while (!stopping) {
        const bool again = app.turn();
        for (auto& input : (*canvas)->wait(again ? Milliseconds{0} : app.sleep())) {
            if (input.kind == InputEvent::Kind::Pointer) app.report(input.pointer);
            if (input.kind == InputEvent::Kind::Exposed) (*canvas)->repaint();
            if (input.kind == InputEvent::Kind::Scanned) app.scan(input.text);
            // A kiosk cannot be closed by a visitor; a window on a technician's desk can.
            if (input.kind == InputEvent::Kind::Quit && window.mode == WindowMode::Windowed) stopping = 1;
        }
    }
    return Done;
}

} // namespace

int main(int count, char** words) {
    guard_memory();
    const Arguments arguments = parse_or_exit(program(), count, words);
    if (!arguments.has("config") || !arguments.words.empty()) {
        std::fprintf(stderr, "lianxin-kiosk: give the configuration with --config FILE\n");
        return UsedWrongly;
    }
    auto config = KioskConfig::read(arguments.value("config"));
    if (!config) return fail(config.error());
    if (const auto ended = run_staff_command(*config, arguments)) return *ended;
    std::signal(SIGTERM, stop);
    std::signal(SIGINT, stop);
    return arguments.has("check") ? check(*config) : run(*config);
}
