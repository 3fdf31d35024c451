// The configuration.
#include "sync/settings.h"

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>

using namespace lianxin;

namespace {

struct ConfigFile {
    Path path = std::filesystem::temp_directory_path() / ("lianxin-sync-" + std::to_string(getpid()) + ".toml");
    explicit ConfigFile(std::string_view text) {
        if (!write_file(path, text)) std::abort();
    }
    ~ConfigFile() { std::filesystem::remove(path); }
};

constexpr std::string_view least = "outbox = \"o\"\nstate = \"s\"\nlibrary = \"l\"\nenrolment = \"e\"\n";

} // namespace

TEST_CASE("the reference configuration holds every key with its default", "[sync]") {
    const auto reference = read_settings(Path(LIANXIN_SOURCE_DIR) / "config/sync.toml");
    REQUIRE(reference);
    const ConfigFile file(least);
    const auto defaults = read_settings(file.path);
    REQUIRE(defaults);
    CHECK(reference->url == defaults->url);
    CHECK(reference->rhythm.resting == defaults->rhythm.resting);
    CHECK(reference->rhythm.first_retry == defaults->rhythm.first_retry);
    CHECK(reference->rhythm.longest_retry == defaults->rhythm.longest_retry);
    CHECK(reference->connect_limit == defaults->connect_limit);
    CHECK(reference->stall_limit == defaults->stall_limit);
    CHECK(reference->proxy == defaults->proxy);
    CHECK(reference->daily == defaults->daily);
    for (int hour = 0; hour < 24; ++hour) CHECK(reference->quiet.hold(TimePoint(std::chrono::hours(hour))) == defaults->quiet.hold(TimePoint(std::chrono::hours(hour))));
    CHECK(reference->metrics == reference->state / "lianxin.prom");
    CHECK(defaults->metrics == defaults->state / "lianxin.prom");
    CHECK(reference->load_check == defaults->load_check);
    CHECK(reference->stick.folder == defaults->stick.folder);
    CHECK(reference->stick.presence == defaults->stick.presence);
    CHECK(reference->stick.write_flag == defaults->stick.write_flag);
    CHECK(reference->congestion == defaults->congestion);
    CHECK(reference->batch_bytes == defaults->batch_bytes);
    CHECK(reference->side_by_side == defaults->side_by_side);
    CHECK(reference->sending.batch_records == defaults->sending.batch_records);
    CHECK(reference->sending.compression_level == defaults->sending.compression_level);
}

TEST_CASE("relative folders are taken from the folder of the configuration", "[sync]") {
    const ConfigFile file(least);
    const auto settings = read_settings(file.path);
    REQUIRE(settings);
    CHECK(settings->outbox == file.path.parent_path() / "o");
    CHECK(settings->inbox() == file.path.parent_path() / "s/inbox");
}

TEST_CASE("a wrong, missing or unknown key is named", "[sync][sync.config]") {
    const ConfigFile file("outbox = 1\nstate = \"s\"\nlibrary = \"l\"\nlevel = 40\nwether = \"rain\"\n");
    const auto settings = read_settings(file.path);
    REQUIRE_FALSE(settings);
    for (const char* key : {"outbox", "enrolment", "level", "wether"}) CHECK(settings.error().text().find(key) != std::string::npos);
}

TEST_CASE("budgets of a day and quiet hours are read, and wrong ones named", "[sync][sync.config]") {
    const ConfigFile file(std::string(least) + "quiet = \"22:00-06:00\"\n[daily_megabytes]\ncontent = 20\n");
    const auto settings = read_settings(file.path);
    REQUIRE(settings);
    CHECK(settings->daily.at(static_cast<std::size_t>(Goods::Content)) == 20'000'000U);
    CHECK_FALSE(settings->daily.at(static_cast<std::size_t>(Goods::Requests)));
    CHECK(settings->quiet.hold(TimePoint(std::chrono::hours(15))));
    const ConfigFile wrong(std::string(least) + "quiet = \"at night\"\n");
    CHECK(read_settings(wrong.path).error().text().find("quiet") != std::string::npos);
}
