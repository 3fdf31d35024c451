// Who may include whom: the levels of records, the three programs apart from each other, and no ring anywhere.
#include "tests/house/include_graph.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin::house;

namespace {

struct Law {
    std::string_view folder;
    std::vector<std::string_view> may_include; ///< besides itself
};

const std::vector<Law>& laws() {
    static const std::vector<Law> all = {
        {"records/base/", {}},
        {"records/model/", {"records/base/"}},
        {"records/seal/", {"records/base/", "records/model/"}},
        {"records/store/", {"records/base/", "records/model/", "records/seal/"}},
        {"records/pack/", {"records/base/", "records/model/", "records/seal/", "records/store/"}},
        {"records/wire/", {"records/base/", "records/model/", "records/seal/"}},
        {"records/verify/", {"records/base/", "records/model/", "records/seal/", "records/store/"}},
        {"kiosk/", {"records/"}},
        {"sync/", {"records/"}},
        {"county/", {"records/"}},
    };
    return all;
}

bool begins(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool is_allowed(const Law& law, std::string_view header) {
    return begins(header, law.folder) || std::any_of(law.may_include.begin(), law.may_include.end(),
                                                     [&](std::string_view prefix) { return begins(header, prefix); });
}

} // namespace

TEST_CASE("each room includes only what stands below it") {
    std::vector<std::string> breaches;
    for (const Law& law : laws())
        for (const SourceFile* file : cpp_files({law.folder}))
            for (const Include& include : includes_of(*file))
                if (include.ours && !is_allowed(law, include.header))
                    breaches.push_back(breach(*file, include.line, "must not know " + include.header));
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("what is written with quotes is a file of ours, named from the root") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/", "tests/"}))
        for (const Include& include : includes_of(*file))
            if (include.quoted && !include.ours) breaches.push_back(breach(*file, include.line, include.header));
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("no ring of files") {
    CHECK(ring_in(file_graph()).empty());
}

TEST_CASE("no ring of folders") {
    const std::string ring = ring_in(unit_graph());
    INFO(ring);
    CHECK(ring.empty());
}

TEST_CASE("a ring would be found") {
    CHECK(ring_in({{"a", {"b"}}, {"b", {"c"}}, {"c", {"a"}}}) == "a → b → c → a");
    CHECK(ring_in({{"a", {"b", "c"}}, {"b", {"c"}}}).empty());
}
