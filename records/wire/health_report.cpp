// Health reports as CBOR maps.
#include "records/wire/health_report.h"

#include "records/base/cbor.h"
#include "records/wire/strict.h"

namespace lianxin {

Bytes encode_health(const HealthReport& report) {
    return to_cbor(Value(Value::Map{
        {"v", 1},
        {"program", report.program},
        {"epoch", report.epoch},
        {"handed_in", report.handed_in},
        {"delivered", report.delivered},
        {"edition", report.edition},
        {"free_space", report.free_space},
        {"wall", to_milliseconds(report.wall)},
        {"problem", report.problem},
    }));
}

Result<HealthReport> parse_health(ByteView bytes) {
    const auto map = parse_cbor(bytes);
    if (!map) return map.error().in("reading a health report");
    if (map->integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "a health report of another version", {}};
    Strict strict;
    HealthReport report;
    report.program = strict.text(map->find("program"), 64);
    report.epoch = strict.small(map->find("epoch"));
    report.handed_in = strict.number(map->find("handed_in"));
    report.delivered = strict.number(map->find("delivered"));
    report.edition = strict.number(map->find("edition"));
    report.free_space = strict.number(map->find("free_space"));
    report.wall = strict.time(map->find("wall"));
    report.problem = strict.text(map->find("problem"), 64);
    if (auto whole = strict.finish("health report"); !whole) return std::move(whole).error();
    return report;
}

} // namespace lianxin
