// Messages between our own processes on one machine: CBOR values, each with its length in front, over a stream socket.
#pragma once

#include "records/base/file.h"
#include "records/base/value.h"

namespace lianxin {

constexpr std::size_t largest_message = 8u << 20;

class Intercom {
  public:
    explicit Intercom(File socket) : socket_(std::move(socket)) {}

    /// Errors: Network when the other side has gone, Invalid when the message is too large.
    Result<void> send(const Value& message);
    /// Waits for a message. Errors: Network at the end of the stream, Corrupt.
    Result<Value> receive();
    /// Sends and waits for what comes back.
    Result<Value> ask(const Value& message);

    /// The two ends of a new pair. Errors: Storage.
    static Result<std::pair<Intercom, Intercom>> make_pair();
    int descriptor() const { return socket_.descriptor(); }

  private:
    File socket_;
};

/// An error as a message, and back.
Value to_message(const Error& error);
/// The error in a message, if it is one.
std::optional<Error> error_in(const Value& message);

} // namespace lianxin
