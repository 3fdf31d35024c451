// Fingers, held by tables: taps, slips, scrolling, rolling, two thumbs, dialogs.
#include "kiosk/ui/touch.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

using namespace lianxin;

namespace {

/// A hand and a small screen: a button above a list of ten rows, 100 pixels each, in a window of 400.
struct Table {
    Touch touch;
    Milliseconds now{1000};
    std::map<std::string, int> taps;
    bool has_dialog = false;
    bool button_enabled = true;

    Table() { frame(); }

    void frame() {
        touch.begin_frame(now);
        Target button{"button", "button", {0, 0, 300, 80}, Role::Button};
        button.enabled = button_enabled;
        add(button);
        const float offset = touch.begin_scroll("list", {0, 100, 300, 400});
        for (int i = 0; i < 10; ++i) add({"row." + std::to_string(i), "row", {0, 100 + 100.0F * static_cast<float>(i) - offset, 300, 100}, Role::Row});
        touch.end_scroll(1000);
        if (has_dialog) {
            touch.cover();
            add({"dialog.close", "close", {50, 200, 200, 100}, Role::Button});
        }
        touch.end_frame();
        now += Milliseconds{16};
    }
    void add(const Target& target) {
        if (touch.target(target)) ++taps[target.id];
    }
    void report(PointerPhase phase, float x, float y, std::int64_t finger = 1) {
        touch.report({phase, x, y, now, finger, 0});
    }
    void settle() {
        frame();
        while (touch.wants_frame()) frame();
        frame();
    }
    void tap(float x, float y) {
        report(PointerPhase::Down, x, y);
        frame();
        report(PointerPhase::Up, x, y);
        settle();
    }
    void drag(float from, float to, int steps = 10) {
        report(PointerPhase::Down, 150, from);
        frame();
        for (int i = 1; i <= steps; ++i) {
            report(PointerPhase::Move, 150, from + (to - from) * static_cast<float>(i) / static_cast<float>(steps));
            frame();
        }
    }
    float top_of(const std::string& id) const { return touch.find(id)->rect.y; }
};

} // namespace

TEST_CASE("a tap fires once, on lifting the finger", "[touch.fingers]") {
    Table table;
    table.report(PointerPhase::Down, 10, 10);
    table.frame();
    CHECK(table.touch.is_pressed("button"));
    CHECK(table.taps.empty());
    table.report(PointerPhase::Up, 10, 10);
    table.settle();
    CHECK(table.taps == std::map<std::string, int>{{"button", 1}});
    CHECK_FALSE(table.touch.is_pressed("button"));
}

TEST_CASE("down and up within one frame is a tap", "[touch.fingers]") {
    Table table;
    table.report(PointerPhase::Down, 10, 10);
    table.report(PointerPhase::Up, 10, 10);
    table.settle();
    CHECK(table.taps["button"] == 1);
}

TEST_CASE("two taps within one frame are two taps", "[touch.fingers]") {
    Table table;
    for (int i = 0; i < 2; ++i) {
        table.report(PointerPhase::Down, 10, 10);
        table.report(PointerPhase::Up, 10, 10);
    }
    table.settle();
    CHECK(table.taps["button"] == 2);
}

TEST_CASE("a trembling finger still taps", "[touch.fingers]") {
    Table table;
    table.report(PointerPhase::Down, 100, 40);
    table.frame();
    table.report(PointerPhase::Move, 108, 44);
    table.frame();
    table.report(PointerPhase::Up, 107, 45);
    table.settle();
    CHECK(table.taps["button"] == 1);
}

TEST_CASE("a finger that slides off a button means nothing", "[touch.fingers]") {
    Table table;
    table.report(PointerPhase::Down, 10, 10);
    table.frame();
    table.report(PointerPhase::Move, 10, 400);
    table.frame();
    table.report(PointerPhase::Up, 10, 400);
    table.settle();
    CHECK(table.taps.empty());
}

TEST_CASE("a disabled button does not answer", "[touch.fingers]") {
    Table table;
    table.button_enabled = false;
    table.frame();
    table.tap(10, 10);
    CHECK(table.taps.empty());
}

TEST_CASE("dragging a list scrolls it and taps nothing", "[touch.fingers]") {
    Table table;
    table.drag(400, 200);
    CHECK(table.top_of("row.0") <= 100 - 180);
    table.report(PointerPhase::Up, 150, 200);
    table.settle();
    CHECK(table.taps.empty());
}

TEST_CASE("a list rolls on after a throw and comes to rest", "[touch.fingers]") {
    Table table;
    table.drag(400, 200, 6);
    const float before = table.top_of("row.0");
    table.report(PointerPhase::Up, 150, 200);
    table.frame();
    CHECK(table.touch.wants_frame());
    int frames = 0;
    while (table.touch.wants_frame() && frames < 1000) {
        table.frame();
        ++frames;
    }
    CHECK(frames < 300);
    CHECK(table.top_of("row.0") < before - 50);
}

