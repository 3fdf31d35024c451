// The transport without a network.
#include "tests/sync/fake_transport.h"

namespace lianxin {

std::string field_of(const OutgoingRequest& request, std::string_view name) {
    for (const RequestField& field : request.fields)
        if (field.name == name) return field.value;
    return "";
}

Result<ReceivedAnswer> FakeTransport::exchange(const OutgoingRequest& request, std::size_t largest, const ContentSink& sink) {
    asked.push_back(request.method + " " + request.path);
    const Error no_link{ErrorCode::Network, "no link", {}};
    if (cut) return no_link;
    const auto door = doors.find(request.path);
    const Reply reply = door == doors.end() ? Reply{404, {}, "", {}, {}} : door->second(request);
    ReceivedAnswer answer;
    answer.status = reply.status;
    answer.etag = reply.etag;
    answer.retry_after = reply.retry_after;
    answer.page = reply.page;
    answer.retry_at = reply.retry_at;
    if (reply.content.size() > largest) return Error{ErrorCode::Network, "the answer is larger than it may be", {}};
    const ByteView content = ByteView(reply.content).first(std::min(reply.content.size(), reply.cut_after.value_or(SIZE_MAX)));
    for (std::size_t at = 0; at < content.size(); at += 1000)
        if (auto taken = sink(answer, content.subspan(at, std::min<std::size_t>(1000, content.size() - at))); !taken) return std::move(taken).error();
    if (reply.cut_after) return no_link;
    return answer;
}

} // namespace lianxin
