// An update of a case as it comes out of the seal at the kiosk.
#include "tests/fuzz/target.h"

#include "records/base/cbor.h"
#include "records/model/update.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto value = parse_cbor(input);
    if (!value) return true;
    const auto update = update_from(*value);
    if (!update) return true;
    const Bytes written = to_cbor(to_value(*update));
    const auto again = update_from(*parse_cbor(written));
    return again && equal(to_cbor(to_value(*again)), written);
}

std::vector<Bytes> seeds() {
    Update update;
    update.case_number = "2026-000017";
    update.office = "清溪镇人民政府";
    update.text = "已派人修复。";
    update.at = update.handed_in = TimePoint(Milliseconds(1'793'333'333'000));
    const Bytes without = to_cbor(to_value(update));
    update.due = *parse_iso_day("2026-12-01");
    return {without, to_cbor(to_value(update))};
}

} // namespace

extern const Target update_target{"update", 4000, holds, seeds};

} // namespace lianxin::fuzz
