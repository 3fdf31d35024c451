// Reads the strokes and distorts them.
#include "tests/kiosk/input/hands.h"

#include "records/base/text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <stdexcept>

namespace lianxin::test {
namespace {

const Path folder = Path(LIANXIN_SOURCE_DIR) / "tests/kiosk/input/hands";
const Path hints = Path(LIANXIN_SOURCE_DIR) / "assets/handwriting";

/// Character and what stands behind its colon, of each line that is no remark.
std::vector<std::pair<std::string, std::string>> entries(const Path& file) {
    const auto bytes = read_file(file, 1 << 20);
    if (!bytes) throw std::runtime_error(bytes.error().text());
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto line : split({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, '\n')) {
        const auto colon = line.find(':');
        if (line.empty() || line.front() == '#' || colon == line.npos) continue;
        out.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    }
    return out;
}

Strokes read_strokes(const std::string& text) {
    Strokes strokes(1);
    for (const auto word : split(text, ' ')) {
        if (word.empty()) continue;
        if (word == "/") {
            strokes.emplace_back();
            continue;
        }
        const auto numbers = split(word, ',');
        strokes.back().push_back({std::stof(std::string(numbers.at(0))) / 100, std::stof(std::string(numbers.at(1))) / 100});
    }
    return strokes;
}

/// Lines of stroke numbers, counted from 0; those of one inner list are written without lifting the finger.
using Order = std::vector<std::vector<std::size_t>>;

Order read_order(const std::string& text) {
    Order order;
    for (const auto word : split(text, ' ')) {
        if (word.empty()) continue;
        order.emplace_back();
        for (const auto number : split(word, '+')) order.back().push_back(std::stoul(std::string(number)) - 1);
    }
    return order;
}

Order usual_order(std::size_t strokes) {
    Order order;
    for (std::size_t i = 0; i < strokes; ++i) order.push_back({i});
    return order;
}

class Chance {
  public:
    /// Evenly between the two. Not by std's distributions, which differ between libraries.
    float between(float low, float high) { return low + (high - low) * static_cast<float>(numbers_() % 10001) / 10000.0F; }

  private:
    std::mt19937 numbers_{2026};
};

/// As many points as a finger leaves behind.
InkStroke dense(const InkStroke& stroke) {
    InkStroke out{stroke.front()};
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const InkPoint from = stroke[i - 1], to = stroke[i];
        const int pieces = std::max(1, static_cast<int>(std::hypot(to.x - from.x, to.y - from.y) / 0.02F));
        for (int k = 1; k <= pieces; ++k) {
            const float part = static_cast<float>(k) / static_cast<float>(pieces);
            out.push_back({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
        }
    }
    return out;
}

InkStroke worn(InkStroke stroke, int times) {
    for (; times > 0; --times) {
        InkStroke next = stroke;
        for (std::size_t i = 1; i + 1 < stroke.size(); ++i)
            next[i] = {(stroke[i - 1].x + 2 * stroke[i].x + stroke[i + 1].x) / 4, (stroke[i - 1].y + 2 * stroke[i].y + stroke[i + 1].y) / 4};
        stroke = std::move(next);
    }
    return stroke;
}

Strokes regular(const Strokes& strokes) {
    Strokes out;
    for (const auto& stroke : strokes) out.push_back(worn(dense(stroke), 1));
    return out;
}

Strokes trembling(const Strokes& strokes, Chance& chance) {
    const float slant = chance.between(0.1F, 0.3F) * (chance.between(0, 1) < 0.5F ? -1.0F : 1.0F);
    const float turn = chance.between(-0.12F, 0.12F), size = chance.between(0.35F, 1);
    const float left = chance.between(0, 1 - size), top = chance.between(0, 1 - size);
    Strokes out;
    for (const auto& stroke : strokes) {
        InkStroke line = worn(dense(stroke), 2);
        const float off_x = chance.between(-0.025F, 0.025F), off_y = chance.between(-0.025F, 0.025F);
        const float phase = chance.between(0, 6.28F), pace = chance.between(0.5F, 1.1F);
        for (std::size_t i = 0; i < line.size(); ++i) {
            const float shake = phase + pace * static_cast<float>(i);
            const float y = line[i].y + off_y + 0.012F * std::cos(1.7F * shake) + chance.between(-0.006F, 0.006F) - 0.5F;
            const float x = line[i].x + off_x + 0.012F * std::sin(shake) + chance.between(-0.006F, 0.006F) - 0.5F - slant * y;
            line[i] = {left + size * (0.5F + x * std::cos(turn) - y * std::sin(turn)), top + size * (0.5F + x * std::sin(turn) + y * std::cos(turn))};
        }
        out.push_back(std::move(line));
    }
    return out;
}

Strokes hurried(const Strokes& strokes, const Order& order, Chance& chance) {
    const float bend_x = chance.between(0.7F, 1.4F), bend_y = chance.between(0.7F, 1.4F);
    const float wide = chance.between(0.6F, 1), high = chance.between(0.6F, 1);
    Strokes out;
    for (const auto& without_lifting : order) {
        InkStroke whole;
        for (const std::size_t each : without_lifting) whole.insert(whole.end(), strokes.at(each).begin(), strokes.at(each).end());
        InkStroke line = worn(dense(whole), 4);
        const InkPoint middle = line[line.size() / 2];
        const float off_x = chance.between(-0.03F, 0.03F), off_y = chance.between(-0.03F, 0.03F), length = chance.between(0.93F, 1.07F);
        for (InkPoint& point : line) {
            const float x = middle.x + (point.x - middle.x) * length + off_x, y = middle.y + (point.y - middle.y) * length + off_y;
            point = {wide * std::pow(std::clamp(x, 0.0F, 1.0F), bend_x), high * std::pow(std::clamp(y, 0.0F, 1.0F), bend_y)};
        }
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace

std::vector<Written> written_by(Hand hand) {
    std::map<std::string, Order> orders;
    for (const auto& [character, text] : entries(folder / "hurried.txt")) orders[character] = read_order(text);
    Chance chance;
    std::vector<Written> out;
    for (const auto& [character, text] : entries(folder / "strokes.txt")) {
        const Strokes strokes = read_strokes(text);
        const auto order = orders.find(character);
        if (hand == Hand::Regular) out.push_back({character, regular(strokes)});
        if (hand == Hand::Trembling) out.push_back({character, trembling(strokes, chance)});
        if (hand == Hand::Hurried) out.push_back({character, hurried(strokes, order == orders.end() ? usual_order(strokes.size()) : order->second, chance)});
    }
    return out;
}

std::vector<std::string> with_shapes() {
    std::vector<std::string> out;
    for (auto& [character, text] : entries(hints / "shapes.txt")) out.push_back(std::move(character));
    return out;
}

Handwriting open_handwriting() {
    HandwritingOptions options;
    options.hints = hints;
    auto opened = Handwriting::open(options);
    if (!opened) throw std::runtime_error(opened.error().text());
    return std::move(*opened);
}

} // namespace lianxin::test
