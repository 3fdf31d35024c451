// One paper on a printer at a device file: everything in bounded time, whatever the printer does.
#pragma once

#include "kiosk/device/print/escpos.h"
#include "records/base/file.h"

#include <chrono>
#include <string>
#include <string_view>

namespace lianxin {

enum class Outcome { Done, NoPaper, CoverOpen, Absent, Trouble };
/// "done", "no_paper", "cover_open", "absent", "trouble": the words lianxin-print answers with.
std::string_view name_of(Outcome outcome);

struct PrintReport {
    Outcome outcome = Outcome::Done;
    bool paper_low = false;
    std::string detail = {}; ///< for technicians, English
};

/// How long is waited for what.
struct PrinterPatience {
    std::chrono::milliseconds answer{500}; ///< to a question; a printer that is mute is printed on all the same
    std::chrono::milliseconds stall{5'000}; ///< without a byte being taken
    std::chrono::milliseconds last{6'000};  ///< from the last byte until the paper is out
    std::chrono::milliseconds whole{25'000};
};

PrintReport print(const Path& device, const std::vector<Bytes>& commands, const PrinterPatience& patience);
/// Only asks. A mute printer is taken to be well.
PrintReport look(const Path& device, const PrinterPatience& patience);

} // namespace lianxin
