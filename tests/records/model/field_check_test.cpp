// Answers and their fields: every type at its limits.
#include "records/model/field_check.h"
#include "records/model/request.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

constexpr Day today = std::chrono::year(2026) / 11 / 22;

Field field(FieldType type) {
    Field made;
    made.name = "x";
    made.type = type;
    made.required = true;
    return made;
}

std::string problem(const Field& field, std::string_view value) {
    const auto found = check(field, value, today);
    return found ? std::string(name_of(found->problem)) + (found->limit.empty() ? "" : " " + found->limit) : "";
}

} // namespace

TEST_CASE("an empty answer is missing only where it is required", "[model][field]") {
    for (int type = 0; type <= static_cast<int>(FieldType::Statement); ++type) {
        auto asked = field(static_cast<FieldType>(type));
        CHECK(problem(asked, "") == "missing");
        CHECK(problem(asked, " 　") == "missing");
        asked.required = false;
        CHECK(problem(asked, "").empty());
    }
}

TEST_CASE("text is counted in characters, not bytes", "[model][field]") {
    auto text = field(FieldType::LongText);
    text.min_length = 5;
    text.max_length = 10;
    CHECK(problem(text, "路坏了") == "too_short 5");
    CHECK(problem(text, "  路坏了  ") == "too_short 5");
    CHECK(problem(text, "村里路坏了").empty());
    CHECK(problem(text, "村里路坏了\n下雨没法").empty());
    CHECK(problem(text, "村里路坏了下雨天没法走") == "too_long 10");
}

TEST_CASE("text that would mislead a reader is refused", "[model][field.sound]") {
    auto text = field(FieldType::LongText);
    for (const char* broken : {"abc\x01", "abc\xff", "abc\t",
                               "a\xe2\x80\xae"
                               "b",
                               "a\xe2\x81\xa6",
                               "\xef\xbb\xbf"
                               "a",
                               "a\xed\xa0\x80", "a\xc2\x85"})
        CHECK(problem(text, broken) == "broken_text");
    CHECK(problem(text, "两行\n可以").empty());
    CHECK(problem(field(FieldType::Text), "两行\n不可以") == "broken_text");
    CHECK(problem(text, "𠮷野家 ①②③ é").empty());
}

TEST_CASE("choices are taken from what is offered", "[model][field]") {
    auto choice = field(FieldType::Choice);
    choice.options = {{"a", "甲"}, {"b", "乙"}};
    CHECK(problem(choice, "a").empty());
    CHECK(problem(choice, "甲") == "not_offered");
    auto many = choice;
    many.type = FieldType::Many;
    CHECK(problem(many, "b,a").empty());
    for (const char* wrong : {"a,a", "a,", "a,c", ",", "a b"}) CHECK(problem(many, wrong) == "not_offered");
    CHECK(problem(field(FieldType::Statement), "yes").empty());
    CHECK(problem(field(FieldType::Statement), "no") == "not_offered");
}

TEST_CASE("dates keep to their bounds, fixed or counted from today", "[model][field]") {
    auto date = field(FieldType::Date);
    date.earliest = "today-730";
    date.latest = "today";
    CHECK(problem(date, "2026-11-22").empty());
    CHECK(problem(date, "2024-11-22").empty());
    CHECK(problem(date, "2024-11-21") == "too_early 2024年11月22日");
    CHECK(problem(date, "2026-11-23") == "too_late 2026年11月22日");
    CHECK(problem(date, "2026-02-30") == "not_a_date");
    date.earliest = "1990-01-01";
    date.latest = "today+30";
    CHECK(problem(date, "2026-12-22").empty());
    CHECK(problem(date, "1989-12-31") == "too_early 1990年1月1日");
}

TEST_CASE("numbers are digits within their bounds", "[model][field]") {
    auto number = field(FieldType::Number);
    number.minimum = 1;
    number.maximum = 20;
    number.unit = "人";
    CHECK(problem(number, "20").empty());
    CHECK(problem(number, "0") == "too_small 1");
    CHECK(problem(number, "21") == "too_large 20");
    for (const char* wrong : {"三", "3.5", "3 ", "+3", "99999999999999999999", "0x3"})
        CHECK(problem(number, wrong) == "not_a_number 人");
}

TEST_CASE("a division is of the level that is asked", "[model][field]") {
    auto division = field(FieldType::Division);
    division.level = "village";
    CHECK(problem(division, "990021101201").empty());
    CHECK(problem(division, "990021101000") == "wrong_level village");
    CHECK(problem(division, "清溪镇") == "not_a_division");
    division.level = "township";
    CHECK(problem(division, "990021101000").empty());
}

TEST_CASE("a field is asked when its condition holds, and that of the field it hangs on", "[model][field]") {
    Service service;
    Field identity = field(FieldType::Identity), name = field(FieldType::Text), nick = field(FieldType::Text);
    identity.name = "identity";
    identity.options = {{"real", ""}, {"anonymous", ""}};
    name.name = "name";
    name.options = {{"x", ""}};
    name.when = Condition{"identity", {"real", "confidential"}};
    nick.name = "nick";
    nick.when = Condition{"name", {"x"}};
    service.fields = {identity, name, nick};
    CHECK(is_asked(service, identity, {}));
    CHECK_FALSE(is_asked(service, name, {}));
    CHECK(is_asked(service, name, {{"identity", "real"}}));
    CHECK_FALSE(is_asked(service, name, {{"identity", "anonymous"}}));
    CHECK(is_asked(service, nick, {{"identity", "real"}, {"name", "y,x"}}));
    CHECK_FALSE(is_asked(service, nick, {{"identity", "anonymous"}, {"name", "x"}}));
}
