// Our seal and the stock age program open each other's files.
#include "records/seal/age.h"
#include "records/seal/keys.h"

#include "tests/records/seal/samples.h"
#include "tests/records/seal/workshop.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

TEST_CASE("the stock age opens what we seal, with a key file we wrote", "[seal.age]") {
    const Workshop shop;
    SeededRandom random(20);
    const auto keys = identities(2, random);
    REQUIRE(write_identity(shop.path("first.key"), keys[0]));
    REQUIRE(write_identity(shop.path("second.key"), keys[1]));
    for (const std::size_t size : {0u, 1u, 1000u, 65536u, 65537u, 300000u}) {
        shop.put("sealed.age", *seal(counting(size), recipients_of(keys), random));
        REQUIRE(shop.run("age -d -i first.key sealed.age > plain1 && age -d -i second.key sealed.age > plain2") == 0);
        CHECK(shop.get("plain1") == counting(size));
        CHECK(shop.get("plain2") == counting(size));
    }
}

TEST_CASE("we open what the stock age seals, with a key of age-keygen", "[seal.age]") {
    const Workshop shop;
    REQUIRE(shop.run("age-keygen -o stock.key && age-keygen -y stock.key > stock.pub") == 0);
    const auto keys = read_identities(shop.path("stock.key"));
    REQUIRE(keys);
    const auto recipients = read_recipients(shop.path("stock.pub"));
    REQUIRE(recipients);
    CHECK(recipients->front() == keys->front().recipient());
    SeededRandom random(21);
    const auto second = identities(1, random);
    REQUIRE(write_recipients(shop.path("both.pub"), std::vector{recipients->front(), second[0].recipient()}));
    for (const std::size_t size : {0u, 1u, 1000u, 65536u, 65537u, 300000u}) {
        shop.put("plain", counting(size));
        REQUIRE(shop.run("age -R both.pub -o sealed.age plain") == 0);
        CHECK(*open(shop.get("sealed.age"), *keys, size) == counting(size));
        CHECK(*open(shop.get("sealed.age"), second, size) == counting(size));
    }
}
