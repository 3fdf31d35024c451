// The worker's loop.
#include "kiosk/worker.h"

#include "records/base/log.h"

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace lianxin {
namespace {

/// A newer draft or search makes an older one of the queue pointless.
bool supersedes(const Effect& newer, const Effect& older) {
    if (newer.index() != older.index()) return false;
    return std::holds_alternative<effect::KeepDraft>(newer) || std::holds_alternative<effect::Search>(newer);
}

void ring(int bell) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell, &one, sizeof one);
}

void drain(int descriptor) {
    std::array<char, 4096> buffer{};
    while (::read(descriptor, buffer.data(), buffer.size()) > 0) {}
}

} // namespace

Worker::Worker(std::unique_ptr<Performer> performer, std::function<void()> wake)
    : performer_(std::move(performer)), wake_(std::move(wake)), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), watch_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    for (const auto& folder : performer_->watched())
        if (::inotify_add_watch(watch_, folder.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE) < 0)
            log(Priority::Warning, "cannot watch a folder: " + folder.string());
    thread_ = std::thread([this] { run(); });
}

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ring(bell_);
    thread_.join();
    ::close(bell_);
    ::close(watch_);
}

void Worker::post(Effect effect) {
    {
        const std::lock_guard lock(mutex_);
        if (!waiting_.empty() && supersedes(effect, waiting_.back()))
            waiting_.back() = std::move(effect);
        else
            waiting_.push_back(std::move(effect));
    }
    ring(bell_);
}

std::vector<Event> Worker::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

void Worker::finish() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return waiting_.empty() && !busy_; });
}

void Worker::gather(std::vector<Event> events) {
    if (events.empty()) return;
    {
        const std::lock_guard lock(mutex_);
        for (auto& event : events) events_.push_back(std::move(event));
    }
    wake_();
}

void Worker::perform(const Effect& effect) { gather(performer_->perform(effect)); }

void Worker::sleep() {
    std::array<pollfd, 2> sources{{{bell_, POLLIN, 0}, {watch_, POLLIN, 0}}};
    if (::poll(sources.data(), sources.size(), -1) <= 0) return;
    if (sources[0].revents != 0) drain(bell_);
    if (sources[1].revents == 0) return;
    drain(watch_);
    gather(performer_->refresh());
}

void Worker::run() {
    for (;;) {
        std::optional<Effect> effect;
        {
            const std::lock_guard lock(mutex_);
            if (!waiting_.empty()) {
                effect = std::move(waiting_.front());
                waiting_.pop_front();
                busy_ = true;
            } else if (stopping_) {
                return;
            }
        }
        if (effect) {
            perform(*effect);
            const std::lock_guard lock(mutex_);
            busy_ = false;
            if (waiting_.empty()) finished_.notify_all();
        } else {
            sleep();
        }
    }
}

} // namespace lianxin
