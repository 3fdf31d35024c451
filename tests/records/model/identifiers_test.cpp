// Phones, identity cards and credit codes: tables made with python3-stdnum and python3-phonenumbers, and every slip of
// a digit.
#include "records/model/identifiers.h"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace lianxin;

namespace {

constexpr Day today = std::chrono::year(2026) / 11 / 22;

constexpr std::array id_numbers = {"11010519491231002X", "510104200108155205", "130203200504068232",
                                   "65230119901120812X", "320106194208101457", "11010519981221042X",
                                   "652301198008217565", "652301201303200154", "130203199702020365",
                                   "320106196010017961", "510104197108198622", "510104193011034682"};

constexpr std::array credit_codes = {"91110000L8DHXT2N8M", "91110000AQ7G902JQ4", "911100003C3U9C2Y08",
                                     "91110000UM066XX1F0", "91110000CNCD2JL6QK", "91110000M8A29A0YDM",
                                     "91110000QX347N3011", "91110000ERF5MH6EGA"};

} // namespace

TEST_CASE("phone numbers that people write are taken", "[model][phone]") {
    for (const char* number : {"13812345678", "19912345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８",
                               "138—1234—5678", "010-62345678", "0990-5550112", "0571-87654321", "02087654321",
                               "0312-1234567", "0990　5550112", "400-820-8820"}) {
        INFO(number);
        if (std::string_view(number) == "0312-1234567") // a local number never begins with 1
            CHECK(check_phone(number) == Problem::PhoneStart);
        else
            CHECK(check_phone(number) == std::nullopt);
    }
}

TEST_CASE("what is wrong with a phone number is named", "[model][phone]") {
    for (const char* number : {"", "1", "13", "1381234567", "138123456789", "0", "010", "0990-555011", "0990555011223",
                               "021-5555012", "4", "40", "400", "40082088"})
        CHECK(check_phone(number) == Problem::PhoneLength);
    for (const char* number : {"12812345678", "62345678", "00123456789", "0115555555", "0755-01234567", "2",
                               "+8613812345678", "138123456ab", "电话"})
        CHECK(check_phone(number) == Problem::PhoneStart);
    for (const char* number : {"110", "119", "120", "122", "12345", "10086", "95588"})
        CHECK(check_phone(number) == Problem::PhoneServiceNumber);
}

TEST_CASE("identity numbers with the right check character are taken", "[model][id-number]") {
    for (const char* number : id_numbers) CHECK(check_id_number(number, today) == std::nullopt);
    CHECK(check_id_number("11010519491231002x", today) == std::nullopt);
    CHECK(check_id_number("110105 19491231 002Ｘ", today) == std::nullopt);
}

TEST_CASE("every wrong digit and every swap of neighbours in an identity number is noticed", "[model][id-number]") {
    for (const char* number : id_numbers) {
        const std::string right = number;
        for (std::size_t i = 0; i < right.size(); ++i) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                auto wrong = right;
                wrong[i] = digit;
                if (wrong != right) CHECK(check_id_number(wrong, today));
            }
            auto swapped = right;
            if (i > 0) std::swap(swapped[i - 1], swapped[i]);
            if (swapped != right) CHECK(check_id_number(swapped, today));
        }
    }
}

TEST_CASE("what is wrong with an identity number is named", "[model][id-number]") {
    CHECK(check_id_number("110105491231002", today) == Problem::IdLength); // cards of 15 digits are void
    CHECK(check_id_number("", today) == Problem::IdLength);
    CHECK(check_id_number("1101051949123100AX", today) == Problem::IdDigits);
    CHECK(check_id_number("01010519491231002X", today) == Problem::IdDigits);
    CHECK(check_id_number("11010519490231002X", today) == Problem::IdBirthday);
    CHECK(check_id_number("110105202611230029", today) == Problem::IdBirthday); // tomorrow
    CHECK(check_id_number("110105194912310021", today) == Problem::IdCheckDigit);
}

TEST_CASE("credit codes are held by their check character", "[model][credit-code]") {
    for (const char* code : credit_codes) {
        CHECK(is_credit_code(code));
        for (std::size_t i = 0; i < 18; ++i) {
            std::string wrong = code;
            wrong[i] = wrong[i] == '7' ? '8' : '7';
            CHECK_FALSE(is_credit_code(wrong));
        }
    }
    CHECK_FALSE(is_credit_code("91110000L8DHXT2N8"));
    CHECK_FALSE(is_credit_code("91110000i8DHXT2N8M"));
}

TEST_CASE("numbers are shown masked", "[model][id-number][phone]") {
    CHECK(masked_phone("13812345678") == "138****5678");
    CHECK(masked_phone("0990-5550112") == "099****0112");
    CHECK(masked_phone("12") == "**");
    CHECK(masked_id_number("11010519491231002x") == "110105********002X");
    CHECK(masked_id_number("110") == "***");
}
