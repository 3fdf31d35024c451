// Shapes as clouds of points.
#include "kiosk/input/shapes.h"

#include "kiosk/input/writings.h"
#include "records/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace lianxin {
namespace {

/// What a wrong direction counts beside a wrong place.
constexpr float weight_of_direction = 0.12F;
/// A hand that shakes leaves the line by this much of the character's size.
constexpr float trembling = 0.035F;

std::optional<float> hundredth(std::string_view digits) {
    int number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return static_cast<float>(number) / 100;
}

Strokes parse_strokes(std::string_view text) {
    Strokes strokes;
    for (const auto part : split(text, '/')) {
        InkStroke stroke;
        for (const auto word : split(trimmed(part), ' ')) {
            const auto comma = word.find(',');
            if (comma == word.npos) return {};
            const auto x = hundredth(word.substr(0, comma)), y = hundredth(word.substr(comma + 1));
            if (!x || !y) return {};
            stroke.push_back({*x, *y});
        }
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

/// In the middle, as large as can be, without trembling.
Strokes straightened(const Strokes& strokes) { return simplified(placed(strokes, 1), trembling); }

float length_of(const Strokes& strokes) {
    float length = 0;
    for (const auto& stroke : strokes)
        for (std::size_t i = 1; i < stroke.size(); ++i) length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    return length;
}

} // namespace

Shapes Shapes::parse(std::string_view text) {
    Shapes shapes;
    for (const auto line : split(text, '\n')) {
        const auto colon = line.find(": ");
        if (line.empty() || line.front() == '#' || colon == line.npos) continue;
        const Strokes strokes = parse_strokes(line.substr(colon + 2));
        if (!strokes.empty()) shapes.known_.emplace_back(line.substr(0, colon), cloud_of(straightened(strokes)));
    }
    return shapes;
}

/// Spots at equal distances along all strokes.
Shapes::Cloud Shapes::cloud_of(const Strokes& strokes) {
    Cloud cloud{};
    const float step = length_of(strokes) / static_cast<float>(spots);
    float next = step / 2, walked = 0;
    std::size_t at = 0;
    for (const auto& stroke : strokes)
        for (std::size_t i = 1; i < stroke.size(); ++i) {
            const float dx = stroke[i].x - stroke[i - 1].x, dy = stroke[i].y - stroke[i - 1].y, length = std::hypot(dx, dy);
            const float angle = 2 * std::atan2(dy, dx); // doubled: there and back are the same
            for (; length > 0 && next <= walked + length && at < spots; next += step, ++at) {
                const float part = (next - walked) / length;
                cloud[at] = {stroke[i - 1].x + part * dx, stroke[i - 1].y + part * dy, weight_of_direction * std::cos(angle), weight_of_direction * std::sin(angle)};
            }
            walked += length;
        }
    while (at > 0 && at < spots) { // rounding may leave the last one out
        cloud[at] = cloud[at - 1];
        ++at;
    }
    return cloud;
}

float Shapes::distance(const Cloud& one, const Cloud& other) {
    const auto one_way = [](const Cloud& from, const Cloud& to) {
        float sum = 0;
        for (const Spot& spot : from) {
            float nearest = 1e9F;
            for (const Spot& each : to) {
                const float dx = spot.x - each.x, dy = spot.y - each.y, da = spot.along - each.along, db = spot.across - each.across;
                nearest = std::min(nearest, dx * dx + dy * dy + da * da + db * db);
            }
            sum += std::sqrt(nearest);
        }
        return sum / static_cast<float>(spots);
    };
    return std::max(one_way(one, other), one_way(other, one));
}

std::vector<std::pair<std::string, float>> Shapes::nearest(const Strokes& strokes, std::size_t most) const {
    const Strokes whole = straightened(strokes);
    if (whole.empty()) return {};
    const Cloud cloud = cloud_of(whole);
    std::vector<std::pair<std::string, float>> out;
    for (const auto& [character, shape] : known_) out.emplace_back(character, distance(cloud, shape));
    std::sort(out.begin(), out.end(), [](const auto& one, const auto& other) { return one.second < other.second; });
    if (out.size() > most) out.resize(most);
    return out;
}

} // namespace lianxin
