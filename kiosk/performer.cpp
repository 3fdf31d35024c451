// Performing effects: opening what there is, looking again, and what a visit reads.
#include "kiosk/performer.h"

#include "kiosk/announced.h"
#include "kiosk/edition_catalogue.h"
#include "kiosk/local_words.h"
#include "kiosk/settling.h"
#include "kiosk/shown.h"
#include "kiosk/ui/picture.h"
#include "records/base/log.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_hits = 50;
constexpr std::size_t newest_pages = 5;
constexpr std::size_t largest_picture = 8 << 20;
constexpr std::size_t largest_dictionary = 256 * 1024;

Dictionary read_dictionary(const Path& file) {
    auto bytes = read_file(file, largest_dictionary);
    auto dictionary = bytes ? to_dictionary(std::move(*bytes)) : Result<Dictionary>(std::move(bytes).error());
    if (dictionary) return std::move(*dictionary);
    // Without it records are a little larger; nothing else changes.
    log(Priority::Warning, "sealing without a dictionary", dictionary.error());
    return {};
}

std::optional<InboxReader> opened_inbox(const Path& folder) {
    auto inbox = InboxReader::open(folder);
    if (inbox) return std::move(*inbox);
    if (inbox.error().code != ErrorCode::NotFound) log(Priority::Error, "what the county told cannot be read", inbox.error());
    return std::nullopt;
}

} // namespace

Performer::Performer(KioskConfig config, TrustedClock& clock, Random& random, MemoShelf& shelf)
    : config_(std::move(config)), clock_(clock), random_(random), shelf_(shelf), draft_(config_.scratch), staff_(config_.state, clock_),
      papers_(config_.state / "papers"), readings_(config_.state / "readings.json"), offered_(std::make_shared<Catalogue>()), catalogue_(offered_) {
    (void)refresh();
}

std::vector<Event> Performer::perform(const Effect& effect) {
    Events events = std::visit([this](const auto& each) { return run(each); }, effect);
    tell_when_shown();
    if (note_damage()) {
        write_health();
        events.push_back(event::HallChanged{hall_state()});
    }
    return events;
}

std::vector<Path> Performer::watched() const { return {config_.inbox, config_.library}; }

std::vector<Event> Performer::refresh() {
    const auto before = catalogue_, offered_before = offered_;
    has_staff_ = staff_.has_staff();
    open_library();
    trouble_.clear();
    auto ready = self_ ? Result<void>() : open_identity();
    if (ready && (!registrar_ || offered_ != offered_before)) ready = open_county();
    if (ready && !outbox_) ready = open_outbox();
    if (outbox_ && !attachments_) open_attachments();
    if (!ready) {
        trouble_ = name_of(ready.error().code);
        log(Priority::Error, "requests cannot be taken", ready.error());
    }
    open_inbox();
    learn_time();
    settle();
    offer();
    add_announced();
    weigh_alerts();
    Events events{event::HallChanged{hall_state()}};
    if (catalogue_ != before) events.push_back(event::CatalogueLoaded{catalogue_});
    for (Event& event : look_again()) events.push_back(std::move(event));
    write_health();
    return events;
}

Result<void> Performer::open_identity() {
    auto enrolment = read_enrolment(config_.enrolment);
    if (!enrolment) return std::move(enrolment).error();
    auto key = read_kiosk_key(config_.enrolment);
    if (!key) return std::move(key).error();
    auto keys = read_signed_keys(config_.enrolment);
    if (!keys) return std::move(keys).error();
    self_.emplace(Self{std::move(*enrolment), std::move(*key), std::move(*keys)});
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

void Performer::open_inbox() {
    if (inbox_ && !inbox_->is_current()) {
        inbox_.reset();
        announced_into_.reset(); // the new one may have the same mark
    }
    if (attachment_inbox_ && !attachment_inbox_->is_current()) attachment_inbox_.reset();
    if (!inbox_) inbox_ = opened_inbox(config_.inbox);
    if (!attachment_inbox_) attachment_inbox_ = opened_inbox(config_.inbox / "attachments");
}

void Performer::open_library() {
    // A damaged file may have been replaced meanwhile; it is believed again when all of it can be read.
    const bool was_damaged = content_damaged_;
    if (was_damaged || (library_ && !library_->is_current())) library_.reset();
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
        if (edition.error().code == ErrorCode::Corrupt) tell_library(LibraryWord::How::Unreadable);
        return;
    }
    content_damaged_ = was_damaged && !library_->check();
    const bool mended = was_damaged && !content_damaged_;
    if (mended || edition->number != offered_->edition.number || offered_->services.empty()) {
        tell_library(LibraryWord::How::Loading);
        offered_ = read_catalogue(*library_, std::move(*edition));
        loaded_at_ = clock_.monotonic();
    }
    note_damage();
    tell_when_shown();
}

