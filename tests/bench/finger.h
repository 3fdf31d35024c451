// A finger on the virtual display: mouse events sent to the kiosk's window, as a touch screen in mouse mode sends them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace lianxin::bench {

class Finger {
  public:
    /// Looks for the largest window on the display. Gives up when there is none.
    explicit Finger(const std::string& display);
    ~Finger();

    void down(int x, int y);
    void move(int x, int y);
    void up(int x, int y);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace lianxin::bench
