// Rulers laid on every screen in every look and size: fingers, edges, words, voices and the way to a human.
#include "tests/kiosk/ui/stage.h"

#include "kiosk/ui/icons.h"
#include "kiosk/ui/imgui/assertion.h"

#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <map>
#include <set>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const SampleHall& hall() {
    static const SampleHall sample_hall;
    return sample_hall;
}

struct Setting {
    Size size;
    Look look = Look::Normal;
};

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all = [] {
        std::vector<Setting> made;
        for (const Size size : {Size{1080, 1920}, Size{1920, 1080}, Size{1024, 768}})
            for (const Look look : {Look::Normal, Look::Elder, Look::Contrast}) made.push_back({size, look});
        return made;
    }();
    return all;
}

std::string told(const Setting& setting) {
    const char* const looks[] = {"normal", "elder", "contrast"};
    return std::to_string(setting.size.width) + "x" + std::to_string(setting.size.height) + " " + looks[static_cast<int>(setting.look)];
}

ThemeName theme_of(Look look) { return look == Look::Elder ? ThemeName::Elder : look == Look::Contrast ? ThemeName::Contrast : ThemeName::Normal; }

/// What one screen showed.
struct Seen {
    std::string name;
    Setting setting;
    Session session;
    std::vector<Target> targets;
    std::vector<std::string> overflows;
};

/// Every sample in every setting, drawn once for all rulers.
const std::vector<Seen>& every_screen() {
    static const std::vector<Seen> all = [] {
        std::vector<Seen> seen;
        for (const Setting& setting : settings()) {
            Stage stage(setting.size);
            for (const Sample& sample : samples(hall())) {
                Session session = sample.session;
                session.theme = theme_of(setting.look);
                stage.ui().forget();
                stage.show(hall(), session, setting.look);
                seen.push_back({sample.name + " " + told(setting), setting, session, stage.ui().touch.targets(), stage.ui().paint.overflows()});
            }
        }
        return seen;
    }();
    return all;
}

/// 60 dp of the elder design rules on the millimetres of the glass: 9.5 mm, with the screens' usual sizes.
float least_side(const Setting& setting) {
    const float per_mm = static_cast<float>(std::min(setting.size.width, setting.size.height)) / 268.0F;
    return 9.5F * per_mm;
}

bool overlap(const Rect& one, const Rect& other) {
    const Rect both = one.intersection(other);
    return both.width > 1 && both.height > 1;
}

} // namespace

TEST_CASE("everything that can be touched is large enough for a finger", "[screen.finger]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        for (const Target& target : seen.targets) {
            if (!is_touchable(target.role)) continue;
            INFO(target.id);
            CHECK(target.rect.width >= least_side(seen.setting));
            CHECK(target.rect.height >= least_side(seen.setting));
        }
    }
}

TEST_CASE("no two things that can be touched lie over each other", "[screen.overlap]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        std::vector<const Target*> reachable;
        for (const Target& target : seen.targets)
            if (is_touchable(target.role) && !target.covered && target.id != "idle.start") reachable.push_back(&target);
        for (std::size_t i = 0; i < reachable.size(); ++i)
            for (std::size_t k = i + 1; k < reachable.size(); ++k) {
                INFO(reachable[i]->id << " and " << reachable[k]->id);
                CHECK_FALSE(overlap(reachable[i]->visible, reachable[k]->visible));
            }
    }
}

TEST_CASE("everything lies on the screen or in a list that scrolls", "[screen.reach]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        const Rect screen{0, 0, static_cast<float>(seen.setting.size.width), static_cast<float>(seen.setting.size.height)};
        for (const Target& target : seen.targets) {
            INFO(target.id);
            CHECK(target.rect.x >= 0);
            CHECK(target.rect.right() <= screen.width);
            if (target.area.empty()) CHECK(screen.inset(-1).contains(target.rect));
        }
    }
}

TEST_CASE("every line of text fits where it stands", "[screen.whole]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        for (const std::string& text : seen.overflows) FAIL_CHECK("does not fit: " << text);
    }
}

TEST_CASE("everything that can be touched can be spoken, under its own name", "[screen.spoken]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        std::set<std::string> names;
        for (const Target& target : seen.targets) {
            INFO(target.id);
            CHECK_FALSE(target.id.empty());
            CHECK_FALSE(target.spoken.empty());
            CHECK(names.insert(target.id).second);
        }
    }
}

