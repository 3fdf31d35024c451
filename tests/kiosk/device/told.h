// What a device tells, kept for a test to wait for.
#pragma once

#include "kiosk/device/device.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace lianxin {

/// What a device tells, as it comes.
class Told {
  public:
    EventSink sink() {
        return [this](Event event) {
            const std::lock_guard lock(mutex_);
            events_.push_back(std::move(event));
            news_.notify_all();
        };
    }
    /// Waits for the next event of that kind.
    template <class Kind>
    std::optional<Kind> next(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
        std::unique_lock lock(mutex_);
        std::optional<Kind> found;
        news_.wait_for(lock, patience, [&] {
            for (; !found && at_ < events_.size(); ++at_)
                if (const auto* event = std::get_if<Kind>(&events_[at_])) found = *event;
            return found.has_value();
        });
        return found;
    }
    /// Waits until one of all events, those of before too, is `wanted`.
    bool comes(const std::function<bool(const Event&)>& wanted, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
        std::unique_lock lock(mutex_);
        return news_.wait_for(lock, patience, [&] { return std::any_of(events_.begin(), events_.end(), wanted); });
    }

  private:
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<Event> events_;
    std::size_t at_ = 0;
};

} // namespace lianxin
