// Performing effects.
#include "kiosk/performer.h"

#include "kiosk/announced.h"
#include "kiosk/device/opus.h"
#include "kiosk/local_words.h"
#include "kiosk/settling.h"
#include "kiosk/shown.h"
#include "kiosk/ui/picture.h"
#include "records/base/json.h"
#include "records/base/kept_time.h"
#include "records/base/log.h"
#include "records/model/record_header.h"
#include "records/model/narration.h"
#include "records/pack/county_keys.h"
#include "records/wire/enrolment.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_hits = 50;
constexpr std::size_t newest_pages = 5;
constexpr std::size_t largest_picture = 8 << 20;
constexpr std::size_t largest_marks = 64 * 1024;
constexpr std::size_t largest_dictionary = 256 * 1024;
constexpr std::size_t largest_health = 64 * 1024;

Dictionary read_dictionary(const Path& file) {
    auto bytes = read_file(file, largest_dictionary);
    auto dictionary = bytes ? to_dictionary(std::move(*bytes)) : Result<Dictionary>(std::move(bytes).error());
    if (dictionary) return std::move(*dictionary);
    // Without it records are a little larger; nothing else changes.
    log(Priority::Warning, "sealing without a dictionary", dictionary.error());
    return {};
}

/// Items that are kept as they were written, read by `parse`. They were read when the edition was installed.
template <class T, class Parse>
std::vector<T> read_written(const LibraryReader& library, std::string_view kind, const Parse& parse) {
    std::vector<T> all;
    for (const auto& text : library.written(kind)) {
        auto read = parse(text);
        if (read) all.insert(all.end(), read->begin(), read->end());
        else log(Priority::Error, "reading an item of the edition", read.error());
    }
    return all;
}

/// All warnings of the edition that stand in this division.
std::vector<Alert> read_alerts(const LibraryReader& library, std::string_view division) {
    const auto parse = [](std::string_view text) -> Result<std::vector<Alert>> {
        auto alert = parse_alert(text);
        if (!alert) return std::move(alert).error();
        return std::vector<Alert>{std::move(*alert)};
    };
    return standing_alerts(read_written<Alert>(library, "alert", parse), division);
}

void read_signage(const LibraryReader& library, Catalogue& catalogue) {
    catalogue.slides = read_written<Slide>(library, "signage", parse_signage);
    catalogue.roster = read_written<Duty>(library, "roster", parse_roster);
    catalogue.newest = library.pages("", 0, newest_pages);
    for (const Slide& slide : catalogue.slides)
        if (slide.kind == Slide::Kind::Page)
            for (auto& page : library.chain(slide.page))
                if (page.id == slide.page) catalogue.slide_pages.push_back(std::move(page));
}

std::shared_ptr<const Catalogue> read_catalogue(const LibraryReader& library, EditionInfo edition) {
    auto catalogue = std::make_shared<Catalogue>();
    catalogue->edition = std::move(edition);
    catalogue->services = library.services();
    catalogue->channels = library.channels();
    catalogue->departments = library.departments();
    catalogue->divisions = library.divisions();
    catalogue->clock_rules = library.clock_rules();
    catalogue->calendar = library.calendar();
    read_signage(library, *catalogue);
    return catalogue;
}

std::optional<TimePoint> time_of(const std::optional<LedgerEntry>& entry) {
    const auto header = entry ? parse_record_header(entry->header) : Result<RecordHeader>(Error{});
    return header ? std::optional(header->wall) : std::nullopt;
}

/// Records of the present epoch that the county has not yet.
std::uint64_t waiting_in(const Outbox& outbox, const std::optional<InboxReader>& inbox) {
    const std::uint64_t delivered = inbox ? inbox->delivery(outbox.epoch()).delivered_through : 0;
    return outbox.last_sequence() - std::min(outbox.last_sequence(), delivered);
}

std::optional<InboxReader> opened_inbox(const Path& folder) {
    auto inbox = InboxReader::open(folder);
    if (inbox) return std::move(*inbox);
    if (inbox.error().code != ErrorCode::NotFound) log(Priority::Error, "what the county told cannot be read", inbox.error());
    return std::nullopt;
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
    road.is_alarming = health->flag_or("diverged", false) || health->flag_or("witness_alarm", false);
    waiting_bytes = number(&*health, "waiting_bytes");
    return road;
}

/// What of a page's recording the edition holds. Only the marks are read here; a broken one is read out by the voice.
Narration narration_of(const LibraryReader& library, const std::string& page) {
    Narration narration;
    auto bytes = library.blob(marks_path(page), largest_marks);
    if (!bytes) return narration;
    narration.recording = recording_path(page);
    if (auto marks = parse_marks(text_of(*bytes))) narration.from = std::move(*marks);
    return narration;
}

} // namespace

