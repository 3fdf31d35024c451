// Reading kiosk.toml.
#include "kiosk/kiosk_config.h"

#include "records/base/config.h"

namespace lianxin {
namespace {

Result<void> check(const PrinterConfig& printer, const Path& file) {
    const auto complain = [&](const char* what) { return Error{ErrorCode::Invalid, file.string() + ": " + what, {}}; };
    if (printer.paper_millimetres != 58 && printer.paper_millimetres != 80) return complain("printer.paper_millimetres is 58 or 80");
    if (printer.cut != "partial" && printer.cut != "full" && printer.cut != "none") return complain("printer.cut is \"partial\", \"full\" or \"none\"");
    return {};
}

Pad pad_named(std::string_view name) { return name == "ink" ? Pad::Ink : name == "nine-key" ? Pad::NineKey : Pad::Pinyin; }

} // namespace

Result<KioskConfig> KioskConfig::read(const Path& file) {
    auto config = Config::read(file);
    if (!config) return std::move(config).error();
    KioskConfig out;
    out.state = config->required_path("state");
    out.inbox = config->required_path("inbox");
    out.library = config->required_path("library");
    out.enrolment = config->required_path("enrolment");
    out.scratch = config->required_path("volatile");
    out.assets = config->required_path("assets");
    out.hall = config->required_text("hall");
    out.phone = config->text("phone", "");
    out.font = config->path("font", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
    out.bold_font = config->path("bold_font", "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc");
    out.reserve = static_cast<std::uint64_t>(config->integer("reserve_mebibytes", 256, 1, 1 << 20)) << 20;
    out.code_cost.memory_kib = static_cast<std::size_t>(config->integer("code.memory_mebibytes", 128, 1, 4096)) * 1024;
    out.code_cost.passes = static_cast<unsigned>(config->integer("code.passes", 3, 1, 100));
    out.times.idle = std::chrono::seconds(config->integer("visit.idle_seconds", 60, 10, 3600));
    out.times.assisted = std::chrono::seconds(config->integer("visit.assisted_idle_seconds", 180, 10, 3600));
    out.times.warning = std::chrono::seconds(config->integer("visit.warning_seconds", 15, 5, 600));
    out.screen.width = static_cast<int>(config->integer("screen.width", 0, 0, 16384));
    out.screen.height = static_cast<int>(config->integer("screen.height", 0, 0, 16384));
    out.screen.width_millimetres = static_cast<double>(config->integer("screen.width_millimetres", 0, 0, 10000));
    out.screen.fullscreen = config->flag("screen.fullscreen", true);
    out.headphones = config->text("headphones.device", "");
    out.takes_memos = config->flag("microphone.memos", true);
    out.microphone = config->text("microphone.device", "");
    out.printer.device = config->text("printer.device", "");
    out.printer.paper_millimetres = config->integer("printer.paper_millimetres", 80, 58, 80);
    out.printer.cut = config->text("printer.cut", "partial");
    out.printer.paper = config->flag("printer.automatic", true) ? PaperComes::ByItself : PaperComes::WhenAsked;
    out.writing_pad = pad_named(config->choice("typing.pad", "pinyin", {"pinyin", "nine-key", "ink"}));
    if (auto whole = config->finish(); !whole) return std::move(whole).error();
    if (auto sound = check(out.printer, file); !sound) return std::move(sound).error();
    return out;
}

} // namespace lianxin
