// A printer that stands in for a real one: the other end of a pseudo-terminal, with the manners and troubles of printers.
#pragma once

#include "records/base/file.h"
#include "tests/kiosk/print/paper_roll.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace lianxin::test {

struct Manners {
    bool is_mute = false;       ///< answers nothing
    bool knows_done = true;     ///< answers GS r
    bool is_empty = false;      ///< no paper from the beginning
    bool is_open = false;
    bool is_low = false;
    int paper_rows = 1 << 20;   ///< then the roll is at its end
    int unplugged_after = 1 << 20; ///< rows
    int takes_rows = 1 << 20;   ///< then it takes no byte more and says nothing
};

class StandInPrinter {
  public:
    explicit StandInPrinter(Manners manners = {});
    ~StandInPrinter();
    StandInPrinter(const StandInPrinter&) = delete;
    StandInPrinter& operator=(const StandInPrinter&) = delete;

    Path device() const { return device_; }
    /// Mended by a person: new paper, cover closed.
    void mend();
    /// What lies in the tray. Call when the print is over.
    PaperRoll paper();

  private:
    void run();
    void answer(int query);
    void say(std::uint8_t byte);

    Manners manners_;
    int master_ = -1, slave_ = -1;
    Path device_;
    PaperRoll roll_;
    std::mutex mutex_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace lianxin::test
