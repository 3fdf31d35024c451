// Taking the markup off Markdown, line by line.
#include "records/store/plain_text.h"

#include "records/base/digit.h"
#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

bool is_ascii_mark(char c) {
    return c > ' ' && c < 0x7f && !is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool holds_only(std::string_view line, std::string_view signs) {
    return !line.empty() && line.find_first_not_of(signs) == std::string_view::npos;
}

/// Where the bracket opened at `open` closes; npos when it does not.
std::size_t closing(std::string_view text, std::size_t open, char left, char right) {
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == left)
            ++depth;
        else if (text[at] == right && --depth == 0)
            return at;
    }
    return std::string_view::npos;
}

/// Words of a line without emphasis, code marks, links and escapes.
std::string without_marks(std::string_view line) {
    std::string out;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '\\' && at + 1 < line.size() && is_ascii_mark(line[at + 1])) {
            out += line[++at];
            continue;
        }
        if (c == '*' || c == '`' || (c == '~' && line.substr(at, 2) == "~~")) continue;
        if (c == '!' && line.substr(at, 2) == "![") continue;
        if (c != '[') {
            out += c;
            continue;
        }
        const std::size_t end = closing(line, at, '[', ']');
        if (end == std::string_view::npos || end + 1 >= line.size() || line[end + 1] != '(') {
            out += c;
            continue;
        }
        out += without_marks(line.substr(at + 1, end - at - 1));
        const std::size_t target = closing(line, end + 1, '(', ')');
        at = target == std::string_view::npos ? line.size() : target;
    }
    return out;
}

/// A line of a block, and whether it begins one.
struct Piece {
    std::string_view words;
    bool begins = false;
};

/// Takes quote marks, heading marks and list marks off the front.
Piece without_front(std::string_view line) {
    Piece piece{trimmed(line), false};
    auto& words = piece.words;
    while (!words.empty() && words[0] == '>') words = trimmed(words.substr(1));
    const std::size_t hashes = std::min(words.find_first_not_of('#'), words.size());
    if (hashes > 0 && hashes <= 6 && hashes < words.size() && words[hashes] == ' ') {
        words = trimmed(words.substr(hashes));
        const std::size_t last = words.find_last_not_of('#');
        words = trimmed(words.substr(0, last == std::string_view::npos ? 0 : last + 1));
        piece.begins = true;
        return piece;
    }
    const bool bullet = words.size() > 1 && (words[0] == '-' || words[0] == '+' || words[0] == '*') && words[1] == ' ';
    const std::size_t digits = std::min(words.find_first_not_of("0123456789"), words.size());
    const bool number = digits > 0 && digits < 10 && digits + 1 < words.size() &&
                        (words[digits] == '.' || words[digits] == ')') && words[digits + 1] == ' ';
    if (bullet || number) {
        words = trimmed(words.substr(bullet ? 2 : digits + 2));
        piece.begins = true;
    }
    return piece;
}

std::string table_row(std::string_view line) {
    std::string out;
    std::string cell;
    const auto add = [&] {
        const auto words = trimmed(cell);
        if (!words.empty()) out += (out.empty() ? "" : " ") + without_marks(words);
        cell.clear();
    };
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '|')
            cell += line[++at];
        else if (line[at] == '|')
            add();
        else
            cell += line[at];
    }
    add();
    return out;
}

/// Adds `more` to the text: as a new line, or joined to what was broken off before it.
void add(std::string& text, const std::string& more, bool begins) {
    if (more.empty()) return;
    if (text.empty() || begins) {
        if (!text.empty()) text += '\n';
    } else {
        const char32_t left = code_point_at(text, previous_start(text, text.size())).value;
        const char32_t right = code_point_at(more, 0).value;
        if (left < 0x2e80 || right < 0x2e80) text += ' ';
    }
    text += more;
}

} // namespace

std::string plain_text(std::string_view markdown) {
    std::string out;
    bool begins = true;
    for (const auto raw : split(markdown, '\n')) {
        const auto line = trimmed(raw);
        if (line.empty() || holds_only(line, "-* _=") || line.substr(0, 3) == "```") {
            begins = true;
        } else if (line[0] == '|') {
            if (!holds_only(line, "|-: ")) add(out, table_row(line), true);
            begins = true;
        } else {
            const Piece piece = without_front(line);
            add(out, without_marks(piece.words), begins || piece.begins);
            begins = line[0] == '#';
        }
    }
    return out;
}

} // namespace lianxin
