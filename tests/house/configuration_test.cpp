// The reference configurations speak of one machine: what one program writes is where the other reads.
#include "tests/house/source_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin::house;

namespace {

/// The text that a reference gives a key at its top level; empty when it does not.
std::string value_of(std::string_view path, const std::string& key) {
    const auto& tree = source_tree();
    const auto file = std::find_if(tree.begin(), tree.end(), [&](const SourceFile& one) { return one.path == path; });
    REQUIRE(file != tree.end());
    const std::string opening = key + " = \"";
    for (const std::string_view line : lines_of(file->text))
        if (line.substr(0, opening.size()) == opening) return std::string(line.substr(opening.size(), line.find('"', opening.size()) - opening.size()));
    return {};
}

} // namespace

TEST_CASE("kiosk and daemon, configured as their references say, find each other's folders", "[house]") {
    const std::string kiosk = "config/kiosk.toml", sync = "config/sync.toml";
    REQUIRE_FALSE(value_of(kiosk, "state").empty());
    CHECK(value_of(sync, "outbox") == value_of(kiosk, "state") + "/outbox");
    CHECK(value_of(kiosk, "inbox") == value_of(sync, "state") + "/inbox");
    CHECK(value_of(kiosk, "library") == value_of(sync, "library"));
    CHECK(value_of(kiosk, "enrolment") == value_of(sync, "enrolment"));
}
