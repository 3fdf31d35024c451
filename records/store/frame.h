// A frame of outbox.log: one record with its own hash, so that damage is found and the frames around it are still read.
#pragma once

#include "records/base/file.h"
#include "records/store/ledger.h"

#include <functional>

namespace lianxin {

constexpr std::size_t largest_sealed = 80 * 1024; ///< bytes of a sealed body that is taken in

/// Settled frames carry header and signature alone: the body was dropped because the county has it for good.
enum class FrameKind { Whole, Settled };

struct Frame {
    FrameKind kind = FrameKind::Whole;
    Envelope envelope; ///< `sealed` is empty in a settled frame
};

/// The bytes of a frame; FORMAT.md has them with an example.
Bytes encode_frame(const LedgerEntry& entry, ByteView sealed);
Bytes encode_settled_frame(const LedgerEntry& entry);

/// Bytes between frames that are no frame.
struct DamagedRange {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    bool cut_short = false; ///< begins like a frame that reaches beyond the end of the file: an unfinished append
    std::vector<LedgerEntry> entries; ///< headers inside that can still be read; their signatures are not checked yet
};

struct LogScan {
    std::vector<DamagedRange> damaged; ///< in front of a whole frame
    DamagedRange tail;                 ///< behind the last whole frame; length 0 when there is nothing
    std::uint64_t end = 0;             ///< where the last whole frame ends
};

/// Tells `visit` of every whole frame in order, whatever lies between. Errors: Storage, those of `visit`.
Result<LogScan> scan_frames(const File& file, const std::function<Result<void>(Frame)>& visit);

} // namespace lianxin
