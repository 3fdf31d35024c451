// The age seal: what opens, what does not, and that every spelling is strict.
#include "records/seal/age.h"

#include "records/seal/age_header.h"
#include "records/seal/age_stream.h"
#include "tests/records/seal/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

constexpr std::size_t no_limit = 1 << 24;

ErrorCode code_of(const Result<Bytes>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

/// An age file with any stanzas and a MAC that holds, as a hostile sealer would make it.
Bytes crafted(const std::vector<Stanza>& stanzas, const FileKey& key, Random& random) {
    Bytes out = copy_of(bytes_of(make_age_header(stanzas, key)));
    append_payload(out, bytes_of("plain"), key, random);
    return out;
}

/// The one stanza of a real seal, and the key it wraps.
struct Wrapped {
    Stanza stanza;
    FileKey key;
    std::vector<Identity> holder;
};

Wrapped wrapped(std::uint64_t seed) {
    SeededRandom random(seed);
    auto holder = identities(1, random);
    SeededRandom sealing(seed + 1);
    const auto sealed = seal(bytes_of("x"), recipients_of(holder), sealing);
    FileKey key;
    SeededRandom again(seed + 1); // seal() draws the file key first
    again.fill(key.span());
    return {parse_age_header(*sealed)->stanzas.at(0), std::move(key), std::move(holder)};
}

} // namespace

TEST_CASE("each recipient opens a seal, nobody else does", "[seal.recipients]") {
    SeededRandom random(1);
    const auto keys = identities(4, random);
    const auto recipients = recipients_of(std::span(keys).first(3));
    const auto sealed = seal(bytes_of("我们村里路坏了"), recipients, random);
    REQUIRE(sealed);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(text_of(*open(*sealed, std::span(keys).subspan(i, 1), no_limit)) == "我们村里路坏了");
    CHECK(code_of(open(*sealed, std::span(keys).subspan(3), no_limit)) == ErrorCode::Untrusted);
    CHECK(code_of(open(*sealed, {}, no_limit)) == ErrorCode::Untrusted);
}

TEST_CASE("a seal of any size opens again and has the size foretold") {
    SeededRandom random(2);
    const auto keys = identities(2, random);
    for (const std::size_t size : {0u, 1u, 65535u, 65536u, 65537u, 131072u, 200000u}) {
        const auto sealed = seal(counting(size), recipients_of(keys), random);
        REQUIRE(sealed);
        CHECK(sealed->size() == size + seal_overhead(size, 2));
        CHECK(*open(*sealed, keys, size) == counting(size));
        if (size > 0) CHECK(code_of(open(*sealed, keys, size - 1)) == ErrorCode::Invalid);
    }
}

TEST_CASE("no byte of a seal can be changed, cut off or added", "[seal.strict]") {
    SeededRandom random(3);
    const auto keys = identities(2, random);
    const auto sealed = *seal(bytes_of("unchanged"), recipients_of(keys), random);
    for (std::size_t i = 0; i < sealed.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            Bytes changed = sealed;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ 1 << bit);
            INFO("byte " << i << " bit " << bit);
            CHECK_FALSE(open(changed, keys, no_limit));
        }
    for (std::size_t length = 0; length < sealed.size(); ++length)
        CHECK_FALSE(open(ByteView(sealed).first(length), keys, no_limit));
    for (int byte = 0; byte < 256; ++byte) {
        Bytes longer = sealed;
        longer.push_back(static_cast<std::uint8_t>(byte));
        CHECK_FALSE(open(longer, keys, no_limit));
    }
}

TEST_CASE("a chunk cannot be dropped, doubled or moved") {
    SeededRandom random(4);
    const auto keys = identities(1, random);
    const auto sealed = *seal(counting(std::size_t{3} * 65536), recipients_of(keys), random);
    constexpr std::size_t chunk = 65536 + 16;
    const std::size_t start = sealed.size() - 3 * chunk;
    const auto part = [&](std::size_t index) { return ByteView(sealed).subspan(start + index * chunk, chunk); };
    const auto joined = [&](std::initializer_list<std::size_t> order) {
        Bytes out = copy_of(ByteView(sealed).first(start));
        for (auto index : order) append(out, part(index));
        return out;
    };
    CHECK(open(joined({0, 1, 2}), keys, no_limit));
    CHECK_FALSE(open(joined({0, 1}), keys, no_limit));
    CHECK_FALSE(open(joined({0, 2}), keys, no_limit));
    CHECK_FALSE(open(joined({1, 0, 2}), keys, no_limit));
    CHECK_FALSE(open(joined({0, 1, 1, 2}), keys, no_limit));
    CHECK_FALSE(open(joined({0, 1, 2, 2}), keys, no_limit));
}

TEST_CASE("kinds of recipients we do not know are passed over") {
    SeededRandom random(5);
    const Wrapped real = wrapped(50);
    const Stanza strange{{"grease", "any-thing!", "~"}, counting(48)};
    CHECK(text_of(*open(crafted({strange, real.stanza, {{"x25519"}, {}}}, real.key, random), real.holder, no_limit)) ==
          "plain");
    CHECK(code_of(open(crafted({strange}, real.key, random), real.holder, no_limit)) == ErrorCode::Untrusted);
}

