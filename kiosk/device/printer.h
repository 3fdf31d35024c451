// The printer of the hall, driven by lianxin-print: a process of its own for each paper, so that no printer can hold up or break the kiosk.
#pragma once

#include "kiosk/device/device.h"
#include "kiosk/device/printer_config.h"
#include "kiosk/device/receipt_sheet.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace lianxin {

/// Asks it how it is; blocks for a few seconds at most.
PrinterState look_at(const PrinterConfig& config);

class Printer : public Device {
  public:
    Printer(PrinterConfig config, Letterhead head, Wording words, EventSink sink);
    /// A paper being printed is given up.
    ~Printer() override;

    /// Prints; looks at the printer whenever a visit begins, and again and again while something is wrong with it. A paper that was begun outlives its visit, its text does not.
    bool perform(const Effect& effect) override;

  private:
    struct Paper {
        std::string receipt; ///< its number; empty for a checklist
        std::string page;    ///< whose checklist it is
        std::string sheet;   ///< JSON
    };
    void run();
    void print(Paper paper);
    void tell(PrinterState state);

    PrinterConfig config_;
    Letterhead head_;
    Wording words_;
    EventSink sink_;
    std::mutex mutex_;
    std::condition_variable bell_;
    std::deque<Paper> papers_;
    bool must_look_ = true;
    PrinterState state_ = PrinterState::Absent; ///< as told last; the thread's own
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace lianxin
