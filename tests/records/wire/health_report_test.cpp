// Health reports.
#include "records/wire/health_report.h"

#include "records/base/cbor.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("a health report comes out as it went in", "[wire]") {
    const HealthReport report{"0.1.0", 2, 40, 38, 17, 1'000'000, TimePoint(Milliseconds(5)), "network"};
    const auto read = parse_health(encode_health(report));
    REQUIRE(read);
    CHECK(*read == report);

    HealthReport witness = report;
    witness.refused = 3;
    witness.kept_head = "a signed note";
    witness.seen_head = std::string(1024, 'n');
    CHECK(*parse_health(encode_health(witness)) == witness);
    CHECK(encode_health(witness).size() < 4096);
    witness.seen_head += "n";
    CHECK_FALSE(parse_health(encode_health(witness)));
}

TEST_CASE("what was added to the health report later comes out too, and may be missing", "[wire]") {
    HealthReport report{"0.1.0", 2, 40, 38, 17, 1'000'000, TimePoint(Milliseconds(5)), ""};
    report.waiting_bytes = 1800;
    report.oldest = TimePoint(Milliseconds(3));
    report.refused = 1;
    report.edition_made = TimePoint(Milliseconds(1));
    report.clock = "machine";
    report.machine_offset = -90;
    report.round_trip = 420;
    report.rate = 31'000;
    report.failures = 4;
    report.attachments = {7, 300'000, TimePoint(Milliseconds(2)), 1, true};
    CHECK(*parse_health(encode_health(report)) == report);
    Value::Map older;
    const Value whole = *parse_cbor(encode_health(report));
    for (const auto& [key, value] : *whole.map())
        for (const char* first : {"v", "program", "epoch", "handed_in", "delivered", "edition", "free_space", "wall", "problem"})
            if (key == first) older.emplace_back(key, value);
    const auto read = parse_health(to_cbor(Value(older)));
    REQUIRE(read);
    CHECK(read->handed_in == 40);
    CHECK(read->machine_offset == 0);
    CHECK_FALSE(read->oldest);
    CHECK(read->attachments == AttachmentsHealth{});
    Value half = whole;
    half.set("attachments", Value(Value::Map{{"waiting", 3}}));
    CHECK_FALSE(parse_health(to_cbor(half)));
    half.set("attachments", 3);
    CHECK_FALSE(parse_health(to_cbor(half)));
}

TEST_CASE("a health report with the farthest clock that can be read is written as it was read", "[wire]") {
    for (const std::int64_t told : {std::int64_t{0}, std::int64_t{1} << 41}) {
        Value map = *parse_cbor(encode_health({}));
        map.set("machine_offset", told);
        const auto read = parse_health(to_cbor(map));
        REQUIRE(read);
        CHECK(*parse_health(encode_health(*read)) == *read);
    }
}

TEST_CASE("a health report that is cut is refused", "[wire][wire.hostile]") {
    const Bytes bytes = encode_health({});
    for (std::size_t length = 0; length < bytes.size(); ++length) CHECK_FALSE(parse_health(ByteView(bytes).first(length)));
}
