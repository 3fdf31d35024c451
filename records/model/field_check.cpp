// Checking answers, by the type of their field.
#include "records/model/field_check.h"

#include "records/base/text.h"
#include "records/model/date_bound.h"
#include "records/model/division.h"
#include "records/model/identifiers.h"

#include <algorithm>
#include <charconv>

namespace lianxin {
namespace {

using Found = std::optional<FieldProblem>;

Found found(Problem problem, std::string limit = "") {
    return FieldProblem{problem, std::move(limit)};
}

/// Characters that change what others are seen as, or that no keyboard of ours makes: controls, direction marks,
/// non-characters.
bool is_harmful(char32_t c) {
    const bool control = (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0);
    const bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    return control || direction || c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

bool is_sound(std::string_view text) {
    if (!is_utf8(text)) return false;
    const auto points = to_code_points(text);
    return std::none_of(points.begin(), points.end(), is_harmful);
}

Found check_text(const Field& field, std::string_view value) {
    if (field.type == FieldType::Text && value.find('\n') != std::string_view::npos) return found(Problem::BrokenText);
    if (count_characters(trimmed(value)) < field.min_length)
        return found(Problem::TooShort, std::to_string(field.min_length));
    if (count_characters(value) > field.max_length) return found(Problem::TooLong, std::to_string(field.max_length));
    return {};
}

bool is_offered(const Field& field, std::string_view value) {
    return std::any_of(field.options.begin(), field.options.end(),
                       [&](const Choice& option) { return option.value == value; });
}

Found check_many(const Field& field, std::string_view value) {
    const auto parts = split(value, ',');
    for (auto part = parts.begin(); part != parts.end(); ++part)
        if (!is_offered(field, *part) || std::find(parts.begin(), part, *part) != part)
            return found(Problem::NotOffered);
    return {};
}

Found check_date(const Field& field, std::string_view value, Day today) {
    const auto day = parse_iso_day(value);
    if (!day) return found(Problem::NotADate);
    const auto earliest = day_of_bound(field.earliest, today);
    if (!field.earliest.empty() && earliest && *day < *earliest)
        return found(Problem::TooEarly, chinese_day(*earliest));
    const auto latest = day_of_bound(field.latest, today);
    if (!field.latest.empty() && latest && *day > *latest) return found(Problem::TooLate, chinese_day(*latest));
    return {};
}

Found check_number(const Field& field, std::string_view value) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem != std::errc() || end != value.data() + value.size()) return found(Problem::NotANumber, field.unit);
    if (field.minimum && number < *field.minimum) return found(Problem::TooSmall, std::to_string(*field.minimum));
    if (field.maximum && number > *field.maximum) return found(Problem::TooLarge, std::to_string(*field.maximum));
    return {};
}

Found check_division(const Field& field, std::string_view value) {
    const auto level = level_of(value);
    if (!level) return found(Problem::NotADivision);
    const auto wanted = field.level == "township" ? DivisionLevel::Township : DivisionLevel::Village;
    return *level == wanted ? Found() : found(Problem::WrongLevel, field.level);
}

Found named(std::optional<Problem> problem) {
    return problem ? found(*problem) : Found();
}

} // namespace

std::string_view name_of(Problem problem) {
    switch (problem) {
    case Problem::Missing: return "missing";
    case Problem::TooShort: return "too_short";
    case Problem::TooLong: return "too_long";
    case Problem::NotOffered: return "not_offered";
    case Problem::NotADate: return "not_a_date";
    case Problem::TooEarly: return "too_early";
    case Problem::TooLate: return "too_late";
    case Problem::NotANumber: return "not_a_number";
    case Problem::TooSmall: return "too_small";
    case Problem::TooLarge: return "too_large";
    case Problem::PhoneLength: return "phone_length";
    case Problem::PhoneStart: return "phone_start";
    case Problem::PhoneServiceNumber: return "phone_service_number";
    case Problem::IdLength: return "id_length";
    case Problem::IdDigits: return "id_digits";
    case Problem::IdBirthday: return "id_birthday";
    case Problem::IdCheckDigit: return "id_check_digit";
    case Problem::NotADivision: return "not_a_division";
    case Problem::WrongLevel: return "wrong_level";
    case Problem::BrokenText: return "broken_text";
    }
    return "missing";
}

std::optional<FieldProblem> check(const Field& field, std::string_view value, Day today) {
    if (!is_sound(value)) return found(Problem::BrokenText);
    if (trimmed(value).empty()) return field.required ? found(Problem::Missing) : Found();
    switch (field.type) {
    case FieldType::Text:
    case FieldType::LongText: return check_text(field, value);
    case FieldType::Choice:
    case FieldType::Identity: return is_offered(field, value) ? Found() : found(Problem::NotOffered);
    case FieldType::Many: return check_many(field, value);
    case FieldType::Date: return check_date(field, value, today);
    case FieldType::Number: return check_number(field, value);
    case FieldType::Phone: return named(check_phone(value));
    case FieldType::IdNumber: return named(check_id_number(value, today));
    case FieldType::Division: return check_division(field, value);
    case FieldType::Statement: return value == "yes" ? Found() : found(Problem::NotOffered);
    }
    return {};
}

} // namespace lianxin
