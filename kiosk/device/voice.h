// What the kiosk says: a recording of the edition where somebody read it aloud, else the synthetic voice. Lives on a thread of its
// own and sounds through a loudspeaker; holds nothing while a visit says nothing.
#pragma once

#include "kiosk/device/device.h"
#include "kiosk/device/espeak.h"
#include "kiosk/device/opus.h"
#include "kiosk/speech/spoken_text.h"

#include <mutex>
#include <optional>
#include <thread>

namespace lianxin {

/// The bytes of a recording of the edition, whole and checked against its hash. Called on the voice's thread.
using Recordings = std::function<Result<Bytes>(const std::string& path)>;

/// A copy of the memo of a field; nothing when there is none. Called on the voice's thread.
using SpokenMemos = std::function<std::optional<Bytes>(const std::string& field)>;

struct VoiceMeans {
    std::unique_ptr<Loudspeaker> loudspeaker;
    std::function<bool()> has_loudspeaker; ///< asked at the start and after each visit
    std::string program = "espeak-ng";
    Path readings; ///< the table of words with several readings
    Recordings recordings;
    SpokenMemos memos = {};
};

class Voice final : public Device {
  public:
    /// Tells `sink` whether it can speak, from its own thread.
    Voice(VoiceMeans means, EventSink sink);
    /// Falls silent.
    ~Voice() override;

    /// Takes Speak, PlayMemo and Silence; the end of a visit silences it too.
    bool perform(const Effect& effect) override;

  private:
    struct Silent {};
    struct Ended {};
    using Order = std::variant<effect::Speak, effect::PlayMemo, Silent, Ended>;
    /// A recording being played, so that the next sentence goes on where this one stopped.
    struct Playing {
        std::string path;
        OpusReader reader;
        std::int64_t at = 0; ///< samples
    };
    struct Prepared {
        std::string text;
        int speed = 0;
        Sound sound;
    };

    void order(Order order);
    std::optional<Order> take();
    /// Until an order comes or the time is over; -1: as long as it takes. True when an order came.
    bool wait(int milliseconds) const;
    void run();
    void tell_presence();
    void say(const effect::Speak& speak);
    void play(const effect::PlayMemo& wish);
    Result<void> sound_memo(OpusReader& reader, int volume);
    bool say_recording(const Utterance& utterance);
    bool say_synthetic(const effect::Speak& speak);
    bool open_recording(const Utterance& utterance);
    Result<Sound> synthesise(const std::string& text, int speed);
    void prepare(const std::string& text, int speed);
    bool listen_to_the_end();
    void forget_visit();

    VoiceMeans means_;
    EventSink sink_;
    Espeak espeak_;
    std::optional<SpokenText> spoken_text_; ///< read when first needed
    std::optional<Playing> playing_;
    std::optional<Prepared> prepared_;
    std::mutex mutex_;
    std::optional<Order> order_; ///< the latest; what was ordered before does not count any more
    bool forget_ = false;        ///< a visit has ended
    int bell_;                   ///< eventfd: there is an order
    std::thread thread_;
};

} // namespace lianxin