TEST_CASE("back, home, reading aloud, both looks, a human and the end are on every screen in the same place", "[screen.human]") {
    std::map<std::string, Rect> places;
    for (const Seen& seen : every_screen())
        for (const char* id : {"common.back", "common.home", "common.read", "common.elder", "common.contrast", "common.help", "common.finish"}) {
            INFO(seen.name << " " << id);
            if (id == std::string_view("common.finish") && seen.session.screen == Screen::Idle) continue;
            const auto target = std::find_if(seen.targets.begin(), seen.targets.end(), [&](const Target& each) { return each.id == id; });
            REQUIRE(target != seen.targets.end());
            const Rect place = places.emplace(told(seen.setting) + id, target->rect).first->second;
            CHECK((place.x == target->rect.x && place.y == target->rect.y && place.width == target->rect.width));
            const bool is_start = seen.session.screen == Screen::Idle || seen.session.screen == Screen::Home;
            if (!is_start && seen.session.dialog == Dialog::None) CHECK(target->enabled);
        }
}

TEST_CASE("nothing is said that nobody wrote", "[wording-whole]") {
    // A missing sentence shows its key: "home.request" instead of words.
    for (const Seen& seen : every_screen())
        for (const Target& target : seen.targets) {
            INFO(seen.name << " " << target.id << ": " << target.spoken);
            CHECK(target.spoken.find(target.id) == target.spoken.npos);
        }
}

TEST_CASE("text and signs stand out from what is behind them", "[screen.contrast]") {
    for (const Look look : {Look::Normal, Look::Elder, Look::Contrast}) {
        const Theme theme = make_theme(look, {1080, 1920}, 0);
        const double least = look == Look::Contrast ? 7.0 : 4.5;
        for (const Color ground : {theme.ground, theme.surface, theme.sunken})
            for (const Color ink : {theme.ink, theme.ink_soft, theme.accent}) CHECK(contrast_ratio(ink, ground) >= least);
        CHECK(contrast_ratio(theme.on_accent, theme.accent) >= least);
        CHECK(contrast_ratio(theme.on_accent_soft, theme.accent) >= 4.5);
        CHECK(contrast_ratio(theme.accent, theme.accent_soft) >= 4.5);
        CHECK(contrast_ratio(theme.caution, theme.caution_soft) >= 4.5);
        CHECK(contrast_ratio(theme.alarm, theme.alarm_soft) >= 4.5);
        CHECK(contrast_ratio(theme.good, theme.good_soft) >= 4.5);
        CHECK(contrast_ratio(theme.ink_soft, theme.mark) >= 4.5);
    }
}

TEST_CASE("the elder version is set as large and wide as the rules ask", "[screen.elder]") {
    const Theme theme = make_theme(Look::Elder, {1080, 1920}, 268);
    constexpr double pixels_per_point = 1080.0 / 268.0 * 25.4 / 72.0;
    CHECK(theme.body.em >= 18 * pixels_per_point);
    CHECK(theme.small.em >= 18 * pixels_per_point);
    CHECK(theme.headline.em >= 30 * pixels_per_point);
    CHECK(theme.body.line >= 1.3F * theme.body.em);
    CHECK(theme.small.line >= 1.3F * theme.small.em);
}

TEST_CASE("every icon that the sample county names is drawn", "[icons]") {
    for (const Service& service : hall().catalogue.services) CHECK(has_icon(service.icon));
    for (const Channel& channel : hall().catalogue.channels) CHECK(has_icon(channel.icon));
}

TEST_CASE("a screen that nothing changed is not shown again", "[screen.idle]") {
    Stage stage({1080, 1920});
    const Session session = sample(hall(), "home");
    stage.show(hall(), session, Look::Normal);
    const View view = hall().view();
    Intents intents;
    for (int i = 0; i < 3; ++i)
        CHECK_FALSE(stage.ui().frame(Look::Normal, Milliseconds{100 + i}, [&](Ui& ui) { draw(view, session, ui, intents); }));
    CHECK(intents.empty());
}

TEST_CASE("Dear ImGui finds nothing wrong while all screens are drawn", "[imgui-clean]") {
    CHECK_FALSE(every_screen().empty());
    CHECK(imgui_assertions_failed() == 0);
}
