// A transport without a network: each door of the county is a function, and the link can be cut.
#pragma once

#include "tests/sync/serial_transport.h"

#include <map>

namespace lianxin {

class FakeTransport final : public SerialTransport {
  public:
    struct Reply {
        int status = 200;
        Bytes content;
        std::string etag;
        std::optional<std::chrono::seconds> retry_after;
        std::optional<std::size_t> cut_after; ///< the connection breaks after so many bytes of content
        bool page = false;                    ///< HTML
        std::optional<std::chrono::sys_seconds> retry_at = {};
    };
    using Door = std::function<Reply(const OutgoingRequest&)>;

    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) override;

    std::map<std::string, Door, std::less<>> doors; ///< by path; 404 for others
    bool cut = false;                               ///< nothing gets through
    std::vector<std::string> asked;                 ///< "POST /v1/batches", in order
};

std::string field_of(const OutgoingRequest& request, std::string_view name);

} // namespace lianxin
