// The port to the network: HTTPS exchanges with the county, one after the other or several side by side.
#pragma once

#include "records/base/bytes.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lianxin {

struct RequestField {
    std::string name;
    std::string value;
};

struct OutgoingRequest {
    std::string method;
    std::string path;  ///< "/v1/batches"
    std::string query; ///< without the question mark; empty for none
    std::vector<RequestField> fields;
    ByteView body; ///< lives until the exchange is over
};

struct ReceivedAnswer {
    int status = 0;
    std::string etag;
    std::optional<std::chrono::seconds> retry_after; ///< when the county asked for it in seconds
    bool page = false; ///< HTML, which the county never sends to kiosks
    std::chrono::milliseconds connecting{0}; ///< of the time it took, spent on making the connection; 0 on one that was kept
    std::optional<std::chrono::sys_seconds> retry_at; ///< when it asked for it by a date
};

/// An answer with all of its content.
struct WholeAnswer {
    ReceivedAnswer answer;
    Bytes content;
};

/// Takes the content piece by piece as it arrives; an error ends the exchange.
using ContentSink = std::function<Result<void>(const ReceivedAnswer& answer, ByteView piece)>;

/// Names an exchange that is under way.
using Ticket = std::uint64_t;

class Transport {
  public:
    virtual ~Transport() = default;
    /// Any status is a success of the exchange. Never follows a redirection, never takes more than `largest` bytes of content.
    /// Errors: Network (no link, too slow, cut, too much content), Untrusted (not the county's certificate), Unavailable (asked to
    /// stop), those of `sink`.
    virtual Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) = 0;

    /// Begins the POST of a body that is not empty, over a connection of its own, beside those that are under way. The county gets
    /// everything but the last byte, and so cannot act on it before release(). It moves on while any exchange is waited for.
    virtual Result<Ticket> begin(const OutgoingRequest& request, std::size_t largest) = 0;
    virtual void release(Ticket ticket) = 0;
    /// Lets everything go on until that one is over or another has sent all that it may. Whether that one is over.
    virtual bool wait(Ticket ticket) = 0;
    /// How many that were begun still have something to send.
    virtual std::size_t sending() const = 0;
    /// Waits for the answer of what was released. Errors as exchange. The ticket is spent.
    virtual Result<WholeAnswer> finish(Ticket ticket) = 0;
    /// Ends it as if the link had been cut. The ticket is spent.
    virtual void drop(Ticket ticket) = 0;

    /// Whether the last failure to make a connection looked like the work of somebody in between who wants a login first.
    virtual bool met_a_portal() const { return false; }
};

} // namespace lianxin
