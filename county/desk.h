// The desk: what people of the county order, each as one deed in the county's book.
#pragma once

#include "county/cases.h"
#include "county/readers.h"
#include "county/settings.h"
#include "records/base/clock.h"
#include "records/pack/recovery_note.h"

namespace lianxin {

class Desk {
  public:
    /// Everything outlives the desk.
    Desk(const Settings& settings, Writer& writer, Readers& readers, Unsealer& unsealer, const SigningKey& answers,
         const Clock& clock)
        : settings_(&settings), writer_(&writer), readers_(&readers), unsealer_(&unsealer), answers_(&answers), clock_(&clock) {}

    /// Tells the holder of the receipt the next step of the case. Errors: NotFound, Conflict (the step may not follow),
    /// Untrusted (sealed to others), those of unsealer and store.
    Result<void> reply(std::string_view case_number, std::string_view text, CaseState state);
    /// Errors: Conflict (the name is taken), Invalid.
    Result<void> enrol(std::string_view kiosk, std::string_view township, const PublicKey& key);
    /// Errors: NotFound, Conflict (it is revoked already).
    Result<void> revoke(std::string_view kiosk);
    /// Verifies an edition, keeps a copy and serves it from now on. Errors: those of EditionFile::open, Conflict (not
    /// newer than what is served), Invalid (of another county).
    Result<std::uint64_t> publish(const Path& file);

    /// Signs a public matter as its next version and puts it on the way to everybody in `audience` (12-digit codes of townships
    /// and names of kiosks; empty for the whole county) and to whoever an older version went to. The version. Errors: those of
    /// check_content and check_warning, Invalid (a name, a township or kiosk that is not ours), NotFound (no such kiosk).
    /// A warning goes also to whoever was told of what it updates or cancels.
    Result<std::uint64_t> announce(PublicItem item, Audience audience);
    /// The same with the word that it is taken back. Errors: NotFound, Conflict (it is already).
    Result<std::uint64_t> withdraw(std::string_view kind, std::string_view id, std::string_view reason);

    /// Copies the county's book into a file that is not there yet. From then on the kiosks may drop, after their time, the bodies
    /// that the copy holds. How many log entries it holds. Errors: Conflict (a file is there), those of the store.
    Result<std::uint64_t> back_up(const Path& file);
    /// The document by which the roots declare that the log goes on from where it stands now; they have yet to sign it.
    Result<std::string> draft_recovery(std::string_view reason);
    /// Tells the kiosks of a signed declaration from now on. Its number. Errors: those of verify_recovery, Conflict (a number that
    /// was used), Invalid (this book does not continue its checkpoint).
    Result<std::uint64_t> accept_recovery(const SignedRecoveryNote& note);

    /// An order as it comes over the order line, {"order": "reply", …}, and its outcome.
    Result<Value> perform(const Value& order);

  private:
    Result<std::uint64_t> send_down(PublicItem item, Audience audience);
    Result<Value> perform_announcement(const Value& order);
    Result<void> place(const Path& incoming, const PublishedEdition& entry);
    std::int64_t now_number() const { return clock_->wall().time_since_epoch().count(); }

    const Settings* settings_;
    Writer* writer_;
    Readers* readers_;
    Unsealer* unsealer_;
    const SigningKey* answers_;
    const Clock* clock_;
};

} // namespace lianxin
