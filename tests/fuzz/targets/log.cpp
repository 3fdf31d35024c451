// outbox.log after damage: every whole frame is found, and nothing else is taken for one.
#include "tests/fuzz/target.h"

#include "records/store/frame.h"
#include "tests/records/wire/samples.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    std::uint64_t bytes = 0;
    const auto scan = scan_frames(file_of(input), [&](const Frame& frame) {
        const auto& entry = frame.envelope.entry;
        bytes += (frame.kind == FrameKind::Whole ? encode_frame(entry, frame.envelope.sealed) : encode_settled_frame(entry)).size();
        return Result<void>();
    });
    if (!scan) return false;
    for (const auto& range : scan->damaged) bytes += range.length;
    return bytes + scan->tail.length == input.size();
}

std::vector<Bytes> seeds() {
    Bytes log;
    for (std::uint64_t number = 1; number <= 3; ++number) {
        const auto record = samples::record(number, 60);
        const auto entry = make_entry(record.header, record.signature);
        append(log, encode_frame(*entry, record.sealed));
        if (number == 2) append(log, encode_settled_frame(*entry));
    }
    return {log};
}

} // namespace

extern const Target log_target{"log", 1500, holds, seeds};

} // namespace lianxin::fuzz
