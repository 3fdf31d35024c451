// Events on their way from other threads to the turn.
#pragma once

#include "kiosk/event.h"

#include <functional>
#include <mutex>
#include <vector>

namespace lianxin {

class Mailbox {
  public:
    /// `wake` is called from the putting thread whenever something was put in; it must not block.
    explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    void put(Event event) {
        {
            const std::lock_guard lock(mutex_);
            events_.push_back(std::move(event));
        }
        wake_();
    }
    /// Everything put in since the last call, in order.
    std::vector<Event> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }
    bool is_empty() {
        const std::lock_guard lock(mutex_);
        return events_.empty();
    }

  private:
    std::function<void()> wake_;
    std::mutex mutex_;
    std::vector<Event> events_;
};

} // namespace lianxin