TEST_CASE("a finger that rests before lifting throws nothing", "[touch.fingers]") {
    Table table;
    table.drag(400, 250);
    const float before = table.top_of("row.0");
    table.now += Milliseconds{300};
    table.report(PointerPhase::Up, 150, 250);
    table.settle();
    CHECK(table.top_of("row.0") == before);
}

TEST_CASE("a list stays inside its ends", "[touch.fingers]") {
    Table table;
    table.drag(150, 480);
    table.report(PointerPhase::Up, 150, 480);
    table.settle();
    CHECK(table.top_of("row.0") == 100);
    for (int i = 0; i < 5; ++i) {
        table.drag(480, 110);
        table.report(PointerPhase::Up, 150, 110);
        table.settle();
    }
    CHECK(table.top_of("row.9") == 400);
}

TEST_CASE("touching a rolling list stops it and taps nothing", "[touch.fingers]") {
    Table table;
    table.drag(480, 330, 4);
    table.report(PointerPhase::Up, 150, 330);
    table.frame();
    REQUIRE(table.touch.wants_frame());
    table.tap(150, 300);
    CHECK(table.taps.empty());
}

TEST_CASE("a row that is scrolled away cannot be tapped", "[touch.fingers]") {
    Table table;
    table.tap(150, 520); // below the window of the list
    CHECK(table.taps.empty());
}

TEST_CASE("a target that is scrolled away can be brought into view", "[touch.fingers]") {
    Table table;
    CHECK(table.touch.find("row.8")->visible.is_empty());
    REQUIRE(table.touch.reveal("row.8"));
    table.frame();
    CHECK(table.touch.find("row.8")->visible.height == 100);
    CHECK_FALSE(table.touch.reveal("row.none"));
}

TEST_CASE("under a dialog nothing answers", "[touch.fingers]") {
    Table table;
    table.has_dialog = true;
    table.frame();
    table.tap(10, 10);
    table.tap(150, 450);
    CHECK(table.taps.empty());
    table.tap(150, 250);
    CHECK(table.taps == std::map<std::string, int>{{"dialog.close", 1}});
}

TEST_CASE("two thumbs typing lose no key", "[touch.fingers]") {
    Table table;
    table.report(PointerPhase::Down, 10, 10, 1);
    table.report(PointerPhase::Down, 150, 150, 2);
    table.report(PointerPhase::Up, 10, 10, 1);
    table.report(PointerPhase::Up, 150, 150, 2);
    table.settle();
    CHECK(table.taps == std::map<std::string, int>{{"button", 1}, {"row.0", 1}});
}

namespace {

/// A square to write on, that begins in a list and ends outside it.
struct Slate {
    Touch touch;
    Milliseconds now{1000};
    std::vector<std::vector<Point>> lines;
    int taps = 0;

    Slate() { frame(); }
    void frame() {
        touch.begin_frame(now);
        const float offset = touch.begin_scroll("list", {0, 0, 300, 200});
        touch.target({"row", "row", {0, 0 - offset, 300, 1000}, Role::Row});
        touch.end_scroll(1000);
        if (touch.target({"button", "button", {300, 0, 100, 100}, Role::Button})) ++taps;
        if (touch.target({"ink", "ink", {0, 100, 300, 300}, Role::Ink})) lines.push_back(touch.line());
        touch.end_frame();
        now += Milliseconds{16};
    }
    void report(PointerPhase phase, float x, float y, std::int64_t finger = 1) { touch.report({phase, x, y, now, finger, 0}); }
    void settle() {
        frame();
        while (touch.wants_frame()) frame();
        frame();
    }
};

} // namespace

TEST_CASE("on a square for writing the finger leaves a line, seen in the frame that hears of it", "[ink.follows]") {
    Slate slate;
    slate.report(PointerPhase::Down, 50, 150);
    slate.report(PointerPhase::Move, 50, 300);
    slate.frame();
    CHECK(slate.touch.is_pressed("ink"));
    REQUIRE(slate.touch.line().size() == 2);
    CHECK(slate.touch.line().back().y == 300);
    CHECK(slate.lines.empty());
    slate.report(PointerPhase::Up, 60, 350);
    slate.settle();
    REQUIRE(slate.lines.size() == 1);
    CHECK(slate.lines.front().size() == 3);
    CHECK(slate.touch.find("row")->rect.y == 0); // nothing scrolled
    CHECK(slate.touch.line().empty());
}

TEST_CASE("a line may run off its square and across a button, and is one line", "[ink.follows]") {
    Slate slate;
    slate.report(PointerPhase::Down, 250, 150);
    slate.report(PointerPhase::Move, 350, 50);
    slate.report(PointerPhase::Up, 360, 40);
    slate.settle();
    CHECK(slate.lines.size() == 1);
    CHECK(slate.taps == 0);
}

