// The port to the network: one HTTPS exchange with the county.
#pragma once

#include "records/base/bytes.h"

#include <chrono>
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
};

/// Takes the content piece by piece as it arrives; an error ends the exchange.
using ContentSink = std::function<Result<void>(const ReceivedAnswer& answer, ByteView piece)>;

class Transport {
  public:
    virtual ~Transport() = default;
    /// Any status is a success of the exchange. Never follows a redirection, never takes more than `largest` bytes of content.
    /// Errors: Network (no link, too slow, cut, too much content), Untrusted (not the county's certificate), Unavailable (asked to
    /// stop), those of `sink`.
    virtual Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) = 0;
};

} // namespace lianxin
