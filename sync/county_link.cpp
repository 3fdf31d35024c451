// Signing requests and judging statuses.
#include "sync/county_link.h"

#include "records/seal/hash.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"

namespace lianxin {

Error refused_with(int status) {
    const bool later = status == 429 || status >= 500;
    return {later ? ErrorCode::Unavailable : ErrorCode::Network, "the county answered with status " + std::to_string(status), {}};
}

namespace {

/// The content of a success.
Result<Bytes> content_of(int status, Bytes content) {
    if (status == 204) return Bytes();
    if (status != 200) return refused_with(status);
    return content;
}

} // namespace

void CountyLink::sign(OutgoingRequest& request) const {
    const RequestTarget target{request.method, request.path, request.query};
    const SignedFields fields = sign_request(target, sha256(request.body), enrolment_.kiosk, clock_.wall(), key_);
    request.fields.push_back({std::string(routes::content_digest), fields.content_digest});
    request.fields.push_back({std::string(routes::signature_input), fields.signature_input});
    request.fields.push_back({std::string(routes::signature), fields.signature});
}

Result<ReceivedAnswer> CountyLink::exchange(OutgoingRequest request, std::size_t largest, const ContentSink& sink) {
    sign(request);
    retry_after_.reset();
    auto answer = transport_.exchange(request, largest, sink);
    if (answer) retry_after_ = answer->retry_after;
    return answer;
}

Result<Bytes> CountyLink::collect(OutgoingRequest request, std::size_t largest) {
    Bytes content;
    const std::string what = request.method + " " + request.path;
    const auto answer = exchange(std::move(request), largest, [&content](const ReceivedAnswer&, ByteView piece) {
        append(content, piece);
        return Result<void>();
    });
    if (!answer) return answer.error().in(what);
    auto good = content_of(answer->status, std::move(content));
    if (!good) return std::move(good).error().in(what);
    return good;
}

Result<Ticket> CountyLink::begin(std::string_view path, ByteView body, std::string_view type, std::size_t largest) {
    OutgoingRequest request{"POST", std::string(path), {}, {{"Content-Type", std::string(type)}}, body};
    sign(request);
    return transport_.begin(request, largest);
}

Result<Bytes> CountyLink::finish(Ticket ticket) {
    retry_after_.reset();
    auto whole = transport_.finish(ticket);
    if (!whole) return std::move(whole).error();
    retry_after_ = whole->answer.retry_after;
    return content_of(whole->answer.status, std::move(whole->content));
}

Result<Bytes> CountyLink::post(std::string_view path, ByteView body, std::string_view type, std::size_t largest) {
    OutgoingRequest request{"POST", std::string(path), {}, {{"Content-Type", std::string(type)}}, body};
    return collect(std::move(request), largest);
}

Result<Bytes> CountyLink::get(std::string_view path, std::string query, std::size_t largest) {
    return collect({"GET", std::string(path), std::move(query), {}, {}}, largest);
}

Result<ReceivedAnswer> CountyLink::download(std::string_view path, std::string query, std::vector<RequestField> fields, std::size_t largest,
                                        const ContentSink& sink) {
    return exchange({"GET", std::string(path), std::move(query), std::move(fields), {}}, largest, sink);
}

} // namespace lianxin
