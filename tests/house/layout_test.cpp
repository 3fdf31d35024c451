// The look of the house: each file says what it is, names no host, and stays in the words and sizes agreed on.
#include "tests/house/source_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

using namespace lianxin::house;

namespace {

/// How a comment opens in files of that kind; empty for kinds that need none (data, documents).
std::string_view comment_mark(const SourceFile& file) {
    static const std::map<std::string, std::string_view> marks = {
        {".h", "// "}, {".cpp", "// "}, {".sql", "-- "}, {".cmake", "# "}, {".sh", "# "}, {".py", "# "},
        {".js", "// "}, {".css", "/* "}, {".service", "# "}, {".rules", "# "}};
    const std::filesystem::path path(file.path);
    if (path.filename() == "CMakeLists.txt" || file.text.rfind("#!", 0) == 0) return "# ";
    const auto mark = marks.find(path.extension().string());
    return mark == marks.end() ? std::string_view() : mark->second;
}

/// The comment at the head of a file as one text, without its marks and the line that names the interpreter.
std::string opening_comment(const SourceFile& file, std::string_view mark) {
    std::string comment;
    for (const std::string_view line : lines_of(file.text)) {
        if (line.substr(0, 2) == "#!" && comment.empty()) continue;
        if (line.substr(0, mark.size()) != mark) break;
        comment += std::string(line.substr(mark.size())) + " ";
    }
    return comment;
}

/// Loopback, the names kept for examples, names without a dot (nobody's outside), and the one that names namespaces of XML.
bool is_loopback_or_example(const std::string& host) {
    static const std::regex allowed(
        R"(^(127\.\d+\.\d+\.\d+|[\w-]+|\[::1\]|0\.0\.0\.0|([\w-]+\.)*(example|test|invalid|localhost)(\.\w+)?|www\.w3\.org)?(:.*)?$)");
    return std::regex_match(host, allowed);
}

} // namespace

TEST_CASE("every source file opens with a sentence that says what it is") {
    std::vector<std::string> breaches;
    for (const SourceFile& file : source_tree()) {
        const std::string_view mark = comment_mark(file);
        if (mark.empty()) continue;
        const std::string comment = opening_comment(file, mark);
        if (comment.size() < 12 || comment.find('.') == std::string::npos)
            breaches.push_back(breach(file, 1, "opens without a sentence"));
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("no line names a host that somebody else runs") {
    static const std::regex address(R"(https?://([^/\s"'`)>}\\]*))");
    std::vector<std::string> breaches;
    for (const SourceFile& file : source_tree()) {
        if (file.path == "LICENSE" || file.text.find("://") == std::string::npos) continue;
        std::size_t number = 0;
        for (const std::string_view view : lines_of(file.text)) {
            ++number;
            const std::string line(view);
            for (std::sregex_iterator found(line.begin(), line.end(), address), end; found != end; ++found) {
                const std::string host = (*found)[1];
                const bool filled_in_later = host.find_first_of("${<%[(") != std::string::npos;
                if (!filled_in_later && !is_loopback_or_example(host)) breaches.push_back(breach(file, number, line));
            }
        }
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("files and folders are named in snake_case") {
    static const std::regex snake(R"(^[a-z0-9_./-]+$)");
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/", "tests/"}))
        if (!std::regex_match(file->path, snake)) breaches.push_back(file->path);
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("no room is called common, core or utils") {
    static const std::regex vague(R"((^|/)(utils?|common|core|helpers?|misc)(/|\.))");
    std::vector<std::string> breaches;
    for (const SourceFile& file : source_tree())
        if (std::regex_search(file.path, vague)) breaches.push_back(file.path);
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("every header is guarded by #pragma once") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/", "tests/"}))
        if (file->path.back() == 'h' && file->text.find("\n#pragma once\n") == std::string::npos)
            breaches.push_back(file->path);
    INFO(listed(breaches));
    CHECK(breaches.empty());
}
