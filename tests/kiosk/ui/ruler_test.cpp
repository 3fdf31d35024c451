// Rulers laid on every screen in every look and size: fingers, edges, words, voices and the way to a human.
#include "tests/kiosk/ui/stage.h"

#include "kiosk/ui/icons.h"
#include "kiosk/ui/imgui/assertion.h"

#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const SampleHall& hall() {
    static const SampleHall sample_hall;
    return sample_hall;
}

const SampleHall& forsaken_hall() {
    static const SampleHall sample_hall = SampleHall::forsaken();
    return sample_hall;
}

/// A screen as it is sold: pixels, and how wide they are in millimetres.
struct Glass {
    Size size;
    float width_mm = 0;
    float per_mm() const { return static_cast<float>(size.width) / width_mm; }
};

// Upright and lying 21.5 inches, and 15 inches as old counters have them.
const std::vector<Glass> glasses{{{1080, 1920}, 268}, {{1920, 1080}, 476}, {{1024, 768}, 304}};

struct Setting {
    Glass glass;
    Look look = Look::Normal;
};

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all = [] {
        std::vector<Setting> made;
        for (const Glass& glass : glasses)
            for (const Look look : {Look::Normal, Look::Elder, Look::Contrast}) made.push_back({glass, look});
        return made;
    }();
    return all;
}

std::string told(const Setting& setting) {
    const char* const looks[] = {"normal", "elder", "contrast"};
    return std::to_string(setting.glass.size.width) + "x" + std::to_string(setting.glass.size.height) + " " + looks[static_cast<int>(setting.look)];
}

ThemeName theme_of(Look look) { return look == Look::Elder ? ThemeName::Elder : look == Look::Contrast ? ThemeName::Contrast : ThemeName::Normal; }

/// What one screen showed.
struct Seen {
    std::string name;
    Setting setting;
    Session session;
    std::vector<Target> targets;
    std::vector<std::string> overflows;
    std::vector<Written> written;
    std::vector<double> contrasts; ///< of each written line, in rendered pixels; 0 where too little of it is seen
};

/// Between the ground of a line of words, which is its most frequent colour, and whatever stands out from it most.
double contrast_of(const Written& line, const Bytes& rgba, Size size) {
    const Rect seen = line.box.intersection(line.clip).intersection({0, 0, static_cast<float>(size.width), static_cast<float>(size.height)});
    if (seen.height < line.box.height * 0.7F || seen.width < line.type.em * 0.4F) return 0;
    std::map<std::uint32_t, int> colors;
    for (auto y = static_cast<int>(seen.y); y < static_cast<int>(seen.bottom()); ++y)
        for (auto x = static_cast<int>(seen.x); x < static_cast<int>(seen.right()); ++x) {
            const std::uint8_t* pixel = rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x)) * 4;
            ++colors[static_cast<std::uint32_t>(pixel[0]) << 16 | static_cast<std::uint32_t>(pixel[1]) << 8 | pixel[2]];
        }
    const auto color = [](std::uint32_t packed) {
        return Color{static_cast<std::uint8_t>(packed >> 16), static_cast<std::uint8_t>(packed >> 8), static_cast<std::uint8_t>(packed)};
    };
    const auto ground = std::max_element(colors.begin(), colors.end(), [](const auto& one, const auto& other) { return one.second < other.second; })->first;
    double most = 1;
    for (const auto& [packed, count] : colors)
        if (count > 1) most = std::max(most, contrast_ratio(color(packed), color(ground)));
    return most;
}

Seen look_at(Stage& stage, std::string name, const Setting& setting, const Session& session) {
    Seen shown{std::move(name), setting, session, stage.ui().touch.targets(), stage.ui().paint.overflows(), stage.ui().paint.written(), {}};
    if (setting.glass.size.width != 1024) return shown; // colours do not depend on the size of the glass
    const auto pixels = stage.canvas().pixels();
    if (!pixels) throw std::runtime_error(pixels.error().text());
    for (const Written& line : shown.written) shown.contrasts.push_back(contrast_of(line, *pixels, setting.glass.size));
    return shown;
}

constexpr int most_pages = 4; ///< of a list; what comes after is more of the same

