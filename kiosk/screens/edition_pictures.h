// Pictures of the edition as pages and slides show them.
#pragma once

#include "kiosk/ui/ui.h"
#include "kiosk/view.h"

namespace lianxin {

PictureSize picture_sizes(const View& view);
DrawPicture picture_drawing(const View& view, Ui& ui);
/// As large as it fits into `where`, in the middle; its place, empty while it is not there.
Rect draw_whole_picture(const View& view, Ui& ui, Rect where, std::string_view path);

} // namespace lianxin
