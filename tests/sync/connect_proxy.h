// A small HTTP proxy for tests: takes CONNECT and passes bytes both ways.
#pragma once

#include "records/base/file.h"

#include <atomic>
#include <list>
#include <thread>

namespace lianxin {

class ConnectProxy {
  public:
    ConnectProxy();
    ~ConnectProxy();
    ConnectProxy(const ConnectProxy&) = delete;
    ConnectProxy& operator=(const ConnectProxy&) = delete;

    std::uint16_t port() const { return port_; }
    int connected() const { return connected_; }

  private:
    void listen_on();
    void serve(const File& client);

    File listener_;
    std::uint16_t port_ = 0;
    std::atomic<int> connected_ = 0;
    std::atomic<bool> over_ = false;
    std::list<std::thread> served_;
    std::thread thread_;
};

} // namespace lianxin
