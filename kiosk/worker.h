// The kiosk's one worker thread: takes effects in order, performs them, gives events back, and notices what other programs wrote.
#pragma once

#include "kiosk/performer.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace lianxin {

class Worker {
  public:
    using Opening = std::function<std::unique_ptr<Performer>()>;
    /// `opening` runs on the worker's thread, so that opening stores does not hold up the first picture. `wake` is called from
    /// there too whenever events are waiting; it must not block.
    Worker(Opening opening, std::function<void()> wake);
    /// Finishes what was posted, then ends the thread.
    ~Worker();

    void post(Effect effect);
    /// Events gathered since the last call, in order.
    std::vector<Event> take();
    bool has_events();
    /// Blocks until everything posted has been performed.
    void finish();

  private:
    void run();
    std::optional<Effect> next();
    void watch();
    void perform(const Effect& effect);
    void gather(std::vector<Event> events);
    void sleep();

    Opening opening_;
    std::function<void()> wake_;
    std::unique_ptr<Performer> performer_; ///< the thread's own
    std::mutex mutex_;
    std::condition_variable finished_;
    std::deque<Effect> waiting_;
    std::vector<Event> events_;
    bool busy_ = true; ///< opening counts as work
    bool stopping_ = false;
    int bell_ = -1;    ///< eventfd: something was posted
    int watch_ = -1;   ///< inotify on the folders of the performer
    std::thread thread_;
};

} // namespace lianxin
