// The road by stick: what would have gone to the county over the network is written into a file, and what it answered is read from
// one, by the same rules as in a round.
#pragma once

#include "records/wire/carriage_file.h"
#include "records/wire/enrolment.h"
#include "sync/standing.h"

#include <functional>
#include <map>

namespace lianxin {

/// Records that wait: requests, and parts of attachments.
struct WaitingGoods {
    std::uint64_t requests = 0, parts = 0;
};

/// What a stick was given.
struct CarriedOut {
    std::uint64_t records = 0; ///< that the county has not proved to hold, and refused ones that go once more
    std::uint64_t bytes = 0;   ///< of the file
    std::uint64_t left = 0;    ///< records for which there was no room
    std::uint64_t parts = 0, parts_left = 0; ///< how many of them are parts of attachments
};

/// What a stick brought.
struct CarriedIn {
    std::uint64_t delivered = 0; ///< records that count as delivered now and did not before, and refused ones that the county has taken in the end
    std::uint64_t refused = 0;   ///< that were not before
    std::uint64_t updates = 0;   ///< sealed updates that are new here
    std::uint64_t passed_over = 0; ///< answers that are older than what is known, lack what came before them, or are not believed
    bool diverged = false;
    std::optional<TimePoint> county_time; ///< the latest that it signed
    std::uint64_t parts = 0; ///< how many of those delivered are parts of attachments
    std::uint64_t untrusted = 0; ///< how many of those passed over the county did not sign, or not for this kiosk
};

class StickCarriage {
  public:
    /// Told how much of how much is done; false stops.
    using Progress = std::function<bool(std::uint64_t done, std::uint64_t all)>;
    struct Limits {
        std::size_t batch_bytes = 1'000'000, batch_records = 1000;
        std::uint64_t file_bytes = 1ull << 30; ///< what does not fit waits for the next stick
        int compression_level = 1;
    };

    /// Everything outlives the carriage. `chains`: the requests' first, because nothing may wait behind attachments.
    StickCarriage(const Enrolment& enrolment, const SigningKey& key, const CountyKeys& county, std::vector<Chain> chains, const Clock& clock)
        : enrolment_(enrolment), key_(key), county_(county), chains_(std::move(chains)), clock_(clock) {}

    void set_limits(const Limits& limits) { limits_ = limits; }
    void set_progress(Progress progress) { progress_ = std::move(progress); }

    /// Writes what waits, the cursor of changes, the installed edition and a health report (encoded) into `file`; the outboxes are only
    /// read. On a stick with too little room it is what fits: requests before attachments, the oldest first. The file that was there is
    /// replaced by a whole one that carries more, or stays. Errors: Storage, NoSpace (not one record fits), Corrupt, Unavailable (stopped).
    Result<CarriedOut> out(const Path& file, std::uint64_t edition, ByteView health) const;

    /// Takes what the file holds for this kiosk into the inboxes. What was taken before an error stays: it was proved by itself. An answer
    /// that is not believed is passed over, because what lies behind it may be. Errors: those of CarriageReader; Invalid (for another kiosk or
    /// county, or no answers), Untrusted (changes that the county did not sign), Unsupported (of a later version), Unavailable (stopped).
    Result<CarriedIn> in(const Path& file) const;

    /// What would go along. Errors: Storage, Corrupt.
    Result<WaitingGoods> waiting() const;

  private:
    /// Of the chains of which a file holds answers, each opened once for all of them.
    class Standings {
      public:
        /// None where the kiosk has not made the outbox. Errors: those of Standing::open.
        Result<Standing*> of(const Chain& chain);

      private:
        std::map<std::string, std::optional<Standing>> opened_;
    };
    Result<void> add(CarriageWriter& to, const RequestTarget& target, Bytes body) const;
    // These tell whether there was room for all of it.
    Result<bool> add_batch(CarriageWriter& to, const Standing& standing, std::span<const Envelope> envelopes) const;
    Result<bool> add_these(CarriageWriter& to, const Standing& standing, std::span<const std::uint64_t> sequences, std::uint64_t& added) const;
    Result<bool> add_waiting(CarriageWriter& to, const Standing& standing, std::uint64_t& added) const;
    Result<bool> add_chain(CarriageWriter& to, const Standing& standing, std::uint64_t& added) const;
    Result<bool> add_all(CarriageWriter& to, std::uint64_t edition, ByteView health, CarriedOut& told) const;
    Result<CarriedOut> replace(const Path& file, std::uint64_t edition, ByteView health) const;
    CarriedOut carried_by(const Path& file) const;
    Result<void> take(const CarriedAnswer& part, CarriedIn& told, Standings& standings) const;
    Result<void> take_answer(const CarriedAnswer& part, CarriedIn& told, Standings& standings) const;
    Result<void> take_changes(const CarriedAnswer& part, CarriedIn& told) const;
    bool goes_on(std::uint64_t done, std::uint64_t all) const { return !progress_ || progress_(done, all); }

    const Enrolment& enrolment_;
    const SigningKey& key_;
    const CountyKeys& county_;
    std::vector<Chain> chains_;
    const Clock& clock_;
    Limits limits_;
    Progress progress_;
};

} // namespace lianxin
