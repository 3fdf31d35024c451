// Two texts beside each other: what is wrong and what is right.
#pragma once

#include "kiosk/ui/ui.h"

namespace lianxin {

struct Comparison {
    std::string id;
    std::string_view heading;                 ///< may be empty
    std::string_view wrong_label, wrong, right_label, right;
};

/// Side by side where there is room, else one below the other; gives the height.
float draw_comparison(Ui& ui, Rect where, const Comparison& what);

} // namespace lianxin
