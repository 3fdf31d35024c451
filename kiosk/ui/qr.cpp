// Draws runs of dark modules as rectangles.
#include "kiosk/ui/qr.h"

#include <cmath>

namespace lianxin {

void draw_qr(Painter& paint, Rect rect, const QrCode& code) {
    const auto across = static_cast<float>(code.modules + 2 * quiet_zone);
    const float module = std::max(1.0F, std::floor(std::min(rect.width, rect.height) / across));
    const Rect box = rect.centred(module * across, module * across);
    paint.fill(box, {255, 255, 255, 255});
    const float left = std::round(box.x) + module * quiet_zone, top = std::round(box.y) + module * quiet_zone;
    for (int y = 0; y < code.modules; ++y)
        for (int x = 0; x < code.modules;) {
            const auto dark = [&](int at) { return at < code.modules && code.is_dark(at, y); };
            int end = x;
            while (dark(end)) ++end;
            if (end > x)
                paint.fill({left + static_cast<float>(x) * module, top + static_cast<float>(y) * module,
                            static_cast<float>(end - x) * module, module}, {0, 0, 0, 255});
            x = end + 1;
        }
}

} // namespace lianxin
