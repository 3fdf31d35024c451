// Bytes a day, and quiet hours.
#include "sync/budget.h"

#include "records/base/date.h"
#include "sync/quiet_hours.h"

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>

using namespace lianxin;

namespace {

struct BudgetFile {
    Path path = std::filesystem::temp_directory_path() / ("lianxin-budget-" + std::to_string(getpid()) + ".json");
    BudgetFile() { std::filesystem::remove(path); }
    ~BudgetFile() { std::filesystem::remove(path); }
};

constexpr DailyBytes daily{std::nullopt, std::nullopt, 1000, 5000};
TimePoint at(std::string_view time) { return *parse_iso_time(time); }

} // namespace

TEST_CASE("what was spent today is remembered over a restart, and each class has its own budget", "[sync][sync.budget]") {
    const BudgetFile file;
    TimePoint now = at("2026-11-26T01:00:00Z");
    {
        Budget budget(daily, file.path, [&] { return now; });
        CHECK(budget.left(Goods::Attachments) == 1000);
        REQUIRE(budget.spend(Goods::Attachments, 400));
        REQUIRE(budget.spend(Goods::Requests, 9'000'000));
    }
    Budget budget(daily, file.path, [&] { return now; });
    CHECK(budget.left(Goods::Attachments) == 600);
    CHECK(budget.left(Goods::Content) == 5000);
    CHECK_FALSE(budget.left(Goods::Requests));
    CHECK(budget.allows(Goods::Requests));
    REQUIRE(budget.spend(Goods::Attachments, 700));
    CHECK(budget.left(Goods::Attachments) == 0);
    CHECK_FALSE(budget.allows(Goods::Attachments));
    now = at("2026-11-26T16:00:00Z"); // midnight in China
    CHECK(budget.left(Goods::Attachments) == 1000);
    REQUIRE(budget.spend(Goods::Content, 1));
    CHECK(budget.left(Goods::Attachments) == 1000);
}

TEST_CASE("a budget whose file is damaged begins the day anew", "[sync][sync.budget]") {
    const BudgetFile file;
    for (const std::string_view text : {"", "{", "{\"day\": \"soon\"}", "{\"day\": \"2026-11-26\", \"attachments\": -5}", "[]"}) {
        REQUIRE(write_file(file.path, text));
        Budget budget(daily, file.path, [] { return at("2026-11-26T01:00:00Z"); });
        CHECK(budget.left(Goods::Attachments) == 1000);
    }
}

TEST_CASE("quiet hours are those of China, also over midnight", "[sync][sync.quiet]") {
    const auto night = QuietHours::parse("22:00-06:30"), noon = QuietHours::parse("12:00-13:00"), none = QuietHours::parse("");
    REQUIRE(night);
    REQUIRE(noon);
    REQUIRE(none);
    struct Row {
        std::string_view time;
        bool night, noon;
    };
    for (const Row& row : {Row{"2026-11-26T13:59:59Z", false, false}, Row{"2026-11-26T14:00:00Z", true, false}, Row{"2026-11-26T22:29:00Z", true, false},
                           Row{"2026-11-26T22:30:00Z", false, false}, Row{"2026-11-26T04:30:00Z", false, true}, Row{"1969-12-31T20:00:00Z", true, false}}) {
        INFO(row.time);
        CHECK(night->hold(at(row.time)) == row.night);
        CHECK(noon->hold(at(row.time)) == row.noon);
        CHECK_FALSE(none->hold(at(row.time)));
    }
    CHECK(night->until(at("2026-11-26T14:00:00Z")) == at("2026-11-26T22:30:00Z"));
    CHECK(night->until(at("2026-11-26T22:29:59Z")) == at("2026-11-26T22:30:00Z"));
    CHECK(noon->until(at("2026-11-26T04:30:00Z")) == at("2026-11-26T05:00:00Z"));
    CHECK_FALSE(noon->until(at("2026-11-26T05:00:00Z")));
    CHECK_FALSE(none->until(at("2026-11-26T05:00:00Z")));
    for (const std::string_view bad : {"22-06", "24:00-06:00", "22:00-06:60", "22:00-06:00 ", "ab:cd-ef:gh", "22:00"}) CHECK_FALSE(QuietHours::parse(bad));
}
