// Counting readings without counting anybody.
#include "kiosk/reading_counts.h"

#include "records/base/json.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

using namespace lianxin;

namespace {

const Day today = *parse_iso_day("2026-11-26");

void read_often(ReadingCounts& counts, const std::string& page, Day day, int visits) {
    for (int i = 0; i < visits; ++i) {
        counts.count(page, day);
        counts.count(page, day); // the same visitor again
        REQUIRE(counts.end_visit());
    }
}

} // namespace

TEST_CASE("readings are counted once a visit, told for whole days, and not below five", "[readings.floor]") {
    Folder folder;
    {
        ReadingCounts counts(folder.path / "readings.json");
        read_often(counts, "roads", today - std::chrono::days(1), 7);
        read_often(counts, "roads", today - std::chrono::days(2), 4);
        read_often(counts, "farms", today - std::chrono::days(1), 4);
        read_often(counts, "roads", today, 9);
    }
    const ReadingCounts counts(folder.path / "readings.json");
    CHECK(counts.told("roads", today) == 7);
    CHECK(counts.told("farms", today) == 0);
    CHECK(to_json(counts.told_days(today)) == "{\"2026-11-25\":{\"roads\":7}}");
    CHECK(counts.told("roads", today + std::chrono::days(1)) == 16);
}

TEST_CASE("old days are forgotten, and a damaged file is begun anew", "[readings.floor]") {
    Folder folder;
    ReadingCounts counts(folder.path / "readings.json");
    read_often(counts, "roads", today, 6);
    read_often(counts, "roads", today + std::chrono::days(63), 6);
    const auto text = read_text(folder.path / "readings.json", 1 << 20);
    REQUIRE(text);
    CHECK(*text == "{\"2027-01-28\":{\"roads\":6}}\n");
    REQUIRE(write_file(folder.path / "readings.json", std::string_view("{\"2026-11-25\": [")));
    CHECK(ReadingCounts(folder.path / "readings.json").told("roads", today) == 0);
}
