// Which printer a hall has, from kiosk.toml.
#pragma once

#include "kiosk/printing.h"
#include "records/base/clock.h"
#include "records/base/file.h"

#include <string>

namespace lianxin {

struct PrinterConfig {
    Path device; ///< "/dev/usb/lp0"; empty: there is none
    std::int64_t paper_millimetres = 80;
    std::string cut = "partial";
    PaperComes paper = PaperComes::ByItself;
    Milliseconds look_again{10'000}; ///< while something is wrong: somebody may be mending it
    Path program = {}; ///< lianxin-print; beside the running program when empty
};

} // namespace lianxin
