// PROMISES.md and the tests agree: each promise is proved by a test, and no test claims a promise that is not listed.
#include "tests/house/source_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <regex>
#include <set>

using namespace lianxin::house;

namespace {

/// Tag → the line it stands in, of the lines `- [tag] sentence`.
std::map<std::string, std::string> promises() {
    static const std::regex line_of_promise(R"(^- \[([a-z0-9._-]+)\] (\S.*)$)");
    std::map<std::string, std::string> found;
    for (const SourceFile& file : source_tree()) {
        if (file.path != "tests/PROMISES.md") continue;
        for (const std::string_view view : lines_of(file.text)) {
            const std::string line(view);
            std::smatch match;
            if (!std::regex_match(line, match, line_of_promise)) continue;
            INFO("promised twice: " << line);
            CHECK(found.emplace(match[1], line).second);
        }
    }
    return found;
}

/// Tag → the file of a test that carries it; hidden tags (with a leading dot) aside.
std::map<std::string, std::string> tags_in_tests() {
    static const std::regex head(R"re((TEST_CASE|SCENARIO|TEMPLATE_TEST_CASE)\s*\(\s*"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*\s*,\s*"((?:\[[^\]]*\])+)")re");
    static const std::regex tag(R"(\[([^\].!][^\]]*)\])");
    std::map<std::string, std::string> found;
    for (const SourceFile* file : cpp_files({"tests/"}))
        for (std::sregex_iterator test(file->text.begin(), file->text.end(), head), end; test != end; ++test) {
            const std::string tags = (*test)[2];
            for (std::sregex_iterator each(tags.begin(), tags.end(), tag); each != end; ++each)
                found.emplace((*each)[1], file->path);
        }
    return found;
}

} // namespace

TEST_CASE("every promise is proved by a test that carries its tag") {
    const auto tags = tags_in_tests();
    std::vector<std::string> breaches;
    for (const auto& [tag, line] : promises())
        if (tags.find(tag) == tags.end()) breaches.push_back("no test carries the tag of: " + line);
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("a tag with a dot names a promise, and it is listed") {
    const auto promised = promises();
    std::vector<std::string> breaches;
    for (const auto& [tag, path] : tags_in_tests())
        if (tag.find('.') != std::string::npos && promised.find(tag) == promised.end())
            breaches.push_back(path + ": [" + tag + "] is not in tests/PROMISES.md");
    INFO(listed(breaches));
    CHECK(breaches.empty());
}
