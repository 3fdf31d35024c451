// Chinese line breaking with kinsoku: where lines may end, given a width and what each character takes.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace lianxin {

/// A line as a byte range of the text; blanks at its end and the line end itself left out.
struct Line {
    std::size_t begin = 0, end = 0;
    float width = 0;
    bool operator==(const Line&) const = default;
};

/// Pixels that a character moves the pen.
using Advance = std::function<float(char32_t)>;

/// Must not begin a line: closing marks, full stops, percent signs and the like.
bool may_not_begin(char32_t character);
/// Must not end a line: opening marks and currency signs.
bool may_not_end(char32_t character);

/// Breaks at line ends and wherever `width` is full. Latin words and numbers stay whole unless longer than a line.
/// An empty text has one empty line.
std::vector<Line> break_lines(std::string_view text, float width, const Advance& advance);

} // namespace lianxin
