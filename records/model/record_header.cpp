// The clear header as deterministic CBOR.
#include "records/model/record_header.h"

#include "records/base/cbor.h"
#include "records/model/division.h"
#include "records/model/map_reader.h"

#include <algorithm>
#include <cassert>

namespace lianxin {
namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t longest = 512;
constexpr std::size_t entries = 14;
constexpr std::string_view of_attachments = "/attachments";

Error unsupported(std::string_view what) {
    return {ErrorCode::Unsupported, std::string(what) + " of the record header is not known here", {}};
}

RecordHeader read(MapReader& map) {
    RecordHeader header;
    header.record = map.uuid("id");
    header.kiosk = map.text("kiosk");
    header.epoch = static_cast<std::uint32_t>(map.integer("epoch", 1, UINT32_MAX));
    header.sequence = static_cast<std::uint64_t>(map.integer("seq", 1, INT64_MAX));
    header.township = map.text("town");
    header.record_class = static_cast<RecordClass>(map.integer("class", 1, 2));
    header.wall = map.time("wall");
    header.clock_quality = static_cast<ClockQuality>(map.integer("clock", 0, 2));
    header.boot = static_cast<std::uint32_t>(map.integer("boot", 0, UINT32_MAX));
    header.monotonic = Milliseconds(map.integer("mono", 0, INT64_MAX));
    header.sealed_hash = map.bytes<32>("hash");
    header.previous_head = map.bytes<32>("prev");
    if (!is_chain_name(header.kiosk)) map.fail("kiosk");
    if (!level_of(header.township)) map.fail("town");
    return header;
}

} // namespace

bool is_kiosk_id(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string attachment_chain(std::string_view kiosk) { return std::string(kiosk).append(of_attachments); }

bool is_attachment_chain(std::string_view chain) {
    return chain.size() > of_attachments.size() && chain.substr(chain.size() - of_attachments.size()) == of_attachments;
}

std::string_view kiosk_of_chain(std::string_view chain) {
    return is_attachment_chain(chain) ? chain.substr(0, chain.size() - of_attachments.size()) : chain;
}

bool is_chain_name(std::string_view text) { return is_kiosk_id(kiosk_of_chain(text)); }

Bytes encode(const RecordHeader& header) {
    assert(is_chain_name(header.kiosk));
    return to_cbor(Value::Map{{"v", version},
                              {"suite", static_cast<std::int64_t>(header.suite)},
                              {"id", header.record.bytes},
                              {"kiosk", header.kiosk},
                              {"epoch", header.epoch},
                              {"seq", header.sequence},
                              {"town", header.township},
                              {"class", static_cast<std::int64_t>(header.record_class)},
                              {"wall", static_cast<std::int64_t>(header.wall.time_since_epoch().count())},
                              {"clock", static_cast<std::int64_t>(header.clock_quality)},
                              {"boot", header.boot},
                              {"mono", static_cast<std::int64_t>(header.monotonic.count())},
                              {"hash", header.sealed_hash},
                              {"prev", header.previous_head}});
}

Result<RecordHeader> parse_record_header(ByteView bytes) {
    if (bytes.size() > longest) return Error{ErrorCode::Corrupt, "a record header is at most 512 bytes long", {}};
    auto value = parse_cbor(bytes);
    if (!value) return std::move(value).error().in("reading a record header");
    if (!value->map()) return Error{ErrorCode::Corrupt, "a record header is a map", {}};
    if (value->integer_or("v", version) != version) return unsupported("version");
    if (value->integer_or("suite", 1) != static_cast<std::int64_t>(Suite::AgeX25519)) return unsupported("suite");
    if (value->integer_or("class", 1) > static_cast<std::int64_t>(RecordClass::LedgerEvent))
        return unsupported("class");
    MapReader map(*value);
    map.integer("v", version, version);
    map.integer("suite", 1, 1);
    RecordHeader header = read(map);
    if (value->map()->size() != entries) map.fail("(another one)");
    if (auto fine = map.finish(); !fine) return std::move(fine).error().in("reading a record header");
    return header;
}

} // namespace lianxin
