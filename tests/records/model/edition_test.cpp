// What is known of an edition survives its map.
#include "records/model/edition.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

TEST_CASE("the facts of an edition come back as they were written", "[model][edition]") {
    const EditionInfo info{7,
                           "990021",
                           "青禾县",
                           "便民服务内容",
                           "县政府办公室",
                           TimePoint(Milliseconds(1)),
                           TimePoint(Milliseconds(2)),
                           TimePoint(Milliseconds(3))};
    const auto back = edition_info_from(to_value(info));
    REQUIRE(back);
    CHECK(to_value(*back) == to_value(info));
    CHECK(back->number == 7);
    CHECK(back->expires == info.expires);
}

TEST_CASE("a missing or wrong fact of an edition is named", "[model][edition]") {
    const EditionInfo info{7, "990021", "青禾县", "便民服务内容", "县政府办公室", {}, {}, {}};
    for (const char* key : {"number", "county", "county_name", "title", "publisher", "made", "not_before", "expires"}) {
        Value value = to_value(info);
        value.set(key, Value(true));
        const auto read = edition_info_from(value);
        REQUIRE_FALSE(read);
        CHECK(read.error().message.find(key) != std::string::npos);
    }
}
