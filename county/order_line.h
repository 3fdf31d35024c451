// The order line: while the server runs it alone writes the store, so orders from the command line go to it by a local socket.
#pragma once

#include "county/intercom.h"

#include <atomic>
#include <functional>
#include <thread>

namespace lianxin {

/// Listens on a socket file that only its owner may use; one order at a time.
class OrderLine {
  public:
    using Perform = std::function<Result<Value>(const Value&)>;
    /// Errors: Storage.
    static Result<std::unique_ptr<OrderLine>> open(const Path& socket, Perform perform);
    ~OrderLine(); ///< finishes the order in hand and removes the file

  private:
    OrderLine(Path path, File socket, Perform perform);
    void run();

    Path path_;
    File socket_;
    Perform perform_;
    std::atomic<bool> ending_{false};
    std::thread thread_;
};

/// Sends an order to the server that runs and waits for its outcome. Errors: Unavailable when none listens; the outcome's.
Result<Value> send_order(const Path& socket, const Value& order);

} // namespace lianxin
