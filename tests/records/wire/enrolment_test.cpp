// The enrolment folder.
#include "records/base/random.h"
#include "records/wire/enrolment.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <unistd.h>

using namespace lianxin;

namespace {

const Enrolment sample{"K-0001", "411325100000", "411325", "https://127.0.0.1:8443", "-----BEGIN CERTIFICATE-----\n"};

} // namespace

TEST_CASE("an enrolment is read as it was written", "[wire]") {
    const Folder folder;
    REQUIRE(write_enrolment(folder.path / "new", sample));
    const auto read = read_enrolment(folder.path / "new");
    REQUIRE(read);
    CHECK(read->kiosk == sample.kiosk);
    CHECK(read->township == sample.township);
    CHECK(read->county == sample.county);
    CHECK(read->url == sample.url);
    CHECK(read->authority_pem == sample.authority_pem);
}

TEST_CASE("the key of a kiosk is kept for its owner alone", "[wire][wire.kiosk-key]") {
    const Folder folder;
    SeededRandom random(1);
    const auto key = SigningKey::make(random);
    REQUIRE(write_kiosk_key(folder.path, key));
    CHECK((std::filesystem::status(folder.path / "kiosk.key").permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none);
    const auto read = read_kiosk_key(folder.path);
    REQUIRE(read);
    CHECK(read->public_key() == key.public_key());
}

TEST_CASE("an enrolment that breaks a rule is neither written nor read", "[wire]") {
    const Folder folder;
    const auto refused = [&](auto change) {
        Enrolment enrolment = sample;
        change(enrolment);
        const auto written = write_enrolment(folder.path, enrolment);
        return !written && written.error().code == ErrorCode::Invalid;
    };
    CHECK(refused([](Enrolment& e) { e.kiosk = ""; }));
    CHECK(refused([](Enrolment& e) { e.kiosk = "a b"; }));
    CHECK(refused([](Enrolment& e) { e.kiosk = std::string(33, 'a'); }));
    CHECK(refused([](Enrolment& e) { e.township = "4113251000"; }));
    CHECK(refused([](Enrolment& e) { e.county = "41132x"; }));
    CHECK(refused([](Enrolment& e) { e.url = "http://127.0.0.1"; }));
    CHECK(refused([](Enrolment& e) { e.url = "https://"; }));
    CHECK(refused([](Enrolment& e) { e.url = "https://county.example/"; }));
    CHECK(refused([](Enrolment& e) { e.url = "https://county.example\"\n"; }));
    CHECK(read_enrolment(folder.path).error().code == ErrorCode::NotFound);
}
