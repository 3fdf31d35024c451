// The clear header: one spelling of each, and the vectors that FORMAT.md prints.
#include "records/base/cbor.h"
#include "records/model/record_header.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

RecordHeader header() {
    RecordHeader made;
    made.record = parse_uuid("0193bd2a-7c00-7abc-8def-0123456789ab").value();
    made.kiosk = "QX-01";
    made.epoch = 1;
    made.sequence = 17;
    made.township = "990021101000";
    made.wall = TimePoint(Milliseconds(1795320845123));
    made.clock_quality = ClockQuality::CountyChecked;
    made.boot = 42;
    made.monotonic = Milliseconds(3600000);
    made.sealed_hash.fill(0xaa);
    made.previous_head.fill(0xbb);
    return made;
}

std::string problem(Value value) {
    const auto read = parse_record_header(to_cbor(value));
    return read ? "" : read.error().text();
}

Value map() {
    return parse_cbor(encode(header())).value();
}

} // namespace

TEST_CASE("the header of a record is the bytes that its format names", "[model][header]") {
    CHECK(to_hex(encode(header())) ==
          "ae617601626964500193bd2a7c007abc8def0123456789ab637365711164626f6f74182a64686173685820aaaaaaaaaa"
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa646d6f6e6f1a0036ee8064707265765820bbbbbbbb"
          "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb64746f776e6c3939303032313130313030306477"
          "616c6c1b000001a20176134365636c6173730165636c6f636b026565706f636801656b696f736b6551582d3031657375"
          "69746501");
}

TEST_CASE("a header comes back as it was written", "[model][header]") {
    const auto back = parse_record_header(encode(header()));
    REQUIRE(back);
    CHECK(encode(*back) == encode(header()));
    CHECK(back->record == header().record);
    CHECK(back->wall == header().wall);
    CHECK(back->clock_quality == ClockQuality::CountyChecked);
}

TEST_CASE("a header tells no more than its fixed entries", "[model][header.strict]") {
    auto value = map();
    value.set("name", "张三");
    CHECK(problem(value) == "reading a record header: corrupt: the entry \"(another one)\" is missing or wrong");
    const Value whole = map();
    for (const auto& [key, entry] : *whole.map()) {
        Value::Map fewer;
        for (const auto& each : *whole.map())
            if (each.first != key) fewer.push_back(each);
        INFO(key);
        CHECK(problem(fewer).find("corrupt") != std::string::npos);
        value = map();
        value.set(key, Value(false));
        CHECK(problem(value).find("corrupt") != std::string::npos);
    }
}

TEST_CASE("every changed or missing byte gives another header or none", "[model][header.strict]") {
    const auto whole = encode(header());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CHECK_FALSE(parse_record_header(ByteView(whole).first(i)));
        auto spoiled = whole;
        spoiled[i] ^= 1;
        const auto read = parse_record_header(spoiled);
        if (read) CHECK(encode(*read) == spoiled);
    }
    CHECK_FALSE(parse_record_header(Bytes(513, 0)));
}

TEST_CASE("ids, codes and numbers out of their range are refused", "[model][header.strict]") {
    const auto with = [](const char* key, Value entry) {
        auto value = map();
        value.set(key, std::move(entry));
        return problem(value);
    };
    for (const char* kiosk : {"", "a/b", "a b", "..", "QX_01", "千溪", "012345678901234567890123456789012"})
        CHECK(with("kiosk", kiosk) != "");
    for (const char* kiosk : {"/attachments", "QX-01/other", "QX-01/attachments/attachments", "a b/attachments", "012345678901234567890123456789012/attachments"})
        CHECK(with("kiosk", kiosk) != "");
    for (const char* town : {"", "99002110100", "99002110100x"}) CHECK(with("town", town) != "");
    CHECK(with("epoch", 0) != "");
    CHECK(with("epoch", std::int64_t(1) << 32) != "");
    CHECK(with("seq", 0) != "");
    CHECK(with("wall", -1) != "");
    CHECK(with("wall", std::int64_t(253402300800000)) != "");
    CHECK(with("clock", 3) != "");
    CHECK(with("v", 2) == "unsupported: version of the record header is not known here");
    CHECK(with("suite", 2) == "unsupported: suite of the record header is not known here");
    CHECK(with("class", 3) == "unsupported: class of the record header is not known here");
    CHECK(is_kiosk_id("QX-01"));
}

TEST_CASE("attachments have a chain that is named after their kiosk and is no kiosk itself", "[model][header.chain]") {
    const std::string chain = attachment_chain("QX-01");
    CHECK(chain == "QX-01/attachments");
    CHECK(is_chain_name(chain));
    CHECK(is_chain_name("QX-01"));
    CHECK(is_attachment_chain(chain));
    CHECK_FALSE(is_attachment_chain("QX-01"));
    CHECK_FALSE(is_kiosk_id(chain));
    CHECK(kiosk_of_chain(chain) == "QX-01");
    CHECK(kiosk_of_chain("QX-01") == "QX-01");
    CHECK(attachment_chain("01234567890123456789012345678901").size() == longest_chain_name);
    auto value = map();
    value.set("kiosk", chain);
    CHECK(problem(value).empty());
}
