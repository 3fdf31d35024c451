// The real pinyin engine with the real dictionaries.
#include "kiosk/input/pinyin.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <unistd.h>

using namespace lianxin;

namespace {

struct Scratch {
    Path folder = std::filesystem::temp_directory_path() / ("lianxin-pinyin-" + std::to_string(::getpid()));
    ~Scratch() { std::filesystem::remove_all(folder); }
};

/// librime keeps its state in globals, so the whole program shares one engine.
struct Engine {
    Scratch scratch;
    Pinyin pinyin = Pinyin::open({.scratch = scratch.folder}).value();
};
Engine& engine() {
    static Engine only;
    return only;
}
Pinyin& pinyin() { return engine().pinyin; }

bool offers(const PinyinAnswer& answer, std::string_view text) {
    return std::find(answer.candidates.begin(), answer.candidates.end(), text) != answer.candidates.end();
}

std::map<std::string, std::string> contents(const Path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files[entry.path().string()] = read_text(entry.path(), 64 << 20).value();
    return files;
}

} // namespace

TEST_CASE("a whole sentence in pinyin gives the sentence first", "[pinyin]") {
    const auto answer = pinyin().ask({1, "womencunliluhuaile", {}});
    REQUIRE_FALSE(answer.candidates.empty());
    CHECK(answer.candidates.front() == "我们村里路坏了");
    CHECK(answer.serial == 1);
    CHECK(answer.committed.empty());
}

TEST_CASE("a pick for a part keeps the rest in letters, and the last pick commits", "[pinyin]") {
    const auto first = pinyin().ask({1, "cunli", {}});
    REQUIRE(offers(first, "村"));
    const auto at = static_cast<std::size_t>(std::find(first.candidates.begin(), first.candidates.end(), "村") - first.candidates.begin());
    const auto rest = pinyin().ask({2, "cunli", {at}});
    CHECK(rest.committed.empty());
    CHECK(rest.preedit.substr(0, 3) == "村");
    REQUIRE(offers(rest, "里"));
    const auto last = static_cast<std::size_t>(std::find(rest.candidates.begin(), rest.candidates.end(), "里") - rest.candidates.begin());
    CHECK(pinyin().ask({3, "cunli", {at, last}}).committed == "村里");
}

TEST_CASE("the engine learns nothing: same letters, same candidates, and no file changes", "[privacy.ime]") {
    const auto before = pinyin().ask({1, "lixiang", {}});
    const auto files = contents(engine().scratch.folder);
    for (int i = 0; i < 20; ++i) {
        const auto offered = pinyin().ask({2, "lixiang", {}});
        (void)pinyin().ask({3, "lixiang", {offered.candidates.size() - 1}});
    }
    const auto after = pinyin().ask({4, "lixiang", {}});
    CHECK(after.candidates == before.candidates);
    CHECK(contents(engine().scratch.folder) == files);
}

TEST_CASE("letters that mean nothing give no candidates and no harm", "[pinyin]") {
    const auto answer = pinyin().ask({1, "vvvv", {3, 9}});
    CHECK(answer.committed.empty());
}
