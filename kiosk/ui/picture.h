// Pictures: PNG and JPEG read, PNG written, sizes changed. The home of the stb image libraries.
#pragma once

#include "kiosk/ui/rect.h"
#include "records/base/file.h"

namespace lianxin {

struct Bitmap {
    Size size;
    Bytes rgba; ///< row by row, 4 bytes a pixel
};

/// PNG or JPEG of at most 4096 pixels a side. Errors: Corrupt, Unsupported (too large).
Result<Bitmap> read_picture(ByteView bytes);
/// Errors: Storage.
Result<void> write_png(const Path& path, Size size, ByteView rgba);
/// The same picture at another size, filtered.
Bitmap resized(const Bitmap& picture, Size size);

} // namespace lianxin
