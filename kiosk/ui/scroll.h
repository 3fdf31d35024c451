// A list that follows the finger and rolls on when let go. Pure arithmetic; positions and sizes in pixels.
#pragma once

#include "records/base/clock.h"

namespace lianxin {

class KineticScroll {
  public:
    float offset() const { return offset_; }
    bool is_rolling() const { return velocity_ != 0; }

    /// How far the list can go; the offset stays inside.
    void set_extent(float content, float visible);
    void jump_to(float offset);
    /// A finger came down: a rolling list stops.
    void hold(Milliseconds at);
    /// The finger moved by `delta` (down is positive, which scrolls towards the start).
    void drag(float delta, Milliseconds at);
    /// The finger left; the list rolls on with the speed it had.
    void release(Milliseconds at);
    /// Rolls up to that moment.
    void advance(Milliseconds now);

  private:
    void move(float by);

    float offset_ = 0;
    float limit_ = 0;
    float velocity_ = 0;       ///< pixels a second, of the offset
    float finger_velocity_ = 0;
    float unspent_ = 0;        ///< moved without time passing; counts with the next report
    Milliseconds last_{0};
};

} // namespace lianxin
