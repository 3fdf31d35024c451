// How often a kiosk may ask for the updates of single receipts: enough for its residents, too little to try codes.
#pragma once

#include "records/base/clock.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace lianxin {

class AskingLimit {
  public:
    static constexpr unsigned most_an_hour = 120; ///< a typed code asks for two tags, this year's and last year's

    /// Counts one question. Nothing when it may be asked now, else how long to wait. Several threads at a time.
    std::optional<std::chrono::seconds> ask(const std::string& kiosk, Milliseconds now) {
        const std::lock_guard lock(mutex_);
        Hour& hour = hours_[kiosk];
        if (hour.asked == 0 || now - hour.began >= std::chrono::hours(1)) hour = {now, 0};
        if (hour.asked < most_an_hour) {
            ++hour.asked;
            return std::nullopt;
        }
        return std::chrono::ceil<std::chrono::seconds>(hour.began + std::chrono::hours(1) - now);
    }

  private:
    struct Hour {
        Milliseconds began{0};
        unsigned asked = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Hour> hours_; ///< of enrolled kiosks alone, so it does not grow
};

} // namespace lianxin
