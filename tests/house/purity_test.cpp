// Screens only draw and the rules of a turn only decide: neither can touch disk, net, clock or anything that lasts.
#include "tests/house/include_graph.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
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

/// The places where code names one of the words, comments left aside.
void find_words(const SourceFile& file, const std::vector<std::string_view>& words, std::vector<std::string>& breaches) {
    const std::string code = without_comments(file.text);
    std::size_t number = 0;
    for (const std::string_view line : lines_of(code)) {
        ++number;
        for (const std::string_view word : words)
            if (line.find(word) != std::string_view::npos) breaches.push_back(breach(file, number, word));
    }
}

/// Chinese characters and their punctuation: UTF-8 lead bytes of U+3000 to U+FFFF and above.
bool has_chinese(std::string_view line) {
    return std::any_of(line.begin(), line.end(), [](char letter) { return static_cast<unsigned char>(letter) >= 0xE3; });
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
            find_words(*file, {"Clock", "::now(", "getenv", "thread_local"}, breaches);
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
        find_words(*file, {"Clock", "::now(", "getenv", "std::mutex"}, breaches);
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

TEST_CASE("a screen holds no wording: all of it is in assets/text") {
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
