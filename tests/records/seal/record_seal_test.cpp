// The seal of a record: packing, size classes, holders, and refusal of everything else.
#include "records/seal/record_seal.h"

#include "records/base/compression.h"
#include "records/base/file.h"
#include "tests/records/seal/samples.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Two keys of the county and two of the discipline holders.
struct Holders {
    SeededRandom random{30};
    std::vector<Identity> county = identities(2, random);
    std::vector<Identity> first = identities(1, random);
    std::vector<Identity> second = identities(1, random);
    SealedTo ordinary() const { return {recipients_of(county), {}}; }
    SealedTo report() const { return {recipients_of(first), recipients_of(second)}; }
};

constexpr auto suite = Suite::AgeX25519;

/// Bytes that zstd cannot shorten.
Bytes noise(std::size_t size) {
    SeededRandom random(size + 1);
    Bytes out(size);
    random.fill(out);
    return out;
}

/// A packing made by hand, sealed properly.
Result<Bytes> opened_packing(Holders& holders, ByteView packed) {
    return open_record(suite, *seal(packed, recipients_of(holders.county), holders.random), holders.county, {});
}

} // namespace

TEST_CASE("the intake key and the recovery key each open a record", "[seal.record]") {
    Holders holders;
    const auto sealed =
        seal_record(suite, bytes_of("我们村里路坏了，下雨天没法走"), holders.ordinary(), {}, holders.random);
    REQUIRE(sealed);
    for (const auto& key : {0, 1}) {
        const auto body =
            open_record(suite, *sealed, std::span(holders.county).subspan(static_cast<std::size_t>(key), 1), {});
        REQUIRE(body);
        CHECK(text_of(*body) == "我们村里路坏了，下雨天没法走");
    }
    CHECK(open_record(suite, *sealed, holders.first, {}).error().code == ErrorCode::Untrusted);
}

TEST_CASE("a report opens with both holders' keys and not with one, nor with the county's", "[seal.report]") {
    Holders holders;
    const auto sealed = seal_record(suite, bytes_of("检举"), holders.report(), {}, holders.random);
    REQUIRE(sealed);
    CHECK(open_record(suite, *sealed, holders.county, {}).error().code == ErrorCode::Untrusted);
    CHECK(open_record(suite, *sealed, holders.first, {}).error().code == ErrorCode::Untrusted);
    CHECK(open_record(suite, *sealed, holders.second, {}).error().code == ErrorCode::Untrusted);
    auto layer = open_layer(suite, *sealed, holders.first, {});
    REQUIRE(layer);
    CHECK(layer->holds == OpenedLayer::Holds::SecondLayer);
    const auto body = open_layer(suite, layer->bytes, holders.second, {});
    REQUIRE(body);
    CHECK(text_of(body->bytes) == "检举");
    holders.first.push_back(std::move(holders.second[0]));
    CHECK(text_of(*open_record(suite, *sealed, holders.first, {})) == "检举");
}

TEST_CASE("a report shows as many recipients as any record") {
    Holders holders;
    const auto stanzas = [](const Bytes& sealed) {
        const std::string text = text_of(sealed);
        int count = 0;
        for (auto at = text.find("-> X25519 "); at != std::string::npos; at = text.find("-> X25519 ", at + 1)) ++count;
        return count;
    };
    CHECK(stanzas(*seal_record(suite, bytes_of("x"), holders.report(), {}, holders.random)) == 2);
    CHECK(stanzas(*seal_record(suite, bytes_of("x"), holders.ordinary(), {}, holders.random)) == 2);
}

TEST_CASE("size classes step by 128 bytes to 2 KiB, then by 1 KiB") {
    CHECK(size_class(1) == 128);
    CHECK(size_class(128) == 128);
    CHECK(size_class(129) == 256);
    CHECK(size_class(2048) == 2048);
    CHECK(size_class(2049) == 3072);
    CHECK(size_class(3073) == 4096);
}

TEST_CASE("a sealed record tells only its size class", "[seal.size]") {
    Holders holders;
    std::set<std::size_t> sizes;
    for (std::size_t size = 0; size < 2000; size += 7) {
        const auto sealed = seal_record(suite, noise(size), holders.ordinary(), {}, holders.random);
        const std::size_t packed = sealed->size() - seal_overhead(128, 2);
        CHECK(packed == size_class(packed));
        sizes.insert(packed);
        CHECK(*open_record(suite, *sealed, holders.county, {}) == noise(size));
    }
    CHECK(sizes.size() <= 17);
}