/// The daemon takes an edition out that cannot be loaded, and hears of it here even when the kiosk has died of it.
void Performer::tell_library(LibraryWord::How how) {
    const Path folder = config_.state / "outbox";
    std::error_code missing;
    if (!std::filesystem::is_directory(folder, missing)) return; // before its first start nobody has carried anything yet
    LibraryWord word{how, 0, 0, 0, boot_id()};
    if (const auto edition = library_ ? library_->edition() : Result<EditionInfo>(Error{ErrorCode::NotFound, "", {}})) word.county = edition->number;
    if (const auto township = library_ ? library_->township_edition() : std::nullopt) word.township = township->number;
    if (how == LibraryWord::How::Loading) {
        const auto before = read_library_word(folder);
        const bool again = before && before->how == how && before->boot == word.boot && before->county == word.county && before->township == word.township;
        word.tries = again ? before->tries + 1 : 1;
    }
    if (word == told_of_library_) return;
    if (auto written = write_library_word(folder, word); !written) return log(Priority::Warning, "the daemon is not told of the library", written.error());
    told_of_library_ = word;
}

/// Content that was bad would have brought the program down or shown damage by then.
void Performer::tell_when_shown() {
    constexpr Milliseconds trial{10'000};
    if (!content_damaged_ && loaded_at_ && clock_.monotonic() - *loaded_at_ >= trial) {
        tell_library(LibraryWord::How::Shown);
        loaded_at_.reset();
    }
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

/// Takes over what the edition offers, and of its newest pages those that are shown now.
void Performer::offer() {
    if (!library_) return;
    auto newest = library_->pages("", 0, newest_pages, known_time());
    const auto is_same = [](const PageSummary& one, const PageSummary& other) { return one.id == other.id; };
    if (std::equal(newest.begin(), newest.end(), offered_->newest.begin(), offered_->newest.end(), is_same)) return;
    auto with = std::make_shared<Catalogue>(*offered_);
    with->newest = std::move(newest);
    offered_ = std::move(with);
}

std::string_view Performer::division() const { return self_ ? std::string_view(self_->enrolment.township) : std::string_view(); }

/// What came after the edition: board, surveys, days off, who is on duty, warnings.
void Performer::add_announced() {
    const bool hears = inbox_ && county_answers_;
    const std::uint64_t mark = hears ? inbox_->items_mark() : 0;
    if (mark == announced_ && offered_ == announced_into_) return;
    announced_ = mark;
    catalogue_ = announced_into_ = offered_;
    announced_alerts_.clear();
    if (!hears) return;
    auto with = std::make_shared<Catalogue>(*offered_);
    announce_in(*with, *inbox_, *county_answers_);
    announced_alerts_ = announced_alerts(*inbox_, *county_answers_, division());
    catalogue_ = std::move(with);
}

/// Both roads together: what came by one may be updated or cancelled by the other.
void Performer::weigh_alerts() {
    std::vector<Alert> all = library_ ? edition_alerts(*library_, division()) : std::vector<Alert>();
    all.insert(all.end(), announced_alerts_.begin(), announced_alerts_.end());
    alerts_ = standing_alerts(std::move(all), division());
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

Performer::Events Performer::run(const effect::LoadCatalogue&) {
    return {event::HallChanged{hall_state()}, event::CatalogueLoaded{catalogue_}};
}

Performer::Events Performer::run(const effect::CheckHall&) { return refresh(); }

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

KnownTime Performer::known_time() const { return {clock_.wall(), clock_quality() == ClockQuality::Unset}; }

Performer::Events Performer::run(const effect::LoadPages& effect) {
    if (!library_) return {event::PagesLoaded{effect.channel, effect.offset, {}, 0}};
    const KnownTime now = known_time();
    return {event::PagesLoaded{effect.channel, effect.offset, library_->pages(effect.channel, effect.offset, effect.count, now), library_->page_count(effect.channel, now)}};
}

Performer::Events Performer::run(const effect::LoadPage& effect) {
    auto page = library_ ? library_->page(effect.id) : Result<Page>(Error{ErrorCode::NotFound, "no library", {}});
    if (!page) {
        log(Priority::Warning, "a page cannot be shown: " + effect.id, page.error());
        return {event::PageMissing{effect.id}};
    }
    const KnownTime now = known_time();
    const std::uint64_t readings = now.is_floor ? 0 : readings_.told(effect.id, day_in_china(now.now));
    if (!now.is_floor) readings_.count(effect.id, day_in_china(now.now));
    return {event::PageLoaded{std::move(*page), narration_of(*library_, effect.id), library_->chain(effect.id), readings}};
}

Performer::Events Performer::run(const effect::Search& effect) {
    if (!library_) return {event::HitsFound{effect.words, {}}};
    return {event::HitsFound{effect.words, library_->search(effect.words, most_hits, known_time())}};
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
Performer::Events Performer::run(const effect::StaffLeft& effect) {
    log(Priority::Notice, "staff logged out: " + effect.id);
    return {};
}

} // namespace lianxin
