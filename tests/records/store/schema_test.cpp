// Each database's migrations make exactly what its schema.sql says.
#include "records/store/database.h"

#include <catch2/catch_test_macros.hpp>

#include <regex>

using namespace lianxin;

namespace {

/// Everything in the schema table, without comments and with single blanks, so that only layout may differ.
std::string dump(Database& database) {
    auto rows =
        database.prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    REQUIRE(rows);
    std::string all;
    while (*rows->step()) {
        for (int column = 0; column < 3; ++column) all += rows->text(column) + " ";
        const std::string bare = std::regex_replace(rows->text(3), std::regex("--[^\n]*"), "");
        all += std::regex_replace(bare, std::regex("\\s+"), " ") + "\n";
    }
    return all;
}

} // namespace

TEST_CASE("migrations make what the schema says", "[store.schema]") {
    for (const Schema* schema : {&outbox_schema, &inbox_schema, &library_schema}) {
        INFO(schema->name);
        auto migrated = Database::in_memory();
        auto whole = Database::in_memory();
        REQUIRE(migrated);
        REQUIRE(whole);
        CHECK_FALSE(schema->migrations.empty());
        for (const auto migration : schema->migrations) REQUIRE(migrated->run_script(migration));
        REQUIRE(whole->run_script(schema->whole));
        CHECK(dump(*migrated) == dump(*whole));
    }
}

TEST_CASE("a statement that is used again holds nothing of its last use", "[database]") {
    auto database = Database::in_memory();
    REQUIRE(database);
    REQUIRE(database->run_script("CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('one'), ('two');"));
    constexpr const char* sql = "SELECT text, ? FROM word ORDER BY text";
    {
        auto rows = database->prepare(sql);
        REQUIRE(rows);
        REQUIRE(*rows->with("sealed").step()); // left in the middle
        auto beside = database->prepare(sql);
        REQUIRE(beside);
        CHECK(*beside->step());
        CHECK(beside->is_null(1));
    }
    auto again = database->prepare(sql);
    REQUIRE(again);
    REQUIRE(*again->step());
    CHECK(again->text(0) == "one");
    CHECK(again->is_null(1));
    again = Error{};
    CHECK(database->run_script("DROP TABLE word")); // nothing is still being read
}
