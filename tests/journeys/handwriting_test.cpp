// A resident who knows neither pinyin nor keys writes everything with the finger.
#include "tests/kiosk/input/hands.h"
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <filesystem>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Writes characters on the pad stroke by stroke, through the same reports as a finger's, and picks them from what is offered.
class Writer {
  public:
    explicit Writer(DrivenKiosk& kiosk) : kiosk_(kiosk) {}

    void write(std::initializer_list<std::string_view> characters) {
        kiosk_.obey("tap key.ink");
        find_pad();
        for (const auto character : characters) write(character);
    }
    /// Without picking; gives the answer to the last stroke.
    Value strokes_of(std::string_view character) {
        const auto written = std::find_if(hand_.begin(), hand_.end(), [&](const Written& each) { return each.character == character; });
        REQUIRE(written != hand_.end());
        Value answer;
        for (const InkStroke& stroke : written->strokes) {
            std::string command = "stroke";
            for (std::size_t i = 0; i < stroke.size(); ++i) {
                if (i % 4 != 0 && i + 1 != stroke.size()) continue; // each report is a frame
                const InkPoint& point = stroke[i];
                command += " " + std::to_string(static_cast<int>(left_ + side_ * (0.1F + 0.8F * point.x))) + "," +
                           std::to_string(static_cast<int>(top_ + side_ * (0.1F + 0.8F * point.y)));
            }
            answer = kiosk_.obey(command);
        }
        return answer;
    }

  private:
    void find_pad() {
        const Value seen = kiosk_.obey("dump");
        for (const Value& target : *seen.find("targets")->array()) {
            if (target.text_or("id", "") != "ink.pad") continue;
            CHECK(target.text_or("role", "") == "ink");
            const auto& rect = *target.find("rect")->array();
            left_ = static_cast<float>(*rect.at(0).integer());
            top_ = static_cast<float>(*rect.at(1).integer());
            side_ = static_cast<float>(*rect.at(2).integer());
        }
        REQUIRE(side_ > 100);
    }
    void write(std::string_view character) {
        const Value answer = strokes_of(character);
        const auto& offered = *answer.find("candidates")->array();
        const auto at = std::find_if(offered.begin(), offered.end(), [&](const Value& each) { return *each.text() == character; });
        INFO(to_json(answer));
        REQUIRE(at != offered.end());
        kiosk_.obey("tap ink.candidate." + std::to_string(at - offered.begin() + 1));
    }

    DrivenKiosk& kiosk_;
    std::vector<Written> hand_ = written_by(Hand::Regular);
    float left_ = 0, top_ = 0, side_ = 0;
};

} // namespace

TEST_CASE("a request is written wholly with the finger", "[ink.journey]") {
    const Demo demo;
    DrivenKiosk kiosk(demo);
    Writer writer(kiosk);
    kiosk.obey("press 540 960");
    kiosk.obey("tap home.request");
    kiosk.obey("tap services.help");
    kiosk.obey("tap form.next");
    writer.write({"我", "们", "村", "的", "路", "坏", "了"});
    kiosk.obey("tap key.comma");
    writer.write({"请", "来", "修"});
    CHECK(kiosk.value("form.field.matter") == "我们村的路坏了，请来修");

    // A stroke too many is taken back; a pause puts nothing.
    writer.strokes_of("大");
    kiosk.obey("tap ink.undo");
    kiosk.obey("wait 20000");
    CHECK(kiosk.value("form.field.matter") == "我们村的路坏了，请来修");
    kiosk.obey("tap ink.clear");

    kiosk.obey("tap form.next");
    kiosk.obey("fill village 990021101201");
    kiosk.obey("tap form.next");
    kiosk.obey("fill identity real");
    kiosk.obey("tap form.next");
    writer.write({"李", "大", "田"});
    kiosk.obey("tap form.next");
    kiosk.obey("fill phone 13800000001");
    kiosk.obey("tap form.next");
    REQUIRE(kiosk.screen() == "confirm");
    const std::string read_back = kiosk.spoken();
    CHECK(read_back.find("我们村的路坏了，请来修") != std::string::npos);
    CHECK(read_back.find("李大田") != std::string::npos);
    kiosk.obey("tap confirm.submit");
    kiosk.obey("until receipt");
    kiosk.quit();
}

TEST_CASE("words to search for are written with the finger", "[ink.journey]") {
    const Demo demo;
    DrivenKiosk kiosk(demo, {"--size", "1024x768", "--theme", "elder"});
    Writer writer(kiosk);
    kiosk.obey("press 500 400");
    kiosk.obey("tap home.notices");
    kiosk.obey("tap notices.search");
    writer.write({"医", "保"});
    CHECK(kiosk.value("search.field") == "医保");
    CHECK(kiosk.spoken().find("医保") != std::string::npos);
}
