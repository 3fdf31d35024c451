// A road between two programs on which every connection meets with a fault of its own, or with none.
#pragma once

#include "records/base/file.h"
#include "records/base/random.h"

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

namespace lianxin::test {

enum class Fault {
    None,
    Refused,     ///< closed before anything was said
    CutUp,       ///< cut after some bytes from the kiosk
    CutDown,     ///< cut after some bytes from the county
    Portal,      ///< a captive portal answers with a page of its own
    Silent,      ///< nothing comes through for a while, then the end
    Dribble,     ///< a few bytes at a time
    HeldAnswer,  ///< everything arrives, the answer is thrown away
};
constexpr std::uint32_t faults = 8;

class FaultyRoad {
  public:
    static constexpr const char* loopback = "127.0.0.1";
    /// Listens at `address` and passes connections on to `port` there; of a hundred, `odds` meet with a fault.
    FaultyRoad(std::uint16_t port, std::uint64_t seed, std::uint32_t odds, const char* address = loopback);
    ~FaultyRoad();
    FaultyRoad(const FaultyRoad&) = delete;
    FaultyRoad& operator=(const FaultyRoad&) = delete;

    std::uint16_t port() const { return own_port_; }
    /// From now on every connection passes.
    void heal() { odds_ = 0; }
    /// From now on every connection meets with this one.
    void always(Fault fault);
    /// How many connections met with it.
    int met(Fault fault) const { return met_.at(static_cast<std::size_t>(fault)); }

  private:
    struct Fate {
        Fault fault = Fault::None;
        std::size_t after = 0; ///< bytes
    };
    void listen_on();
    Fate next_fate();
    void carry(File client, Fate fate);
    void pass(const File& client, const File& server, const Fate& fate);

    std::string address_;
    std::uint16_t port_, own_port_ = 0;
    File listener_;
    SeededRandom chance_;
    std::atomic<std::uint32_t> odds_;
    std::atomic<int> always_ = -1;
    std::array<std::atomic<int>, faults> met_{};
    std::atomic<bool> over_ = false;
    std::list<std::thread> carriers_;
    std::thread thread_;
};

} // namespace lianxin::test
