// What a kiosk tells of itself: read, written and read again it is the same.
#include "tests/fuzz/target.h"

#include "records/wire/health_report.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const auto report = parse_health(input);
    if (!report) return true;
    const auto again = parse_health(encode_health(*report));
    return again && *again == *report;
}

std::vector<Bytes> seeds() {
    HealthReport report;
    report.program = "0.1.0";
    report.epoch = 2;
    report.handed_in = 70;
    report.problem = "no_space";
    report.attachments = {3, 90'000, TimePoint(Milliseconds(5)), 1, true};
    return {encode_health(report)};
}

} // namespace

extern const Target health_target{"health", 3000, holds, seeds};

} // namespace lianxin::fuzz
