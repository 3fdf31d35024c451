// The clear header of a record: what is read is written back byte by byte.
#include "tests/fuzz/target.h"

#include "records/model/record_header.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto header = parse_record_header(input);
    return !header || equal(encode(*header), input);
}

std::vector<Bytes> seeds() {
    RecordHeader header;
    header.kiosk = "K-0001";
    header.township = "990021101000";
    header.wall = TimePoint(Milliseconds(1'793'333'333'000));
    RecordHeader later = header;
    later.epoch = 4'000'000'000;
    later.sequence = 1'000'000;
    later.record_class = RecordClass::LedgerEvent;
    later.clock_quality = ClockQuality::CountyChecked;
    return {encode(header), encode(later)};
}

} // namespace

extern const Target header_target{"header", 4000, holds, seeds};

} // namespace lianxin::fuzz
