// Receipts: codes, the keys behind them, and the QR text.
#include "records/seal/receipt_code.h"
#include "records/seal/receipt_keys.h"
#include "records/seal/receipt_qr.h"

#include "tests/records/seal/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr CodeCost cheap{64, 1};

ReceiptQr sample_receipt() {
    ReceiptQr receipt;
    receipt.county = 411325;
    receipt.kiosk = {1, 2, 3, 4, 5, 6, 7, 8};
    receipt.epoch = 3;
    receipt.sequence = 4711;
    receipt.leaf.fill(0xab);
    receipt.taken_at = TimePoint(std::chrono::seconds(1'795'000'000));
    receipt.secret.fill(0xcd);
    SeededRandom random(40);
    sign_receipt(receipt, SigningKey::make(random));
    return receipt;
}

PublicKey sample_kiosk() {
    SeededRandom random(40);
    return SigningKey::make(random).public_key();
}

} // namespace

TEST_CASE("a made code is 16 digits with a fitting check digit") {
    SeededRandom random(41);
    for (int i = 0; i < 1000; ++i) {
        const std::string code = make_code(random);
        CHECK(code.size() == 16);
        CHECK(has_valid_check_digit(code));
    }
}

TEST_CASE("the check digit is Damm's: 572 is followed by 4") {
    CHECK(has_valid_check_digit("0000000000005724"));
    CHECK_FALSE(has_valid_check_digit("0000000000005725"));
}

TEST_CASE("every single wrong digit and every swap of neighbours is noticed", "[receipt.check-digit]") {
    SeededRandom random(42);
    for (int round = 0; round < 200; ++round) {
        const std::string code = make_code(random);
        for (std::size_t i = 0; i < code.size(); ++i) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string slip = code;
                slip[i] = digit;
                CHECK(has_valid_check_digit(slip) == (digit == code[i]));
            }
            if (i == 0 || code[i] == code[i - 1]) continue;
            std::string swapped = code;
            std::swap(swapped[i], swapped[i - 1]);
            CHECK_FALSE(has_valid_check_digit(swapped));
        }
    }
}

TEST_CASE("a code may be typed with blanks, dashes and full-width digits") {
    SeededRandom random(43);
    const std::string code = make_code(random);
    CHECK(format_code(code).size() == 19);
    CHECK(*read_code(code) == code);
    CHECK(*read_code(format_code(code)) == code);
    std::string wide;
    for (char digit : code) wide += std::string("\xef\xbc") + static_cast<char>(0x90 + (digit - '0')) + "\xe3\x80\x80";
    CHECK(*read_code(wide) == code);
    CHECK_FALSE(read_code(code.substr(1)));
    CHECK_FALSE(read_code(code + "0"));
    CHECK_FALSE(read_code("a" + code));
    CHECK_FALSE(read_code(""));
    CHECK_FALSE(read_code(std::string(100'000, '1')));
}

TEST_CASE("a code opens the same identity anywhere in its county and year, and only there", "[receipt.code]") {
    const std::string code = "0000000000005724";
    const auto key = identity_from_code(code, "411325", 2026, cheap);
    REQUIRE(key);
    CHECK(identity_from_code(code, "411325", 2026, cheap)->tag == key->tag);
    CHECK(identity_from_code(code, "411325", 2026, cheap)->identity.recipient() == key->identity.recipient());
    CHECK(identity_from_code(code, "411326", 2026, cheap)->tag != key->tag);
    CHECK(identity_from_code(code, "411325", 2027, cheap)->tag != key->tag);
    CHECK(identity_from_code("0000000000000000", "411325", 2026, cheap)->tag != key->tag);
    CHECK_FALSE(identity_from_code("0000000000005725", "411325", 2026, cheap));
    CHECK_FALSE(identity_from_code(code, "4113", 2026, cheap));
    CHECK_FALSE(identity_from_code(code, "411325", 26, cheap));
}

TEST_CASE("a guess at the real cost needs 128 MiB and three passes") {
    const auto key = identity_from_code("0000000000005724", "411325", 2026);
    REQUIRE(key);
    CHECK(to_hex(key->tag) == "a352ad507734391db1841c1845aab68d");
}

TEST_CASE("the QR secret opens a reply that the code does not, and the other way round") {
    SeededRandom random(44);
    const auto by_code = *identity_from_code("0000000000005724", "411325", 2026, cheap);
    auto by_qr = identity_from_secret(sample_receipt().secret);
    CHECK(by_qr.tag != by_code.tag);
    const auto reply = *seal(bytes_of("已答复"), std::vector{by_qr.identity.recipient()}, random);
    const auto qr_key = only(std::move(by_qr.identity));
    CHECK(text_of(*open(reply, qr_key, 100)) == "已答复");
    const auto code_key = only(Identity::make(random));
    CHECK_FALSE(open(reply, code_key, 100));
}

TEST_CASE("the QR text of a receipt reads back whole and verifies") {
    const ReceiptQr receipt = sample_receipt();
    const std::string text = receipt_text(receipt);
    CHECK(text.size() == 217);
    CHECK(text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") == std::string::npos);
    const auto read = parse_receipt(text);
    REQUIRE(read);
    CHECK(receipt_text(*read) == text);
    CHECK(read->county == 411325);
    CHECK(read->epoch == 3);
    CHECK(read->sequence == 4711);
    CHECK(read->taken_at == receipt.taken_at);
    CHECK(read->secret == receipt.secret);
    CHECK(verify_receipt(*read, sample_kiosk()));
}

TEST_CASE("no character of a receipt's QR text can be changed unnoticed, but in its secret", "[receipt.signed]") {
    const std::string text = receipt_text(sample_receipt());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = changed[i] == '0' ? '1' : '0';
        const auto read = parse_receipt(changed);
        INFO("character " << i);
        if (read && verify_receipt(*read, sample_kiosk())) CHECK(read->secret != sample_receipt().secret);
    }
    for (std::size_t length = 0; length < text.size(); ++length) CHECK_FALSE(parse_receipt(text.substr(0, length)));
    CHECK_FALSE(parse_receipt(text + "000"));
    CHECK(parse_receipt("LXR1:" + to_base45(Bytes(141, 2))).error().code == ErrorCode::Unsupported);
}

TEST_CASE("the receipt's proof holds without the secret that opens replies") {
    ReceiptQr shown = sample_receipt();
    shown.secret.fill(0);
    CHECK(verify_receipt(shown, sample_kiosk()));
}
