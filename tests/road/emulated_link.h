// A rural line between two network namespaces: packets wait for their turn, travel, and some are lost or come twice. No kernel module is
// needed.
#pragma once

#include "records/base/clock.h"
#include "records/base/file.h"
#include "records/base/random.h"

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace lianxin::test {

struct Line {
    unsigned bits_per_second = 0;  ///< each way
    Milliseconds delay{0};         ///< one way
    unsigned lost_per_mille = 0;   ///< of the packets, each way
    unsigned twice_per_mille = 0;  ///< of the packets, each way
};

class EmulatedLink {
  public:
    /// Two namespaces joined by the line alone, which go with it. Errors: Unavailable, where the system does not permit them.
    static Result<std::unique_ptr<EmulatedLink>> open(const Line& line, std::uint64_t seed);
    ~EmulatedLink();
    EmulatedLink(const EmulatedLink&) = delete;
    EmulatedLink& operator=(const EmulatedLink&) = delete;

    /// The command to run at that end. It stays one process.
    std::vector<std::string> at_kiosk(std::vector<std::string> command) const { return at(near_, std::move(command)); }
    std::vector<std::string> at_county(std::vector<std::string> command) const { return at(far_, std::move(command)); }

    /// Runs something of this process at the county's end. Sockets and threads that it makes stay there.
    void at_county_end(const std::function<void()>& deed) const;

    static constexpr const char* kiosk_address = "10.213.0.1";
    static constexpr const char* county_address = "10.213.0.2";

    /// Bytes of IP packets that were given to the line at the kiosk's and at the county's end.
    std::uint64_t up() const { return near_.given; }
    std::uint64_t down() const { return far_.given; }

  private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Packet {
        Moment due;
        Bytes bytes;
        bool lost = false;
    };
    struct End {
        File space; ///< the namespace
        File device;
        std::atomic<std::uint64_t> given = 0;
        std::deque<Packet> travelling; ///< from this end to the other
        Moment free{};                 ///< when the line has sent everything it was given
    };

    EmulatedLink(const Line& line, std::uint64_t seed) : line_(line), chance_(seed) {}
    Result<void> make(End& end, const char* own, const char* other);
    std::vector<std::string> at(const End& end, std::vector<std::string> command) const;
    void carry();
    void take(End& from);
    void deliver(End& from, End& to, Moment now);

    Line line_;
    SeededRandom chance_;
    End near_, far_;
    std::atomic<bool> over_ = false;
    std::thread thread_;
};

} // namespace lianxin::test