struct Performer::Self {
    Enrolment enrolment;
    SigningKey key;
    SignedKeys enrolled_keys;
};

Performer::Performer(KioskConfig config, TrustedClock& clock, Random& random, MemoShelf& shelf)
    : config_(std::move(config)), clock_(clock), random_(random), shelf_(shelf), draft_(config_.scratch), staff_(config_.state, clock_),
      papers_(config_.state / "papers"), readings_(config_.state / "readings.json"), catalogue_(std::make_shared<Catalogue>()) {
    (void)refresh();
}

Performer::~Performer() = default;

std::vector<Event> Performer::perform(const Effect& effect) {
    Events events = std::visit([this](const auto& each) { return run(each); }, effect);
    if (note_damage()) {
        write_health();
        events.push_back(event::HallChanged{hall_state()});
    }
    return events;
}

std::vector<Path> Performer::watched() const { return {config_.inbox, config_.library}; }

std::vector<Event> Performer::refresh() {
    const auto before = catalogue_;
    has_staff_ = staff_.has_staff();
    open_library();
    trouble_.clear();
    auto ready = self_ ? Result<void>() : open_identity();
    if (ready && (!registrar_ || catalogue_ != before)) ready = open_county();
    if (ready && !outbox_) ready = open_outbox();
    if (outbox_ && !attachments_) open_attachments();
    if (!ready) {
        trouble_ = name_of(ready.error().code);
        log(Priority::Error, "requests cannot be taken", ready.error());
    }
    open_inbox();
    learn_time();
    settle();
    add_announced();
    alerts_ = library_ ? read_alerts(*library_, self_ ? self_->enrolment.township : "") : std::vector<Alert>();
    Events events{event::HallChanged{hall_state()}};
    if (catalogue_ != before) events.push_back(event::CatalogueLoaded{catalogue_});
    for (Event& event : look_again()) events.push_back(std::move(event));
    write_health();
    return events;
}

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

Result<void> Performer::open_identity() {
    auto enrolment = read_enrolment(config_.enrolment);
    if (!enrolment) return std::move(enrolment).error();
    auto key = read_kiosk_key(config_.enrolment);
    if (!key) return std::move(key).error();
    auto keys = read_signed_keys(config_.enrolment);
    if (!keys) return std::move(keys).error();
    self_.reset(new Self{std::move(*enrolment), std::move(*key), std::move(*keys)});
    return {};
}

Result<void> Performer::open_county() {
    // An edition may have brought newer keys than the enrolment.
    auto newest = newest_keys(self_->enrolled_keys, library_ ? library_->keys() : Value());
    if (!newest) return std::move(newest).error();
    auto keys = parse_county_keys(newest->document);
    if (!keys) return std::move(keys).error();
    registrar_.emplace(Registrar::Means{keys->county, intake_of(*keys), discipline_of(*keys), read_dictionary(config_.assets / "dictionaries/requests.zdict"),
                                        config_.code_cost, clock_, random_});
    county_answers_ = keys->answers;
    inquiry_.emplace(Inquiry::Means{keys->county, keys->answers, config_.code_cost, clock_}, MissCounter(config_.state / "misses", Inquiry::patience));
    return {};
}

Result<Outbox> Performer::opened_outbox(const Path& folder, std::string chain, std::uint64_t reserve) const {
    OutboxOptions options;
    options.folder = folder;
    options.kiosk = std::move(chain);
    options.township = self_->enrolment.township;
    options.reserve = reserve;
    auto outbox = Outbox::open(options, self_->key, clock_);
    if (outbox)
        for (const auto& note : outbox->recovery().notes) log(Priority::Warning, folder.string() + ": " + note);
    return outbox;
}

Result<void> Performer::open_outbox() {
    if (auto made = make_folder(config_.state, Access::OwnerOnly); !made) return made;
    auto outbox = opened_outbox(config_.state / "outbox", self_->enrolment.kiosk, config_.reserve);
    if (!outbox) return std::move(outbox).error();
    outbox_ = std::move(*outbox);
    return {};
}

/// Without it requests are taken as always, only nothing can be attached to them. It holds no reserve: attachments stop first.
void Performer::open_attachments() {
    auto attachments = opened_outbox(config_.state / "outbox/attachments", attachment_chain(self_->enrolment.kiosk), 0);
    if (attachments)
        attachments_ = std::move(*attachments);
    else
        log(Priority::Error, "nothing can be attached to requests", attachments.error());
}

