// What typing leaves behind in the kiosk's folders: nothing.
#include "kiosk/performer.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <unistd.h>

using namespace lianxin;

namespace {

/// The worker of a kiosk whose folders all lie below one.
struct Hall {
    Path root;
    ManualClock clock{parse_iso_time("2026-11-23T01:00:00Z").value()};
    TrustedClock trusted{clock, "wound by hand"};
    SystemRandom random;
    std::optional<MemoShelf> shelf;
    std::optional<Performer> performer;

    Hall() {
        std::string name = (std::filesystem::temp_directory_path() / "lianxin-XXXXXX").string();
        root = ::mkdtemp(name.data());
        KioskConfig config;
        config.state = root / "state";
        config.inbox = root / "inbox";
        config.library = root / "library";
        config.enrolment = root / "enrolment";
        config.scratch = root / "volatile";
        config.assets = Path(LIANXIN_SOURCE_DIR) / "assets";
        std::filesystem::create_directories(config.state);
        shelf.emplace(config.scratch);
        performer.emplace(config, trusted, random, *shelf);
    }
    ~Hall() {
        performer.reset();
        std::filesystem::remove_all(root);
    }
    PinyinAnswer ask(const PinyinQuery& query) {
        for (const auto& event : performer->perform(effect::AskPinyin{query}))
            if (const auto* news = std::get_if<event::PinyinAnswered>(&event)) return news->answer;
        return {};
    }
    /// Types a name letter by letter and picks what is offered last, as one would whose name is rare.
    std::string type_name() {
        for (const char* letters : {"l", "li", "lix", "lixi", "lixia", "lixian", "lixiang"}) (void)ask({1, letters, {}});
        const auto offered = ask({2, "lixiang", {}});
        return ask({3, "lixiang", {offered.candidates.size() - 1}}).committed;
    }
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
            if (entry.is_regular_file()) all[entry.path().string()] = read_text(entry.path(), 64 << 20).value();
        return all;
    }
};

} // namespace

TEST_CASE("typing changes no file of the kiosk, and the next visit finds no trace of it", "[privacy.ime]") {
    Hall hall;
    (void)hall.performer->perform(effect::PrepareTyping{});
    const auto fresh = hall.ask({1, "lixiang", {}}).candidates;
    REQUIRE(fresh.size() > 8);
    const auto before = hall.files();
    REQUIRE_FALSE(before.empty());
    for (int i = 0; i < 10; ++i) {
        (void)hall.type_name();
        (void)hall.ask({4, "5494264", {2}, KeyLayout::NineKey});
    }
    CHECK(hall.files() == before);
    // A draft is kept in the memory-backed folder while the visit lasts, and goes with it.
    Draft draft;
    draft.form.service = "help";
    draft.form.answers["name"] = hall.type_name();
    (void)hall.performer->perform(effect::KeepDraft{draft});
    (void)hall.performer->perform(effect::Forget{});
    CHECK(hall.files() == before);
    // Closed until somebody types again.
    CHECK(hall.ask({5, "lixiang", {}}).candidates.empty());
    (void)hall.performer->perform(effect::PrepareTyping{});
    CHECK(hall.ask({1, "lixiang", {}}).candidates == fresh);
    CHECK(hall.files() == before);
}
