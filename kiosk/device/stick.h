// The technician's stick behind a port: the daemon alone touches it, and is asked by a file and answers in one.
#pragma once

#include "kiosk/device/device.h"
#include "records/base/file.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lianxin {

/// Where the two talk.
struct StickTalk {
    Path wish;   ///< written here alone
    Path status; ///< written by lianxin-sync alone
    Milliseconds between_looks{1000}, between_readings{200};
    Milliseconds patience{8000}; ///< then it counts as silent
    Milliseconds longest_work_untold{180'000}; ///< the check of new content may take so long
};

class Stick final : public Device {
  public:
    Stick(StickTalk talk, EventSink sink);
    ~Stick() override;
    Stick(const Stick&) = delete;
    Stick& operator=(const Stick&) = delete;

    /// LookAtStick, LeaveStick and UseStick.
    bool perform(const Effect& effect) override;

  private:
    enum class Mind { Away, Looking, Working, Resting }; ///< Resting: an outcome stands on the screen
    void run();
    void wish(StickDeed deed);
    void read();
    bool is_left_lying() const;

    const StickTalk talk_;
    const EventSink sink_;
    std::mutex mutex_;
    std::condition_variable bell_;
    Mind mind_ = Mind::Away;
    std::optional<StickDeed> asked_; ///< to be wished next
    bool stopping_ = false;
    // The thread's own.
    std::uint64_t number_ = 0; ///< of the wish that was written last
    bool answered_ = true;
    std::string told_;         ///< status as told last
    std::chrono::steady_clock::time_point wished_at_, heard_at_;
    std::thread thread_;
};

} // namespace lianxin
