// Talks to the device without ever blocking on it.
#include "kiosk/device/print/line_printer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <unistd.h>

namespace lianxin {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How a plugged-out device answers, by kind of device.
bool is_gone(int problem) { return problem == ENODEV || problem == ENXIO || problem == EIO || problem == EPIPE || problem == ENOENT; }

class Talk {
  public:
    Talk(const Path& device, const PrinterPatience& patience) : patience_(patience), end_(Steady::now() + patience.whole) {
        file_ = File(::open(device.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
        if (file_.descriptor() < 0) fail(errno, "opening " + device.string());
    }

    /// From what a person can mend to what only says that something is wrong. Stops at the first trouble or silence.
    void ask_all() {
        for (const Query query : {Query::Offline, Query::Paper, Query::Fault, Query::Printer})
            if (!ask(query)) return;
    }
    /// False when no answer came. A printer that is mute from the beginning is not asked again.
    bool ask(Query query);
    /// False when it cannot be sent; report() says why.
    bool send(ByteView bytes);
    void wait_for_paper();
    void forget_the_rest();

    bool is_well() const { return report_.outcome == Outcome::Done; }
    PrintReport report() const { return report_; }

  private:
    void fail(int problem, const std::string& doing);
    void judge();
    void give_up();
    std::optional<std::uint8_t> hear(Steady::time_point until);
    bool hear_answer(Query query);
    bool wait_until(Steady::time_point until, short events);
    void drop_old_answers();

    PrinterPatience patience_;
    Steady::time_point end_;
    File file_;
    PrinterStatus status_;
    PrintReport report_;
    bool heard_ = false, mute_ = false;
};

void Talk::fail(int problem, const std::string& doing) {
    report_.outcome = is_gone(problem) ? Outcome::Absent : Outcome::Trouble;
    report_.detail = doing + ": " + std::strerror(problem);
}

/// What the answers so far mean for a paper.
void Talk::judge() {
    report_.paper_low = status_.is_low;
    if (!is_well()) return;
    if (status_.is_open) report_ = {Outcome::CoverOpen, status_.is_low, "the cover is open"};
    else if (status_.is_empty) report_ = {Outcome::NoPaper, status_.is_low, "the paper is at its end"};
    else if (status_.has_fault) report_ = {Outcome::Trouble, status_.is_low, "the printer reports a fault"};
    else if (status_.is_offline) report_ = {Outcome::Trouble, status_.is_low, "the printer is offline"};
}

/// Waits for the device until then, for a moment at most where it is always ready (a plain file).
bool Talk::wait_until(Steady::time_point until, short events) {
    const auto left = std::chrono::ceil<milliseconds>(std::min(until, end_) - Steady::now());
    if (left.count() <= 0) return false;
    pollfd source{file_.descriptor(), events, 0};
    (void)::poll(&source, 1, static_cast<int>(left.count()));
    return true;
}

std::optional<std::uint8_t> Talk::hear(Steady::time_point until) {
    do {
        std::uint8_t byte = 0;
        const auto got = ::read(file_.descriptor(), &byte, 1);
        if (got == 1) return byte;
        if (got < 0 && errno != EAGAIN && errno != EINTR) {
            fail(errno, "listening to the printer");
            return std::nullopt;
        }
        // End of file is how a plain file and some drivers say "nothing yet".
        if (got == 0) (void)::poll(nullptr, 0, 10);
    } while (wait_until(until, POLLIN));
    return std::nullopt;
}

/// Waits for the answer to a question that was sent.
bool Talk::hear_answer(Query query) {
    const auto until = Steady::now() + patience_.answer;
    while (const auto byte = hear(until)) {
        if (!answers_query(*byte)) continue;
        heard_ = true;
        note(status_, query, *byte);
        judge();
        return true;
    }
    return false;
}

void Talk::drop_old_answers() {
    std::array<std::uint8_t, 64> old{};
    while (::read(file_.descriptor(), old.data(), old.size()) > 0) {}
}

bool Talk::ask(Query query) {
    if (!is_well() || mute_) return false;
    drop_old_answers();
    if (!send(command_of(query))) return false;
    const bool answered = hear_answer(query);
    mute_ = !heard_;
    return answered;
}

bool Talk::send(ByteView bytes) {
    auto stalled = Steady::now() + patience_.stall;
    while (!bytes.empty() && is_well()) {
        const auto written = ::write(file_.descriptor(), bytes.data(), bytes.size());
        if (written > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            stalled = Steady::now() + patience_.stall;
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            fail(errno, "writing to the printer");
        } else if (!wait_until(stalled, POLLOUT)) {
            give_up();
        }
    }
    return is_well();
}

/// The printer takes nothing more. It may still say why: paper that ends in the middle looks like this.
void Talk::give_up() {
    end_ = Steady::now() + 4 * patience_.answer;
    for (const Query query : {Query::Offline, Query::Paper}) {
        const Bytes question = command_of(query);
        if (mute_ || ::write(file_.descriptor(), question.data(), question.size()) < 0 || !hear_answer(query)) break;
    }
    if (is_well()) report_ = {Outcome::Trouble, status_.is_low, "the printer takes nothing more"};
}

/// The last bytes are in the printer's memory. Until it says that it worked them off, the reason for a delay may be one that a
/// person must mend.
void Talk::wait_for_paper() {
    if (mute_ || !send(ask_when_done())) return;
    const auto until = Steady::now() + patience_.last;
    bool answered = false;
    while (is_well() && Steady::now() < until) {
        const auto byte = hear(std::min(until, Steady::now() + patience_.answer / 2));
        if (!byte) {
            (void)send(command_of(Query::Offline));
        } else if (answers_when_done(*byte)) {
            (void)ask(Query::Paper);
            return;
        } else if (answers_query(*byte)) {
            answered = true;
            note(status_, Query::Offline, *byte);
            judge();
        }
    }
    // Some know no GS r; those that say they are well have printed by now.
    if (is_well() && !answered) report_ = {Outcome::Trouble, status_.is_low, "the printer stopped answering"};
}

void Talk::forget_the_rest() {
    if (report_.outcome == Outcome::Absent) return;
    const Bytes command = lianxin::forget_the_rest();
    [[maybe_unused]] const auto written = ::write(file_.descriptor(), command.data(), command.size());
}

} // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::Done: return "done";
    case Outcome::NoPaper: return "no_paper";
    case Outcome::CoverOpen: return "cover_open";
    case Outcome::Absent: return "absent";
    case Outcome::Trouble: return "trouble";
    }
    return "trouble";
}

PrintReport print(const Path& device, const std::vector<Bytes>& commands, const PrinterPatience& patience) {
    Talk talk(device, patience);
    talk.ask_all();
    if (!talk.is_well()) return talk.report();
    for (const auto& command : commands) {
        if (!talk.send(command)) break;
        (void)talk.ask(Query::Offline);
    }
    if (talk.is_well()) talk.wait_for_paper();
    if (!talk.is_well()) talk.forget_the_rest();
    return talk.report();
}

PrintReport look(const Path& device, const PrinterPatience& patience) {
    Talk talk(device, patience);
    talk.ask_all();
    return talk.report();
}

} // namespace lianxin
