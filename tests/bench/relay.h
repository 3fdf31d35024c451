// A road between two programs that counts the bytes it carries each way.
#pragma once

#include "records/base/file.h"

#include <atomic>
#include <thread>

namespace lianxin::bench {

class Relay {
  public:
    /// Listens on a free loopback port and passes every connection on to `port`.
    explicit Relay(std::uint16_t port);
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    std::uint16_t port() const { return own_port_; }
    std::uint64_t up() const { return up_; }
    std::uint64_t down() const { return down_; }

  private:
    void carry();
    void carry_one(File client);

    std::uint16_t port_;
    std::uint16_t own_port_ = 0;
    File listener_;
    std::atomic<bool> over_ = false;
    std::atomic<std::uint64_t> up_ = 0;
    std::atomic<std::uint64_t> down_ = 0;
    std::thread thread_;
};

} // namespace lianxin::bench
