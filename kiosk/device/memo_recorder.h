// Records voice memos: hears, measures and packs them as Opus on a thread of its own, and lays them on the shelf.
#pragma once

#include "kiosk/device/device.h"
#include "kiosk/device/microphone.h"
#include "kiosk/device/opus.h"
#include "kiosk/device/memo_shelf.h"

#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace lianxin {

/// What is shorter was no memo but a slip of the finger.
constexpr Milliseconds shortest_memo{1000};

/// How loud a piece of sound is, 0–100: 0 for a quiet room, 100 for what a microphone can just bear.
int level_of(const Sound& sound);

class MemoRecorder final : public Device {
  public:
    /// `microphone` may be empty: the hall has none. `shelf` outlives the recorder. Tells `sink` whether it can record, from its own thread.
    MemoRecorder(std::unique_ptr<Microphone> microphone, MemoShelf& shelf, EventSink sink);
    /// A memo being recorded is dropped.
    ~MemoRecorder() override;

    /// Takes RecordMemo, StopMemo and DropMemo, one after the other; the end of a visit drops everything.
    bool perform(const Effect& effect) override;

  private:
    struct Ended {};
    using Order = std::variant<effect::RecordMemo, effect::StopMemo, effect::DropMemo, effect::Forget, Ended>;
    struct Recording {
        std::string field;
        Milliseconds longest;
        OpusWriter opus;
        std::uint64_t samples = 0;
        std::uint64_t told = 0;    ///< samples when the level was told last
        int silent_rounds = 0;     ///< looks in a row that found nothing new
    };

    void order(Order order);
    std::optional<Order> take();
    bool wait(int milliseconds) const;
    void run();
    void obey(const effect::RecordMemo& wish);
    void obey(const effect::StopMemo&);
    void obey(const effect::DropMemo& wish);
    void obey(const effect::Forget&);
    void obey(const Ended&) {}
    void tell_presence();
    void hear();
    Result<void> add(Sound sound);
    void finish();
    void fail(const Error& error);
    void stop_hearing();

    std::unique_ptr<Microphone> microphone_;
    MemoShelf& shelf_;
    EventSink sink_;
    std::optional<Recording> recording_; ///< the thread's own
    std::mutex mutex_;
    std::deque<Order> orders_;
    int bell_; ///< eventfd: there is an order
    std::thread thread_;
};

} // namespace lianxin
