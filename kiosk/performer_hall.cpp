// What the kiosk knows of itself: how the hall stands, what time it is, and both written down for others.
#include "kiosk/performer.h"

#include "records/base/json.h"
#include "records/base/kept_time.h"
#include "records/base/log.h"
#include "records/model/record_header.h"
#include "records/store/logged.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t largest_health = 64 * 1024;

std::optional<TimePoint> time_of(const std::optional<LedgerEntry>& entry) {
    const auto header = entry ? parse_record_header(entry->header) : Result<RecordHeader>(Error{});
    return header ? std::optional(header->wall) : std::nullopt;
}

/// Records of the present epoch that the county has not yet.
std::uint64_t waiting_in(const Outbox& outbox, const std::optional<InboxReader>& inbox) {
    const std::uint64_t delivered = inbox ? inbox->delivery(outbox.epoch()).delivered_through : 0;
    return outbox.last_sequence() - std::min(outbox.last_sequence(), delivered);
}

Value value_of(const Recovery& recovery) {
    Value::Array notes(recovery.notes.begin(), recovery.notes.end());
    return Value::Map{{"replayed", recovery.replayed}, {"rebuilt", recovery.rebuilt}, {"rewritten", recovery.rewritten}, {"lost", recovery.lost},
                      {"torn_bytes", recovery.torn_bytes}, {"put_aside", recovery.put_aside.string()}, {"notes", std::move(notes)}};
}

/// What the daemon says of the road; nothing is known before its first round.
RoadState road_state(const Path& file, std::uint64_t& waiting_bytes) {
    RoadState road;
    const auto text = read_text(file, largest_health);
    const auto health = text ? parse_json(*text) : Result<Value>(text.error());
    if (!health) return road;
    const auto number = [](const Value* from, std::string_view key) { return static_cast<std::uint64_t>(std::max<std::int64_t>(from ? from->integer_or(key, 0) : 0, 0)); };
    const Value* link = health->find("link");
    road.problem = health->text_or("problem", "");
    road.round_trip = Milliseconds(number(link, "round_trip"));
    road.rate = number(link, "rate");
    const Value* attachments = health->find("attachments");
    road.is_alarming = health->flag_or("diverged", false) || (attachments && attachments->flag_or("diverged", false)) || health->flag_or("witness_alarm", false);
    waiting_bytes = number(&*health, "waiting_bytes");
    return road;
}

} // namespace

void Performer::write_health() const {
    const HallState state = hall_state();
    Value health = Value::Map{{"at", iso_time(clock_.wall())},
                              {"accepting", state.accepting},
                              {"trouble", state.trouble},
                              {"content_trouble", state.content_trouble},
                              {"edition", catalogue_->edition.number},
                              {"waiting", state.waiting},
                              {"clock_trusted", state.clock_trusted},
                              {"clock_floor", iso_time(clock_.earliest())},
                              {"read", state.clock_trusted ? readings_.told_days(day_in_china(clock_.wall())) : Value(Value::Map{})}};
    if (outbox_) health.set("recovery", value_of(outbox_->recovery()));
    if (attachments_) {
        health.set("attachments_waiting", waiting_in(*attachments_, attachment_inbox_));
        health.set("attachments_recovery", value_of(attachments_->recovery()));
    }
    if (auto written = write_file(config_.state / "health.json", to_json(health, Layout::Indented) + "\n"); !written)
        log(Priority::Warning, "the health file was not written", written.error());
}

/// What is attached must never take the space of a text.
bool Performer::can_attach() const {
    return outbox_ && attachments_ && outbox_->room() == Outbox::Room::Enough && attachments_->room() != Outbox::Room::Full;
}

/// Whether the content has turned out to be damaged since it was last asked.
bool Performer::note_damage() {
    content_damaged_ = content_damaged_ || (library_ && library_->met_damage());
    if (!content_damaged_ || !content_trouble_.empty()) return false;
    content_trouble_ = name_of(ErrorCode::Corrupt);
    log(Priority::Error, "parts of the content cannot be shown: library.db is damaged");
    tell_library(LibraryWord::How::Unreadable);
    return true;
}

ClockQuality Performer::clock_quality() const {
    switch (clock_.source()) {
    case TimeSource::County: return ClockQuality::CountyChecked;
    case TimeSource::Machine: return ClockQuality::Rtc;
    case TimeSource::Floor: break;
    }
    return ClockQuality::Unset;
}

/// What has passed by the county's signature: what the daemon heard, when the edition was made, and what we knew before.
void Performer::learn_time() {
    const auto learn = [this](const Path& file) {
        const auto kept = read_kept_time(file);
        if (kept) clock_.learn(*kept);
        else if (kept.error().code != ErrorCode::NotFound) log(Priority::Warning, "a kept time cannot be read", kept.error());
    };
    if (!time_kept_) learn(config_.state / "time.json");
    learn(config_.inbox / "time.json");
    if (inbox_)
        if (const auto contact = inbox_->contact().last_success) clock_.learn(*contact);
    clock_.learn(offered_->edition.made);
    keep_time();
}

/// Every hour that has certainly passed, so that a restart without any clock does not go far back.
void Performer::keep_time() {
    const KeptTime kept = clock_.kept();
    if (time_kept_ && kept.floor - *time_kept_ < std::chrono::hours(1)) return;
    auto written = make_folder(config_.state, Access::OwnerOnly);
    if (written) written = write_kept_time(config_.state / "time.json", kept);
    if (!written) log(Priority::Warning, "the time was not kept", written.error());
    time_kept_ = kept.floor;
}

HallState Performer::hall_state() const {
    HallState state;
    state.hall = config_.hall;
    state.trouble = trouble_;
    if (outbox_ && outbox_->room() == Outbox::Room::Full) state.trouble = name_of(ErrorCode::NoSpace);
    state.accepting = state.trouble.empty();
    state.clock_trusted = clock_quality() != ClockQuality::Unset;
    state.clock_lag = clock_.wall() - clock_.earliest();
    state.clock_checked = clock_quality() == ClockQuality::CountyChecked;
    state.content_trouble = content_trouble_;
    state.recovered = outbox_ && (outbox_->recovery().rebuilt || outbox_->recovery().lost > 0);
    if (inbox_) state.last_contact = inbox_->contact().last_success;
    if (outbox_) {
        state.waiting = waiting_in(*outbox_, inbox_);
        if (state.waiting > 0) state.oldest_waiting = time_of(outbox_->entry(outbox_->epoch(), outbox_->last_sequence() - state.waiting + 1));
    }
    state.can_attach = can_attach();
    for (const auto* told : {&inbox_, &attachment_inbox_})
        if (*told) state.refused += logged_or((*told)->refused(), {}, "counting what was refused").size();
    state.road = road_state(config_.road_health(), state.waiting_bytes);
    state.free_space = free_space(config_.state).value_or(0);
    state.has_staff = has_staff_;
    state.alerts = alerts_;
    return state;
}

} // namespace lianxin
