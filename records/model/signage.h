// What the idle screen shows in turn: pictures, pages as cards, the newest notices, who is on duty today, what was asked on the board.
#pragma once

#include "records/model/show_window.h"

namespace lianxin {

struct Slide {
    enum class Kind { Picture, Page, Notices, Roster, Board } kind = Kind::Picture;
    std::string picture; ///< Picture: path in the edition
    std::string page;    ///< Page: id
    std::string title;   ///< above it; may be empty for Page
    std::chrono::seconds lasts{12};
    std::vector<ShowWindow> show; ///< empty: always
};

/// Tables [[slide]], each with one of picture = "pictures/….png", page = "id", list = "notices", "roster" or "board"; title, seconds
/// (5 to 120) and [[slide.show]]. Errors: Invalid, naming slide and key.
Result<std::vector<Slide>> parse_signage(std::string_view toml);

} // namespace lianxin
