// Golden pictures of the screens: what changed looks is seen here. LIANXIN_BLESS=1 takes the present look as right.
#include "tests/kiosk/ui/golden_file.h"
#include "tests/kiosk/ui/stage.h"

#include "kiosk/ui/picture.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <set>

using namespace lianxin;
using namespace lianxin::test;

namespace {

struct Golden {
    std::string sample;
    Look look;
    Size size;
    float width_mm;
    std::string suffix;
    bool is_forsaken = false; ///< in a hall that nobody looks after
};

constexpr Size portrait{1080, 1920}, landscape{1920, 1080}, old_counter{1024, 768};

/// Every screen, upright in each look.
const std::vector<const char*> in_every_look{"idle", "home", "services", "form-about", "form-text", "form-ink", "memo-recorded", "form-village", "form-identity", "form-phone-problem", "confirm",
                                             "readback-long", "receipt", "progress-wrong", "progress-found", "notices", "notice", "notice-reading", "search", "staff-pin",
                                             "staff-menu", "staff-state", "stick-found", "stick-refused", "stick-working", "stick-carried", "trouble", "dialog-help", "dialog-timeout", "spoken-home",
                                             "notice-rumour", "notice-checklist", "notice-corrected", "idle-page", "idle-roster", "idle-board", "board", "board-entry", "alert-idle", "alert-strip"};

/// What differs from them in one state only.
const std::vector<const char*> in_one_look{"form-pad-nine", "form-pad-symbols", "form-pad-digits", "form-many", "form-id", "form-statement", "memo-empty", "memo-recording", "memo-playing", "memo-failed", "confirm-memo", "receipt-printed", "assisted-text",
                                           "paper-number", "staff-menu-technician", "stick-absent", "stick-early", "stick-silent", "stick-installed", "stick-partly", "stick-full", "stick-not-in", "stick-route", "stick-pulled", "readback-more", "readback-last", "dialog-finish", "dialog-failed", "dialog-personal", "home-reading", "spoken-receipt",
                                           "notice-correction", "notice-wide-table", "notice-picture", "notice-picture-large", "search-sound", "idle-picture", "idle-notices", "alert-form", "board-answered", "board-waiting"};

/// The most crowded screens on the smallest glass, where the elder version has least room.
const std::vector<const char*> crowded{"home", "services", "form-text", "form-ink", "memo-recorded", "form-pad-nine", "confirm", "receipt-no-paper", "progress-wrong", "notices", "search", "board-entry", "idle-board", "staff-menu", "stick-found",
                                       "readback-more", "dialog-personal", "spoken-form-text"};

std::vector<Golden> goldens() {
    std::vector<Golden> all;
    for (const char* name : in_every_look)
        for (const auto& [look, suffix] : {std::pair{Look::Normal, "portrait"}, {Look::Elder, "elder"}, {Look::Contrast, "contrast"}}) all.push_back({name, look, portrait, 268, suffix});
    for (const char* name : in_one_look) all.push_back({name, Look::Normal, portrait, 268, "portrait"});
    for (const char* name : crowded) all.push_back({name, Look::Elder, old_counter, 304, "small"});
    for (const char* name : {"home", "form-text", "receipt"}) all.push_back({name, Look::Normal, landscape, 476, "landscape"});
    for (const char* name : {"paper-number", "receipt-cover-open", "memo-recording"}) all.push_back({name, Look::Contrast, landscape, 476, "landscape-contrast"});
    for (const char* name : {"idle", "idle-page", "staff-state", "alert-strip"}) all.push_back({name, Look::Normal, portrait, 268, "forsaken", true});
    all.push_back({"idle", Look::Elder, portrait, 268, "forsaken-elder", true});
    all.push_back({"idle", Look::Contrast, portrait, 268, "forsaken-contrast", true});
    for (const char* name : {"idle", "idle-page"}) all.push_back({name, Look::Elder, old_counter, 304, "forsaken-small", true});
    return all;
}

/// Large glass half as large, so that the pictures stay small and a single wandering pixel does not matter.
Bitmap seen(Stage& stage, Size size) {
    auto pixels = stage.canvas().pixels();
    REQUIRE(pixels);
    const int part = size == old_counter ? 1 : 2;
    return in_few_colors(resized({size, std::move(*pixels)}, {size.width / part, size.height / part}));
}

/// The part of pixels whose channels differ by more than a shade.
double difference(const Bitmap& one, const Bitmap& other) {
    if (!(one.size == other.size)) return 1;
    std::size_t differing = 0;
    for (std::size_t i = 0; i < one.rgba.size(); i += 4) {
        int most = 0;
        for (std::size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(one.rgba[i + c] - other.rgba[i + c]));
        if (most > 24) ++differing;
    }
    return static_cast<double>(differing) / (static_cast<double>(one.rgba.size()) / 4);
}

} // namespace

TEST_CASE("screens look as they were blessed", "[screen.look]") {
    const SampleHall kept_hall, forsaken_hall = SampleHall::forsaken();
    const char* wish = std::getenv("LIANXIN_BLESS");
    const bool blesses = wish && std::string_view(wish) == "1";
    const Path folder = Path(LIANXIN_SOURCE_DIR) / "tests/pictures";
    std::set<std::string> names;
    for (const Golden& each : goldens()) {
        const std::string name = each.sample + "-" + each.suffix + ".png";
        INFO(name);
        REQUIRE(names.insert(name).second);
        Stage stage(each.size, each.width_mm);
        const SampleHall& hall = each.is_forsaken ? forsaken_hall : kept_hall;
        Session session = sample(hall, each.sample);
        session.theme = each.look == Look::Elder ? ThemeName::Elder : each.look == Look::Contrast ? ThemeName::Contrast : ThemeName::Normal;
        stage.show(hall, session, each.look);
        const Bitmap now = seen(stage, each.size);
        if (blesses) {
            write_golden(folder / name, now);
            continue;
        }
        const auto file = read_file(folder / name, 8 << 20);
        REQUIRE(file);
        const auto before = read_picture(*file);
        REQUIRE(before);
        const double differing = difference(now, *before);
        CHECK(differing < 0.002);
        if (differing >= 0.002) {
            const Path seen_now = std::filesystem::temp_directory_path() / ("lianxin-" + name);
            CHECK(write_png(seen_now, now.size, now.rgba));
            WARN("the present look is in " << seen_now.string());
        }
    }
    // A picture that nothing is held against any more only misleads.
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        INFO(name);
        CHECK((name.starts_with("paper-58") || name.starts_with("paper-80") || names.contains(name)));
    }
}

TEST_CASE("a screen looks the same whatever was shown before it", "[screen.same]") {
    const SampleHall hall;
    const std::vector<std::pair<const char*, Look>> shown{{"form-text", Look::Elder}, {"staff-pin", Look::Elder}, {"readback-long", Look::Normal}, {"notices", Look::Elder}};
    std::vector<Bitmap> fresh;
    for (const auto& [name, look] : shown) {
        Stage stage(portrait);
        stage.show(hall, sample(hall, name), look);
        fresh.push_back(seen(stage, portrait));
    }
    Stage worn(portrait);
    for (const auto& [before, look] : {std::pair("home", Look::Normal), {"home-reading", Look::Normal}, {"home", Look::Elder}, {"notices", Look::Elder},
                                       {"services", Look::Elder}, {"form-about", Look::Elder}})
        worn.show(hall, sample(hall, before), look);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        INFO(shown[i].first);
        worn.show(hall, sample(hall, shown[i].first), shown[i].second);
        CHECK(difference(seen(worn, portrait), fresh[i]) == 0);
    }
}
