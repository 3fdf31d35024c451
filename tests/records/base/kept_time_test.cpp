// The file of the trusted time.
#include "records/base/kept_time.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <unistd.h>

using namespace lianxin;

TEST_CASE("the kept time is read as it was written", "[time.floor]") {
    const Folder folder;
    const Path file = folder.path / "time.json";
    CHECK(read_kept_time(file).error().code == ErrorCode::NotFound);
    const TimePoint moment(Milliseconds(1'795'320'845'123));
    for (const KeptTime& kept : {KeptTime{moment, std::nullopt}, KeptTime{moment, CountyTime{moment, Milliseconds(77), Milliseconds(5), "boot"}}}) {
        REQUIRE(write_kept_time(file, kept));
        CHECK(*read_kept_time(file) == kept);
    }
}

TEST_CASE("a kept time that is torn or nonsense is told and believed in nothing") {
    const Folder folder;
    const Path file = folder.path / "time.json";
    for (const char* text : {"", "{", "[]", R"({"floor": 5})", R"({"floor": "2026-11-22T02:00:00Z", "county": "yesterday"})",
                             R"({"floor": "2026-11-22T02:00:00Z", "county": "2026-11-22T02:00:00Z", "monotonic": -5, "width": 1})"}) {
        REQUIRE(write_file(file, std::string_view(text)));
        CHECK(read_kept_time(file).error().code == ErrorCode::Corrupt);
    }
}
