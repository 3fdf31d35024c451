// One finger that sees nothing: what it means by exploring, tapping and swiping, and where it stands among the targets.
// Pure over reports of fingers and the targets of the last frame; knows nothing of drawing or speech.
#pragma once

#include "kiosk/ui/touch.h"

#include <deque>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace lianxin {

enum class GestureKind {
    Explore,  ///< a finger rests or moves at a point: what is there is meant
    Act,      ///< two taps anywhere, or a second finger tapped while one explores: the focused target is meant
    Next,     ///< a swipe to the right
    Previous, ///< a swipe to the left
    Repeat,   ///< a swipe upwards: what was said last, once more
    ReadOn,   ///< a swipe downwards: everything from here on
    Hush,     ///< two fingers tapped: silence
};

struct Gesture {
    GestureKind kind = GestureKind::Explore;
    Point at;            ///< Explore
    bool begins = false; ///< Explore: the finger has only now come to explore
};

/// How far and how long a finger may be off and still be understood. Distances in pixels.
struct Reach {
    float wander = 40;                ///< a resting finger trembles no further
    float swipe = 130;                ///< a swipe goes at least as far
    Milliseconds rest{400};           ///< a finger that stays longer explores
    Milliseconds swipe_longest{700};  ///< one that moves and stays longer explores, too
    Milliseconds between_taps{600};   ///< from one tap's end to the next one's beginning
    Milliseconds tap_longest{700};    ///< the second tap may take that long, and so may taps of a second finger
};

/// Turns reports of fingers into gestures. Time is that of the reports and of the calls.
class Explorer {
  public:
    void set_reach(const Reach& reach) { reach_ = reach; }

    /// Reports wait until `next` works them off.
    void report(const PointerEvent& event) { waiting_.push_back(event); }
    /// The next gesture that is complete at that moment, if any. One a frame, so that each meets what the one before brought.
    std::optional<Gesture> next(Milliseconds now);
    /// When a gesture becomes complete by the passing of time alone.
    std::optional<Milliseconds> deadline() const;
    /// Reports or gestures wait: draw on.
    bool wants_frame() const { return !waiting_.empty() || !done_.empty(); }
    void forget();

  private:
    enum class Stage { Idle, Fresh, Exploring, Pair, Spent };
    struct Tap {
        Point at;
        Milliseconds ended{0};
    };

    void take(const PointerEvent& event);
    void press(const PointerEvent& event);
    void wander(const PointerEvent& event);
    void lift(const PointerEvent& event);
    void lift_fresh(Milliseconds at);
    void pass(Milliseconds now);
    void explore(bool begins);
    bool has_moved(float distance) const;

    Reach reach_;
    std::deque<PointerEvent> waiting_;
    std::deque<Gesture> done_;
    std::set<std::int64_t> fingers_; ///< that are down
    Stage stage_ = Stage::Idle;
    std::int64_t finger_ = 0;        ///< the one that counts
    Point start_, last_;
    Milliseconds down_{0};
    std::optional<Tap> tap_;         ///< waits for a second one
    bool is_second_ = false;         ///< the finger may be giving the second tap
    std::optional<Milliseconds> second_finger_; ///< when it came down beside an exploring one
};

/// A finger that stays in a corner of the screen for a while, whatever else is there.
class CornerHold {
  public:
    /// `side` of the square in each corner, in pixels.
    void set_corners(Size screen, float side) {
        screen_ = screen;
        side_ = side;
    }
    void report(const PointerEvent& event);
    /// Whether the time is over; true once for each finger that stays.
    bool is_done(Milliseconds now);
    std::optional<Milliseconds> deadline() const;
    void forget() { finger_.reset(); }

    static constexpr Milliseconds long_enough{3000};

  private:
    bool is_in_corner(Point point) const;

    Size screen_;
    float side_ = 0;
    std::optional<std::int64_t> finger_;
    Milliseconds since_{0};
};

/// What a finger at that point means: the smallest target there, text and disabled ones too; nullptr for an empty place.
const Target* target_at(const std::vector<Target>& targets, Point point);

/// Targets in reading order as a swipe walks them: nothing under a dialog, nothing without words, and no group apart from what is in it.
std::vector<const Target*> reading_order(const std::vector<Target>& targets);

enum class Direction { Forward, Back };
struct Step {
    const Target* target = nullptr; ///< nullptr only when there is nothing to walk
    bool wrapped = false;           ///< it went over the end
};
/// From the target of that id (or from outside) to its neighbour.
Step step(const std::vector<const Target*>& order, std::string_view from, Direction direction);

} // namespace lianxin
