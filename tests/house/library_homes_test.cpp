// Each third-party library has one home, and no header of ours brings one along.
#include "tests/house/include_graph.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin::house;

namespace {

struct Home {
    std::string_view library; ///< how its headers begin
    std::vector<std::string_view> places;
};

const std::vector<Home>& homes() {
    static const std::vector<Home> all = {
        {"sqlite3.h", {"records/store/database.cpp"}},
        {"sodium.h", {"records/seal/"}},
        {"openssl/", {"records/seal/", "sync/curl_transport.cpp"}},
        {"cbor.h", {"records/base/cbor.cpp"}},
        {"expat.h", {"records/base/xml.cpp"}},
        {"nlohmann/", {"records/base/json.cpp"}},
        {"toml++/", {"records/base/toml.cpp"}},
        {"zstd.h", {"records/base/compression.cpp"}},
        {"zdict.h", {"records/base/compression.cpp"}},
        {"unicode/", {"records/pack/builder/"}},
        {"curl/", {"sync/curl_transport.cpp"}},
        {"microhttpd.h", {"county/http_server.cpp"}},
        {"SDL", {"kiosk/ui/", "kiosk/device/sdl_"}},
        {"imgui", {"kiosk/ui/"}},
        {"ft2build.h", {"kiosk/ui/imgui/"}}, {"misc/freetype/", {"kiosk/ui/imgui/"}},
        {"qrencode.h", {"kiosk/ui/qr_code.cpp"}},
        {"pango/", {"kiosk/device/print/drawing.cpp"}},
        {"cairo", {"kiosk/device/print/drawing.cpp"}},
        {"md4c.h", {"kiosk/ui/markdown.cpp"}},
        {"stb", {"kiosk/ui/picture.cpp"}},
        {"opus", {"kiosk/device/opus.cpp"}},
        {"png.h", {"tests/kiosk/ui/golden_file.cpp"}},
        {"rime_api.h", {"kiosk/input/pinyin.cpp"}},
        {"zinnia.h", {"kiosk/input/handwriting.cpp"}},
    };
    return all;
}

bool begins(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

/// Headers of the language and of the operating system, which are no library.
bool belongs_to_the_system(std::string_view header) {
    static const std::set<std::string_view> posix = {
        "unistd.h",     "fcntl.h",  "poll.h",   "signal.h",  "spawn.h",  "dirent.h", "errno.h",   "getopt.h", "pwd.h",
        "pthread.h",    "sched.h",  "syslog.h", "termios.h", "netdb.h",  "dlfcn.h",  "ucontext.h", "time.h",
        "stdio.h",      "malloc.h"};
    const bool standard = header.find_first_of("./") == std::string_view::npos;
    return standard || begins(header, "sys/") || begins(header, "linux/") || begins(header, "netinet/") ||
           begins(header, "arpa/") || begins(header, "net/") || posix.count(header) != 0;
}

const Home* home_of(std::string_view header) {
    const auto found = std::find_if(homes().begin(), homes().end(),
                                    [&](const Home& home) { return begins(header, home.library); });
    return found == homes().end() ? nullptr : &*found;
}

bool is_at_home(const Home& home, std::string_view path) {
    return std::any_of(home.places.begin(), home.places.end(),
                       [&](std::string_view place) { return begins(path, place); });
}

} // namespace

TEST_CASE("each third-party library has one home") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/"}))
        for (const Include& include : includes_of(*file)) {
            if (include.quoted || belongs_to_the_system(include.header)) continue;
            const Home* home = home_of(include.header);
            if (home == nullptr) breaches.push_back(breach(*file, include.line, include.header + " has no home"));
            else if (!is_at_home(*home, file->path))
                breaches.push_back(breach(*file, include.line, include.header + " is not at home here"));
        }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}

TEST_CASE("no header of ours includes a third-party header, Dear ImGui inside the kiosk's drawing excepted") {
    std::vector<std::string> breaches;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/"})) {
        if (file->path.back() != 'h') continue;
        const bool draws = begins(file->path, "kiosk/ui/");
        for (const Include& include : includes_of(*file))
            if (!include.quoted && !belongs_to_the_system(include.header) && !(draws && begins(include.header, "imgui")))
                breaches.push_back(breach(*file, include.line, include.header));
    }
    INFO(listed(breaches));
    CHECK(breaches.empty());
}
