// Fingers and what they can reach: the targets of each frame, presses, taps, written lines and rolling lists. Knows nothing of drawing.
#pragma once

#include "kiosk/ui/rect.h"
#include "kiosk/ui/scroll.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class PointerPhase { Down, Move, Up, Cancel, Wheel };

/// One report of a finger or of the mouse, in pixels of the screen.
struct PointerEvent {
    PointerPhase phase = PointerPhase::Down;
    float x = 0, y = 0;
    Milliseconds at{0};       ///< monotonic
    std::int64_t finger = 0;  ///< tells fingers apart
    float wheel = 0;          ///< Wheel: pixels, positive towards the start of a list
};

enum class Role { Button, Tile, Row, Choice, Check, Field, Key, Candidate, Text, Image, Ink };
std::string_view name_of(Role role); ///< "button" …

/// One thing of a frame that can be touched or read aloud.
struct Target {
    std::string id;     ///< "home.request"
    std::string spoken; ///< what the spoken mode says
    Rect rect;          ///< where it is, in pixels; may lie outside the screen while scrolled away
    Role role = Role::Button;
    std::string value = {};  ///< the text of a field, the digits of a code; empty for most
    bool enabled = true;
    bool selected = false;
    bool covered = false;  ///< a dialog lies over it
    bool live = false;     ///< news: said as soon as it appears or changes
    Rect visible = {};     ///< the part that is not scrolled away; set by Touch
    std::string area = {}; ///< the list it scrolls with; set by Touch
};

/// Texts and pictures are read, everything else answers to a touch. On Ink a finger writes: it neither taps nor scrolls.
bool is_touchable(Role role);

class Touch {
  public:
    /// `slop`: how far a finger may wander in pixels and still mean a tap.
    void set_slop(float slop) { slop_ = slop; }

    /// Reports wait until the next frame begins.
    void report(const PointerEvent& event) { waiting_.push_back(event); }
    /// Works off reports up to the first tap or end of a written line, so that each meets the screen its finger saw.
    void begin_frame(Milliseconds now);
    void end_frame();

    /// Adds a target to this frame; reading order is the order of adding. True when it was tapped, or a line written on it ended.
    bool target(Target target);
    /// Whether a finger rests on it.
    bool is_pressed(std::string_view id) const { return pressed_ && *pressed_ == id; }
    /// The line being written on an Ink target, or the one that ended with this frame; pixels of the screen.
    const std::vector<Point>& line() const { return line_; }
    /// Where the last tap was.
    Point tap_point() const { return last_; }
    /// Everything added before lies under a dialog and does not answer.
    void cover();

    /// Begins a list that scrolls inside `window`; gives how far it is scrolled, whole pixels. Not nested.
    float begin_scroll(std::string_view id, Rect window);
    /// How long the list has turned out to be.
    void end_scroll(float content_height);
    /// Something wider than `window` that moves sideways; gives how far, whole pixels. It may lie in a list: a finger that goes sideways
    /// first moves it, else the list; with Sway::Free it moves both at once.
    enum class Sway { Sideways, Free };
    float sideways(std::string_view id, Rect window, float content_width, Sway sway = Sway::Sideways);
    /// Moves it so that its middle is seen.
    void centre_sideways(std::string_view id);
    /// Scrolls a list so that this part of its content (in content coordinates) is seen.
    void show(std::string_view area, float top, float bottom);
    void scroll_to(std::string_view area, float offset);
    /// Moves a list on by that many pixels, or back.
    void turn(std::string_view area, float distance);
    /// How a list stands.
    struct Extent {
        float offset = 0;  ///< it is scrolled so far
        float content = 0; ///< it is so long
        float window = 0;  ///< so much of it is seen
        bool can_back() const { return offset >= 1; }
        bool can_on() const { return offset + window < content - 1; }
    };
    /// Nothing before it was drawn once.
    std::optional<Extent> extent(std::string_view area) const;
    /// What is drawn between these only finds out how long a list is: it is neither touched nor read.
    void begin_rehearsal();
    void end_rehearsal();
    /// What was drawn turned out to be laid out for another length of a list.
    void draw_again() { moved_ = true; }
    /// Shows a part once for each occasion: whoever scrolls away meanwhile is let go.
    void follow(std::uint64_t occasion, std::string_view area, float top, float bottom);
    void follow(std::uint64_t occasion, const Target& target);
    /// The next frame sees it tapped, as if a finger had done it; false when it does not answer to one.
    bool activate(std::string_view id);
    /// A finger that rests on the glass means nothing any more.
    void let_go();
    /// Shows that part of a list whenever `what` is another than before in the same list: a caret that moves.
    void keep_in_sight(std::string_view area, std::uint64_t what, float top, float bottom);
    /// Brings a target of the last frame into view; false when there is none of that id.
    bool reveal(std::string_view id);

    /// Targets of the last whole frame, in reading order.
    const std::vector<Target>& targets() const { return shown_; }
    /// Those of the frame being drawn, as far as it has come.
    const std::vector<Target>& drawn() const { return growing_; }
    const Target* find(std::string_view id) const;
    /// A list rolls or reports wait: draw on.
    bool wants_frame() const;
    /// A visit is over: where lists stood is forgotten, and a finger that still rests means nothing.
    void forget();

  private:
    struct Area {
        Rect window;
        KineticScroll scroll;
        bool seen = false;
        float content = 0;
        std::uint64_t kept = 0; ///< what was kept in sight last
    };

    struct Side {
        Rect window;
        KineticScroll scroll;
        float extent = 0;
        Sway sway = Sway::Sideways;
        bool seen = false;
    };

    void take(const PointerEvent& event);
    void drag(Point to, Milliseconds at);
    void press(const PointerEvent& event);
    void wander(const PointerEvent& event);
    void lift(const PointerEvent& event);
    void turn_wheel(const PointerEvent& event);
    bool is_writing() const { return finger_ && !line_.empty(); }
    bool is_palm(const PointerEvent& event);
    const Target* hit(Point point) const;
    std::string area_at(Point point) const;
    std::string side_at(Point point) const;

    float slop_ = 14;
    std::deque<PointerEvent> waiting_;
    std::vector<Target> shown_, growing_;
    std::map<std::string, Area, std::less<>> areas_;
    std::map<std::string, Side, std::less<>> sides_;
    std::optional<std::string> area_; ///< the list being drawn
    std::uint64_t followed_ = 0;      ///< the last occasion
    bool moved_ = false;              ///< a list was moved after it was drawn
    std::optional<std::size_t> rehearsal_; ///< how many targets there were before it

    std::optional<std::int64_t> finger_;
    Point start_, last_;
    std::optional<std::string> pressed_, tapped_;
    std::optional<std::string> activated_; ///< counts as tapped in the next frame
    std::string dragged_; ///< the list under the finger
    std::string swayed_;  ///< what moves sideways under it
    std::vector<Point> line_;
    bool dragging_ = false;
};

} // namespace lianxin