/// What is attached must never take the space of a text.
bool Performer::can_attach() const {
    return outbox_ && attachments_ && outbox_->room() == Outbox::Room::Enough && attachments_->room() != Outbox::Room::Full;
}

void Performer::open_inbox() {
    if (!inbox_) inbox_ = opened_inbox(config_.inbox);
    if (!attachment_inbox_) attachment_inbox_ = opened_inbox(config_.inbox / "attachments");
}

void Performer::open_library() {
    // A damaged file may have been replaced meanwhile; it is believed again when all of it can be read.
    const bool was_damaged = content_damaged_;
    if (was_damaged) library_.reset();
    content_trouble_.clear();
    auto edition = library_ ? library_->edition() : Result<EditionInfo>(Error{ErrorCode::NotFound, "", {}});
    if (!edition) {
        library_.reset();
        auto opened = LibraryReader::open(config_.library);
        edition = opened ? opened->edition() : Result<EditionInfo>(std::move(opened).error());
        if (edition) library_ = std::move(*opened);
    }
    if (!edition) {
        content_trouble_ = name_of(edition.error().code);
        log(Priority::Error, "no content can be shown", edition.error());
        return;
    }
    content_damaged_ = was_damaged && !library_->check();
    const bool mended = was_damaged && !content_damaged_;
    if (mended || edition->number != catalogue_->edition.number || catalogue_->services.empty())
        catalogue_ = read_catalogue(*library_, std::move(*edition));
    note_damage();
}

/// Whether the content has turned out to be damaged since it was last asked.
bool Performer::note_damage() {
    content_damaged_ = content_damaged_ || (library_ && library_->met_damage());
    if (!content_damaged_ || !content_trouble_.empty()) return false;
    content_trouble_ = name_of(ErrorCode::Corrupt);
    log(Priority::Error, "parts of the content cannot be shown: library.db is damaged");
    return true;
}

void Performer::settle() {
    if (auto error = settled(outbox_, inbox_)) trouble_ = name_of(error->code);
    (void)settled(attachments_, attachment_inbox_); // nothing can be attached until it was opened anew
}

