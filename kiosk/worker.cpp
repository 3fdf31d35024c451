// The worker's loop.
#include "kiosk/worker.h"

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace lianxin {
namespace {

/// A newer draft, search, question to the pinyin engine or look at strokes makes an older one of the queue pointless.
bool supersedes(const Effect& newer, const Effect& older) {
    if (newer.index() != older.index()) return false;
    return std::holds_alternative<effect::KeepDraft>(newer) || std::holds_alternative<effect::Search>(newer) ||
           std::holds_alternative<effect::AskPinyin>(newer) || std::holds_alternative<effect::ReadInk>(newer);
}

/// Without any sign from the watched folders the performer still looks after this time.
constexpr Milliseconds look_again{60'000};

void ring(int bell) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell, &one, sizeof one);
}

void drain(int descriptor) {
    std::array<char, 4096> buffer{};
    while (::read(descriptor, buffer.data(), buffer.size()) > 0) {}
}

} // namespace

Worker::Worker(Opening opening, std::function<void()> wake)
    : opening_(std::move(opening)), wake_(std::move(wake)), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      watch_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
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

bool Worker::has_events() {
    const std::lock_guard lock(mutex_);
    return !events_.empty();
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

void Worker::watch() {
    // Adding a watch again is harmless; a folder that is not there yet is tried at the next look.
    for (const auto& folder : performer_->watched())
        (void)::inotify_add_watch(watch_, folder.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE);
}

void Worker::sleep() {
    std::array<pollfd, 2> sources{{{bell_, POLLIN, 0}, {watch_, POLLIN, 0}}};
    const int ready = ::poll(sources.data(), sources.size(), static_cast<int>(look_again.count()));
    if (ready < 0) return;
    if (sources[0].revents != 0) drain(bell_);
    if (ready > 0 && sources[1].revents == 0) return;
    drain(watch_);
    watch();
    gather(performer_->refresh());
}

std::optional<Effect> Worker::next() {
    const std::lock_guard lock(mutex_);
    busy_ = !waiting_.empty();
    if (!busy_) {
        finished_.notify_all();
        return std::nullopt;
    }
    Effect effect = std::move(waiting_.front());
    waiting_.pop_front();
    return effect;
}

void Worker::run() {
    performer_ = opening_();
    watch();
    for (;;) {
        if (auto effect = next()) {
            perform(*effect);
            continue;
        }
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ && waiting_.empty()) break;
        }
        sleep();
    }
    performer_.reset();
}

} // namespace lianxin
