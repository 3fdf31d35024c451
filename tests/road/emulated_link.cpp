// Namespaces with a tun device each, and the thread that is the line between them.
#include "tests/road/emulated_link.h"

#include "tests/programs/process.h"

#include <cstring>
#include <exception>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <unistd.h>

namespace lianxin::test {
namespace {

constexpr std::size_t largest_packet = 1500;
constexpr std::chrono::milliseconds longest_queue{500}; ///< of sending; what does not fit behind it is dropped
constexpr std::chrono::milliseconds look_around{50};

Error not_permitted(const std::string& what) { return {ErrorCode::Unavailable, what + ": " + std::strerror(errno), {}}; }

Result<File> tun_device() {
    auto device = File::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (!device) return not_permitted("opening /dev/net/tun");
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    std::strncpy(request.ifr_name, "link", IFNAMSIZ - 1);
    if (::ioctl(device->descriptor(), TUNSETIFF, &request) != 0) return not_permitted("making a tun device");
    return device;
}

Result<void> configure(const std::vector<std::string>& words) {
    std::vector<std::string> command{"ip"};
    command.insert(command.end(), words.begin(), words.end());
    const Finished done = run(command);
    if (done.code != 0) return Error{ErrorCode::Unavailable, "ip " + words[0] + ": " + done.err, {}};
    return {};
}

} // namespace

/// Runs in a thread of its own, for a thread that left its namespace does not come back.
Result<void> EmulatedLink::make(End& end, const char* own, const char* other) {
    Result<void> made;
    std::thread([&] {
        made = [&]() -> Result<void> {
            if (::unshare(CLONE_NEWNET) != 0) return not_permitted("making a network namespace");
            auto space = File::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
            if (!space) return std::move(space).error();
            auto device = tun_device();
            if (!device) return std::move(device).error();
            for (const auto& words : std::vector<std::vector<std::string>>{{"link", "set", "lo", "up"},
                                                                           {"addr", "add", own, "peer", other, "dev", "link"},
                                                                           {"link", "set", "dev", "link", "mtu", "1500", "up"}})
                if (auto done = configure(words); !done) return done;
            end.space = std::move(*space);
            end.device = std::move(*device);
            return {};
        }();
    }).join();
    return made;
}

Result<std::unique_ptr<EmulatedLink>> EmulatedLink::open(const Line& line, std::uint64_t seed) {
    std::unique_ptr<EmulatedLink> link(new EmulatedLink(line, seed));
    if (auto made = link->make(link->near_, kiosk_address, county_address); !made) return std::move(made).error();
    if (auto made = link->make(link->far_, county_address, kiosk_address); !made) return std::move(made).error();
    link->thread_ = std::thread([&carried = *link] { carried.carry(); });
    return link;
}

EmulatedLink::~EmulatedLink() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
}

std::vector<std::string> EmulatedLink::at(const End& end, std::vector<std::string> command) const {
    const std::string space = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(end.space.descriptor());
    command.insert(command.begin(), {"nsenter", "--net=" + space, "--"});
    return command;
}

void EmulatedLink::at_county_end(const std::function<void()>& deed) const {
    std::exception_ptr failed;
    std::thread([&] {
        try {
            if (::setns(far_.space.descriptor(), CLONE_NEWNET) != 0) throw std::runtime_error("the county's end of the line is not there");
            deed();
        } catch (...) {
            failed = std::current_exception();
        }
    }).join();
    if (failed) std::rethrow_exception(failed);
}

void EmulatedLink::carry() {
    while (!over_) {
        Moment next = std::chrono::steady_clock::now() + look_around;
        for (const End* end : {&near_, &far_})
            if (!end->travelling.empty()) next = std::min(next, end->travelling.front().due);
        const auto wait = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(next - std::chrono::steady_clock::now()));
        const timespec limit{0, static_cast<long>(std::min<std::int64_t>(wait.count(), 999'999'999))};
        std::array<pollfd, 2> ends{pollfd{near_.device.descriptor(), POLLIN, 0}, pollfd{far_.device.descriptor(), POLLIN, 0}};
        ::ppoll(ends.data(), ends.size(), &limit, nullptr);
        take(near_);
        take(far_);
        const Moment now = std::chrono::steady_clock::now();
        deliver(near_, far_, now);
        deliver(far_, near_, now);
    }
}

/// What is lost was sent all the same and took its time on the line.
void EmulatedLink::take(End& from) {
    std::array<std::uint8_t, largest_packet> buffer{};
    for (;;) {
        const ssize_t length = ::read(from.device.descriptor(), buffer.data(), buffer.size());
        if (length <= 0) return;
        from.given += static_cast<std::uint64_t>(length);
        const Moment now = std::chrono::steady_clock::now();
        from.free = std::max(from.free, now);
        if (from.free - now > longest_queue) continue;
        from.free += std::chrono::nanoseconds(static_cast<std::int64_t>(length) * 8 * 1'000'000'000 / line_.bits_per_second);
        const bool lost = chance_.below(1000) < line_.lost_per_mille, twice = chance_.below(1000) < line_.twice_per_mille;
        for (int copies = twice ? 2 : 1; copies > 0; --copies)
            from.travelling.push_back({from.free + line_.delay, Bytes(buffer.begin(), buffer.begin() + length), lost});
    }
}

void EmulatedLink::deliver(End& from, End& to, Moment now) {
    while (!from.travelling.empty() && from.travelling.front().due <= now) {
        const Packet& packet = from.travelling.front();
        // A full device loses the packet, as a line may.
        if (!packet.lost && ::write(to.device.descriptor(), packet.bytes.data(), packet.bytes.size()) < 0) errno = 0;
        from.travelling.pop_front();
    }
}

} // namespace lianxin::test
