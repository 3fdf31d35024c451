// A transport for tests that carries one thing at a time: what was begun goes out whole when it is waited for.
#pragma once

#include "sync/transport.h"

#include <map>

namespace lianxin {

class SerialTransport : public Transport {
  public:
    Result<Ticket> begin(const OutgoingRequest& request, std::size_t largest) override {
        begun_.emplace(++last_, Begun{request, largest, false});
        most_at_once = std::max(most_at_once, begun_.size());
        return last_;
    }
    void release(Ticket ticket) override { begun_.at(ticket).released = true; }
    bool wait(Ticket) override { return true; }
    std::size_t sending() const override { return begun_.size(); }
    Result<WholeAnswer> finish(Ticket ticket) override {
        const Begun begun = begun_.at(ticket);
        begun_.erase(ticket);
        if (!begun.released) return Error{ErrorCode::Network, "the last byte never went", {}};
        Bytes content;
        auto answer = exchange(begun.request, begun.largest, [&content](const ReceivedAnswer&, ByteView piece) {
            append(content, piece);
            return Result<void>();
        });
        if (!answer) return std::move(answer).error();
        return WholeAnswer{std::move(*answer), std::move(content)};
    }
    void drop(Ticket ticket) override { begun_.erase(ticket); }

    std::size_t most_at_once = 0;

  private:
    struct Begun {
        OutgoingRequest request;
        std::size_t largest = 0;
        bool released = false;
    };
    std::map<Ticket, Begun> begun_;
    Ticket last_ = 0;
};

} // namespace lianxin
