// Golden pictures of the screens: what changed looks is seen here. LIANXIN_BLESS=1 takes the present look as right.
#include "tests/kiosk/ui/golden_file.h"
#include "tests/kiosk/ui/stage.h"

#include "kiosk/ui/picture.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

using namespace lianxin;
using namespace lianxin::test;

namespace {

struct Golden {
    const char* sample;
    Look look;
    Size size;
    const char* suffix;
};

constexpr Size portrait{1080, 1920}, landscape{1920, 1080};

const std::vector<Golden> golden{
    {"idle", Look::Normal, portrait, "portrait"},          {"home", Look::Normal, portrait, "portrait"},
    {"services", Look::Normal, portrait, "portrait"},      {"form-about", Look::Normal, portrait, "portrait"},
    {"form-text", Look::Normal, portrait, "portrait"},     {"form-village", Look::Normal, portrait, "portrait"},
    {"form-phone-problem", Look::Normal, portrait, "portrait"}, {"confirm", Look::Normal, portrait, "portrait"},
    {"receipt", Look::Normal, portrait, "portrait"},       {"progress-found", Look::Normal, portrait, "portrait"},
    {"notices", Look::Normal, portrait, "portrait"},       {"notice", Look::Normal, portrait, "portrait"},
    {"search", Look::Normal, portrait, "portrait"},        {"trouble", Look::Normal, portrait, "portrait"},
    {"dialog-timeout", Look::Normal, portrait, "portrait"}, {"home", Look::Normal, landscape, "landscape"},
    {"form-text", Look::Normal, landscape, "landscape"},   {"receipt", Look::Normal, landscape, "landscape"},
    {"home", Look::Elder, portrait, "elder"},              {"confirm", Look::Elder, portrait, "elder"},
    {"home", Look::Contrast, portrait, "contrast"},
    {"form-ink", Look::Normal, portrait, "portrait"},     {"form-ink", Look::Elder, portrait, "elder"},
    {"form-ink", Look::Contrast, portrait, "contrast"},
    {"receipt-printed", Look::Normal, portrait, "portrait"}, {"receipt-no-paper", Look::Elder, portrait, "elder"},
    {"receipt-cover-open", Look::Contrast, landscape, "contrast"},
    {"staff-pin", Look::Normal, portrait, "portrait"},     {"staff-menu", Look::Normal, portrait, "portrait"},
    {"staff-state", Look::Elder, portrait, "elder"},       {"paper-number", Look::Contrast, landscape, "contrast"},
    {"assisted-text", Look::Normal, portrait, "portrait"}, {"readback-long", Look::Normal, portrait, "portrait"},
    {"readback-long", Look::Elder, portrait, "elder"},     {"readback-long", Look::Contrast, landscape, "contrast"},
    {"readback-last", Look::Elder, portrait, "elder"},
    {"spoken-home", Look::Normal, portrait, "portrait"},  {"spoken-home", Look::Elder, portrait, "elder"},
    {"spoken-home", Look::Contrast, portrait, "contrast"}, {"spoken-receipt", Look::Normal, portrait, "portrait"},
    {"dialog-personal", Look::Normal, portrait, "portrait"},
    {"notice-reading", Look::Normal, portrait, "portrait"}, {"notice-reading", Look::Elder, portrait, "elder"},
    {"notice-reading", Look::Contrast, portrait, "contrast"}, {"home-reading", Look::Normal, portrait, "portrait"},
};

/// Half as large, so that the pictures stay small and a single wandering pixel does not matter.
Bitmap seen(Stage& stage, Size size) {
    auto pixels = stage.canvas().pixels();
    REQUIRE(pixels);
    return in_few_colors(resized({size, std::move(*pixels)}, {size.width / 2, size.height / 2}));
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
    const SampleHall hall;
    const char* wish = std::getenv("LIANXIN_BLESS");
    const bool blesses = wish && std::string_view(wish) == "1";
    const Path folder = Path(LIANXIN_SOURCE_DIR) / "tests/pictures";
    for (const Golden& each : golden) {
        const std::string name = std::string(each.sample) + "-" + each.suffix + ".png";
        INFO(name);
        Stage stage(each.size);
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
