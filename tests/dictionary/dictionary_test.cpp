// The shipped dictionary: every sample request is sealed with it, opened with it, and smaller for it.
#include "records/seal/record_seal.h"
#include "tests/dictionary/training.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const Path assets = Path(LIANXIN_SOURCE_DIR) / "assets";

Dictionary shipped() {
    auto bytes = read_file(assets / "dictionaries/requests.zdict", 32 * 1024);
    REQUIRE(bytes);
    auto dictionary = to_dictionary(std::move(*bytes));
    REQUIRE(dictionary);
    return std::move(*dictionary);
}

struct County {
    SeededRandom random{5};
    std::vector<Identity> keys;
    SealedTo to;
    County() {
        for (int i = 0; i < 2; ++i) {
            keys.push_back(Identity::make(random));
            to.first.push_back(keys.back().recipient());
        }
    }
};

} // namespace

TEST_CASE("the dictionary of requests has the id that the formats name") { CHECK(shipped().id == request_dictionary_id); }

TEST_CASE("every sample request seals and opens with the dictionary, and is smaller than without", "[seal.dictionary]") {
    const std::vector<Dictionary> dictionaries = {shipped()};
    const auto samples = read_sample_requests(assets);
    REQUIRE(samples);
    REQUIRE(samples->size() >= 60);
    County county;
    RequestMaker maker(*samples, {}, county.random);
    for (const auto& sample : *samples) {
        INFO(sample.name);
        const Bytes body = body_of(maker.as_written(sample));
        const auto with = seal_record(Suite::AgeX25519, body, county.to, dictionaries[0], county.random);
        const auto without = seal_record(Suite::AgeX25519, body, county.to, {}, county.random);
        REQUIRE(with);
        REQUIRE(without);
        CHECK(with->size() < without->size());
        const auto opened = open_record(Suite::AgeX25519, *with, county.keys, dictionaries);
        REQUIRE(opened);
        CHECK(equal(*opened, body));
        CHECK(open_record(Suite::AgeX25519, *with, county.keys, {}).error().code == ErrorCode::NotFound);
    }
}

TEST_CASE("what is in no sample also opens with the dictionary") {
    const std::vector<Dictionary> dictionaries = {shipped()};
    County county;
    Bytes noise(5000);
    county.random.fill(noise);
    for (const Bytes& body : {Bytes(), Bytes(1, 0x41), Bytes(largest_body, 0xe4), noise}) {
        const auto sealed = seal_record(Suite::AgeX25519, body, county.to, dictionaries[0], county.random);
        REQUIRE(sealed);
        CHECK(equal(*open_record(Suite::AgeX25519, *sealed, county.keys, dictionaries), body));
    }
}

TEST_CASE("sample requests and their sentences are cut where sentences end") {
    CHECK(sentences_of("路坏了很久了。请派人看看！\n好") == std::vector<std::string>{"路坏了很久了。", "请派人看看！"});
}
