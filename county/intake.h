// Intake: a kiosk's batch is checked, entered and logged in one transaction, and answered with proof.
#pragma once

#include "county/readers.h"
#include "county/writer.h"
#include "records/base/clock.h"

namespace lianxin {

/// The rules of records/wire/FORMAT.md from the county's side. A record of the same bytes counts once, however often and by
/// whichever epoch it comes; what contradicts itself is kept aside and raises an alarm in the log.
class Intake {
  public:
    /// What is refused is put aside with its body up to so many rows in the whole county; what comes later without, for its kiosk
    /// keeps the body. Each is put aside and raises an alarm all the same.
    static constexpr std::uint64_t most_bodies_aside = 10'000;

    /// Everything outlives the intake. `answers` signs what the kiosks are told.
    Intake(Writer& writer, Readers& readers, const SigningKey& answers, const Clock& clock, std::uint64_t bodies_aside = most_bodies_aside)
        : writer_(&writer), readers_(&readers), answers_(&answers), clock_(&clock), bodies_aside_(bodies_aside) {}

    /// The signed answer to a batch that `kiosk` sent, of its own chain or of that of its attachments. Errors: Corrupt, Invalid or Unsupported (not a batch), Untrusted (of
    /// another kiosk); those of the store. `told_before`: the log's size in the answer that the kiosk reads before this one; the
    /// batch's own when nothing.
    Result<Bytes> take(const EnrolledKiosk& kiosk, ByteView packed, std::optional<std::uint64_t> told_before = {});

  private:
    Writer* writer_;
    Readers* readers_;
    const SigningKey* answers_;
    const Clock* clock_;
    std::uint64_t bodies_aside_;
};

} // namespace lianxin
