// No program can rewrite the ledger: SQL that would change or delete its rows does not exist in the tree.
#include "tests/house/source_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <regex>

using namespace lianxin::house;

namespace {

bool rewrites_ledger(const std::string& line) {
    static const std::regex deed(R"((update(\s+or\s+\w+)?|delete\s+from|replace\s+into|insert\s+or\s+replace\s+into|drop\s+table(\s+if\s+exists)?|alter\s+table)\s+"?(main\.)?ledger\b)",
                                 std::regex::icase);
    return std::regex_search(line, deed);
}

bool holds_sql(std::string_view path) {
    const bool room = path.substr(0, 8) == "records/" || path.substr(0, 6) == "kiosk/" || path.substr(0, 5) == "sync/" ||
                      path.substr(0, 7) == "county/";
    const std::string_view extension = path.substr(std::min(path.rfind('.'), path.size()));
    return room && (extension == ".sql" || extension == ".cpp" || extension == ".h");
}

} // namespace

TEST_CASE("no statement changes or deletes a row of the ledger") {
    std::vector<std::string> breaches;
    for (const SourceFile& file : source_tree()) {
        if (!holds_sql(file.path)) continue;
        std::size_t number = 0;
        for (const std::string_view line : lines_of(file.text))
            if (++number; rewrites_ledger(std::string(line))) breaches.push_back(breach(file, number, line));
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("a statement that rewrites the ledger would be found, a trigger that refuses it would not") {
    CHECK(rewrites_ledger("UPDATE ledger SET head = ?"));
    CHECK(rewrites_ledger("delete  from ledger where sequence = 1"));
    CHECK(rewrites_ledger("INSERT OR REPLACE INTO ledger VALUES (?)"));
    CHECK_FALSE(rewrites_ledger("CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger"));
    CHECK_FALSE(rewrites_ledger("INSERT INTO ledger VALUES (?)"));
}