TEST_CASE("the largest body seals and opens, in one layer and in two; one byte more is refused") {
    Holders holders;
    const Bytes body = noise(largest_body);
    const auto sealed = seal_record(suite, body, holders.ordinary(), {}, holders.random);
    REQUIRE(sealed);
    CHECK(*open_record(suite, *sealed, holders.county, {}) == body);
    const auto report = seal_record(suite, body, holders.report(), {}, holders.random);
    REQUIRE(report);
    CHECK(report->size() <= largest_sealed_body);
    auto layer = open_layer(suite, *report, holders.first, {});
    REQUIRE(layer);
    CHECK(*open_record(suite, layer->bytes, holders.second, {}) == body);
    CHECK(seal_record(suite, noise(largest_body + 1), holders.ordinary(), {}, holders.random).error().code ==
          ErrorCode::Invalid);
    CHECK(open_record(suite, Bytes(largest_sealed_body + 1), holders.county, {}).error().code == ErrorCode::Invalid);
}

TEST_CASE("a record that blows up when unpacked is refused") {
    Holders holders;
    const Bytes frame = compress(Bytes(largest_body + 1), 3);
    REQUIRE(frame.size() < 100);
    Bytes packed = {1, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(frame.size())};
    append(packed, frame);
    packed.resize(128);
    CHECK(opened_packing(holders, packed).error().code == ErrorCode::Invalid);
}

// tests/records/seal/dictionary.zstd was trained by the zstd program on made-up requests of this shape.
TEST_CASE("a dictionary makes a record smaller, and only the same dictionary opens it") {
    Holders holders;
    const auto dictionary =
        to_dictionary(*read_file(Path(LIANXIN_SOURCE_DIR) / "tests/records/seal/dictionary.zstd", 1 << 16));
    REQUIRE(dictionary);
    const std::string body =
        R"({"matter":"我们村里路坏了，下雨天没法走","village":"东河村","identity":"real","name":"张三","phone":"13800000000"})";
    const auto plain = *seal_record(suite, bytes_of(body), holders.ordinary(), {}, holders.random);
    const auto sealed = *seal_record(suite, bytes_of(body), holders.ordinary(), *dictionary, holders.random);
    CHECK(sealed.size() < plain.size());
    const std::vector<Dictionary> known = {{dictionary->id + 1, Bytes(10)}, *dictionary};
    CHECK(text_of(*open_record(suite, sealed, holders.county, known)) == body);
    CHECK(open_record(suite, sealed, holders.county, {}).error().code == ErrorCode::NotFound);
    const std::vector<Dictionary> false_one = {{dictionary->id, {}}};
    CHECK_FALSE(open_record(suite, sealed, holders.county, false_one));
}

TEST_CASE("a packing has one spelling") {
    Holders holders;
    const auto sealed = seal_record(suite, bytes_of("body"), holders.ordinary(), {}, holders.random);
    const Bytes packed = *open(*sealed, holders.county, 1000);
    CHECK(opened_packing(holders, packed));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        Bytes changed = packed;
        changed[i] ^= 0x40;
        INFO("byte " << i);
        const auto opened = opened_packing(holders, changed);
        CHECK((!opened || *opened != copy_of(bytes_of("body"))));
        if (i >= 9u + packed[8] || i < 9) CHECK_FALSE(opened);
    }
    Bytes longer = packed;
    longer.resize(256);
    CHECK_FALSE(opened_packing(holders, longer));
    CHECK_FALSE(opened_packing(holders, {}));
}

TEST_CASE("no byte of a sealed record can be changed") {
    Holders holders;
    for (const auto& to : {holders.ordinary(), holders.report()}) {
        const auto sealed = *seal_record(suite, bytes_of("body"), to, {}, holders.random);
        std::vector<Identity> keys = identities(0, holders.random);
        for (auto* group : {&holders.county, &holders.first, &holders.second})
            for (auto& key : *group) keys.push_back(*Identity::parse(key.secret_text()));
        REQUIRE(open_record(suite, sealed, keys, {}));
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            Bytes changed = sealed;
            changed[i] ^= 1;
            INFO("byte " << i);
            CHECK_FALSE(open_record(suite, changed, keys, {}));
        }
    }
}

TEST_CASE("unknown suites, missing recipients and missing dictionaries are named") {
    Holders holders;
    CHECK(to_suite(1));
    CHECK(to_suite(2).error().code == ErrorCode::Unsupported);
    CHECK(open_record(static_cast<Suite>(2), {}, {}, {}).error().code == ErrorCode::Unsupported);
    CHECK(seal_record(static_cast<Suite>(2), {}, holders.ordinary(), {}, holders.random).error().code ==
          ErrorCode::Unsupported);
    CHECK(seal_record(suite, {}, {}, {}, holders.random).error().code == ErrorCode::Invalid);
    CHECK(to_dictionary(Bytes(100)).error().code == ErrorCode::Invalid);
    Bytes packed = {1, 0, 0, 0, 9, 0, 0, 0, 0};
    packed.resize(128);
    CHECK(opened_packing(holders, packed).error().code == ErrorCode::NotFound);
}