TEST_CASE("two lines within one frame are two lines", "[ink.follows]") {
    Slate slate;
    for (const float x : {50.0F, 150.0F}) {
        slate.report(PointerPhase::Down, x, 150);
        slate.report(PointerPhase::Move, x, 300);
        slate.report(PointerPhase::Up, x, 300);
    }
    slate.settle();
    REQUIRE(slate.lines.size() == 2);
    CHECK(slate.lines[0].front().x == 50);
    CHECK(slate.lines[1].front().x == 150);
}

TEST_CASE("a touch without moving is a dot", "[ink.follows]") {
    Slate slate;
    slate.report(PointerPhase::Down, 50, 150);
    slate.report(PointerPhase::Up, 50, 150);
    slate.settle();
    REQUIRE(slate.lines.size() == 1);
    CHECK(slate.lines.front().size() == 1);
}

TEST_CASE("a hand that rests beside the writing finger writes nothing", "[ink.palm]") {
    Slate slate;
    slate.report(PointerPhase::Down, 250, 380, 7); // the ball of the hand comes first
    slate.frame();
    slate.report(PointerPhase::Down, 50, 150, 1);
    slate.report(PointerPhase::Move, 50, 300, 1);
    slate.report(PointerPhase::Up, 50, 300, 1);
    slate.report(PointerPhase::Up, 250, 380, 7);
    slate.settle();
    REQUIRE(slate.lines.size() == 1);
    CHECK(slate.lines.front().front().x == 50);

    slate.report(PointerPhase::Down, 50, 150, 1);
    slate.report(PointerPhase::Move, 50, 250, 1);
    slate.report(PointerPhase::Down, 250, 380, 7); // it comes while the finger writes
    slate.report(PointerPhase::Move, 50, 300, 1);
    slate.report(PointerPhase::Up, 250, 380, 7);
    slate.report(PointerPhase::Up, 50, 320, 1);
    slate.settle();
    REQUIRE(slate.lines.size() == 2);
    CHECK(slate.lines.back().back().y == 320);
}

TEST_CASE("a visit that ends takes a line being written along", "[ink.forgotten]") {
    Slate slate;
    slate.report(PointerPhase::Down, 50, 150);
    slate.report(PointerPhase::Move, 50, 300);
    slate.frame();
    slate.touch.forget();
    CHECK(slate.touch.line().empty());
    slate.report(PointerPhase::Up, 50, 300);
    slate.settle();
    CHECK(slate.lines.empty());
}

TEST_CASE("a wheel scrolls the list under it", "[touch.fingers]") {
    Table table;
    table.touch.report({PointerPhase::Wheel, 150, 300, table.now, -1, -90});
    table.settle();
    CHECK(table.top_of("row.0") == 10);
}

TEST_CASE("forgetting a visit puts lists back to their start", "[touch.fingers]") {
    Table table;
    table.drag(400, 200);
    table.report(PointerPhase::Up, 150, 200);
    table.settle();
    table.touch.forget();
    table.frame();
    CHECK(table.top_of("row.0") == 100);
}

namespace {

/// A list with something wide in it, both longer than their windows.
struct WideList {
    Touch touch;
    Milliseconds now{0};
    float list = 0, side = 0;

    void frame(Touch::Sway sway = Touch::Sway::Sideways) {
        touch.begin_frame(now += Milliseconds(16));
        list = touch.begin_scroll("list", {0, 0, 400, 400});
        side = touch.sideways("wide", {0, 100, 400, 100}, 1000, sway);
        touch.end_scroll(2000);
        touch.end_frame();
    }
    void drag(Point from, Point to, Touch::Sway sway = Touch::Sway::Sideways) {
        frame(sway);
        touch.report({PointerPhase::Down, from.x, from.y, now, 1, 0});
        for (int i = 1; i <= 10; ++i) {
            const float part = static_cast<float>(i) / 10;
            touch.report({PointerPhase::Move, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part, now + Milliseconds(i * 10), 1, 0});
        }
        frame(sway);
        touch.report({PointerPhase::Up, to.x, to.y, now += Milliseconds(400), 1, 0});
        frame(sway);
    }
};

} // namespace

TEST_CASE("a finger that goes sideways moves what is wide, else the list", "[touch.sideways]") {
    WideList wide;
    wide.drag({300, 150}, {100, 170});
    CHECK(wide.side > 100);
    CHECK(wide.list == 0);
    WideList list;
    list.drag({300, 150}, {280, 20});
    CHECK(list.side == 0);
    CHECK(list.list > 50);
    WideList beside;
    beside.drag({300, 300}, {100, 310}); // not on the wide thing
    CHECK(beside.side == 0);
    WideList free;
    free.drag({300, 190}, {200, 110}, Touch::Sway::Free);
    CHECK(free.side > 50);
    CHECK(free.list > 30);
    for (int i = 0; i < 200; ++i) free.frame(Touch::Sway::Free);
    CHECK_FALSE(free.touch.wants_frame());
}
