// The steps of a round in their order.
#include "sync/round.h"

#include "records/base/log.h"
#include "records/base/sabotage.h"
#include "records/seal/checkpoint.h"
#include "records/wire/batch.h"
#include "records/wire/changes.h"
#include "records/wire/health_report.h"
#include "records/wire/routes.h"
#include "sync/delivery.h"

#include <algorithm>

namespace lianxin {
namespace {

/// After these there is no point in trying the next step: it goes over the same link, or the disk is in trouble.
bool ends_the_round(const Error& error) {
    return error.code == ErrorCode::Network || error.code == ErrorCode::Unavailable || error.code == ErrorCode::Storage ||
           error.code == ErrorCode::NoSpace;
}

std::uint64_t size_of_log(const std::string& checkpoint) {
    const auto parsed = parse_checkpoint(checkpoint);
    return parsed ? parsed->size : 0;
}

/// As many of the first envelopes as fit into `bytes`, at least one.
std::span<const Envelope> fitting(const std::vector<Envelope>& envelopes, std::size_t bytes) {
    std::size_t count = 0;
    std::size_t size = 0;
    for (const Envelope& envelope : envelopes) {
        size += batch_item_size(envelope.entry.header.size(), envelope.sealed.size());
        if (count > 0 && size > bytes) break;
        ++count;
    }
    return std::span(envelopes).first(count);
}

Bytes batch_of(std::span<const Envelope> envelopes, const BatchHead& head, int level) {
    std::vector<BatchItem> items;
    items.reserve(envelopes.size());
    for (const Envelope& envelope : envelopes) items.push_back({envelope.entry.header, envelope.entry.signature, envelope.sealed});
    return encode_batch(head, items, level);
}

} // namespace

RoundReport Round::run() {
    report_ = {};
    told_recovery_ = 0;
    using Step = Result<void> (Round::*)();
    for (const Step step : {&Round::deliver, &Round::fetch_changes, &Round::make_good, &Round::fetch_edition, &Round::tell_health}) {
        auto done = (this->*step)();
        if (done) continue;
        const bool ends = ends_the_round(done.error());
        if (report_.problem)
            log(Priority::Warning, "a further step of the round failed", done.error());
        else
            report_.problem = std::move(done).error();
        if (ends) break;
    }
    if (const auto asked = link_.retry_after()) report_.wait = std::max(report_.wait.value_or(std::chrono::seconds(0)), *asked);
    return report_;
}

void Round::heard(TimePoint county_time) { report_.county_time = std::max(report_.county_time.value_or(county_time), county_time); }

Delivery Round::kept_delivery() const {
    Delivery delivery = kept_.delivery(report_.epoch);
    delivery.epoch = report_.epoch;
    delivery.delivered_through = std::max(delivery.delivered_through, settled_);
    return delivery;
}

void Round::look_at(const OutboxReader& outbox) {
    report_.epoch = outbox.epoch();
    report_.handed_in = outbox.last_sequence(report_.epoch);
    report_.delivered = std::min(report_.handed_in, kept_delivery().delivered_through);
    report_.diverged = kept_.divergence(report_.epoch).has_value();
}

Result<void> Round::deliver() {
    const auto outbox = OutboxReader::open(settings_.outbox);
    // The kiosk makes its outbox when it first starts; until then there is nothing to carry up.
    if (!outbox && outbox.error().code == ErrorCode::NotFound) return {};
    if (!outbox) return outbox.error().in("opening the kiosk's outbox");
    settled_ = outbox->settled_through(outbox->epoch());
    look_at(*outbox);
    auto done = deliver_from(*outbox);
    look_at(*outbox);
    return done;
}

Result<void> Round::deliver_from(const OutboxReader& outbox) {
    std::uint64_t after = kept_delivery().delivered_through;
    bool stepped_back = false;
    while (!report_.diverged && !report_.wait && after < outbox.last_sequence(report_.epoch)) {
        const auto next = send_batch(outbox, after);
        if (!next) return next.error().in("sending a batch");
        // A county that lost some of our records is sent them again, but never twice in a round.
        const bool may_step_back = !stepped_back && *next < after;
        if (*next <= after && !may_step_back && !report_.diverged && !report_.wait)
            return Error{ErrorCode::Corrupt, "the county's answer brings the chain no further", {}};
        stepped_back = stepped_back || *next < after;
        after = *next;
    }
    return {};
}

Result<std::uint64_t> Round::send_batch(const OutboxReader& outbox, std::uint64_t after) {
    auto envelopes = outbox.after(report_.epoch, after, settings_.batch_records, settings_.batch_bytes);
    if (!envelopes) return envelopes.error();
    if (envelopes->empty() && after < outbox.last_sequence(report_.epoch)) return Error{ErrorCode::Corrupt, "the outbox no longer holds what the county lacks", {}};
    const auto sent = fitting(*envelopes, settings_.batch_bytes);
    OwnSide own;
    own.kiosk = kiosk_;
    own.epoch = report_.epoch;
    own.kept = kept_delivery();
    own.checkpoint = kept_.checkpoint();
    own.recovery = kept_.recovery();
    own.settled = settled_;
    own.sent = sent;
    own.head_at = [&outbox, this](std::uint64_t sequence) { return outbox.head_at(report_.epoch, sequence); };

    const BatchHead head{kiosk_, report_.epoch, own.checkpoint.empty() ? 0 : size_of_log(own.checkpoint), own.recovery};
    const Bytes batch = batch_of(sent, head, settings_.compression_level);
    // The bodies are in the batch now; only the entries are needed to judge the answer.
    for (Envelope& envelope : *envelopes) Bytes().swap(envelope.sealed);
    const auto content = link_.post(routes::batches, batch, routes::batch_type, routes::largest_answer);
    if (!content) return content.error();
    auto answer = parse_answer(*content, county_.answers);
    if (is_sabotaged(Sabotage::TrustAny200)) answer = Answer();
    if (!answer) return std::move(answer).error();
    const auto judgement = judge(*answer, county_, own);
    if (!judgement) return judgement.error();
    if (auto written = inbox_.record_settlement(judgement->settlement); !written) return std::move(written).error();
    heard(answer->time);
    for (const RefusedRecord& refused : judgement->settlement.refused)
        log(Priority::Warning, "the county refused record " + to_text(refused.record) + ": " + refused.reason);
    report_.diverged = judgement->settlement.divergence.has_value();
    // Records whose predecessors the county lost are asked to wait for them, and those are what is sent next.
    if (judgement->wait.count() > 0 && judgement->send_after >= after) report_.wait = judgement->wait;
    return judgement->send_after;
}

Result<void> Round::fetch_changes() {
    for (bool more = true; more;) {
        const std::uint64_t after = kept_.cursor();
        const auto content = link_.get(routes::changes, std::string(routes::after) + "=" + std::to_string(after), routes::largest_changes);
        if (!content) return content.error();
        const auto changes = parse_changes(*content, county_.answers);
        if (!changes) return changes.error();
        if (changes->after != after || (changes->more && changes->cursor == after))
            return Error{ErrorCode::Corrupt, "the changes are not those after our cursor", {}};
        std::vector<SealedUpdate> updates;
        for (const UpdateChange& update : changes->updates)
            updates.push_back({update.tag, update.sealed, Bytes(update.signature.begin(), update.signature.end()), update.cursor, changes->time});
        if (changes->cursor != after)
            if (auto written = inbox_.record_updates(updates, changes->cursor); !written) return written;
        heard(changes->time);
        told_recovery_ = changes->recovery;
        more = changes->more;
    }
    return {};
}

Result<void> Round::make_good() {
    if (told_recovery_ <= kept_.recovery() || report_.epoch == 0 || report_.diverged) return {};
    const auto outbox = OutboxReader::open(settings_.outbox);
    if (!outbox) return outbox.error().in("opening the kiosk's outbox");
    const auto asked = send_batch(*outbox, outbox->last_sequence(report_.epoch));
    if (!asked) return asked.error().in("asking what the restored county lacks");
    auto done = deliver_from(*outbox);
    look_at(*outbox);
    return done;
}

Result<void> Round::fetch_edition() { return editions_.run(link_); }

Result<void> Round::tell_health() {
    HealthReport health;
    health.program = LIANXIN_VERSION;
    health.epoch = report_.epoch;
    health.handed_in = report_.handed_in;
    health.delivered = report_.delivered;
    health.edition = editions_.installed();
    health.free_space = free_space(settings_.outbox).value_or(0);
    health.wall = clock_.wall();
    health.problem = report_.diverged ? "diverged" : report_.problem ? std::string(name_of(report_.problem->code)) : "";
    const auto told = link_.post(routes::health, encode_health(health), routes::health_type, routes::largest_health);
    // Being unheard is no reason to call a round failed that carried everything.
    if (!told) log(Priority::Info, "the county did not take the health report", told.error());
    return {};
}

} // namespace lianxin
