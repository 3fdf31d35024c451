// Check digits and shapes of numbers.
#include "records/model/identifiers.h"

#include "records/base/digit.h"
#include "records/base/text.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// Full width folded, without blanks, hyphens and dashes, letters lower case.
std::string bare(std::string_view text) {
    std::string out;
    const std::string plain = folded(text);
    for (std::size_t at = 0; at < plain.size();) {
        const auto [c, length] = code_point_at(plain, at);
        const bool passed_over = c == ' ' || c == '-' || (c >= 0x2010 && c <= 0x2015);
        if (!passed_over) out += plain.substr(at, length);
        at += length;
    }
    return out;
}

/// Digits of the area code of a fixed line: 010 and 02x have three, the others four.
std::size_t area_length(std::string_view number) {
    return number[1] == '1' || number[1] == '2' ? 3 : 4;
}

std::optional<Problem> check_fixed(std::string_view number) {
    if (number.size() < 2) return Problem::PhoneLength;
    if (number[1] == '0' || (number[1] == '1' && number.size() > 2 && number[2] != '0')) return Problem::PhoneStart;
    const std::size_t area = area_length(number);
    if (number.size() <= area) return Problem::PhoneLength;
    if (number[area] == '0' || number[area] == '1') return Problem::PhoneStart;
    const std::size_t local = number.size() - area;
    // The areas of three digits have had eight-digit numbers alone for long.
    return local == 8 || (local == 7 && area == 4) ? std::nullopt : std::optional(Problem::PhoneLength);
}

std::optional<Problem> check_one(std::string_view number) {
    constexpr std::size_t longest_service_number = 6; // 110, 12345, 10086, 118114
    if (number.size() < 2) return Problem::PhoneLength;
    if (number[1] < '3')
        return number.size() <= longest_service_number ? Problem::PhoneServiceNumber : Problem::PhoneStart;
    return number.size() == 11 ? std::nullopt : std::optional(Problem::PhoneLength);
}

constexpr std::string_view id_check_characters = "10X98765432";

char id_check_character(std::string_view seventeen) {
    constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (seventeen[i] - '0');
    return id_check_characters[static_cast<std::size_t>(sum % 11)];
}

} // namespace

std::optional<Problem> check_phone(std::string_view phone) {
    const std::string number = bare(phone);
    if (number.empty()) return Problem::PhoneLength;
    if (!all_digits(number)) return Problem::PhoneStart;
    if (number[0] == '1') return check_one(number);
    if (number[0] == '0') return check_fixed(number);
    if (number.substr(0, 3) == "400") return number.size() == 10 ? std::nullopt : std::optional(Problem::PhoneLength);
    if (std::string_view("400").substr(0, number.size()) == number) return Problem::PhoneLength;
    const bool service =
        (number.substr(0, 2) == "95" || number.substr(0, 2) == "96") && number.size() >= 5 && number.size() <= 6;
    return service ? Problem::PhoneServiceNumber : Problem::PhoneStart;
}

std::optional<Problem> check_id_number(std::string_view number, Day today) {
    const std::string id = bare(number);
    if (id.size() != 18) return Problem::IdLength;
    const std::string_view digits = std::string_view(id).substr(0, 17);
    if (!all_digits(digits) || id[0] == '0' || (!is_digit(id[17]) && id[17] != 'x')) return Problem::IdDigits;
    const auto birthday = parse_iso_day(id.substr(6, 4) + "-" + id.substr(10, 2) + "-" + id.substr(12, 2));
    constexpr Day oldest = std::chrono::year(1850) / 1 / 1;
    if (!birthday || *birthday > today || *birthday < oldest) return Problem::IdBirthday;
    const char check = id[17] == 'x' ? 'X' : id[17];
    return id_check_character(digits) == check ? std::nullopt : std::optional(Problem::IdCheckDigit);
}

bool is_credit_code(std::string_view code) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if (code.size() != 18) return false;
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (std::size_t i = 0; i < 17; ++i) {
        const auto value = alphabet.find(code[i]);
        if (value == std::string_view::npos) return false;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[(31 - sum % 31) % 31] == code[17];
}

std::string masked_phone(std::string_view phone) {
    const std::string number = bare(phone);
    if (number.size() < 8) return std::string(number.size(), '*');
    return number.substr(0, 3) + std::string(number.size() - 7, '*') + number.substr(number.size() - 4);
}

std::string masked_id_number(std::string_view number) {
    std::string id = bare(number);
    if (id.size() < 12) return std::string(id.size(), '*');
    for (char& c : id)
        if (c == 'x') c = 'X';
    return id.substr(0, 6) + std::string(id.size() - 10, '*') + id.substr(id.size() - 4);
}

} // namespace lianxin
