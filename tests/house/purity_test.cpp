// Screens only draw and the rules of a turn only decide: neither can touch disk, net, clock or anything that lasts.
#include "tests/house/include_graph.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>

using namespace lianxin::house;

namespace {

/// What reaches disk, net, clock, threads or screen, as headers begin.
const std::vector<std::string_view> outside_world = {
    "fstream",      "iostream",     "cstdio",         "stdio.h",       "thread",   "future",  "ctime",
    "time.h",       "sys/",         "unistd.h",       "fcntl.h",       "netinet/", "poll.h",  "SDL",
    "curl/",        "sqlite3.h",    "microhttpd.h",   "openssl/",      "sodium.h", "records/base/file.h",
    "records/store/", "records/pack/", "kiosk/device/", "kiosk/worker"};

bool begins_with_any(std::string_view text, const std::vector<std::string_view>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; });
}

const SourceFile* file_at(const std::string& path) {
    const auto& files = source_tree();
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

bool is_part_of_a_name(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

/// Whether the line has the word by itself, not as a part of a longer name.
bool names(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool goes_on_before = at > 0 && is_part_of_a_name(word.front()) && is_part_of_a_name(line[at - 1]);
        const bool goes_on_after = end < line.size() && is_part_of_a_name(word.back()) && is_part_of_a_name(line[end]);
        if (!goes_on_before && !goes_on_after) return true;
    }
    return false;
}

/// The places where code names one of the words, comments left aside.
void find_words(const SourceFile& file, const std::vector<std::string_view>& words, std::vector<std::string>& breaches) {
    const std::string code = without_comments(file.text);
    std::size_t number = 0;
    for (const std::string_view line : lines_of(code)) {
        ++number;
        for (const std::string_view word : words)
            if (names(line, word)) breaches.push_back(breach(file, number, word));
    }
}

/// Chinese characters: UTF-8 lead bytes E3 (from U+3400) to E9, and F0 for the rare ones. Punctuation is no wording.
bool has_chinese(std::string_view line) {
    for (std::size_t at = 0; at + 1 < line.size(); ++at) {
        const auto lead = static_cast<unsigned char>(line[at]);
        const auto next = static_cast<unsigned char>(line[at + 1]);
        if ((lead == 0xE3 && next >= 0x90) || (lead >= 0xE4 && lead <= 0xE9) || lead == 0xF0) return true;
    }
    return false;
}

bool is_mutable_static(std::string_view line) {
    const std::size_t at = line.find("static ");
    if (at == std::string_view::npos || line.find_first_not_of(' ') != at) return false;
    const std::string_view rest = line.substr(at + 7);
    return rest.substr(0, 5) != "const" && rest.find('(') == std::string_view::npos;
}

void check_reach(const std::string& path, const Graph& graph, std::vector<std::string>& breaches) {
    for (const std::string& reached : closure_of(path, graph)) {
        const SourceFile* file = file_at(reached);
        if (reached != path && begins_with_any(reached, outside_world))
            breaches.push_back(path + ": reaches " + reached);
        if (file == nullptr) continue;
        for (const Include& include : includes_of(*file))
            if (!include.ours && begins_with_any(include.header, outside_world))
                breaches.push_back(path + ": reaches <" + include.header + "> through " + reached);
    }
}

} // namespace

TEST_CASE("what the kiosk's update and the daemon's rhythm include cannot touch disk, net, clock or screen") {
    const Graph graph = file_graph();
    std::vector<std::string> breaches;
    for (const std::string stem : {"kiosk/update", "sync/rhythm"})
        for (const SourceFile* file : cpp_files({stem})) {
            check_reach(file->path, graph, breaches);
            find_words(*file, {"Clock", "SystemClock", "::now(", "getenv", "thread_local"}, breaches);
        }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("a screen has no input or output and no clock") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"kiosk/screens/"})) {
        for (const Include& include : includes_of(*file))
            if (begins_with_any(include.header, outside_world))
                breaches.push_back(breach(*file, include.line, include.header));
        find_words(*file, {"Clock", "SystemClock", "::now(", "getenv", "std::mutex"}, breaches);
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("a screen keeps nothing between two frames") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"kiosk/screens/"})) {
        const std::string code = without_comments(file->text);
        std::size_t number = 0;
        for (const std::string_view line : lines_of(code)) {
            ++number;
            if (is_mutable_static(line) || line.find("thread_local") != std::string_view::npos)
                breaches.push_back(breach(*file, number, line));
        }
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("a screen holds no Chinese word: all wording is in assets/text, and only punctuation joins it") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"kiosk/screens/"})) {
        const std::string code = without_comments(file->text);
        std::size_t number = 0;
        for (const std::string_view line : lines_of(code))
            if (++number; has_chinese(line)) breaches.push_back(breach(*file, number, line));
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}
