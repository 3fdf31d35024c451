// Reading kiosk.toml.
#include "kiosk/kiosk_config.h"

#include "records/base/config.h"

namespace lianxin {

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
    if (auto whole = config->finish(); !whole) return std::move(whole).error();
    return out;
}

} // namespace lianxin
