// Asks the view for pictures and scales them once.
#include "kiosk/screens/edition_pictures.h"

#include <cmath>

namespace lianxin {
namespace {

const Picture* shown(const View& view, std::string_view path) {
    const Picture* picture = view.picture ? view.picture(path) : nullptr;
    return picture && picture->width > 0 ? picture : nullptr;
}

} // namespace

PictureSize picture_sizes(const View& view) {
    return [&view](std::string_view path) -> std::optional<Size> {
        const Picture* picture = shown(view, path);
        return picture ? std::optional(Size{picture->width, picture->height}) : std::nullopt;
    };
}

DrawPicture picture_drawing(const View& view, Ui& ui) {
    return [&view, &ui](std::string_view path, Rect rect) {
        const Picture* picture = shown(view, path);
        if (!picture) return false;
        const auto texture = ui.pictures.scaled(path, {picture->width, picture->height}, picture->rgba, {static_cast<int>(rect.width), static_cast<int>(rect.height)});
        if (texture == 0) return false;
        ui.paint.image(rect, texture);
        return true;
    };
}

Rect draw_whole_picture(const View& view, Ui& ui, Rect where, std::string_view path) {
    const Picture* picture = shown(view, path);
    if (!picture || where.is_empty()) return {};
    const auto wide = static_cast<float>(picture->width), high = static_cast<float>(picture->height);
    const float scale = std::min(where.width / wide, where.height / high);
    Rect place = where.centred(std::round(wide * scale), std::round(high * scale));
    place.x = std::round(place.x);
    place.y = std::round(place.y);
    return picture_drawing(view, ui)(path, place) ? place : Rect{};
}

} // namespace lianxin
