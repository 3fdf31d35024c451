// The judge's books: what may be asked for and what cannot.
#include "tests/simulation/copies.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Receipted receipt(std::uint8_t number) {
    Receipted out;
    out.record.bytes[0] = number;
    return out;
}

} // namespace

TEST_CASE("a record is gone only when every disk that held it was replaced, on both sides", "[simulation-judge]") {
    const Receipted one = receipt(1), two = receipt(2);
    Copies copies;
    copies.receipted(0, one);
    const auto image = copies.image_of(0);
    copies.receipted(0, two);

    SECTION("what a kiosk still holds by its promise is asked for, wherever else it is missing") {
        CHECK(copies.bury({}) == 0);
        CHECK_FALSE(copies.is_gone(two.record));
    }
    SECTION("what came after the image is asked for as long as the county holds it") {
        copies.put_back(0, image);
        CHECK(copies.bury({two.record}) == 0);
        CHECK(copies.bury({}) == 1);
        CHECK(copies.is_gone(two.record));
        CHECK_FALSE(copies.is_gone(one.record));
        CHECK(copies.is_known(two.record));
    }
    SECTION("a twin's disk counts") {
        copies.cloned(0, 1);
        copies.put_back(0, image);
        CHECK(copies.bury({}) == 0);
        copies.put_back(1, {});
        CHECK(copies.bury({}) == 1);
    }
}