/// Every sample in every setting, page by page, drawn once for all rulers.
const std::vector<Seen>& every_screen() {
    static const std::vector<Seen> all = [] {
        std::vector<Seen> seen;
        for (const Setting& setting : settings()) {
            Stage stage(setting.glass.size, setting.glass.width_mm);
            stage.ui().paint.keep_record();
            const auto look_through = [&](const SampleHall& in, const Sample& sample, const std::string& name) {
                Session session = sample.session;
                session.theme = theme_of(setting.look);
                stage.ui().forget();
                stage.show(in, session, setting.look);
                seen.push_back(look_at(stage, name + " " + told(setting), setting, session));
                for (int page = 2; page <= most_pages && stage.ui().touch.activate("page.next"); ++page) {
                    stage.show(in, session, setting.look);
                    seen.push_back(look_at(stage, name + " page " + std::to_string(page) + " " + told(setting), setting, session));
                }
            };
            for (const Sample& sample : samples(hall())) look_through(hall(), sample, sample.name);
            for (const Sample& sample : forsaken_samples(forsaken_hall())) look_through(forsaken_hall(), sample, sample.name + " forsaken");
        }
        return seen;
    }();
    return all;
}

/// 60 dp of the elder design rules on the millimetres of the glass: 9.5 mm.
float least_side(const Setting& setting) { return 9.5F * setting.glass.per_mm(); }

/// 18 points and 30 points in pixels.
float points(float count, const Glass& glass) { return count * 25.4F / 72.0F * glass.per_mm(); }

/// How far two things are apart, edge to edge.
float distance(const Rect& one, const Rect& other) {
    const float across = std::max({0.0F, one.x - other.right(), other.x - one.right()}), down = std::max({0.0F, one.y - other.bottom(), other.y - one.bottom()});
    return std::hypot(across, down);
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
        // Texts and pictures may hold what is touched, or stand in it, but are never cut by it.
        for (const Target& target : seen.targets) {
            if (is_touchable(target.role) || target.covered) continue;
            for (const Target* other : reachable) {
                if (target.visible.contains(other->visible) || other->visible.contains(target.visible)) continue;
                INFO(target.id << " and " << other->id);
                CHECK_FALSE(overlap(target.visible, other->visible));
            }
        }
    }
}

TEST_CASE("everything lies on the screen or in a list that scrolls", "[screen.reach]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        const Rect screen{0, 0, static_cast<float>(seen.setting.glass.size.width), static_cast<float>(seen.setting.glass.size.height)};
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

TEST_CASE("words on every screen stand out from what is behind them, pixel by pixel", "[screen.contrast]") {
    std::size_t measured = 0;
    for (const Seen& seen : every_screen())
        for (std::size_t i = 0; i < seen.contrasts.size(); ++i) {
            const Written& line = seen.written[i];
            const Theme theme = make_theme(seen.setting.look, seen.setting.glass.size, seen.setting.glass.width_mm);
            const bool is_disabled = line.color == theme.ink_faint;
            if (seen.contrasts[i] == 0 || is_disabled) continue;
            INFO(seen.name << ": " << line.text);
            CHECK(seen.contrasts[i] >= (seen.setting.look == Look::Contrast ? 7.0 : 4.5));
            ++measured;
        }
    CHECK(measured > 3000);
}

TEST_CASE("no words lie over other words, and none run off the screen", "[screen.apart]") {
    for (const Seen& seen : every_screen()) {
        const Rect screen{0, 0, static_cast<float>(seen.setting.glass.size.width), static_cast<float>(seen.setting.glass.size.height)};
        INFO(seen.name);
        for (std::size_t i = 0; i < seen.written.size(); ++i) {
            const Written& one = seen.written[i];
            INFO(one.text);
            if (one.clip.contains(screen)) CHECK(screen.inset(-1).contains(one.box));
            for (std::size_t k = i + 1; k < seen.written.size(); ++k) {
                const Written& other = seen.written[k];
                const Rect both = one.box.intersection(one.clip).intersection(other.box.intersection(other.clip));
                INFO("and " << other.text);
                CHECK((both.width <= 2 || both.height <= 2));
            }
        }
    }
}

TEST_CASE("neighbours that can be touched are apart, or so large that no finger means both", "[screen.gap]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        const float per_mm = seen.setting.glass.per_mm();
        std::vector<const Target*> reachable;
        for (const Target& target : seen.targets)
            // What is mostly scrolled away is brought into view before anybody means it.
            if (is_touchable(target.role) && !target.covered && target.visible.height >= least_side(seen.setting) && target.id != "idle.start") reachable.push_back(&target);
        for (std::size_t i = 0; i < reachable.size(); ++i)
            for (std::size_t k = i + 1; k < reachable.size(); ++k) {
                const Rect one = reachable[i]->visible, other = reachable[k]->visible;
                const Point middle = one.centre(), next = other.centre();
                INFO(reachable[i]->id << " and " << reachable[k]->id);
                CHECK((distance(one, other) >= 1.5F * per_mm || std::hypot(middle.x - next.x, middle.y - next.y) >= 16 * per_mm));
            }
    }
}

