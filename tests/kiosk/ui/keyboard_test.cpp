// Keys on real screens: what each of them wishes, by its id.
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

const SampleHall& hall() {
    static const SampleHall sample_hall;
    return sample_hall;
}

/// A sample screen under a finger.
struct Hand {
    Stage stage{{1080, 1920}};
    Session session;
    Milliseconds now{1000};

    explicit Hand(std::string_view name) : session(sample(hall(), name)) { stage.show(hall(), session, Look::Normal); }

    Intents frame() {
        now += Milliseconds{16};
        return stage.frame(hall(), session, Look::Normal, now);
    }
    Intents tap(std::string_view id) {
        const Target* target = stage.ui().touch.find(id);
        INFO(id);
        REQUIRE(target);
        const Point centre = target->visible.centre();
        stage.ui().touch.report({PointerPhase::Down, centre.x, centre.y, now, 1, 0});
        Intents all = frame();
        stage.ui().touch.report({PointerPhase::Up, centre.x, centre.y, now, 1, 0});
        for (int i = 0; i < 3; ++i)
            for (auto& wish : frame()) all.push_back(std::move(wish));
        return all;
    }
    template <class Kind>
    Kind tapped(std::string_view id) {
        for (const auto& wish : tap(id))
            if (const auto* found = std::get_if<Kind>(&wish)) return *found;
        FAIL("no such wish from " << id);
        return {};
    }
    bool is_enabled(std::string_view id) {
        const Target* target = stage.ui().touch.find(id);
        return target && target->enabled;
    }
};

} // namespace

TEST_CASE("each of the nine keys sends its digit", "[typing.nine-key]") {
    Hand hand("form-pad-nine");
    for (char digit = '2'; digit <= '9'; ++digit) CHECK(hand.tapped<intent::Letter>("key." + std::string(1, digit)).letter == digit);
}

TEST_CASE("a reading and a candidate are taken by touching them", "[typing.nine-key]") {
    Hand composing("form-pad-nine-composing");
    const auto readings = composing.session.composer.readings();
    REQUIRE(readings.size() > 2);
    CHECK(composing.tapped<intent::Spell>("key.reading." + readings[1]).index == 1);
    CHECK(composing.tapped<intent::Pick>("candidate.3").index == 2);
}

TEST_CASE("the ways to write are one touch apart, from every pad", "[typing.pad]") {
    for (const char* sample : {"form-pad-letters", "form-pad-nine", "form-pad-symbols", "form-pad-digits", "form-pad-latin"}) {
        INFO(sample);
        Hand hand(sample);
        CHECK(hand.tapped<intent::SwitchPad>("key.pinyin").pad == Pad::Pinyin);
        CHECK(hand.tapped<intent::SwitchPad>("key.nine").pad == Pad::NineKey);
        CHECK(hand.tapped<intent::SwitchPad>("key.ink").pad == Pad::Ink);
    }
}

TEST_CASE("signs come on pages that go round, Chinese ones first", "[typing.signs]") {
    Hand hand("form-pad-symbols");
    CHECK(hand.tapped<intent::Put>("key.，").text == "，");
    CHECK(hand.tapped<intent::Put>("key.……").text == "……");
    CHECK(hand.tapped<intent::TurnPage>("key.more").pages == 1);
    hand.session.composer.turn_page(2);
    (void)hand.frame();
    CHECK(hand.tapped<intent::Put>("key.@").text == "@");
    hand.session.composer.turn_page(1);
    (void)hand.frame();
    CHECK(hand.stage.ui().touch.find("key.，"));
}

TEST_CASE("the X of the number pad answers only where it may stand", "[typing.figures]") {
    Hand hand("form-id");
    hand.session.composer.begin("1101051949123100", Pad::Digits, 18);
    (void)hand.frame();
    CHECK_FALSE(hand.is_enabled("key.x"));
    hand.session.composer.put("2");
    (void)hand.frame();
    CHECK(hand.is_enabled("key.x"));
}

TEST_CASE("undo and clear stand beside the text and answer when there is something to do", "[typing.undo]") {
    Hand hand("form-pad-letters");
    CHECK(hand.is_enabled("form.undo"));
    CHECK(hand.is_enabled("form.clear"));
    (void)hand.tapped<intent::Undo>("form.undo");
    (void)hand.tapped<intent::Clear>("form.clear");
    hand.session.composer.begin("", Pad::Pinyin, 100);
    (void)hand.frame();
    CHECK_FALSE(hand.is_enabled("form.undo"));
    CHECK_FALSE(hand.is_enabled("form.clear"));
}
