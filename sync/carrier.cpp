// Putting the parts of a round together.
#include "sync/carrier.h"

#include "records/base/kept_time.h"
#include "records/base/log.h"
#include "records/store/library.h"
#include "records/wire/changes.h"
#include "records/wire/health_report.h"
#include "sync/library_shelf.h"
#include "sync/quarantine.h"

#include <algorithm>

namespace lianxin {
namespace {

/// The county's signed word about its authorities is newer than the enrolment's.
std::string authorities_of(const CountyKeys& county, const Enrolment& enrolment) {
    if (county.authorities.empty()) return enrolment.authority_pem;
    std::string all;
    for (const std::string& each : county.authorities) all += each + (each.back() == '\n' ? "" : "\n");
    return all;
}

} // namespace

/// Everything a round needs. The order is that of who outlives whom.
struct Carrier::Opened {
    Enrolment enrolment;
    SigningKey key;
    Inbox inbox;
    InboxReader kept;
    std::unique_ptr<CurlTransport> transport;
    std::unique_ptr<LibraryShelf> shelf;
    EditionFetch editions;
};

Carrier::Carrier(const Settings& settings, const Clock& machine, std::function<bool()> stop_asked, std::function<bool()> give_way)
    : settings_(settings), machine_(machine), trusted_(machine, boot_id()), lookup_(settings.outbox, trusted_), stop_asked_(std::move(stop_asked)), give_way_(std::move(give_way)),
      budget_(settings.daily, settings.budget(), [this] { return trusted_.wall(); }), pace_(settings.batch_bytes, settings.side_by_side) {
    trusted_.learn(build_date());
}
Carrier::~Carrier() = default;

TimePoint Carrier::certificate_time() const { return trusted_.certificate_time(certificate_failures_); }

CurlSettings Carrier::curl_settings() const {
    CurlSettings curl;
    curl.url = settings_.url.empty() ? opened_->enrolment.url : settings_.url;
    curl.authority_pem = opened_->enrolment.authority_pem;
    curl.trusted_now = [this] { return certificate_time(); };
    curl.stop_asked = give_way_;
    curl.proxy = settings_.proxy;
    curl.congestion = settings_.congestion;
    curl.connect_limit = settings_.connect_limit;
    curl.stall_limit = settings_.stall_limit;
    return curl;
}

Result<void> Carrier::open() {
    opened_.reset();
    auto enrolment = read_enrolment(settings_.enrolment);
    if (!enrolment) return std::move(enrolment).error();
    auto key = read_kiosk_key(settings_.enrolment);
    if (!key) return std::move(key).error();
    if (auto made = make_folder(settings_.state); !made) return made;
    auto inbox = Inbox::open(settings_.inbox());
    if (!inbox) return std::move(inbox).error().in("opening the inbox");
    auto kept = InboxReader::open(settings_.inbox());
    if (!kept) return std::move(kept).error().in("opening the inbox");
    auto shelf = std::make_unique<LibraryShelf>(settings_, enrolment->township, enrolment->kiosk, trusted_);
    EditionFetch editions(settings_.editions(), shelf->shelf());
    opened_.reset(new Opened{std::move(*enrolment), std::move(*key), std::move(*inbox), std::move(*kept), nullptr, std::move(shelf), std::move(editions)});
    auto transport = CurlTransport::create(curl_settings());
    if (!transport) return std::move(transport).error();
    opened_->transport = std::move(*transport);
    opened_->shelf->restore();
    learn_time();
    return {};
}

/// What is known of the time by itself: our own file, the county's last word, its roots', and the installed edition.
void Carrier::learn_time() {
    const auto kept = read_kept_time(settings_.time());
    if (kept) trusted_.learn(*kept);
    else if (kept.error().code != ErrorCode::NotFound) log(Priority::Warning, "the kept time cannot be read", kept.error());
    if (const auto heard = opened_->kept.contact().last_success) trusted_.learn(*heard);
    trusted_.learn(TimePoint(std::chrono::seconds(opened_->kept.recovery()))); // the number of a recovery note is a moment
    if (const auto edition = installed_edition()) trusted_.learn(edition->made);
}

/// Written down when the county was heard, and now and then while the machine runs.
void Carrier::keep_time() {
    constexpr std::chrono::minutes often_enough{10};
    if (report_.heard) {
        report_.heard->boot = boot_id();
        trusted_.learn(*report_.heard);
    } else if (time_kept_ && trusted_.monotonic() - *time_kept_ < often_enough) {
        return;
    }
    if (auto written = write_kept_time(settings_.time(), trusted_.kept()); !written) return log(Priority::Error, "the time is not kept", written.error());
    time_kept_ = trusted_.monotonic();
}

std::optional<EditionInfo> Carrier::installed_edition() const {
    const auto library = LibraryReader::open(settings_.library);
    const auto edition = library ? library->edition() : Result<EditionInfo>(library.error());
    return edition ? std::optional(*edition) : std::nullopt;
}

Result<void> Carrier::install(const Path& file, CopyProgress progress) { return opened_->shelf->install(file, std::move(progress)); }

/// Asked for in each round, because the round before may have installed an edition with newer keys.
Result<SignedKeys> Carrier::newest_signed_keys() const {
    const auto enrolled = read_signed_keys(settings_.enrolment);
    if (!enrolled) return enrolled.error().in("reading the county's keys");
    const auto library = LibraryReader::open(settings_.library);
    auto newest = newest_keys(*enrolled, library ? library->keys() : Value());
    if (!newest) return std::move(newest).error().in("choosing the county's keys");
    return newest;
}

Result<CountyKeys> Carrier::newest_county_keys() const {
    const auto newest = newest_signed_keys();
    if (!newest) return newest.error();
    return parse_county_keys(newest->document);
}

/// The second chain, opened for one carriage: its inbox is needed by nothing else of the daemon.
struct Carrier::Attachments {
    Inbox inbox;
    InboxReader kept;
};

Result<Carrier::Attachments> Carrier::open_attachments() const {
    auto inbox = Inbox::open(settings_.attachment_inbox());
    if (!inbox) return std::move(inbox).error().in("opening the inbox of attachments");
    auto kept = InboxReader::open(settings_.attachment_inbox());
    if (!kept) return std::move(kept).error().in("opening the inbox of attachments");
    return Attachments{std::move(*inbox), std::move(*kept)};
}

RoundReport Carrier::carry_round(const CountyKeys& county) {
    CountyLink link(*opened_->transport, opened_->enrolment, opened_->key, trusted_);
    link.measure(quality_);
    // Somebody may be waiting at the screen: before what may take long.
    if (auto found = lookup_.run(link, county.answers, opened_->inbox); !found) log(Priority::Info, "receipts were not looked up", found.error());
    const Chain chain{opened_->enrolment.kiosk, settings_.outbox, opened_->inbox, opened_->kept, again(Goods::Requests)};
    Round round(settings_.sending, chain, county, link, opened_->editions, pace_, trusted_);
    round.tell_at_end([this](const RoundReport& so_far) { return report_of(health(so_far)); });
    auto opened = open_attachments();
    std::optional<Chain> attachments;
    if (opened)
        round.carry_attachments(
            attachments.emplace(Chain{attachment_chain(chain.kiosk), settings_.attachments(), opened->inbox, opened->kept, again(Goods::Attachments)}));
    else log(Priority::Error, "no attachments are carried", opened.error());
    round.keep_to(budget_);
    if (settings_.quiet.hold(trusted_.wall())) round.keep_quiet();
    RoundReport report = round.run();
    // A round may end well and have sent nothing: the day's budget was spent, or the hours are quiet. The wish then stays.
    const Quarantine quarantine(settings_);
    if (chain.again == Again::All && report.requests_gone_through) quarantine.asked(Goods::Requests);
    if (attachments && attachments->again == Again::All && report.attachments_gone_through) quarantine.asked(Goods::Attachments);
    return report;
}

void Carrier::heed_kiosk() {
    if (!opened_) return;
    if (const auto word = read_library_word(settings_.outbox)) opened_->shelf->heed(*word);
}

Carriage::Outcome Carrier::carry() {
    heed_kiosk();
    // In quiet hours only a request is worth a call.
    if (settings_.quiet.hold(trusted_.wall()) && state_of_requests().waiting.count == 0) {
        keep_time();
        drop_old_updates();
        (void)write_status(); // whoever looks at it in the morning shall see that the daemon lives
        return {true, {}};
    }
    report_ = {};
    auto county = newest_county_keys();
    if (county) opened_->transport->believe(authorities_of(*county, opened_->enrolment));
    if (county) report_ = carry_round(*county);
    else report_.problem = std::move(county).error();
    note_certificate();
    opened_->shelf->tend();
    leave_trace();
    return {report_.carried_all(), report_.wait};
}

Again Carrier::again(Goods goods) const { return Quarantine(settings_).is_asked_again(goods) ? Again::All : Again::Readable; }

/// Requests first. What was refused goes once more as long as somebody wishes it.
std::vector<Chain> Carrier::chains(Attachments& attachments) const {
    const std::string& kiosk = opened_->enrolment.kiosk;
    return {{kiosk, settings_.outbox, opened_->inbox, opened_->kept, again(Goods::Requests)},
            {attachment_chain(kiosk), settings_.attachments(), attachments.inbox, attachments.kept, again(Goods::Attachments)}};
}

StickCarriage Carrier::stick_carriage(const CountyKeys& county, Attachments& attachments, StickCarriage::Progress progress) const {
    StickCarriage carriage(opened_->enrolment, opened_->key, county, chains(attachments), trusted_);
    StickCarriage::Limits limits;
    limits.batch_records = settings_.sending.batch_records;
    limits.compression_level = settings_.sending.compression_level;
    carriage.set_limits(limits);
    carriage.set_progress(std::move(progress));
    return carriage;
}

Result<CarriedOut> Carrier::carry_out(const Path& stick, StickCarriage::Progress progress) {
    const auto county = newest_county_keys();
    if (!county) return county.error();
    auto attachments = open_attachments();
    if (!attachments) return std::move(attachments).error();
    const Path folder = stick / stick_folder;
    std::error_code failed;
    std::filesystem::create_directory(folder, failed);
    if (failed) return Error{failed == std::errc::no_space_on_device ? ErrorCode::NoSpace : ErrorCode::Storage, "making a folder on the stick: " + failed.message(), {}};
    return stick_carriage(*county, *attachments, std::move(progress)).out(folder / carriage_name(Way::Up, opened_->enrolment.kiosk), opened_->editions.installed(), encode_health(report_of(health(report_))));
}

Result<CarriedIn> Carrier::carry_in_from(const Path& stick, StickCarriage::Progress progress) {
    const auto sight = look(stick);
    if (!sight) return sight.error();
    if (sight->answers.empty()) return Error{ErrorCode::NotFound, "nothing for this kiosk lies on the stick", {}};
    return carry_in(sight->answers, std::move(progress));
}

Result<CarriedIn> Carrier::carry_in(const Path& file, StickCarriage::Progress progress) {
    const auto county = newest_county_keys();
    if (!county) return county.error();
    auto attachments = open_attachments();
    if (!attachments) return std::move(attachments).error();
    const auto told = stick_carriage(*county, *attachments, std::move(progress)).in(file);
    // A stick that went up may be lost, so the wish holds until nothing of it is left.
    const auto none_left = [](const InboxReader& kept) {
        const auto refused = kept.refused();
        return refused && refused->empty();
    };
    if (told && none_left(opened_->kept)) Quarantine(settings_).asked(Goods::Requests);
    if (told && none_left(attachments->kept)) Quarantine(settings_).asked(Goods::Attachments);
    if (told && told->county_time) {
        Contact contact = opened_->kept.contact();
        contact.last_success = std::max(*told->county_time, contact.last_success.value_or(*told->county_time));
        if (auto kept = opened_->inbox.record_contact(contact); !kept) log(Priority::Error, "the contact is not noted", kept.error());
        // What came by stick was signed some time ago: it has passed, and is not the time now.
        trusted_.learn(*told->county_time);
        keep_time();
    }
    return told;
}

Result<StickSight> Carrier::look(const Path& stick) {
    auto trusted = newest_signed_keys();
    if (!trusted) return std::move(trusted).error();
    return look_at_stick(stick, {opened_->enrolment.kiosk, opened_->enrolment.township, std::move(*trusted), settings_.library, trusted_.earliest(), trusted_.latest()});
}

WaitingGoods Carrier::waiting() {
    const auto county = newest_county_keys();
    auto attachments = open_attachments();
    const auto goods = !county ? Result<WaitingGoods>(county.error()) : !attachments ? Result<WaitingGoods>(attachments.error()) : stick_carriage(*county, *attachments, {}).waiting();
    if (goods) return *goods;
    log(Priority::Warning, "what waits is not known", goods.error());
    return {};
}

Result<void> Carrier::help() {
    const auto text = read_text(settings_.stick_wish(), 4096);
    const auto wish = text ? parse_stick_wish(*text) : Result<StickWish>(text.error());
    if (!wish) {
        log(Priority::Warning, "a wish about the stick cannot be read", wish.error());
        return {};
    }
    // A round that was broken off for a wish is told of it once more.
    if (std::exchange(helped_, wish->number) == wish->number) return {};
    if (!opened_)
        if (auto opened = open(); !opened) {
            log(Priority::Error, "the stick must wait", opened.error());
            return opened;
        }
    const auto tell = [this](const StickStatus& status) {
        if (auto told = write_passing(settings_.stick_status(), to_text(status)); !told) log(Priority::Error, "the screen cannot be told", told.error());
    };
    StickVisit(settings_.stick, *this, trusted_, tell, stop_asked_).serve(*wish);
    return {};
}

/// A certificate that does not hold at one time may hold at another: on with the next, until the county is heard.
void Carrier::note_certificate() {
    const bool refused = report_.problem && report_.problem->code == ErrorCode::Untrusted && !report_.county_time;
    if (refused) ++certificate_failures_;
    if (report_.county_time) certificate_failures_ = 0;
}

ChainState Carrier::state_of_requests() const { return state_of(settings_.outbox, &opened_->kept); }

ChainState Carrier::state_of_attachments() const {
    const auto kept = InboxReader::open(settings_.attachment_inbox());
    return state_of(settings_.attachments(), kept ? &*kept : nullptr);
}

Health Carrier::health(const RoundReport& round) const {
    Health health;
    health.at = trusted_.wall();
    health.last_contact = opened_->kept.contact().last_success;
    health.quiet_until = settings_.quiet.until(health.at);
    health.round = round;
    health.requests = state_of_requests();
    health.attachments = state_of_attachments();
    health.link = quality_;
    health.clock = trusted_.source();
    health.floor = trusted_.earliest();
    health.machine_offset = std::chrono::floor<std::chrono::seconds>(machine_.wall() - health.at);
    health.edition = installed_edition();
    health.free_space = free_space(settings_.outbox).value_or(0);
    return health;
}

Health Carrier::write_status() const {
    Health now = health(report_);
    if (auto written = write_health(settings_.health(), now); !written) log(Priority::Error, "the status file is not written", written.error());
    if (auto written = write_metrics(settings_.metrics, now); !written) log(Priority::Error, "the metrics are not written", written.error());
    return now;
}

/// By what has certainly passed: a clock that is years ahead drops nothing.
void Carrier::drop_old_updates() {
    const auto read = read_read(settings_.outbox);
    if (!read) log(Priority::Warning, "which answers were read is not known", read.error());
    const TimePoint certain = trusted_.earliest();
    const auto marks = read ? read_long_ago(*read, certain) : std::vector<ReadMark>();
    if (auto dropped = opened_->inbox.drop_updates(certain - longest_kept_update, marks); !dropped) log(Priority::Error, "old updates stay", dropped.error());
}

void Carrier::leave_trace() {
    keep_time();
    Contact contact = opened_->kept.contact();
    const TimePoint heard = report_.county_time.value_or(TimePoint());
    if (report_.county_time) contact.last_success = std::max(heard, contact.last_success.value_or(heard));
    contact.last_attempt = trusted_.wall();
    contact.problem = word_of_problem(report_);
    if (auto kept = opened_->inbox.record_contact(contact); !kept) log(Priority::Error, "the contact is not noted", kept.error());
    drop_old_updates();
    const Health now = write_status();
    if (report_.county_time) quality_.told();
    if (report_.problem) log(Priority::Warning, "the round failed", *report_.problem);
    if (report_.portal) log(Priority::Warning, "somebody between here and the county wants a login: the network's captive portal");
    if (now.requests.diverged) log(Priority::Error, "the county holds another chain of this kiosk; waiting for a new epoch");
    if (now.attachments.diverged) log(Priority::Error, "the county holds another chain of this kiosk's attachments; waiting for a new epoch");
    log(Priority::Info, "delivered " + std::to_string(report_.delivered) + " of " + std::to_string(report_.handed_in) + " in epoch " +
                            std::to_string(report_.epoch) + ", " + std::to_string(report_.waiting()) + " waiting");
}

} // namespace lianxin
