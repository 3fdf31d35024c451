// Waits for the switch of the jack to be thrown.
#include "kiosk/device/headphones.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lianxin {
namespace {

using Switches = std::array<std::uint8_t, SW_MAX / 8 + 1>;

bool has_headphones(const Switches& switches) { return (switches.at(SW_HEADPHONE_INSERT / 8) >> (SW_HEADPHONE_INSERT % 8) & 1) != 0; }

/// Whether it is a device with that switch at all.
bool is_jack(int descriptor) {
    Switches offered{};
    return ::ioctl(descriptor, EVIOCGBIT(EV_SW, offered.size()), offered.data()) >= 0 && has_headphones(offered);
}

/// How the switch stands now; nothing when the device cannot tell.
bool is_plugged(int descriptor) {
    Switches thrown{};
    return ::ioctl(descriptor, EVIOCGSW(thrown.size()), thrown.data()) >= 0 && has_headphones(thrown);
}

int open_to_read(const Path& path) { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); }

void close_if_open(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
}

/// Takes what inotify has told: that something happened is all that matters.
void drain(int descriptor) {
    std::array<char, 4096> news{};
    while (::read(descriptor, news.data(), news.size()) > 0) {
    }
}

} // namespace

Headphones::Headphones(EventSink sink, Path device, Path folder)
    : sink_(std::move(sink)), device_(std::move(device)), folder_(device_.empty() ? std::move(folder) : device_.parent_path()),
      stop_(::eventfd(0, EFD_CLOEXEC)) {
    thread_ = std::thread([this] { watch(); });
}

Headphones::~Headphones() {
    (void)::eventfd_write(stop_, 1);
    thread_.join();
    ::close(stop_);
}

int Headphones::open_device() const {
    if (!device_.empty()) return open_to_read(device_);
    std::vector<Path> devices;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, none))
        if (entry.path().filename().string().starts_with("event")) devices.push_back(entry.path());
    std::sort(devices.begin(), devices.end());
    for (const Path& path : devices) {
        int descriptor = open_to_read(path);
        if (descriptor >= 0 && is_jack(descriptor)) return descriptor;
        close_if_open(descriptor);
    }
    return -1;
}

void Headphones::report(bool plugged) {
    if (std::exchange(plugged_, plugged) != plugged) sink_(event::DevicesChanged{{.has_headphones = plugged}});
}

/// False when the device has gone.
bool Headphones::read_events(int descriptor) {
    std::array<input_event, 32> events{};
    const ssize_t got = ::read(descriptor, events.data(), sizeof events);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    const auto count = static_cast<std::size_t>(got) / sizeof(input_event);
    for (std::size_t i = 0; i < count; ++i)
        if (events.at(i).type == EV_SW && events.at(i).code == SW_HEADPHONE_INSERT) report(events.at(i).value != 0);
    return got > 0;
}

void Headphones::watch() {
    int folder = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    // A device appears first and may be read a moment later.
    if (folder >= 0) (void)::inotify_add_watch(folder, folder_.c_str(), IN_CREATE | IN_MOVED_TO | IN_ATTRIB);
    int device = -1;
    for (bool stopping = false; !stopping;) {
        if (device < 0) {
            device = open_device();
            report(device >= 0 && is_plugged(device));
        }
        std::array<pollfd, 3> waits{{{stop_, POLLIN, 0}, {folder, POLLIN, 0}, {device, POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
        stopping = waits[0].revents != 0;
        if (waits[1].revents != 0) drain(folder);
        if (waits[2].revents != 0 && !read_events(device)) close_if_open(device);
    }
    close_if_open(device);
    close_if_open(folder);
}

} // namespace lianxin
