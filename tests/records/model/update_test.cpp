// Updates as they are sealed to a receipt, with the vector that FORMAT.md prints.
#include "records/base/cbor.h"
#include "records/model/update.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Update update() {
    Update made;
    made.record = parse_uuid("0193bd2a-7c00-7abc-8def-0123456789ab").value();
    made.number = 2;
    made.case_number = "QH-2026-000123";
    made.state = CaseState::Answered;
    made.at = TimePoint(Milliseconds(1795493645000));
    made.office = "青禾县交通运输局";
    made.text = "已安排修复。";
    made.due = std::chrono::year(2026) / 12 / 4;
    made.clock_sentence = "10个工作日内答复";
    made.article = "第十二条";
    made.service_title = "求助";
    made.handed_in = TimePoint(Milliseconds(1795320845123));
    return made;
}

} // namespace

TEST_CASE("an update is the bytes that its format names", "[model][update]") {
    CHECK(to_hex(to_cbor(to_value(update()))) ==
          "ad616e026176016261741b000001a20bc2cac8636475656a323032362d31322d303464636173656e51482d323032362d"
          "303030313233647465787472e5b7b2e5ae89e68e92e4bfaee5a48de3808265636c6f636b773130e4b8aae5b7a5e4bd9c"
          "e697a5e58685e7ad94e5a48d65737461746568616e737765726564666f66666963657818e99d92e7a6bee58ebfe4baa4"
          "e9809ae8bf90e8be93e5b180667265636f7264500193bd2a7c007abc8def0123456789ab6761727469636c656ce7acac"
          "e58d81e4ba8ce69da1677365727669636566e6b182e58aa96968616e6465645f696e1b000001a201761343");
}

TEST_CASE("an update comes back as it was written, with or without a running clock", "[model][update]") {
    auto made = update();
    CHECK(to_value(update_from(to_value(made)).value()) == to_value(made));
    made.due.reset();
    const auto back = update_from(to_value(made));
    REQUIRE(back);
    CHECK_FALSE(back->due);
    CHECK(to_value(*back) == to_value(made));
}

TEST_CASE("an update with a wrong entry is corrupt, one of a later kind unsupported", "[model][update]") {
    const Value whole = to_value(update());
    for (const auto& [key, entry] : *whole.map()) {
        auto value = to_value(update());
        value.set(key, Value(false));
        INFO(key);
        CHECK(update_from(value).error().code == ErrorCode::Corrupt);
    }
    auto value = to_value(update());
    value.set("state", "sleeping");
    CHECK(update_from(value).error().code == ErrorCode::Unsupported);
    value = to_value(update());
    value.set("v", 2);
    CHECK(update_from(value).error().code == ErrorCode::Unsupported);
}
