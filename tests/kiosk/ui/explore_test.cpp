// Gestures of a finger that sees nothing, by tables of reports; the reading order, and the corner that begins it all.
#include "kiosk/ui/explore.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A hand whose reports the explorer takes one by one, each at its time.
struct Hand {
    Explorer explorer;
    Milliseconds now{1000};
    std::vector<Gesture> seen = {};

    void look() {
        while (const auto gesture = explorer.next(now)) seen.push_back(*gesture);
    }
    void report(PointerPhase phase, Point at, int finger = 0) {
        explorer.report({phase, at.x, at.y, now, finger, 0});
        look();
    }
    void wait(int milliseconds) {
        now += Milliseconds(milliseconds);
        look();
    }
    void tap(Point at, int long_for = 80) {
        report(PointerPhase::Down, at);
        wait(long_for);
        report(PointerPhase::Up, at);
    }
    void swipe(Point from, Point to, int long_for = 200) {
        report(PointerPhase::Down, from);
        for (int part = 1; part <= 4; ++part) {
            wait(long_for / 4);
            const float share = static_cast<float>(part) / 4;
            report(PointerPhase::Move, {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
        }
        report(PointerPhase::Up, to);
    }
    std::vector<GestureKind> kinds() const {
        std::vector<GestureKind> out;
        for (const Gesture& gesture : seen) out.push_back(gesture.kind);
        return out;
    }
};

using Kinds = std::vector<GestureKind>;

Target at(std::string id, Rect rect, Role role = Role::Button) {
    Target target{id, id, rect, role};
    target.visible = rect;
    return target;
}

} // namespace

TEST_CASE("a finger that stays explores, follows what is under it, and lifting it does nothing", "[spoken.explore]") {
    Hand hand;
    hand.report(PointerPhase::Down, {100, 100});
    hand.wait(390);
    CHECK(hand.seen.empty());
    hand.wait(20);
    REQUIRE(hand.kinds() == Kinds{GestureKind::Explore});
    CHECK(hand.seen[0].begins);
    hand.report(PointerPhase::Move, {300, 500});
    REQUIRE(hand.kinds() == Kinds{GestureKind::Explore, GestureKind::Explore});
    CHECK(hand.seen[1].at.y == 500);
    CHECK_FALSE(hand.seen[1].begins);
    hand.report(PointerPhase::Up, {300, 500});
    hand.wait(2000);
    CHECK(hand.seen.size() == 2);
}

TEST_CASE("one tap means what is under it, two taps act wherever they are", "[spoken.act]") {
    Hand hand;
    hand.tap({100, 100});
    hand.wait(590);
    CHECK(hand.seen.empty());
    hand.wait(20);
    REQUIRE(hand.kinds() == Kinds{GestureKind::Explore});
    CHECK(hand.seen[0].at.x == 100);
    hand.seen.clear();

    hand.tap({700, 100});
    hand.wait(550);
    hand.tap({90, 1500});
    hand.wait(2000);
    CHECK(hand.kinds() == Kinds{GestureKind::Act});
}

TEST_CASE("a trembling, slow hand is understood", "[spoken.tremble]") {
    Hand hand;
    // Both taps slide, and the second one stays on the glass.
    hand.swipe({500, 500}, {590, 560}, 360);
    hand.wait(500);
    hand.swipe({480, 520}, {520, 500}, 640);
    CHECK(hand.kinds() == Kinds{GestureKind::Act});
    hand.seen.clear();
    hand.wait(1000);
    // A slow and slanting swipe is still a swipe.
    hand.swipe({500, 500}, {700, 640}, 640);
    CHECK(hand.kinds() == Kinds{GestureKind::Next});
}

TEST_CASE("swipes walk, repeat and read on", "[spoken.swipe]") {
    const std::vector<std::pair<Point, GestureKind>> table{{{700, 500}, GestureKind::Next},
                                                           {{300, 500}, GestureKind::Previous},
                                                           {{500, 300}, GestureKind::Repeat},
                                                           {{520, 800}, GestureKind::ReadOn}};
    for (const auto& [to, kind] : table) {
        Hand hand;
        hand.swipe({500, 500}, to);
        hand.wait(2000);
        CHECK(hand.kinds() == Kinds{kind});
    }
}

TEST_CASE("a tap and then a swipe is a swipe, and a finger that moves on for long explores", "[spoken.swipe]") {
    Hand hand;
    hand.tap({500, 500});
    hand.wait(200);
    hand.swipe({500, 500}, {700, 500});
    hand.wait(2000);
    CHECK(hand.kinds() == Kinds{GestureKind::Next});
    hand.seen.clear();
    hand.swipe({100, 500}, {900, 500}, 1600);
    hand.wait(2000);
    REQUIRE_FALSE(hand.seen.empty());
    for (const Gesture& gesture : hand.seen) CHECK(gesture.kind == GestureKind::Explore);
}

TEST_CASE("a second finger acts beside an exploring one, and two that tap together hush", "[spoken.act]") {
    Hand hand;
    hand.report(PointerPhase::Down, {100, 100}, 1);
    hand.wait(500);
    hand.report(PointerPhase::Down, {800, 100}, 2);
    hand.wait(100);
    hand.report(PointerPhase::Up, {800, 100}, 2);
    CHECK(hand.kinds() == Kinds{GestureKind::Explore, GestureKind::Act});
    hand.report(PointerPhase::Move, {100, 300}, 1);
    CHECK(hand.seen.back().kind == GestureKind::Explore);
    hand.report(PointerPhase::Up, {100, 300}, 1);
    hand.seen.clear();

    hand.report(PointerPhase::Down, {100, 100}, 1);
    hand.wait(60);
    hand.report(PointerPhase::Down, {300, 120}, 2);
    hand.wait(200);
    hand.report(PointerPhase::Up, {100, 100}, 1);
    hand.report(PointerPhase::Up, {300, 120}, 2);
    hand.wait(2000);
    CHECK(hand.kinds() == Kinds{GestureKind::Hush});
}

TEST_CASE("a whole hand on the glass means nothing, and the next finger is understood again", "[spoken.act]") {
    Hand hand;
    for (int finger = 1; finger <= 4; ++finger) hand.report(PointerPhase::Down, {100.0F * static_cast<float>(finger), 200}, finger);
    hand.wait(1000);
    for (int finger = 1; finger <= 4; ++finger) hand.report(PointerPhase::Up, {100.0F * static_cast<float>(finger), 200}, finger);
    hand.wait(1000);
    CHECK(hand.seen.empty());
    hand.swipe({500, 500}, {700, 500});
    CHECK(hand.kinds() == Kinds{GestureKind::Next});
}

TEST_CASE("a finger that was down before anybody listened means nothing", "[spoken.explore]") {
    Hand hand;
    hand.report(PointerPhase::Move, {10, 10}, 0);
    hand.report(PointerPhase::Up, {10, 10}, 0);
    hand.wait(2000);
    CHECK(hand.seen.empty());
}

TEST_CASE("holding any corner for three seconds is noticed once; anything shorter, elsewhere or with two fingers is not", "[spoken.corner]") {
    CornerHold hold;
    hold.set_corners({1080, 1920}, 150);
    for (const Point corner : {Point{5, 5}, Point{1075, 5}, Point{5, 1915}, Point{1075, 1915}}) {
        hold.report({PointerPhase::Down, corner.x, corner.y, Milliseconds{1000}, 3, 0});
        CHECK(hold.deadline() == Milliseconds{4000});
        hold.report({PointerPhase::Move, corner.x + 4, corner.y - 3, Milliseconds{2000}, 3, 0});
        CHECK_FALSE(hold.is_done(Milliseconds{3999}));
        CHECK(hold.is_done(Milliseconds{4000}));
        CHECK_FALSE(hold.is_done(Milliseconds{9000}));
        hold.report({PointerPhase::Up, corner.x, corner.y, Milliseconds{9000}, 3, 0});
    }
    hold.report({PointerPhase::Down, 540, 5, Milliseconds{0}, 1, 0});
    CHECK_FALSE(hold.is_done(Milliseconds{9000}));
    hold.report({PointerPhase::Up, 540, 5, Milliseconds{9000}, 1, 0});

    hold.report({PointerPhase::Down, 5, 5, Milliseconds{10'000}, 1, 0});
    hold.report({PointerPhase::Move, 400, 5, Milliseconds{11'000}, 1, 0});
    CHECK_FALSE(hold.is_done(Milliseconds{19'000}));
    hold.report({PointerPhase::Down, 5, 5, Milliseconds{20'000}, 1, 0});
    hold.report({PointerPhase::Down, 500, 500, Milliseconds{21'000}, 2, 0});
    CHECK_FALSE(hold.is_done(Milliseconds{29'000}));
}

TEST_CASE("under a finger lies the smallest thing, whatever its role, and nothing under a dialog", "[spoken.explore]") {
    std::vector<Target> targets{at("page", {0, 0, 1000, 1000}), at("title", {100, 100, 800, 60}, Role::Text), at("button", {100, 400, 300, 100}),
                                at("group", {100, 400, 800, 300}, Role::Text)};
    targets[2].enabled = false;
    CHECK(target_at(targets, {120, 120})->id == "title");
    CHECK(target_at(targets, {120, 420})->id == "button");
    CHECK(target_at(targets, {600, 600})->id == "group");
    CHECK(target_at(targets, {10, 10})->id == "page");
    CHECK(target_at(targets, {1010, 10}) == nullptr);
    for (Target& target : targets) target.covered = true;
    CHECK(target_at(targets, {120, 120}) == nullptr);
}

TEST_CASE("swipes walk everything in reading order and say when they begin anew", "[spoken.walk]") {
    std::vector<Target> targets{at("title", {0, 0, 100, 20}, Role::Text), at("one", {0, 40, 100, 40}), at("two", {0, 90, 100, 40}),
                                at("group", {0, 30, 100, 200}, Role::Text), at("silent", {0, 300, 100, 40})};
    targets[4].spoken.clear();
    const auto order = reading_order(targets);
    REQUIRE(order.size() == 3);
    CHECK(step(order, "", Direction::Forward).target->id == "title");
    CHECK(step(order, "title", Direction::Forward).target->id == "one");
    CHECK(step(order, "two", Direction::Back).target->id == "one");
    const Step over = step(order, "two", Direction::Forward);
    CHECK(over.target->id == "title");
    CHECK(over.wrapped);
    CHECK(step(order, "title", Direction::Back).target->id == "two");
    CHECK(step({}, "two", Direction::Forward).target == nullptr);

    targets.push_back(at("answer", {20, 400, 40, 40}));
    for (std::size_t i = 0; i + 1 < targets.size(); ++i) targets[i].covered = true;
    REQUIRE(reading_order(targets).size() == 1);
}
