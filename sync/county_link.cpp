// Signing requests and judging statuses.
#include "sync/county_link.h"

#include "records/seal/hash.h"
#include "records/wire/request_signature.h"
#include "records/wire/routes.h"

#include <algorithm>


namespace lianxin {

Error refused_with(int status) {
    const bool later = status == 429 || status >= 500;
    return {later ? ErrorCode::Unavailable : ErrorCode::Network, "the county answered with status " + std::to_string(status), {}};
}

namespace {

constexpr std::uint64_t around = 1024; ///< bytes of an exchange that are neither body nor content

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
    carried_ += around + request.body.size();
    const std::uint64_t before = carried_;
    const Milliseconds begun = clock_.monotonic();
    auto answer = transport_.exchange(request, largest, [&](const ReceivedAnswer& so_far, ByteView piece) {
        carried_ += piece.size();
        return sink(so_far, piece);
    });
    if (answer) note_wait(*answer);
    if (quality_ && answer)
        quality_->answered(request.body.size() + static_cast<std::size_t>(carried_ - before), clock_.monotonic() - begun - answer->connecting);
    if (quality_ && !answer) quality_->failed();
    look_for_portal(answer);
    return answer;
}

void CountyLink::note_wait(const ReceivedAnswer& answer) {
    const Milliseconds now = clock_.monotonic();
    Milliseconds until = silent_until_.value_or(now);
    if (answer.retry_after) until = std::max<Milliseconds>(until, now + *answer.retry_after);
    if (answer.retry_at) until = std::max<Milliseconds>(until, now + (*answer.retry_at - clock_.wall()));
    silent_until_ = until;
}

std::optional<std::chrono::seconds> CountyLink::retry_after() const {
    if (!silent_until_ || *silent_until_ <= clock_.monotonic()) return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(*silent_until_ - clock_.monotonic());
}

void CountyLink::look_for_portal(const Result<ReceivedAnswer>& answer) {
    if (!answer) {
        met_a_portal_ = met_a_portal_ || transport_.met_a_portal();
        return;
    }
    const bool redirected = answer->status >= 300 && answer->status < 400;
    constexpr int login_required = 511; // RFC 6585
    met_a_portal_ = answer->page || redirected || answer->status == login_required;
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
    carried_ += around + body.size();
    auto ticket = transport_.begin(request, largest);
    if (ticket) begun_.emplace(*ticket, Begun{body.size(), clock_.monotonic()});
    return ticket;
}

void CountyLink::drop(Ticket ticket) {
    begun_.erase(ticket);
    transport_.drop(ticket);
}

/// Several share the line, so each is given the time since the one before it was answered.
void CountyLink::measure_finished(const Begun& begun, const Result<WholeAnswer>& whole) {
    const Milliseconds now = clock_.monotonic(), from = std::max(begun.at, last_finished_);
    if (whole) last_finished_ = now;
    if (quality_ && !whole) quality_->failed();
    if (quality_ && whole) quality_->answered(begun.bytes + whole->content.size(), now - from - (from == begun.at ? whole->answer.connecting : Milliseconds(0)));
}

Result<Bytes> CountyLink::finish(Ticket ticket) {
    auto whole = transport_.finish(ticket);
    look_for_portal(whole ? Result<ReceivedAnswer>(whole->answer) : Result<ReceivedAnswer>(whole.error()));
    measure_finished(begun_.extract(ticket).mapped(), whole);
    if (!whole) return std::move(whole).error();
    carried_ += whole->content.size();
    note_wait(whole->answer);
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
    return download({"GET", std::string(path), std::move(query), std::move(fields), {}}, largest, sink);
}

Result<ReceivedAnswer> CountyLink::download(OutgoingRequest request, std::size_t largest, const ContentSink& sink) {
    return exchange(std::move(request), largest, [&](const ReceivedAnswer& answer, ByteView piece) -> Result<void> {
        if (allowed_ && *allowed_ < piece.size()) {
            allowed_ = 0;
            return Error{ErrorCode::Unavailable, "no more may come today", {}};
        }
        if (allowed_) *allowed_ -= piece.size();
        return sink(answer, piece);
    });
}

} // namespace lianxin
