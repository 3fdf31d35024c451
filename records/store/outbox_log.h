// outbox.log and its closed segments: the second copy of every record, only ever added to.
#pragma once

#include "records/store/frame.h"

namespace lianxin {

struct LogSegment {
    Path path;
    std::vector<Uuid> records; ///< whose whole frames it holds
};

class OutboxLog {
  public:
    /// Told of each whole frame while the log is read; `sealed` is the body.
    using Visit = std::function<Result<void>(const Frame&)>;
    /// What stood between the frames of all segments, and behind the last one.
    struct Damage {
        std::vector<std::string> notes; ///< one sentence for each damaged range
        std::vector<LedgerEntry>
            unreadable;    ///< records whose header is left but whose frame is damaged; not yet checked
        DamagedRange tail; ///< of the segment that is added to
    };

    /// Opens or makes the log in the folder; a segment is closed once it has `segment` bytes. Errors: Storage, NoSpace.
    static Result<OutboxLog> open(const Path& folder, std::uint64_t segment);

    bool is_empty() const { return active_size_ == 0 && closed_.empty() && settled_.empty(); }

    /// Reads the segments that still hold bodies, oldest first. Errors: Storage, those of `visit`.
    Result<Damage> read(const Visit& visit);
    /// Reads the segments whose bodies were dropped. Errors: as above.
    Result<void> read_settled(const Visit& visit) const;
    /// Cuts off what `read` found behind the last whole frame, so that the next frame stands after a whole one.
    Result<void> cut_tail();

    /// Adds frames and makes them durable with one sync. After an error the log must be opened anew. Errors: Storage,
    /// NoSpace.
    Result<void> append(std::span<const Envelope> envelopes);

    /// Rewrites segments none of whose records `is_held` into frames without bodies. Errors: Storage, NoSpace.
    Result<void> drop_bodies(const std::function<bool(const Uuid&)>& is_held);

  private:
    OutboxLog(Path folder, std::uint64_t segment) : folder_(std::move(folder)), segment_(segment) {}
    Result<void> find_closed();
    Result<void> open_active();
    Result<void> close_active();
    Result<void> settle(const LogSegment& segment);
    Path active_path() const { return folder_ / "outbox.log"; }

    Path folder_;
    std::uint64_t segment_;
    File active_;
    std::uint64_t active_size_ = 0;
    std::uint64_t whole_end_ = 0; ///< where the last whole frame of the active segment ends
    std::uint64_t last_number_ = 0;
    std::vector<LogSegment> closed_; ///< outbox-NNNNNN.log, oldest first
    std::vector<Uuid> active_records_;
    std::vector<Path> settled_; ///< settled-NNNNNN.log, oldest first
};

} // namespace lianxin
