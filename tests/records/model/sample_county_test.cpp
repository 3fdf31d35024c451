// The sample county is read whole, and what it refers to is there.
#include "records/base/file.h"
#include "records/model/division.h"
#include "records/model/legal_clock.h"
#include "records/model/page.h"
#include "records/model/service.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;

namespace {

const Path county = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";

std::string text_of_file(const Path& path) {
    auto text = read_text(path, 1 << 20);
    INFO(path.string());
    REQUIRE(text);
    return *text;
}

std::vector<Path> files_below(const Path& folder, std::string_view extension) {
    std::vector<Path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == extension) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

template <class Parsed>
std::string problem_of(const Result<Parsed>& result) {
    return result ? "" : result.error().text();
}

} // namespace

TEST_CASE("every form of the sample county is read", "[model][samples]") {
    const auto rules = parse_clock_rules(text_of_file(county / "clocks.toml"));
    REQUIRE(problem_of(rules) == "");
    const auto forms = files_below(county / "forms", ".toml");
    CHECK(forms.size() >= 8);
    for (const auto& path : forms) {
        const auto service = parse_service(text_of_file(path));
        INFO(path.string());
        REQUIRE(problem_of(service) == "");
        CHECK(service->id == path.stem().string());
        CHECK(std::any_of(rules->begin(), rules->end(), [&](const auto& rule) { return rule.id == service->clock; }));
    }
}

TEST_CASE("every page of the sample county is read", "[model][samples]") {
    for (const auto& path : files_below(county / "notices", ".md")) {
        const auto page = parse_page(text_of_file(path));
        INFO(path.string());
        REQUIRE(problem_of(page) == "");
        CHECK(page->id == path.stem().string());
        CHECK(page->channel == path.parent_path().filename().string());
    }
}

TEST_CASE("the tables of the sample county are read", "[model][samples]") {
    CHECK(problem_of(parse_channels(text_of_file(county / "channels.toml"))) == "");
    CHECK(problem_of(parse_departments(text_of_file(county / "departments.csv"))) == "");
    CHECK(problem_of(parse_divisions(text_of_file(county / "divisions.csv"))) == "");
    for (const auto& path : files_below(county / "holidays", ".ics")) {
        Calendar calendar;
        const auto added = calendar.add(text_of_file(path));
        INFO(path.string() << ": " << (added ? "" : added.error().text()));
        CHECK(added);
    }
}
