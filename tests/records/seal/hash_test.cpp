// Hashes against the published vectors of their standards.
#include "records/seal/hash.h"

#include "records/seal/age_header.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("SHA-256 gives the value of FIPS 180-4 for \"abc\" and for nothing") {
    CHECK(to_hex(sha256(bytes_of("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("SHA-512 gives the value of FIPS 180-4 for \"abc\"") {
    CHECK(to_hex(sha512(bytes_of("abc"))).substr(0, 32) == "ddaf35a193617abacc417349ae204131");
}

TEST_CASE("BLAKE2b-256 gives the value of b2sum for \"abc\"") {
    CHECK(to_hex(blake2b(bytes_of("abc"))) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("a key changes a BLAKE2b hash") {
    const Bytes key(16, 1);
    CHECK(blake2b(bytes_of("abc"), key) != blake2b(bytes_of("abc")));
    CHECK(blake2b(bytes_of("abc"), key) != blake2b(bytes_of("abc"), Bytes(16, 2)));
}

TEST_CASE("a message hashed in pieces hashes as the whole") {
    const std::string message(1000, 'x');
    for (const std::size_t cut : {0u, 1u, 63u, 64u, 128u, 999u, 1000u}) {
        const std::string_view text = message;
        Sha256 sha;
        sha.add(bytes_of(text.substr(0, cut)));
        sha.add(bytes_of(text.substr(cut)));
        CHECK(sha.done() == sha256(bytes_of(text)));
        Blake2b blake;
        blake.add(bytes_of(text.substr(0, cut)));
        blake.add(bytes_of(text.substr(cut)));
        CHECK(blake.done() == blake2b(bytes_of(text)));
    }
}

TEST_CASE("HKDF-SHA256 gives the first block of RFC 5869 test case 1") {
    const Bytes key(22, 0x0b);
    const Bytes salt = *from_hex("000102030405060708090a0b0c");
    const std::string purpose = text_of(*from_hex("f0f1f2f3f4f5f6f7f8f9"));
    CHECK(to_hex(hkdf_sha256(key, salt, purpose).view()) ==
          "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}
