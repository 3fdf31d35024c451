// Golden pictures on disk, with a palette so that they stay small.
#pragma once

#include "kiosk/ui/picture.h"

namespace lianxin::test {

/// The picture in its 256 most frequent colours, all others as the nearest of them.
Bitmap in_few_colors(const Bitmap& picture);
/// Writes such a picture as a PNG; throws when it cannot be written.
void write_golden(const Path& path, const Bitmap& picture);

} // namespace lianxin::test
