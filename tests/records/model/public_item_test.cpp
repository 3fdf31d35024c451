// Public items: an entry of the board, a survey, days off, as the county sends them down between editions.
#include "records/model/public_item.h"

#include "records/base/cbor.h"
#include "records/model/board_entry.h"
#include "records/model/survey.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string lamp = R"(title = "石桥村的路灯"
question = "石桥村口三盏路灯坏了，晚上老人孩子走路看不见。"
answer = "10月20日已经换好。"
outcome = "全县村口路灯改为每季度查一次。"
department = "transport"
place = "990021101201"
asked = "2026-10-08"
answered = "2026-10-21"
supporters = 17
)";

const std::string bus = R"(title = "班车开到哪里"
summary = "县里要加开一条乡村班车，想知道大家常去哪里。"
opens = "2026-11-01"
closes = "2026-12-01"
[[question]]
name = "where"
title = "您最常去哪里？"
options = ["县城", "清溪镇", "医院"]
[[question]]
name = "more"
title = "还有什么想说的？"
kind = "text"
)";

PublicItem item(std::string_view kind, std::string content) { return {std::string(kind), "stone-bridge", 3, TimePoint(Milliseconds(1'795'320'845'123)), std::move(content), ""}; }

} // namespace

TEST_CASE("a public item comes back as it was written down, withdrawn or not") {
    const PublicItem stands = item(item_kind::board, lamp);
    CHECK(*public_item_from(*parse_cbor(to_cbor(to_value(stands)))) == stands);
    PublicItem gone = item(item_kind::board, "");
    gone.withdrawn = "说错了地名";
    CHECK(*public_item_from(*parse_cbor(to_cbor(to_value(gone)))) == gone);
}

TEST_CASE("a public item without name, version or content is none") {
    for (const char* key : {"kind", "id", "version", "made", "content"}) {
        Value::Map map;
        const Value whole = to_value(item(item_kind::board, lamp));
        for (const auto& [name, value] : *whole.map())
            if (name != key) map.emplace_back(name, value);
        CHECK(public_item_from(Value(map)).error().code == ErrorCode::Corrupt);
    }
    Value other = to_value(item(item_kind::board, lamp));
    other.set("v", 2);
    CHECK(public_item_from(other).error().code == ErrorCode::Unsupported);
    CHECK_FALSE(public_item_from(to_value(item("Board!", lamp))));
    CHECK_FALSE(public_item_from(to_value(item(item_kind::board, std::string(largest_item_content + 1, 'x')))));
}

TEST_CASE("an entry of the board is read, and what is wrong with one is told by key") {
    const auto entry = parse_board_entry(lamp);
    REQUIRE(entry);
    CHECK(entry->title == "石桥村的路灯");
    CHECK(entry->supporters == 17);
    CHECK(iso_day(*entry->answered) == "2026-10-21");
    const auto wrong = parse_board_entry("title = \"路\"\nquestion = \"坏了\"\nasked = \"2026-10-08\"\nanswer = \"好\"\nplace = \"12\"\nname = \"王\"");
    REQUIRE_FALSE(wrong);
    for (const char* key : {"answered", "place", "name"}) CHECK(wrong.error().message.find(key) != std::string::npos);
}

TEST_CASE("a survey is read, and knows when it is open") {
    const auto survey = parse_survey(bus);
    REQUIRE(survey);
    CHECK(survey->questions.size() == 2);
    CHECK(survey->is_open(*parse_iso_day("2026-12-01")));
    CHECK_FALSE(survey->is_open(*parse_iso_day("2026-12-02")));
    CHECK_FALSE(survey->is_open(*parse_iso_day("2026-10-31")));
    CHECK_FALSE(parse_survey("title = \"问\"\nsummary = \"问\"\nopens = \"2026-11-01\"\ncloses = \"2026-10-01\""));
}

TEST_CASE("content is checked before it goes to the kiosks", "[public.checked]") {
    CHECK(check_content(item(item_kind::board, lamp)));
    CHECK(check_content(item(item_kind::survey, bus)));
    CHECK(check_content(item(item_kind::holidays, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n"
                                                  "DTSTART;VALUE=DATE:20270101\r\nCATEGORIES:HOLIDAY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")));
    CHECK(check_content(item(item_kind::holidays, "hello")).error().code == ErrorCode::Invalid);
    CHECK(check_content(item(item_kind::board, bus)).error().code == ErrorCode::Invalid);
    CHECK(check_content(item(item_kind::roster, "day,hours,name,post,phone,place\n1,08:30-17:30,王建国,镇长,0990-5550202,一楼\n")));
    CHECK(check_content(item(item_kind::roster, "day,name\n9,王建国\n")).error().code == ErrorCode::Invalid);
    CHECK(check_content(item(item_kind::alert, "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>a</identifier><sender>b</sender><sent>2026-06-12T08:30:00+08:00</sent>"
                                               "<status>Actual</status><msgType>Cancel</msgType><scope>Public</scope><references>b,c,2026-06-12T08:00:00+08:00</references></alert>")));
    CHECK(check_content(item(item_kind::alert, "<alert/>")).error().code == ErrorCode::Invalid);
    CHECK(check_content(item("song", "la")).error().code == ErrorCode::Unsupported);
    CHECK(check_content(item(item_kind::board, "\xff")).error().code == ErrorCode::Invalid);
}
