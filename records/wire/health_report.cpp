// Health reports as CBOR maps.
#include "records/wire/health_report.h"

#include "records/base/cbor.h"
#include "records/wire/strict.h"

#include <algorithm>

namespace lianxin {

namespace {

/// Numbers on the wire are not negative, so no offset is farther than this either way.
constexpr std::int64_t offset_zero = std::int64_t{1} << 40;
constexpr std::size_t longest_head = 1024; ///< bytes of a signed note; two of them fit into a report

Value value_of(const AttachmentsHealth& attachments) {
    Value map(Value::Map{
        {"waiting", attachments.waiting},
        {"bytes", attachments.bytes},
        {"refused", attachments.refused},
        {"diverged", attachments.diverged},
    });
    if (attachments.oldest) map.set("oldest", to_milliseconds(*attachments.oldest));
    return map;
}

AttachmentsHealth read_attachments(Strict& strict, const Value& map) {
    AttachmentsHealth attachments;
    attachments.waiting = strict.number(map.find("waiting"));
    attachments.bytes = strict.number(map.find("bytes"));
    attachments.refused = strict.number(map.find("refused"));
    attachments.diverged = strict.flag(map.find("diverged"));
    if (const Value* oldest = map.find("oldest")) attachments.oldest = strict.time(oldest);
    return attachments;
}

void read_later(Strict& strict, const Value& map, HealthReport& report) {
    const auto number = [&](std::string_view key) {
        const Value* value = map.find(key);
        return value ? strict.number(value) : std::uint64_t{0};
    };
    const auto time = [&](std::string_view key) {
        const Value* value = map.find(key);
        return value ? std::optional(strict.time(value)) : std::nullopt;
    };
    report.waiting_bytes = number("waiting_bytes");
    report.oldest = time("oldest");
    report.refused = number("refused");
    report.edition_made = time("edition_made");
    if (const Value* clock = map.find("clock")) report.clock = strict.text(clock, 64);
    if (const Value* offset = map.find("machine_offset"))
        report.machine_offset = static_cast<std::int64_t>(strict.number(offset, 2 * offset_zero)) - offset_zero;
    report.round_trip = number("round_trip");
    report.rate = number("rate");
    report.failures = number("failures");
    if (const Value* attachments = map.find("attachments")) report.attachments = read_attachments(strict, *attachments);
    if (const Value* heads = map.find("heads"); heads != nullptr && heads->array() != nullptr && heads->array()->size() == 2) {
        report.kept_head = strict.text(&(*heads->array())[0], longest_head);
        report.seen_head = strict.text(&(*heads->array())[1], longest_head);
    }
}

} // namespace

Bytes encode_health(const HealthReport& report) {
    Value map(Value::Map{
        {"v", 1},
        {"program", report.program},
        {"epoch", report.epoch},
        {"handed_in", report.handed_in},
        {"delivered", report.delivered},
        {"edition", report.edition},
        {"free_space", report.free_space},
        {"wall", to_milliseconds(report.wall)},
        {"problem", report.problem},
        {"waiting_bytes", report.waiting_bytes},
        {"refused", report.refused},
        {"clock", report.clock},
        {"machine_offset", offset_zero + std::clamp(report.machine_offset, -offset_zero, offset_zero)},
        {"round_trip", report.round_trip},
        {"rate", report.rate},
        {"failures", report.failures},
    });
    map.set("attachments", value_of(report.attachments));
    if (report.oldest) map.set("oldest", to_milliseconds(*report.oldest));
    if (report.edition_made) map.set("edition_made", to_milliseconds(*report.edition_made));
    if (!report.seen_head.empty()) map.set("heads", Value(Value::Array{report.kept_head, report.seen_head}));
    return to_cbor(map);
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
    read_later(strict, *map, report);
    if (auto whole = strict.finish("health report"); !whole) return std::move(whole).error();
    return report;
}

} // namespace lianxin
