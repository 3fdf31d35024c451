// PINs as hashes, held against the reference program of Argon2 and Python's BLAKE2b.
#include "records/seal/pin_hash.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

ByteArray<16> salt() {
    ByteArray<16> out{};
    const auto text = bytes_of("saltsaltsaltsalt");
    std::copy(text.begin(), text.end(), out.begin());
    return out;
}

ByteArray<32> pepper(std::uint8_t each) {
    ByteArray<32> out{};
    out.fill(each);
    return out;
}

} // namespace

TEST_CASE("a PIN is hashed by Argon2id with 64 MiB and three passes, then peppered", "[staff.pin]") {
    // argon2 saltsaltsaltsalt -id -t 3 -k 65536 -p 1 -l 32 gives 8d906ef9…; hashlib.blake2b(that, digest_size=32, key=7*32) the rest.
    const auto hash = pin_hash("28064175", salt(), pepper(7));
    REQUIRE(hash);
    CHECK(to_hex(*hash) == "26aab2dd910d3d51ac90ad4629b0a673ae89cd6385f240e2308f1999e5757910");
}

TEST_CASE("another PIN, salt or pepper gives another hash", "[staff.pin]") {
    constexpr PinCost cheap{64, 1};
    const auto hash = pin_hash("28064175", salt(), pepper(7), cheap).value();
    CHECK(is_same_secret(hash, pin_hash("28064175", salt(), pepper(7), cheap).value()));
    CHECK_FALSE(is_same_secret(hash, pin_hash("28064176", salt(), pepper(7), cheap).value()));
    CHECK_FALSE(is_same_secret(hash, pin_hash("28064175", salt(), pepper(8), cheap).value()));
    CHECK_FALSE(is_same_secret(hash, pin_hash("28064175", {}, pepper(7), cheap).value()));
}