TEST_CASE("things are read in the order in which they stand: down, and from left to right", "[screen.order]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        const Target* before = nullptr;
        for (const Target* target : reading_order(seen.targets)) {
            if (target->visible.is_empty() || target->id == "idle.start") continue; // not on the screen at this moment; the whole of it
            if (before) {
                const Rect one = before->visible, other = target->visible;
                const bool goes_up = other.bottom() <= one.y + 1 && other.x < one.right() - 1;
                const bool same_height = std::min(one.bottom(), other.bottom()) - std::max(one.y, other.y) > std::min(one.height, other.height) / 2;
                const bool goes_left = same_height && other.right() <= one.x + 1;
                INFO(before->id << ", then " << target->id);
                CHECK_FALSE(goes_up);
                CHECK_FALSE(goes_left);
            }
            before = target;
        }
    }
}

TEST_CASE("out of every dialog lead large buttons, and off every screen leads a way home", "[screen.home]") {
    for (const Seen& seen : every_screen()) {
        INFO(seen.name);
        const auto leads = [&](const Target& target) {
            const bool is_covered = !seen.session.alert.shown.empty() || seen.session.notices.picture.is_open(); // then what lies over it leads back
            const bool is_way = is_covered || seen.session.dialog != Dialog::None || target.id == "common.home" || target.id == "idle.start" || seen.session.screen == Screen::Home;
            return is_way && target.enabled && !target.covered && target.role != Role::Text;
        };
        CHECK(std::any_of(seen.targets.begin(), seen.targets.end(), leads));
    }
}

TEST_CASE("what is longer than its window has buttons to turn its pages, and they show all of it", "[screen.pages]") {
    for (const Glass& glass : glasses)
        for (const Look look : {Look::Normal, Look::Elder}) {
            Stage stage(glass.size, glass.width_mm);
            Session session = sample(hall(), "notices");
            session.theme = theme_of(look);
            stage.show(hall(), session, look);
            const auto find = [&](std::string_view id) { return stage.ui().touch.find(id); };
            REQUIRE(find("page.next"));
            CHECK_FALSE(find("page.previous")->enabled);
            std::set<std::string> seen;
            int pages = 1;
            for (; pages < 200; ++pages) {
                for (const Target& target : stage.ui().touch.targets())
                    if (target.role == Role::Row && target.visible.height >= target.rect.height - 1) seen.insert(target.id);
                if (!find("page.next")->enabled) break;
                REQUIRE(stage.ui().touch.activate("page.next"));
                stage.show(hall(), session, look);
            }
            CHECK(pages > 3);
            INFO(glass.size.width << " " << static_cast<int>(look));
            CHECK(seen.size() == session.notices.pages.size());
            while (find("page.previous")->enabled && pages-- > 0) {
                REQUIRE(stage.ui().touch.activate("page.previous"));
                stage.show(hall(), session, look);
            }
            CHECK(stage.ui().touch.extent("notices.")->offset == 0);
        }
}

TEST_CASE("a list that fits has no buttons for pages", "[screen.pages]") {
    Stage stage({1080, 1920});
    for (const char* name : {"search", "form-about", "progress"}) {
        stage.ui().forget();
        stage.show(hall(), sample(hall(), name), Look::Normal);
        INFO(name);
        CHECK_FALSE(stage.ui().touch.find("page.next"));
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

TEST_CASE("every line of the elder version is set at 18 points or more, with open lines", "[screen.elder]") {
    for (const Seen& seen : every_screen()) {
        if (seen.setting.look != Look::Elder) continue;
        INFO(seen.name);
        for (const Written& line : seen.written) {
            INFO(line.text);
            CHECK(line.type.em >= points(18, seen.setting.glass));
            CHECK(line.type.line >= 1.3F * line.type.em - 1);
        }
    }
    for (const Glass& glass : glasses) {
        const Theme theme = make_theme(Look::Elder, glass.size, glass.width_mm);
        CHECK(theme.headline.em >= points(30, glass));
        CHECK(theme.body.line >= 1.3F * theme.body.em);
        CHECK(theme.target >= 9.5F * glass.per_mm());
    }
}

TEST_CASE("the elder version shows fewer things at once", "[screen.elder]") {
    for (const Glass& glass : glasses) {
        const auto shown = [&](Look look, std::string_view name) {
            Stage stage(glass.size, glass.width_mm);
            Session session = sample(hall(), name);
            session.theme = theme_of(look);
            stage.show(hall(), session, look);
            const auto& targets = stage.ui().touch.targets();
            return std::count_if(targets.begin(), targets.end(), [](const Target& target) { return (target.role == Role::Tile || target.role == Role::Row || target.role == Role::Choice) && !target.visible.is_empty(); });
        };
        for (const char* name : {"services", "notices"}) CHECK(shown(Look::Elder, name) < shown(Look::Normal, name));
    }
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
