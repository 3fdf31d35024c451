// Sends what waits of one chain: several batches under way, each acted on and judged after the one before it.
#pragma once

#include "records/pack/county_keys.h"
#include "sync/county_link.h"
#include "sync/pace.h"
#include "sync/standing.h"

#include <deque>

namespace lianxin {

struct SendingSettings {
    std::size_t batch_records = 0; ///< at most in one batch
    int compression_level = 1;
};

/// How far a chain is. Everything holds also after a failure.
struct ChainReport {
    std::uint32_t epoch = 0;     ///< 0 while there is no outbox
    std::uint64_t handed_in = 0; ///< last sequence of that epoch
    std::uint64_t delivered = 0;
    bool diverged = false; ///< the kiosk must open a new epoch before anything more can be delivered
    std::optional<std::chrono::seconds> wait; ///< the county asked for it
    std::optional<TimePoint> county_time;     ///< the latest it signed

    std::uint64_t waiting() const { return handed_in - delivered; }
};

/// The county completes no batch before the one in front of it was answered, because the last byte is held back until then: so it
/// never meets a gap, and answers come in the order of the chain. An answer that brings less than its batch carried ends what is
/// under way behind it.
class Sending {
  public:
    /// All references outlive the sending.
    Sending(const SendingSettings& settings, const Chain& chain, const CountyKeys& county, CountyLink& link, Pace& pace, const Clock& clock)
        : settings_(settings), chain_(chain), county_(county), link_(link), pace_(pace), clock_(clock) {}
    ~Sending();
    Sending(const Sending&) = delete;
    Sending& operator=(const Sending&) = delete;

    /// Sends until nothing waits or something fails. Errors: those of the link, of the stores, of judge(); Corrupt when answers
    /// bring the chain no further.
    Result<void> run();
    /// After the county's log was restored: asks where its copy of the chain ends, and sends what it lost.
    Result<void> make_good();
    const ChainReport& report() const { return report_; }
    /// Asked before each further batch; when it says no, what is under way is finished and the rest waits.
    void go_on_while(std::function<bool()> gate) { gate_ = std::move(gate); }

  private:
    /// A batch under way, with what was kept when it was begun.
    struct Flight {
        std::uint64_t after = 0;    ///< the sequence before its first record
        std::uint64_t last = 0;     ///< the sequence of its last; `after` when it only asks
        std::vector<Envelope> sent; ///< without the bodies, which are in the batch
        KnownLog log;
        Bytes batch;
        Ticket ticket = 0;
        Milliseconds begun{0};
    };
    Result<bool> open();
    Result<void> send_from(std::uint64_t after);
    Result<void> ask_about_held();
    Result<void> send_again();
    Result<void> send_these(std::span<const std::uint64_t> sequences);
    Result<void> launch(std::vector<Envelope> envelopes, std::uint64_t after, std::uint64_t last);
    Result<void> fill(std::uint64_t after);
    Result<void> begin(std::uint64_t after);
    std::size_t batch_bytes(std::uint64_t records_left);
    Result<std::uint64_t> finish_first();
    Result<std::uint64_t> judge_answer(const Flight& flight, ByteView content);
    Result<void> join_to_kept(Answer& answer, const Flight& flight);
    void drop_all();
    void look();

    const SendingSettings& settings_;
    const Chain& chain_;
    const CountyKeys& county_;
    CountyLink& link_;
    Pace& pace_;
    const Clock& clock_;
    std::function<bool()> gate_;
    ChainReport report_;
    std::optional<Standing> standing_; ///< as it was when sending began last
    std::deque<Flight> under_way_;   ///< the first is released
    std::size_t record_bytes_ = 0;   ///< of a record in the last batch before packing, on average
    std::size_t last_share_ = 0;     ///< of each connection in what is left at the end; 0 before that
    Milliseconds last_answer_{0};
};

} // namespace lianxin
