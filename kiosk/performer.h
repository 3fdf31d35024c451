// Performs effects: the kiosk's hands on its stores, keys and engines. Lives on the worker's thread.
#pragma once

#include "kiosk/draft_file.h"
#include "kiosk/effect.h"
#include "kiosk/input/handwriting.h"
#include "kiosk/input/pinyin.h"
#include "kiosk/inquiry.h"
#include "kiosk/kiosk_config.h"
#include "kiosk/device/memo_shelf.h"
#include "kiosk/paper_numbers.h"
#include "kiosk/reading_counts.h"
#include "kiosk/registrar.h"
#include "kiosk/staff_login.h"
#include "records/base/trusted_clock.h"
#include "records/pack/county_keys.h"
#include "records/store/library.h"
#include "records/store/library_word.h"
#include "records/wire/enrolment.h"

#include <memory>
#include <optional>

namespace lianxin {

class Performer {
  public:
    /// Opens what can be opened. What cannot be is told in the hall state, logged, and tried again at each refresh: a kiosk whose
    /// store is broken still shows notices, and one without content still gives answers.
    /// `shelf` holds the memos until they are handed in; it outlives the performer, as the clock and random do.
    Performer(KioskConfig config, TrustedClock& clock, Random& random, MemoShelf& shelf);

    std::vector<Event> perform(const Effect& effect);
    /// Looks again at what other programs write: the inbox and the library.
    std::vector<Event> refresh();
    /// Folders whose changes call for a refresh.
    std::vector<Path> watched() const;

  private:
    using Events = std::vector<Event>;

    Events run(const effect::LoadCatalogue&);
    Events run(const effect::CheckHall&);
    Events run(const effect::LoadDraft&);
    Events run(const effect::KeepDraft& effect);
    Events run(const effect::DropDraft&);
    Events run(const effect::Save& effect);
    Events run(const effect::PrepareTyping&);
    Events run(const effect::AskPinyin& effect);
    Events run(const effect::LoadPages& effect);
    Events run(const effect::LoadPage& effect);
    Events run(const effect::Search& effect);
    Events run(const effect::FindUpdates& effect);
    Events run(const effect::LoadPicture& effect);
    Events run(const effect::Forget&);
    Events run(const effect::ReadInk& effect);
    Events run(const effect::CheckPin& effect);
    Events run(const effect::CheckPaper& effect);
    Events run(const effect::StaffLeft& effect);
    /// What belongs to a device and had none to take it.
    template <class OfDevice>
    Events run(const OfDevice&) { return {}; }

    /// Who this kiosk is.
    struct Self {
        Enrolment enrolment;
        SigningKey key;
        SignedKeys enrolled_keys;
    };

    Result<Outbox> opened_outbox(const Path& folder, std::string chain, std::uint64_t reserve) const;
    Result<void> open_outbox();
    void open_attachments();
    bool can_attach() const;
    Result<void> open_identity();
    Result<void> open_county();
    void open_inbox();
    void open_library();
    void tell_library(LibraryWord::How how);
    void tell_when_shown();
    bool note_damage();
    Memos found_again(const Memos& memos) const;
    Result<Receipt> hand_in(const effect::Save& effect);
    Result<std::vector<SpokenMemo>> memos_of(const Memos& memos) const;
    void keep_paper(const std::optional<AssistanceNote>& assistance);
    void settle();
    std::optional<Error> settled(std::optional<Outbox>& outbox, const std::optional<InboxReader>& inbox) const;
    void write_health() const;
    HallState hall_state() const;
    ClockQuality clock_quality() const;
    KnownTime known_time() const; ///< by which pages are shown
    void learn_time();
    void keep_time();
    void offer();
    void add_announced();
    void weigh_alerts();
    std::string_view division() const; ///< where the hall stands; empty while nobody enrolled it
    void note_shown(const Finds& finds) const;
    Events look_again();

    KioskConfig config_;
    TrustedClock& clock_;
    Random& random_;
    MemoShelf& shelf_;
    DraftFile draft_;
    StaffLogin staff_;
    PaperNumbers papers_;
    ReadingCounts readings_;
    std::vector<Alert> alerts_;
    bool has_staff_ = false;
    std::optional<Pinyin> pinyin_;
    std::optional<Handwriting> handwriting_; ///< from the first look at the pad to the end of the visit

    std::optional<Self> self_;
    std::optional<Registrar> registrar_;
    std::optional<Inquiry> inquiry_;
    std::optional<Outbox> outbox_;
    std::optional<InboxReader> inbox_;
    std::optional<Outbox> attachments_; ///< of a chain of its own, so that no request waits behind a memo
    std::optional<InboxReader> attachment_inbox_;
    std::optional<LibraryReader> library_;
    std::shared_ptr<const Catalogue> offered_;   ///< of the edition
    std::shared_ptr<const Catalogue> catalogue_; ///< the same with what was announced since
    std::string trouble_, content_trouble_;
    std::optional<PublicKey> county_answers_; ///< signs what the county tells
    std::uint64_t announced_ = 0;             ///< InboxReader::items_mark of what was added
    std::shared_ptr<const Catalogue> announced_into_;
    std::vector<Alert> announced_alerts_;
    std::optional<TimePoint> time_kept_;      ///< floor that was written down last
    std::string asked_code_;                  ///< looked up in this visit; its updates may still come
    std::size_t updates_shown_ = 0;
    bool content_damaged_ = false; ///< parts of library.db could not be read
    std::optional<Milliseconds> loaded_at_; ///< monotonic; of content of which it is not told yet that the kiosk lives on with it
    LibraryWord told_of_library_;
};

} // namespace lianxin
