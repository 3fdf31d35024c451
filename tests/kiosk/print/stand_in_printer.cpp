// The stand-in's thread.
#include "tests/kiosk/print/stand_in_printer.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <termios.h>
#include <unistd.h>

namespace lianxin::test {

StandInPrinter::StandInPrinter(Manners manners) : manners_(manners), master_(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)) {
    std::array<char, 64> name{};
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0 || ::ptsname_r(master_, name.data(), name.size()) != 0)
        throw std::runtime_error("no pseudo-terminal");
    device_ = name.data();
    slave_ = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios raw{};
    ::tcgetattr(slave_, &raw);
    ::cfmakeraw(&raw);
    ::tcsetattr(slave_, TCSANOW, &raw);
    roll_.on_query = [this](int query) { answer(query); };
    roll_.on_done_query = [this] {
        if (manners_.knows_done && !manners_.is_empty && !manners_.is_open) say(0x00);
    };
    thread_ = std::thread([this] { run(); });
}

StandInPrinter::~StandInPrinter() {
    stopping_ = true;
    thread_.join();
    if (master_ >= 0) ::close(master_);
    ::close(slave_);
}

void StandInPrinter::say(std::uint8_t byte) {
    if (!manners_.is_mute) [[maybe_unused]]
        const auto written = ::write(master_, &byte, 1);
}

void StandInPrinter::answer(int query) {
    const bool stuck = manners_.is_empty || manners_.is_open;
    std::uint8_t byte = 0x12;
    const auto set = [&byte](bool holds, int bits) {
        if (holds) byte = static_cast<std::uint8_t>(byte | bits);
    };
    if (query == 1) set(stuck, 0x08);
    if (query == 2) {
        set(manners_.is_open, 0x04);
        set(manners_.is_empty, 0x20);
    }
    if (query == 4) {
        set(manners_.is_low || manners_.is_empty, 0x0c);
        set(manners_.is_empty, 0x60);
    }
    say(byte);
}

void StandInPrinter::mend() {
    const std::lock_guard lock(mutex_);
    manners_.is_empty = manners_.is_open = false;
    manners_.paper_rows = 1 << 20;
}

PaperRoll StandInPrinter::paper() {
    // What was written before has arrived when nothing has come for a moment.
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    const std::lock_guard lock(mutex_);
    return roll_;
}

void StandInPrinter::run() {
    while (!stopping_) {
        pollfd source{master_, POLLIN, 0};
        const bool takes = roll_.picture.height < manners_.takes_rows;
        if (!takes || ::poll(&source, 1, 20) <= 0) {
            if (!takes) std::this_thread::sleep_for(std::chrono::milliseconds(20));
            continue;
        }
        std::array<std::uint8_t, 4096> bytes{};
        const auto got = ::read(master_, bytes.data(), bytes.size());
        const std::lock_guard lock(mutex_);
        for (ssize_t i = 0; i < got; ++i) roll_.take(bytes[static_cast<std::size_t>(i)]);
        if (roll_.picture.height >= manners_.paper_rows) manners_.is_empty = true;
        if (roll_.picture.height >= manners_.unplugged_after) {
            ::close(master_);
            master_ = -1;
            return;
        }
    }
}

} // namespace lianxin::test
