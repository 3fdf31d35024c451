// The daemon as a table: in each state one deed, whose outcome decides the next state.
#pragma once

#include "sync/rhythm.h"
#include "sync/waker.h"

#include "records/base/result.h"

#include <optional>
#include <string_view>

namespace lianxin {

enum class DaemonState { Opening, Carrying, Resting, BackingOff, Helping, Stopped };
enum class DaemonEvent { Opened, OpenFailed, RoundDone, RoundFailed, NewRecord, TimeUp, StickWished, Helped, StopAsked };

std::string_view name_of(DaemonState state);
std::string_view name_of(DaemonEvent event);

/// The table. Nothing where the event cannot happen in that state.
std::optional<DaemonState> next_state(DaemonState state, DaemonEvent event);

/// What the states do. A round that ends with records still waiting is one that failed.
class Carriage {
  public:
    struct Outcome {
        bool done = false;
        std::optional<std::chrono::seconds> asked; ///< the county asked to come back no sooner
    };
    virtual ~Carriage() = default;
    /// Opens whatever a round needs; may be called again after a failure.
    virtual Result<void> open() = 0;
    virtual Outcome carry() = 0;
    /// Fulfils what the technician wishes of the stick; may be called before or after open(). An error means that nothing is open.
    virtual Result<void> help() = 0;
    /// What the kiosk says of itself and cannot wait for a round.
    virtual void heed_kiosk() {}
};

class Daemon {
  public:
    /// All of them outlive the daemon.
    Daemon(Carriage& carriage, Waker& waker, const Clock& clock, const RhythmSettings& rhythm, Random& random)
        : carriage_(carriage), waker_(waker), clock_(clock), rhythm_(rhythm), random_(random) {}

    /// From Opening until Stopped.
    void run();

  private:
    DaemonEvent act();
    DaemonEvent open();
    DaemonEvent carry();
    DaemonEvent rest();
    DaemonEvent help();
    void pause(Milliseconds length) { until_ = clock_.monotonic() + length; }

    Carriage& carriage_;
    Waker& waker_;
    const Clock& clock_;
    const RhythmSettings& rhythm_;
    Random& random_;
    DaemonState state_ = DaemonState::Opening;
    unsigned failures_ = 0;
    Milliseconds until_{0}; ///< by the monotonic clock
};

} // namespace lianxin
