// The only file that sees libzinnia. How it is helped was found by measuring (tests/bench/handwriting.cpp).
#include "kiosk/input/handwriting.h"

#include "kiosk/input/shapes.h"
#include "kiosk/input/writings.h"
#include "records/base/text.h"

#include <zinnia.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace lianxin {
namespace {

constexpr std::size_t side = 1000;        ///< of the square that the library is told
constexpr std::size_t each_look = 12;     ///< results taken of one look
constexpr std::size_t most_writings = 40; ///< bounds the time for many strokes
constexpr std::size_t largest_hints = 64 * 1024;

// Scores of the library are distances from a boundary: above 0 it says yes, and a right answer stands clearly above.
constexpr float common_bonus = 0.6F;  ///< for characters that people write often
constexpr float other_penalty = 0.3F; ///< for a writing that differs from what was written
constexpr float look_alike_penalty = 0.3F;
constexpr float sure = 0.3F;    ///< from here on the two best of what was written stay in front
constexpr float certain = 1.2F; ///< from here on no other writings are tried

// Shapes are far or near by the mean distance of their points, in sides of the square.
constexpr float near_shape = 0.075F; ///< almost certainly it
constexpr float alike_shape = 0.11F; ///< worth offering
constexpr std::size_t place_of_alike = 3;

using Scores = std::map<std::string, float>;

void add(Scores& scores, const std::string& character, float score) {
    const auto [at, is_new] = scores.emplace(character, score);
    if (!is_new) at->second = std::max(at->second, score);
}

/// Characters of a text, each as its bytes; blanks and lines of remarks left out.
std::vector<std::vector<std::string>> lines_of_characters(std::string_view text) {
    std::vector<std::vector<std::string>> lines;
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> characters;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t length = code_point_at(line, at).length;
            if (line[at] != ' ') characters.emplace_back(line.substr(at, length));
            at += length;
        }
        lines.push_back(std::move(characters));
    }
    return lines;
}

std::string read_text(const Path& file) {
    const auto bytes = read_file(file, largest_hints);
    return bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

std::vector<std::vector<std::string>> read_hints(const Path& file) {
    return lines_of_characters(read_text(file));
}

/// Brings a character forward to that place at least.
void bring_forward(std::vector<std::string>& order, const std::string& character, std::size_t place) {
    const auto target = order.begin() + static_cast<std::ptrdiff_t>(std::min(place, order.size()));
    const auto found = std::find(order.begin(), order.end(), character);
    if (found == order.end()) order.insert(target, character);
    else if (found > target) std::rotate(target, found, found + 1);
}

std::vector<std::string> ranked(const Scores& scores) {
    std::vector<std::pair<float, std::string>> order;
    for (const auto& [character, score] : scores) order.emplace_back(-score, character);
    std::sort(order.begin(), order.end());
    std::vector<std::string> out;
    for (auto& [score, character] : order) out.push_back(std::move(character));
    return out;
}

struct DropRecognizer {
    void operator()(zinnia_recognizer_t* recognizer) const { zinnia_recognizer_destroy(recognizer); }
};

} // namespace

struct Handwriting::State {
    std::unique_ptr<zinnia_recognizer_t, DropRecognizer> recognizer;
    std::set<std::string, std::less<>> common;
    std::map<std::string, std::set<std::string>> look_alikes;
    Shapes shapes;

    float bonus(const std::string& character) const { return common.count(character) > 0 ? common_bonus : 0; }

    /// One question to the library; what it answers is added to `scores`.
    void look(const Strokes& strokes, float penalty, Scores& scores) const {
        zinnia_character_t* character = zinnia_character_new();
        zinnia_character_set_width(character, side);
        zinnia_character_set_height(character, side);
        for (std::size_t i = 0; i < strokes.size(); ++i)
            for (const InkPoint& point : strokes[i])
                zinnia_character_add(character, i, static_cast<int>(std::lround(point.x * side)),
                                     static_cast<int>(std::lround(point.y * side)));
        if (zinnia_result_t* result = zinnia_recognizer_classify(recognizer.get(), character, each_look)) {
            for (std::size_t i = 0; i < zinnia_result_size(result); ++i) {
                const std::string found = zinnia_result_value(result, i);
                add(scores, found, zinnia_result_score(result, i) + bonus(found) - penalty);
            }
            zinnia_result_destroy(result);
        }
        zinnia_character_destroy(character);
    }

    void add_look_alikes(Scores& scores) const {
        const Scores seen = scores;
        for (const auto& [character, score] : seen) {
            const auto group = look_alikes.find(character);
            if (group == look_alikes.end()) continue;
            for (const std::string& other : group->second)
                if (other != character) add(scores, other, score - bonus(character) + bonus(other) - look_alike_penalty);
        }
    }
};

Handwriting::Handwriting(std::unique_ptr<State> state) : state_(std::move(state)) {}
Handwriting::Handwriting(Handwriting&&) noexcept = default;
Handwriting& Handwriting::operator=(Handwriting&&) noexcept = default;
Handwriting::~Handwriting() = default;

Result<Handwriting> Handwriting::open(const HandwritingOptions& options) {
    if (!std::filesystem::exists(options.model)) return Error{ErrorCode::NotFound, "no handwriting model " + options.model.string(), {}};
    auto state = std::make_unique<State>();
    state->recognizer.reset(zinnia_recognizer_new());
    if (zinnia_recognizer_open(state->recognizer.get(), options.model.c_str()) == 0)
        return Error{ErrorCode::Corrupt, "not a handwriting model: " + options.model.string(), {}};
    for (auto& line : read_hints(options.hints / "frequent.txt")) state->common.insert(line.begin(), line.end());
    for (const auto& group : read_hints(options.hints / "look_alikes.txt"))
        for (const std::string& character : group) state->look_alikes[character].insert(group.begin(), group.end());
    state->shapes = Shapes::parse(read_text(options.hints / "shapes.txt"));
    return Handwriting(std::move(state));
}

std::vector<std::string> Handwriting::candidates(const Strokes& strokes) const {
    if (placed(strokes, 1).empty()) return {};
    Scores plain;
    for (const float size : {1.0F, 0.8F, 0.6F}) state_->look(placed(strokes, size), 0, plain);
    state_->add_look_alikes(plain);
    const auto first = ranked(plain);
    if (first.empty()) return {};
    const float best = plain[first.front()];

    Scores all = plain;
    if (best < certain) {
        for (const Strokes& writing : other_writings(placed(strokes, 0.9F), most_writings)) state_->look(writing, other_penalty, all);
        state_->add_look_alikes(all);
    }
    auto out = ranked(all);
    if (best >= sure)
        for (std::size_t i = std::min<std::size_t>(2, first.size()); i-- > 0;) bring_forward(out, first[i], 0);
    const auto shapes = state_->shapes.nearest(strokes, 2);
    for (std::size_t i = shapes.size(); i-- > 0;) {
        if (shapes[i].second > alike_shape) continue;
        const std::size_t place = shapes[i].second > near_shape ? place_of_alike : best >= sure ? 1 : 0;
        bring_forward(out, shapes[i].first, place + i);
    }
    if (out.size() > InkState::most_candidates) out.resize(InkState::most_candidates);
    return out;
}

} // namespace lianxin
