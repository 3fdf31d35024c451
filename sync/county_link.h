// The county as the daemon sees it: signed requests out, content of a known size in.
#pragma once

#include "records/base/clock.h"
#include "records/wire/enrolment.h"
#include "sync/link_quality.h"
#include "sync/transport.h"

#include <map>

namespace lianxin {

class CountyLink {
  public:
    /// All of them outlive the link.
    CountyLink(Transport& transport, const Enrolment& enrolment, const SigningKey& key, const Clock& clock)
        : transport_(transport), enrolment_(enrolment), key_(key), clock_(clock) {}

    /// The content of a 200, nothing for a 204. Errors: those of Transport::exchange; Unavailable (429 or 5xx; retry_after()
    /// tells for how long), Network (any other status).
    Result<Bytes> post(std::string_view path, ByteView body, std::string_view type, std::size_t largest);
    Result<Bytes> get(std::string_view path, std::string query, std::size_t largest);
    /// GET with the fields given, content into `sink`. Errors as exchange, and Unavailable when it is more than allow() lets come;
    /// the caller judges the status.
    Result<ReceivedAnswer> download(std::string_view path, std::string query, std::vector<RequestField> fields, std::size_t largest,
                                const ContentSink& sink);
    /// The same for any request.
    Result<ReceivedAnswer> download(OutgoingRequest request, std::size_t largest, const ContentSink& sink);

    /// A POST beside others, as Transport::begin; `body` lives until it is finished or dropped. Errors of finish: as post.
    Result<Ticket> begin(std::string_view path, ByteView body, std::string_view type, std::size_t largest);
    void release(Ticket ticket) { transport_.release(ticket); }
    bool wait(Ticket ticket) { return transport_.wait(ticket); }
    std::size_t sending() const { return transport_.sending(); }
    Result<Bytes> finish(Ticket ticket);
    void drop(Ticket ticket);

    /// Every exchange from now on is counted there. It outlives the link.
    void measure(LinkQuality& quality) { quality_ = &quality; }

    /// How much longer an answer of this link asked to wait; the longest one counts, whatever was answered since. A date is judged by the
    /// clock of the link.
    std::optional<std::chrono::seconds> retry_after() const;
    /// Bytes of bodies and content that were carried either way, with an estimate of what stands around them.
    std::uint64_t carried() const { return carried_; }
    /// How much downloads may bring from now on; nothing for no limit.
    void allow(std::optional<std::uint64_t> bytes) { allowed_ = bytes; }
    bool ran_out() const { return allowed_ == 0; }
    /// Whether somebody in between answered for the county: a login page, a redirection, a stranger's certificate.
    bool met_a_portal() const { return met_a_portal_; }

  private:
    struct Begun {
        std::size_t bytes = 0; ///< of its body
        Milliseconds at{0};
    };
    void sign(OutgoingRequest& request) const;
    Result<ReceivedAnswer> exchange(OutgoingRequest request, std::size_t largest, const ContentSink& sink);
    void measure_finished(const Begun& begun, const Result<WholeAnswer>& whole);
    void look_for_portal(const Result<ReceivedAnswer>& answer);
    void note_wait(const ReceivedAnswer& answer);
    Result<Bytes> collect(OutgoingRequest request, std::size_t largest);

    Transport& transport_;
    const Enrolment& enrolment_;
    const SigningKey& key_;
    const Clock& clock_;
    LinkQuality* quality_ = nullptr;
    std::optional<Milliseconds> silent_until_; ///< by the monotonic clock
    std::uint64_t carried_ = 0;
    std::optional<std::uint64_t> allowed_;
    bool met_a_portal_ = false;
    std::map<Ticket, Begun> begun_;
    Milliseconds last_finished_{0}; ///< of those side by side
};

/// The error for a status that is no success. Unavailable for 429 and 5xx, else Network.
Error refused_with(int status);

} // namespace lianxin
