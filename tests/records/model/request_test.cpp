// Requests as they are sealed, with the vector that FORMAT.md prints.
#include "records/base/cbor.h"
#include "records/model/request.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Request request() {
    Request made;
    made.record = parse_uuid("0193bd2a-7c00-7abc-8def-0123456789ab").value();
    made.service = "help";
    made.version = 1;
    made.answers = {{"identity", "anonymous"}, {"matter", "路坏了"}, {"village", "990021101201"}};
    made.handed_in = TimePoint(Milliseconds(1795320845123));
    made.promised = std::chrono::year(2026) / 12 / 4;
    made.clock = "help";
    made.by_code.tag.fill(0x01);
    made.by_code.recipient.fill(0x02);
    made.by_qr.tag.fill(0x03);
    made.by_qr.recipient.fill(0x04);
    return made;
}

} // namespace

TEST_CASE("a request is the bytes that its format names", "[model][request]") {
    CHECK(to_hex(to_cbor(to_value(request()))) ==
          "aa6176016261741b000001a201761343627172a262746f58200404040404040404040404040404040404040404040404"
          "04040404040404040463746167500303030303030303030303030303030364636f6465a262746f582002020202020202"
          "020202020202020202020202020202020202020202020202026374616750010101010101010101010101010101016563"
          "6c6f636b6468656c70667265636f7264500193bd2a7c007abc8def0123456789ab67616e7377657273a3666d61747465"
          "7269e8b7afe59d8fe4ba866776696c6c6167656c393930303231313031323031686964656e7469747969616e6f6e796d"
          "6f757367736572766963656468656c706776657273696f6e016870726f6d697365646a323032362d31322d3034");
}

TEST_CASE("a request comes back as it was written, whatever else its map holds", "[model][request]") {
    auto value = to_value(request());
    value.set("later", Value::Array{1, 2});
    const auto back = request_from(value);
    REQUIRE(back);
    CHECK(to_value(*back) == to_value(request()));
    CHECK(back->by_qr == request().by_qr);
    CHECK(back->by_code == request().by_code);
    CHECK_FALSE(back->by_code == back->by_qr);
}

TEST_CASE("a request with a missing or wrong entry is corrupt, one of a later version unsupported",
          "[model][request]") {
    const Value whole = to_value(request());
    for (const auto& [key, entry] : *whole.map()) {
        auto value = to_value(request());
        value.set(key, Value(false));
        const auto back = request_from(value);
        REQUIRE_FALSE(back);
        INFO(key);
        CHECK(back.error().code == ErrorCode::Corrupt);
    }
    auto value = to_value(request());
    value.set("answers", Value::Map{{"a", 1}});
    CHECK_FALSE(request_from(value));
    value = to_value(request());
    value.set("v", 2);
    CHECK(request_from(value).error().code == ErrorCode::Unsupported);
    CHECK_FALSE(request_from(Value()));
}

TEST_CASE("who helped, how, and what the resident confirmed stand in the request", "[staff.recorded]") {
    Request helped = request();
    helped.assistance = AssistanceNote{Assistance::Oral, "wang-fang", "王芳", true, "", std::nullopt};
    auto back = request_from(to_value(helped));
    REQUIRE(back);
    CHECK(back->assistance == helped.assistance);
    CHECK(to_hex(to_cbor(to_value(*helped.assistance))) == "a4646b696e64646f72616c646e616d6566e78e8be88ab36573746166666977616e672d66616e6769636f6e6669726d6564f5");
    helped.assistance = AssistanceNote{Assistance::Paper, "wang-fang", "王芳", false, "QX20260017", std::chrono::year(2026) / 11 / 20};
    back = request_from(to_value(helped));
    REQUIRE(back);
    CHECK(back->assistance == helped.assistance);
    CHECK_FALSE(request_from(to_value(request()))->assistance);
}

TEST_CASE("a note of help that is damaged makes the request corrupt", "[model][request]") {
    Request helped = request();
    helped.assistance = AssistanceNote{Assistance::Paper, "wang-fang", "王芳", false, "QX20260017", std::chrono::year(2026) / 11 / 20};
    for (const char* key : {"kind", "staff", "name", "confirmed", "paper", "day"}) {
        INFO(key);
        Value note = to_value(*helped.assistance);
        note.set(key, Value(7));
        Value value = to_value(helped);
        value.set("assist", note);
        CHECK_FALSE(request_from(value));
    }
}

TEST_CASE("the number of a paper form is compared without blanks, hyphens and case", "[staff.paper]") {
    CHECK(compact_paper_number(" qx-2026 0017 ") == "QX20260017");
    CHECK(compact_paper_number("ＱＸ２０２６") == "QX2026");
    for (const char* right : {"QX20260017", "0017", "A123"}) CHECK(is_paper_number(right));
    for (const char* wrong : {"", "123", "ABCD", "清20260017", "QX2026/17", "123456789012345678901"}) CHECK_FALSE(is_paper_number(wrong));
}
