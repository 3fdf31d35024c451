// Greedy line breaking over characters, keeping the last place where a break was allowed.
#include "kiosk/ui/text.h"

#include "records/base/text.h"

namespace lianxin {

namespace {

bool is_one_of(char32_t character, std::u32string_view set) { return set.find(character) != std::u32string_view::npos; }

bool is_blank(char32_t character) { return character == ' ' || character == '\t'; }

/// Letters, digits and their joints, which make words that stay whole.
bool is_word(char32_t character) {
    return (character > 0x20 && character < 0x2E80 && !may_not_begin(character) && !may_not_end(character) &&
            !is_one_of(character, U"①②③④⑤⑥⑦⑧⑨⑩→←↑↓■□●○")) ||
           is_one_of(character, U"%,.:;/-_@#&+=");
}

bool may_break_between(char32_t before, char32_t after) {
    if (is_blank(after)) return false;
    if (is_blank(before)) return !may_not_begin(after);
    if (is_word(before) && is_word(after)) return false;
    return !may_not_end(before) && !may_not_begin(after);
}

struct Breaker {
    std::string_view text;
    float width;
    const Advance& advance;
    std::vector<Line> lines;

    std::size_t begin = 0;            // of the line being filled
    float filled = 0;                 // up to the character looked at
    std::size_t solid_end = 0;        // behind the last character that is not a blank
    float solid_width = 0;
    std::size_t break_at = 0;         // where the line could end; begin while nowhere
    std::size_t break_end = 0;
    float break_width = 0, break_filled = 0;
    char32_t previous = 0;

    void close(std::size_t end, float line_width, std::size_t next) {
        lines.push_back({begin, std::max(begin, end), line_width});
        begin = break_at = solid_end = next;
        filled = solid_width = 0;
        previous = 0;
    }

    /// The line is full before the character at `at`.
    void wrap(std::size_t at) {
        if (break_at > begin) {
            const float carried = filled - break_filled;
            const std::size_t next = break_at, solid = solid_end;
            const float solid_carried = solid_width - break_filled;
            const char32_t last = previous;
            close(break_end, break_width, next);
            filled = carried;
            if (solid > next) {
                solid_end = solid;
                solid_width = solid_carried;
            }
            previous = last;
        } else {
            close(solid_end, solid_width, at);
        }
    }

    void run() {
        std::size_t at = 0;
        while (at < text.size()) {
            const CodePoint point = code_point_at(text, at);
            if (point.value == '\n') {
                close(solid_end, solid_width, at + 1);
                at += 1;
                continue;
            }
            take(at, point);
            at += point.length;
        }
        close(solid_end, solid_width, text.size());
    }

    void take(std::size_t at, CodePoint point) {
        const float step = point.value == '\r' ? 0 : advance(point.value);
        if (at > begin && may_break_between(previous, point.value)) {
            break_at = at;
            break_end = solid_end;
            break_width = solid_width;
            break_filled = filled;
        }
        if (!is_blank(point.value) && filled + step > width && at > begin) {
            wrap(at);
            if (filled + step > width && at > begin) wrap(at);
        }
        filled += step;
        previous = point.value;
        if (is_blank(point.value) && at == begin && !lines.empty() && text[begin - 1] != '\n') {
            // Blanks that a break pushed to the next line are dropped.
            begin = break_at = solid_end = at + point.length;
            filled = 0;
            return;
        }
        if (!is_blank(point.value)) {
            solid_end = at + point.length;
            solid_width = filled;
        }
    }
};

} // namespace

bool may_not_begin(char32_t character) {
    return is_one_of(character, U"、。，．：；？！”’）》〉」』】〕｝％…—·℃,.:;?!)]}%°‰～〗々ー");
}

bool may_not_end(char32_t character) { return is_one_of(character, U"“‘（《〈「『【〔｛￥([{$¥〖№"); }

std::vector<Line> break_lines(std::string_view text, float width, const Advance& advance) {
    Breaker breaker{text, width, advance, {}};
    breaker.run();
    return std::move(breaker.lines);
}

} // namespace lianxin
