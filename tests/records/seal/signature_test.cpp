// Ed25519 against RFC 8032, and minisign texts against the stock program.
#include "records/seal/signature.h"

#include "tests/records/seal/workshop.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using lianxin::test::Workshop;

namespace {

SigningKey sample_key() {
    SeededRandom random(7);
    return SigningKey::make(random);
}

MinisignKey sample_public() {
    const PublicKey key = sample_key().public_key();
    return {key_id_of(key), key};
}

} // namespace

TEST_CASE("Ed25519 gives the signature of RFC 8032 test 2") {
    const auto key =
        SigningKey::from_seed(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    REQUIRE(key);
    CHECK(to_hex(key->public_key().bytes) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Bytes message = {0x72};
    const Signature signature = key->sign(message);
    CHECK(to_hex(signature) == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                               "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(verify(key->public_key(), message, signature));
}

TEST_CASE("a changed message, signature or key does not verify") {
    const SigningKey key = sample_key();
    const Bytes message = copy_of(bytes_of("received"));
    const Signature signature = key.sign(message);
    for (std::size_t i = 0; i < signature.size(); ++i) {
        Signature changed = signature;
        changed[i] ^= 1;
        CHECK_FALSE(verify(key.public_key(), message, changed));
    }
    CHECK_FALSE(verify(key.public_key(), bytes_of("recieved"), signature));
    SeededRandom other(8);
    CHECK_FALSE(verify(SigningKey::make(other).public_key(), message, signature));
}

TEST_CASE("a key of small order verifies nothing") {
    CHECK_FALSE(verify(PublicKey{}, bytes_of("x"), Signature{}));
}

TEST_CASE("a seed of another length is no key") {
    CHECK_FALSE(SigningKey::from_seed(Bytes(31)));
}

TEST_CASE("the stock minisign verifies what we sign", "[seal.minisign]") {
    const Workshop shop;
    const std::string message = "{\"edition\":12}";
    shop.put("manifest", message);
    shop.put("key.pub", minisign_public_key(sample_public()));
    shop.put("manifest.minisig",
             minisign_signature(sample_key(), sample_public().id, bytes_of(message), "edition 12\nof 县"));
    CHECK(shop.run("minisign -V -p key.pub -m manifest -x manifest.minisig") == 0);
    CHECK(shop.get_text("output").find("edition 12 of 县") != std::string::npos);
    shop.put("manifest", message + " ");
    CHECK(shop.run("minisign -V -p key.pub -m manifest -x manifest.minisig") != 0);
}

TEST_CASE("we verify what the stock minisign signs", "[seal.minisign]") {
    const Workshop shop;
    shop.put("manifest", std::string("content"));
    REQUIRE(
        shop.run("minisign -G -W -p key.pub -s key.sec && minisign -S -s key.sec -m manifest -t 'for the county' || "
                 "(printf '\\n\\n' | minisign -G -p key.pub -s key.sec && printf '\\n' | minisign -S -s key.sec -m "
                 "manifest -t 'for the county')") == 0);
    const auto key = parse_minisign_public_key(shop.get_text("key.pub"));
    REQUIRE(key);
    const auto comment = verify_minisign(*key, bytes_of("content"), shop.get_text("manifest.minisig"));
    REQUIRE(comment);
    CHECK(*comment == "for the county");
    CHECK(*minisign_signer(shop.get_text("manifest.minisig")) == key->id);
    CHECK(verify_minisign(*key, bytes_of("contents"), shop.get_text("manifest.minisig")).error().code ==
          ErrorCode::Untrusted);
}

TEST_CASE("no byte of a minisign signature can be changed, but in its untrusted comment") {
    const std::string text = minisign_signature(sample_key(), sample_public().id, bytes_of("content"), "edition 12");
    REQUIRE(verify_minisign(sample_public(), bytes_of("content"), text));
    for (std::size_t i = text.find('\n'); i + 1 < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        INFO("byte " << i);
        CHECK_FALSE(verify_minisign(sample_public(), bytes_of("content"), changed));
    }
}

TEST_CASE("a minisign signature of the old kind or of another key is named as such") {
    std::string text = minisign_signature(sample_key(), sample_public().id, bytes_of("content"), "");
    MinisignKey other = sample_public();
    other.id[0] ^= 1;
    CHECK(verify_minisign(other, bytes_of("content"), text).error().code == ErrorCode::Untrusted);
    text.replace(text.find("\nRU"), 3, "\nRW"); // "ED" becomes "Ed"
    CHECK(verify_minisign(sample_public(), bytes_of("content"), text).error().code == ErrorCode::Unsupported);
}