TEST_CASE("a malformed stanza is refused though its MAC holds") {
    SeededRandom random(6);
    const Wrapped real = wrapped(60);
    const auto refused = [&](const std::vector<Stanza>& stanzas) {
        return code_of(open(crafted(stanzas, real.key, random), real.holder, no_limit)) == ErrorCode::Corrupt;
    };
    Stanza more = real.stanza;
    more.arguments.push_back("more");
    CHECK(refused({more}));
    Stanza fewer = real.stanza;
    fewer.arguments.pop_back();
    CHECK(refused({fewer}));
    Stanza low_order = real.stanza;
    low_order.arguments[1] = to_base64(Bytes(32), Padding::Dropped);
    CHECK(refused({low_order}));
    CHECK(refused({real.stanza, low_order}));
    Stanza padded = real.stanza;
    padded.arguments[1] += "=";
    CHECK(refused({padded}));
    Stanza long_key = real.stanza;
    long_key.body.push_back(0);
    CHECK(refused({long_key}));
    CHECK(refused({{{"scrypt", "c2FsdA", "10"}, Bytes(32)}, real.stanza}));
    CHECK(refused({}));
}

TEST_CASE("at most twenty recipients are written and read") {
    SeededRandom random(7);
    const auto keys = identities(21, random);
    const auto recipients = recipients_of(keys);
    CHECK(open(*seal(bytes_of("x"), std::span(recipients).first(20), random), keys, no_limit));
    CHECK(code_of(seal(bytes_of("x"), recipients, random)) == ErrorCode::Invalid);
    CHECK(code_of(seal(bytes_of("x"), {}, random)) == ErrorCode::Invalid);
    const Wrapped real = wrapped(70);
    CHECK(code_of(open(crafted(std::vector<Stanza>(21, real.stanza), real.key, random), real.holder, no_limit)) ==
          ErrorCode::Corrupt);
}

TEST_CASE("nothing is sealed to a point of low order") {
    SeededRandom random(8);
    CHECK(code_of(seal(bytes_of("x"), std::vector<Recipient>(1), random)) == ErrorCode::Invalid);
}

TEST_CASE("another version of age is named as such") {
    CHECK(code_of(open(bytes_of("age-encryption.org/v2\n"), {}, no_limit)) == ErrorCode::Unsupported);
    CHECK(code_of(open(bytes_of("PK\3\4"), {}, no_limit)) == ErrorCode::Corrupt);
}

TEST_CASE("two layers open with a key of each and with nothing less") {
    SeededRandom random(9);
    const auto outer = identities(2, random);
    const auto inner = identities(2, random);
    const auto sealed = seal_in_layers(bytes_of("a report"), recipients_of(inner), recipients_of(outer), random);
    REQUIRE(sealed);
    CHECK(text_of(*open_layers(*sealed, std::span(outer).first(1), std::span(inner).last(1), 100)) == "a report");
    CHECK(code_of(open_layers(*sealed, outer, outer, 100)) == ErrorCode::Untrusted);
    CHECK(code_of(open_layers(*sealed, inner, inner, 100)) == ErrorCode::Untrusted);
    CHECK(code_of(open_layers(*sealed, outer, inner, 7)) == ErrorCode::Invalid);
}

TEST_CASE("keys are written and read in one spelling") {
    SeededRandom random(10);
    const Identity identity = Identity::make(random);
    const std::string secret = identity.secret_text();
    const std::string open_text = to_text(identity.recipient());
    CHECK(secret.starts_with("AGE-SECRET-KEY-1"));
    CHECK(open_text.starts_with("age1"));
    CHECK(Identity::parse(secret)->recipient() == identity.recipient());
    CHECK(*parse_recipient(open_text) == identity.recipient());
    for (std::size_t i = 0; i < secret.size(); ++i) {
        std::string mistyped = secret;
        mistyped[i] = mistyped[i] == 'Q' ? 'P' : 'Q';
        CHECK_FALSE(Identity::parse(mistyped));
    }
    for (std::size_t i = 0; i < open_text.size(); ++i) {
        std::string mistyped = open_text;
        mistyped[i] = mistyped[i] == 'q' ? 'p' : 'q';
        CHECK_FALSE(parse_recipient(mistyped));
    }
    CHECK_FALSE(parse_recipient("A" + open_text.substr(1)));
    CHECK_FALSE(Identity::parse(open_text));
    CHECK_FALSE(parse_recipient(secret));
    CHECK_FALSE(parse_recipient(""));
}

TEST_CASE("the X25519 point of RFC 7748 comes from its scalar") {
    const auto alice =
        Identity::from_secret(*from_hex("77076d0a7318a57d3c16c17251b26645cdd32a12f37b8b2d8f6b1d5c5b0a5d9a"));
    const auto expected =
        Identity::from_secret(*from_hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    REQUIRE(alice);
    CHECK(to_hex(expected->recipient().bytes) == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
}