/// Closes an outbox that could not be settled: it must be opened anew.
std::optional<Error> Performer::settled(std::optional<Outbox>& outbox, const std::optional<InboxReader>& inbox) const {
    if (!outbox || !inbox) return std::nullopt;
    auto done = lianxin::settle(*outbox, *inbox, clock_.earliest());
    if (done) return std::nullopt;
    log(Priority::Error, "an outbox must be opened anew", done.error());
    outbox.reset();
    return std::move(done).error();
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
    clock_.learn(catalogue_->edition.made);
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

/// Board, surveys and days off that came after the edition.
void Performer::add_announced() {
    if (!inbox_ || !county_answers_) return;
    const std::uint64_t mark = inbox_->items_mark();
    if (mark == announced_ && catalogue_ == announced_into_) return;
    auto with = std::make_shared<Catalogue>(*catalogue_);
    with->calendar = library_ ? library_->calendar() : Calendar();
    announce_in(*with, *inbox_, *county_answers_);
    catalogue_ = announced_into_ = std::move(with);
    announced_ = mark;
}

void Performer::note_shown(const Finds& finds) const {
    look_up(config_.state / "outbox", finds, clock_.wall());
    note_read(config_.state / "outbox", finds, clock_.wall());
}

/// What the county sent meanwhile for the receipt that is on the screen.
Performer::Events Performer::look_again() {
    if (asked_code_.empty() || !inquiry_ || !inbox_) return {};
    Finds finds = inquiry_->look_again(*inbox_);
    if (finds.updates.size() <= updates_shown_) return {};
    updates_shown_ = finds.updates.size();
    note_read(config_.state / "outbox", finds, clock_.wall());
    return {event::UpdatesFound{asked_code_, std::move(finds.updates), Milliseconds{0}}};
}

HallState Performer::hall_state() const {
    HallState state;
    state.hall = config_.hall;
    state.trouble = trouble_;
    if (outbox_ && outbox_->room() == Outbox::Room::Full) state.trouble = name_of(ErrorCode::NoSpace);
    state.accepting = state.trouble.empty();
    state.clock_trusted = clock_quality() != ClockQuality::Unset;
    state.clock_checked = clock_quality() == ClockQuality::CountyChecked;
    state.content_trouble = content_trouble_;
    state.recovered = outbox_ && (outbox_->recovery().rebuilt || outbox_->recovery().lost > 0);
    if (inbox_) state.last_contact = inbox_->contact().last_success;
    if (outbox_) {
        state.waiting = waiting_in(*outbox_, inbox_);
        if (state.waiting > 0) state.oldest_waiting = time_of(outbox_->entry(outbox_->epoch(), outbox_->last_sequence() - state.waiting + 1));
    }
    state.can_attach = can_attach();
    if (inbox_) state.refused = inbox_->refused().size();
    state.road = road_state(config_.road_health(), state.waiting_bytes);
    state.free_space = free_space(config_.state).value_or(0);
    state.has_staff = has_staff_;
    state.alerts = alerts_;
    return state;
}

Performer::Events Performer::run(const effect::LoadCatalogue&) {
    return {event::HallChanged{hall_state()}, event::CatalogueLoaded{catalogue_}};
}

Performer::Events Performer::run(const effect::CheckHall&) { return refresh(); }

Performer::Events Performer::run(const effect::LoadDraft&) {
    auto draft = draft_.find(clock_.wall(), config_.times.idle + config_.times.warning);
    if (!draft) {
        shelf_.clear();
        return {};
    }
    draft->form.memos = found_again(draft->form.memos);
    return {event::DraftFound{std::move(*draft)}};
}

/// What is not on the shelf, or cannot be heard, is asked for again.
Memos Performer::found_again(const Memos& memos) const {
    Memos found;
    for (const auto& [field, length] : memos) {
        auto bytes = shelf_.find(field);
        const auto reader = bytes ? OpusReader::open(std::move(*bytes)) : Result<OpusReader>(Error{});
        if (reader) found[field] = reader->length();
    }
    return found;
}

Performer::Events Performer::run(const effect::KeepDraft& effect) {
    if (auto kept = draft_.keep(effect.draft, clock_.wall()); !kept) log(Priority::Warning, "a draft was not kept", kept.error());
    return {};
}

Performer::Events Performer::run(const effect::DropDraft&) {
    draft_.drop();
    return {};
}

Performer::Events Performer::run(const effect::Save& effect) {
    if (!outbox_) (void)refresh(); // after a failure the cause may have gone: a disk was freed
    auto receipt = hand_in(effect);
    if (receipt) {
        keep_paper(effect.assistance);
        draft_.drop(); // before the receipt is shown: what is handed in is no draft any more
        return {event::Saved{std::move(*receipt)}, event::HallChanged{hall_state()}};
    }
    log(Priority::Error, "a hand-in was not stored", receipt.error());
    const std::string code(name_of(receipt.error().code));
    outbox_.reset(); // never tried again on the same descriptor
    if (!effect.memos.empty()) attachments_.reset();
    Events events = refresh();
    events.push_back(event::NotSaved{code});
    return events;
}

Result<Receipt> Performer::hand_in(const effect::Save& effect) {
    const Service* service = catalogue_->service(effect.service);
    if (!service || !outbox_ || !registrar_) return Error{ErrorCode::Unavailable, "no service or no outbox", {}};
    Attaching attaching;
    if (!effect.memos.empty()) {
        if (!can_attach()) return Error{ErrorCode::NoSpace, "there is no room for a memo", {}};
        auto memos = memos_of(effect.memos);
        if (!memos) return std::move(memos).error();
        attaching = {&*attachments_, std::move(*memos)};
    }
    auto receipt = registrar_->take(*outbox_, self_->key, *catalogue_, *service, effect.answers, clock_quality(), effect.assistance, attaching);
    for (SpokenMemo& memo : attaching.memos) wipe(memo.opus);
    return receipt;
}

Result<std::vector<SpokenMemo>> Performer::memos_of(const Memos& memos) const {
    std::vector<SpokenMemo> out;
    for (const auto& [field, length] : memos) {
        auto bytes = shelf_.find(field);
        if (!bytes) return Error{ErrorCode::NotFound, "the memo of " + field + " is not on the shelf", {}};
        out.push_back({field, length, std::move(*bytes)});
    }
    return out;
}

Performer::Events Performer::run(const effect::PrepareTyping&) {
    if (pinyin_) return {};
    auto pinyin = Pinyin::open({.schemas = config_.assets / "typing", .scratch = config_.scratch / "pinyin", .words = local_words(*catalogue_)});
    if (pinyin)
        pinyin_ = std::move(*pinyin);
    else
        log(Priority::Error, "typing by pinyin is not available", pinyin.error());
    return {};
}

Performer::Events Performer::run(const effect::AskPinyin& effect) {
    if (!pinyin_) return {};
    return {event::PinyinAnswered{pinyin_->ask(effect.query)}};
}

/// The time by which pages are shown; a clock that was never set hides nothing.
std::optional<TimePoint> Performer::time_for_pages() const { return clock_quality() == ClockQuality::Unset ? std::nullopt : std::optional(clock_.wall()); }

Performer::Events Performer::run(const effect::LoadPages& effect) {
    if (!library_) return {event::PagesLoaded{effect.channel, effect.offset, {}, 0}};
    const auto now = time_for_pages();
    return {event::PagesLoaded{effect.channel, effect.offset, library_->pages(effect.channel, effect.offset, effect.count, now), library_->page_count(effect.channel, now)}};
}

Performer::Events Performer::run(const effect::LoadPage& effect) {
    auto page = library_ ? library_->page(effect.id) : Result<Page>(Error{ErrorCode::NotFound, "no library", {}});
    if (!page) {
        log(Priority::Warning, "a page cannot be shown: " + effect.id, page.error());
        return {event::PageMissing{effect.id}};
    }
    const auto now = time_for_pages();
    const std::uint64_t readings = now ? readings_.told(effect.id, day_in_china(*now)) : 0;
    if (now) readings_.count(effect.id, day_in_china(*now));
    return {event::PageLoaded{std::move(*page), narration_of(*library_, effect.id), library_->chain(effect.id), readings}};
}

Performer::Events Performer::run(const effect::Search& effect) {
    if (!library_) return {event::HitsFound{effect.words, {}}};
    return {event::HitsFound{effect.words, library_->search(effect.words, most_hits, time_for_pages())}};
}

Performer::Events Performer::run(const effect::FindUpdates& effect) {
    auto finds = inquiry_ ? inquiry_->find(inbox_ ? &*inbox_ : nullptr, effect.code) : Result<Finds>(Error{ErrorCode::Unavailable, "not enrolled", {}});
    if (finds) {
        asked_code_ = effect.code;
        updates_shown_ = finds->updates.size();
        note_shown(*finds);
        return {event::UpdatesFound{effect.code, std::move(finds->updates), finds->wait.count() > 0 ? clock_.monotonic() + finds->wait : Milliseconds{0}}};
    }
    log(Priority::Warning, "a code was not looked up", finds.error());
    return {event::UpdatesFound{effect.code, {}, Milliseconds{0}}};
}

Performer::Events Performer::run(const effect::LoadPicture& effect) {
    auto picture = std::make_shared<Picture>();
    auto bytes = library_ ? library_->blob(effect.path, largest_picture) : Result<Bytes>(Error{ErrorCode::NotFound, "no library", {}});
    auto bitmap = bytes ? read_picture(*bytes) : Result<Bitmap>(std::move(bytes).error());
    if (bitmap)
        *picture = {bitmap->size.width, bitmap->size.height, std::move(bitmap->rgba)};
    else
        log(Priority::Warning, "a picture cannot be shown: " + effect.path, bitmap.error());
    return {event::PictureLoaded{effect.path, std::move(picture)}};
}

Performer::Events Performer::run(const effect::Forget&) {
    std::fill(asked_code_.begin(), asked_code_.end(), '\0');
    asked_code_.clear();
    if (inquiry_) inquiry_->forget();
    handwriting_.reset();
    draft_.drop();
    if (auto kept = readings_.end_visit(); !kept) log(Priority::Warning, "the reading counts were not kept", kept.error());
    // It holds the letters that were typed last, and more memory than the rest of the kiosk together.
    pinyin_.reset();
    return {};
}

Performer::Events Performer::run(const effect::ReadInk& effect) {
    if (!handwriting_) {
        HandwritingOptions options;
        options.hints = config_.assets / "handwriting";
        auto opened = Handwriting::open(options);
        if (opened) handwriting_ = std::move(*opened);
        else log(Priority::Error, "handwriting is not available", opened.error());
    }
    return {event::InkRead{effect.serial, handwriting_ ? handwriting_->candidates(effect.strokes) : std::vector<std::string>()}};
}

Performer::Events Performer::run(const effect::CheckPin& effect) { return {event::PinChecked{staff_.check(text_of(effect.pin))}}; }
Performer::Events Performer::run(const effect::CheckPaper& effect) { return {event::PaperChecked{effect.number, papers_.hold(effect.number)}}; }

Performer::Events Performer::run(const effect::StaffLeft& effect) {
    log(Priority::Notice, "staff logged out: " + effect.id);
    return {};
}

void Performer::keep_paper(const std::optional<AssistanceNote>& assistance) {
    if (!assistance || assistance->paper_number.empty()) return;
    if (auto kept = papers_.add(assistance->paper_number); !kept) log(Priority::Warning, "the number of a paper form was not kept", kept.error());
}

} // namespace lianxin
