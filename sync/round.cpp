// The steps of a round in their order.
#include "sync/round.h"

#include "records/base/log.h"
#include "records/wire/routes.h"
#include "sync/changes_in.h"

#include <algorithm>

namespace lianxin {
namespace {

/// After these there is no point in trying the next step: it goes over the same link, or the disk is in trouble.
bool ends_the_round(const Error& error) {
    return error.code == ErrorCode::Network || error.code == ErrorCode::Unavailable || error.code == ErrorCode::Storage ||
           error.code == ErrorCode::NoSpace;
}

bool went_through(const Result<void>& done, const ChainReport& chain) { return done && !chain.diverged && !chain.wait; }

} // namespace

RoundReport Round::run() {
    charge(Goods::Updates); // what was looked up before
    using Step = Result<void> (Round::*)();
    for (const Step step : {&Round::deliver, &Round::fetch_changes, &Round::make_good, &Round::deliver_attachments, &Round::fetch_edition, &Round::tell_health}) {
        auto done = (this->*step)();
        if (done) continue;
        const bool ends = ends_the_round(done.error());
        note_problem(std::move(done).error());
        if (ends) break;
    }
    return report();
}

void Round::note_problem(Error problem) {
    if (problem_)
        log(Priority::Warning, "a further step of the round failed", problem);
    else
        problem_ = std::move(problem);
}

RoundReport Round::report() const {
    RoundReport report{sending_.report(), heard_, problem_, link_.met_a_portal(), attachments_ ? attachments_->report() : ChainReport(), held_,
                       requests_gone_through_, attachments_gone_through_};
    report.wait = std::max(report.wait, report.attachments.wait);
    report.county_time = std::max(report.county_time, report.attachments.county_time);
    if (heard_) report.county_time = std::max(report.county_time.value_or(heard_->county), heard_->county);
    if (const auto asked = link_.retry_after()) report.wait = std::max(report.wait.value_or(std::chrono::seconds(0)), *asked);
    return report;
}

void Round::charge(Goods goods) {
    const std::uint64_t carried = link_.carried() - charged_;
    charged_ = link_.carried();
    if (!budget_) return;
    if (auto spent = budget_->spend(goods, carried); !spent) log(Priority::Warning, "what was carried today is not noted", spent.error());
}

/// Remembers that something was held when it may not.
bool Round::may_go(Goods goods) {
    const bool small = goods == Goods::Requests || goods == Goods::Updates;
    const bool may = (small || !quiet_) && (!budget_ || budget_->allows(goods));
    held_ = held_ || !may;
    return may;
}

void Round::carry_attachments(const Chain& attachments) {
    attachment_chain_ = &attachments;
    attachments_.emplace(settings_, attachments, county_, link_, pace_, clock_);
    attachments_->go_on_while([this] {
        charge(Goods::Attachments);
        return may_go(Goods::Attachments) && !more_was_handed_in();
    });
}

Result<void> Round::deliver() {
    if (!may_go(Goods::Requests)) return {};
    auto done = sending_.run();
    charge(Goods::Requests);
    requests_gone_through_ = requests_gone_through_ || went_through(done, sending_.report());
    return done;
}

/// Whether more was handed in since requests were sent last.
bool Round::more_was_handed_in() const {
    const ChainReport& sent = sending_.report();
    if (sent.diverged || sent.wait || (budget_ && !budget_->allows(Goods::Requests))) return false;
    const auto outbox = OutboxReader::open(chain_.outbox);
    return outbox && (outbox->epoch() != sent.epoch || outbox->last_sequence(sent.epoch) > sent.handed_in);
}

Result<void> Round::deliver_attachments() {
    if (!attachments_) return {};
    while (may_go(Goods::Attachments)) {
        const bool lost = told_recovery_ > attachment_chain_->kept.recovery();
        auto done = lost ? attachments_->make_good() : attachments_->run();
        charge(Goods::Attachments);
        attachments_gone_through_ = attachments_gone_through_ || (!lost && went_through(done, attachments_->report()));
        if (!done || !more_was_handed_in()) return done;
        if (auto delivered = deliver(); !delivered) return delivered;
    }
    return {};
}

Result<void> Round::fetch_edition() {
    if (!may_go(Goods::Content)) return {};
    link_.allow(budget_ ? budget_->left(Goods::Content) : std::nullopt);
    auto done = editions_.run(link_);
    charge(Goods::Content);
    if (link_.ran_out()) {
        log(Priority::Info, "the rest of the new edition comes another day");
        held_ = true;
        done = {};
    }
    link_.allow({});
    if (done || done.error().code != ErrorCode::NoSpace) return done;
    note_problem(std::move(done).error()); // of content alone; the county is still told
    return {};
}

Result<void> Round::fetch_changes() {
    for (bool more = true; more && may_go(Goods::Updates);) {
        const auto page = fetch_page();
        charge(Goods::Updates);
        if (!page) return page.error();
        more = *page;
    }
    return {};
}

/// Whether there is more.
Result<bool> Round::fetch_page() {
    const std::uint64_t after = chain_.kept.cursor();
    const Milliseconds asked = clock_.monotonic();
    const auto content = link_.get(routes::changes, std::string(routes::after) + "=" + std::to_string(after), routes::largest_changes);
    if (!content) return content.error();
    const auto changes = parse_changes(*content, county_.answers);
    if (!changes) return changes.error();
    if (changes->after != after || (changes->more && changes->cursor == after))
        return Error{ErrorCode::Corrupt, "the changes are not those after our cursor", {}};
    if (changes->cursor != after)
        if (auto written = chain_.inbox.record_updates(updates_of(*changes), changes->cursor, items_of(*changes)); !written) return std::move(written).error();
    const Milliseconds answered = clock_.monotonic();
    heard_ = CountyTime{changes->time, answered, answered - asked, ""};
    told_recovery_ = changes->recovery;
    return changes->more;
}

Result<void> Round::make_good() {
    const ChainReport& sent = sending_.report();
    if (told_recovery_ <= chain_.kept.recovery() || sent.epoch == 0 || sent.diverged) return {};
    auto done = sending_.make_good();
    charge(Goods::Requests);
    return done;
}

Result<void> Round::tell_health() {
    if (!how_it_is_) return {};
    const HealthReport health = how_it_is_(report());
    const auto told = link_.post(routes::health, encode_health(health), routes::health_type, routes::largest_health);
    charge(Goods::Updates);
    // Being unheard is no reason to call a round failed that carried everything.
    if (!told) log(Priority::Info, "the county did not take the health report", told.error());
    return {};
}

} // namespace lianxin
