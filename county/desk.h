// The desk: what people of the county order, each as one deed in the county's book.
#pragma once

#include "county/cases.h"
#include "county/readers.h"
#include "county/settings.h"
#include "records/base/clock.h"

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

    /// An order as it comes over the order line, {"order": "reply", …}, and its outcome.
    Result<Value> perform(const Value& order);

  private:
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
