// What a strict printer makes of ESC/POS: a picture, cuts and questions. A command it does not know is a failure.
#pragma once

#include "kiosk/device/print/drawing.h"

#include <functional>
#include <string>

namespace lianxin::test {

class PaperRoll {
  public:
    /// One byte as it comes.
    void take(std::uint8_t byte);

    Raster picture;    ///< every row printed so far
    int fed = 0;       ///< dots of blank paper fed after the picture
    int cuts = 0;
    bool was_reset = false;
    bool was_told_to_forget = false;
    std::string wrong; ///< what broke the rules, empty when nothing did
    bool is_between_commands() const { return command_.empty(); }

    std::function<void(int)> on_query = [](int) {}; ///< DLE EOT n
    std::function<void()> on_done_query = [] {};    ///< GS r

  private:
    std::size_t length_wanted() const;
    void obey();

    Bytes command_;
};

} // namespace lianxin::test
