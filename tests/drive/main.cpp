// lianxin-drive: the real kiosk application offscreen, driven from standard input. For tests; never packaged.
#include "kiosk/hall_devices.h"
#include "records/base/command_line.h"
#include "records/base/json.h"
#include "records/base/log.h"
#include "tests/drive/driver.h"

#include <cstdio>
#include <iostream>

using namespace lianxin;

namespace {

const Program program{
    "lianxin-drive",
    "",
    "Runs the kiosk offscreen with the software renderer. Each line of standard input is a command, answered by one line of JSON:\n"
    "dump, tap ID, press X Y, drag X1 Y1 X2 Y2 MS, hold X Y MS, stroke X,Y X,Y ..., pinyin LETTERS, pick N, type TEXT, fill FIELD VALUE,\n"
    "scan TEXT, headphones in|out, speak MS, wait MS,\n"
    "until SCREEN, shot FILE.png, spoken, quit.",
    {{"config", "FILE", "configuration (kiosk.toml)"},
     {"size", "WIDTHxHEIGHT", "pixels of the screen, 1080x1920 if not given"},
     {"theme", "NAME", "normal, elder or contrast"},
     {"now", "TIME", "where the wall clock starts, ISO 8601 in UTC; the real time if not given"}},
};

[[noreturn]] void complain(const std::string& what, int code) {
    std::fprintf(stderr, "lianxin-drive: %s\n", what.c_str());
    std::exit(code);
}

Size size_of(const std::string& text) {
    Size size;
    if (std::sscanf(text.c_str(), "%dx%d", &size.width, &size.height) != 2 || size.width < 320 || size.height < 320)
        complain("--size is WIDTHxHEIGHT", UsedWrongly);
    return size;
}

void answer(const Result<Value>& result) {
    const Value line = result ? *result : Value(Value::Map{{"ok", false}, {"error", result.error().message}, {"code", name_of(result.error().code)}});
    std::printf("%s\n", to_json(line).c_str());
    std::fflush(stdout);
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse_or_exit(program, count, words);
    if (!arguments.has("config") || !arguments.words.empty()) complain("give the configuration with --config FILE", UsedWrongly);
    auto config = KioskConfig::read(arguments.value("config"));
    if (!config) complain(config.error().text(), Failed);
    const std::string theme = arguments.value("theme", "normal");
    if (theme != "normal" && theme != "elder" && theme != "contrast") complain("--theme is normal, elder or contrast", UsedWrongly);
    TimePoint start = SystemClock().wall();
    if (arguments.has("now")) {
        auto now = parse_iso_time(arguments.value("now"));
        if (!now) complain(now.error().text(), UsedWrongly);
        start = *now;
    }
    ManualClock clock(start);
    TrustedClock trusted(clock, "wound by hand");

    auto canvas = Canvas::open_offscreen(size_of(arguments.value("size", "1080x1920")));
    if (!canvas) complain(canvas.error().text(), Failed);
    auto wording = Wording::read(config->assets / "text/zh-CN.toml");
    if (!wording) complain(wording.error().text(), Failed);
    auto ui = Ui::open(**canvas, std::move(*wording), {{config->font, config->bold_font}, static_cast<float>(config->screen.width_millimetres)});
    if (!ui) complain(ui.error().text(), Failed);
    Ear ear(clock);
    MemoShelf shelf(config->scratch);
    App app(*config, std::move(*ui), **canvas, trusted, [&config, &trusted, &shelf] {
        static SystemRandom random;
        return std::make_unique<Performer>(*config, trusted, random, shelf);
    }, [&ear, &config, &shelf](EventSink sink) {
        Devices devices;
        if (auto printer = open_printer(*config, sink)) devices.push_back(std::move(printer));
        devices.push_back(open_recorder(*config, shelf, sink));
        devices.push_back(open_stick(*config, sink));
        devices.push_back(ear.voice(std::move(sink)));
        return devices;
    });
    if (theme == "elder") app.wish(intent::ToggleElder{});
    if (theme == "contrast") app.wish(intent::ToggleContrast{});

    Driver driver(app, **canvas, clock, ear);
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "quit") break;
        if (!line.empty()) answer(driver.obey(line));
    }
    return Done;
}
