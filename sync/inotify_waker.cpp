// inotify(7) and signalfd(2) under one poll(2).
#include "sync/inotify_waker.h"

#include "records/store/library_word.h"
#include "records/store/shown_receipts.h"
#include "records/wire/stick_status.h"

#include <array>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace lianxin {
namespace {

/// A record is appended to the log before it is entered in the database; a moment later both are done.
constexpr Milliseconds settling{300};
/// Until the kiosk has made its outbox there is nothing to watch, so it is looked for from time to time.
constexpr Milliseconds looking{2000};

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

} // namespace

Result<InotifyWaker> InotifyWaker::create(const Path& outbox) {
    File notices(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (notices.descriptor() < 0) return storage_error("starting inotify");
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    File signals(signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
    if (signals.descriptor() < 0) return storage_error("starting signalfd");
    InotifyWaker waker(std::move(notices), std::move(signals), outbox);
    waker.watch();
    return waker;
}

void InotifyWaker::watch() {
    if (watched_ < 0) watched_ = inotify_add_watch(notices_.descriptor(), outbox_.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
}

/// That the kiosk loaded an edition well is no reason for a round.
bool InotifyWaker::library_fails() const {
    const auto word = read_library_word(outbox_);
    return word && is_failing(*word);
}

void InotifyWaker::take_notices() {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t count = read(notices_.descriptor(), buffer.data(), buffer.size());
        if (count <= 0) return;
        for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string_view name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            changed_ = changed_ || name == "outbox.log" || name == asked_file || (name == library_word_file && library_fails());
            wished_ = wished_ || (name == stick_wish_name && (event.mask & IN_MOVED_TO) != 0);
            // The folder itself is gone: look for a new one.
            if ((event.mask & IN_IGNORED) != 0) watched_ = -1;
            at += sizeof event + event.len;
        }
    }
}

bool InotifyWaker::stick_wished() {
    take_notices();
    return wished_;
}

Woken InotifyWaker::wait(Milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    for (;;) {
        const bool was_watched = watched_ >= 0;
        watch();
        if (!was_watched && watched_ >= 0) return Woken::NewRecord;
        if (std::exchange(wished_, false)) return Woken::StickWished;
        if (std::exchange(changed_, false)) return Woken::NewRecord; // it was handed in while the round was under way
        auto left = std::chrono::ceil<Milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return Woken::TimeUp;
        if (watched_ < 0) left = std::min(left, looking);
        std::array<pollfd, 2> files{pollfd{signals_.descriptor(), POLLIN, 0}, pollfd{notices_.descriptor(), POLLIN, 0}};
        poll(files.data(), files.size(), static_cast<int>(std::min<std::int64_t>(left.count(), INT32_MAX)));
        if (files[0].revents != 0) return Woken::StopAsked;
        if (files[1].revents != 0) take_notices();
        if (wished_ || !changed_) continue;
        std::this_thread::sleep_for(settling);
        take_notices();
    }
}

bool InotifyWaker::stop_asked() const {
    pollfd signals{signals_.descriptor(), POLLIN, 0};
    return poll(&signals, 1, 0) > 0;
}

} // namespace lianxin
