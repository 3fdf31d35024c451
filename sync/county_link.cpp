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

Result<ReceivedAnswer> CountyLink::exchange(OutgoingRequest request, std::size_t largest, const ContentSink& sink) {
    const RequestTarget target{request.method, request.path, request.query};
    const SignedFields fields = sign_request(target, sha256(request.body), enrolment_.kiosk, clock_.wall(), key_);
    request.fields.push_back({std::string(routes::content_digest), fields.content_digest});
    request.fields.push_back({std::string(routes::signature_input), fields.signature_input});
    request.fields.push_back({std::string(routes::signature), fields.signature});
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
    if (answer->status == 204) return Bytes();
    if (answer->status != 200) return refused_with(answer->status).in(what);
    return content;
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
