// Cutting snippets.
#include "records/store/snippet.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t before_hit = 14; // characters shown in front of the first hit
constexpr std::size_t longest = 72;

/// Folded text and, for each of its bytes, where the character it came from begins in the original.
struct FoldedText {
    std::string text;
    std::vector<std::size_t> origin; ///< one more than bytes: the last is the end of the original
};

FoldedText fold(std::string_view original) {
    FoldedText result;
    for (std::size_t at = 0; at < original.size();) {
        const std::size_t length = code_point_at(original, at).length;
        const std::string one = folded(original.substr(at, length));
        result.text += one;
        result.origin.insert(result.origin.end(), one.size(), at);
        at += length;
    }
    result.origin.push_back(original.size());
    return result;
}

std::size_t first_in(std::string_view text, const std::vector<QueryPiece>& pieces) {
    std::size_t first = std::string_view::npos;
    for (const auto& piece : pieces) first = std::min(first, text.find(piece.folded));
    return first;
}

/// Where a piece begins first; npos when none stands there. Most words stand there as they are typed: then nothing is
/// folded.
std::size_t first_hit(std::string_view plain, const std::vector<QueryPiece>& pieces) {
    if (const auto hit = first_in(plain, pieces); hit != std::string_view::npos) return hit;
    const std::string all = folded(plain);
    const auto hit = first_in(all, pieces);
    if (hit == std::string_view::npos) return hit;
    return first_characters(plain, count_characters(std::string_view(all).substr(0, hit)))
        .size(); // folding keeps characters one to one
}

/// Where the snippet begins: some characters before the hit, but not in the line before.
std::size_t start_before(std::string_view plain, std::size_t hit) {
    std::size_t start = hit;
    for (std::size_t count = 0; count < before_hit && start > 0; ++count) {
        const std::size_t previous = previous_start(plain, start);
        if (plain[previous] == '\n') break;
        start = previous;
    }
    return start;
}

std::vector<std::pair<std::size_t, std::size_t>> marks_in(const FoldedText& text,
                                                          const std::vector<QueryPiece>& pieces) {
    std::vector<std::pair<std::size_t, std::size_t>> marks;
    for (const auto& piece : pieces)
        for (auto at = text.text.find(piece.folded); at != std::string::npos;
             at = text.text.find(piece.folded, at + piece.folded.size()))
            marks.emplace_back(text.origin[at], text.origin[at + piece.folded.size()]);
    std::sort(marks.begin(), marks.end());
    std::vector<std::pair<std::size_t, std::size_t>> apart;
    for (const auto& mark : marks) {
        if (!apart.empty() && mark.first <= apart.back().second)
            apart.back().second = std::max(apart.back().second, mark.second);
        else
            apart.push_back(mark);
    }
    return apart;
}

} // namespace

bool holds(std::string_view text, const QueryPiece& piece) {
    return folded(text).find(piece.folded) != std::string::npos;
}

Snippet snippet_of(std::string_view plain, const std::vector<QueryPiece>& pieces) {
    const std::size_t hit = first_hit(plain, pieces);
    const std::size_t start = hit == std::string_view::npos ? 0 : start_before(plain, hit);
    const std::string_view window = first_characters(plain.substr(start), longest);
    std::string text = start > 0 ? "…" : "";
    text += replaced(std::string(window), "\n", " ");
    if (start + window.size() < plain.size()) text += "…";
    Snippet snippet{text, marks_in(fold(text), pieces), hit != std::string_view::npos};
    return snippet;
}

} // namespace lianxin
