// Cutting text and queries into tokens of the index.
#include "records/store/tokens.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t longest_initials = 12; // letters of a pinyin token; longer queries are cut to it
constexpr std::size_t longest_letters = 20;
constexpr std::size_t most_pieces = 8;
constexpr std::size_t longest_piece = 32; // characters

enum class Sign { Han, Word, Break };

/// What parts words: everything in ASCII but letters and digits, and the blocks of punctuation and symbols.
Sign sign_of(char32_t c) {
    if (is_han(c)) return Sign::Han;
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? Sign::Word : Sign::Break;
    const bool latin_mark = c < 0xc0 || c == 0xd7 || c == 0xf7;
    const bool symbol = (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xfe10 && c <= 0xfe6f) ||
                        (c >= 0xff00 && c <= 0xffff);
    return latin_mark || symbol ? Sign::Break : Sign::Word;
}

/// A stretch of signs of one kind in folded text.
struct Run {
    Sign sign = Sign::Break;
    std::string_view text;
};

Run run_at(std::string_view folded_text, std::size_t at) {
    const Sign sign = sign_of(code_point_at(folded_text, at).value);
    std::size_t end = at;
    while (end < folded_text.size()) {
        const auto point = code_point_at(folded_text, end);
        if (sign_of(point.value) != sign) break;
        end += point.length;
    }
    return {sign, folded_text.substr(at, end - at)};
}

void add_token(std::string& to, std::string_view token) {
    if (!to.empty()) to += ' ';
    to += token;
}

/// Overlapping pairs; at the end of the run the last character alone.
enum class RunEnd { Closed, Open };
void add_pairs(std::string& to, std::string_view run, RunEnd end) {
    for (std::size_t at = 0; at < run.size();) {
        const std::size_t next = at + code_point_at(run, at).length;
        if (next < run.size())
            add_token(to, run.substr(at, next + code_point_at(run, next).length - at));
        else if (end == RunEnd::Closed || at == 0)
            add_token(to, run.substr(at));
        at = next;
    }
}

std::string quoted(const std::string& tokens) {
    return "\"" + tokens + "\"";
}

bool is_letters(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The piece made of the runs from `at` up to the next break; `at` moves behind it.
QueryPiece piece_at(std::string_view text, std::size_t& at) {
    QueryPiece piece;
    std::string tokens;
    std::size_t runs = 0;
    bool open = false; // the last token may go on in the text
    while (at < text.size()) {
        const Run run = run_at(text, at);
        if (run.sign == Sign::Break) break;
        at += run.text.size();
        ++runs;
        const bool last = at >= text.size() || sign_of(code_point_at(text, at).value) == Sign::Break;
        open = last && (run.sign == Sign::Word || count_characters(run.text) == 1);
        if (run.sign == Sign::Word)
            add_token(tokens, run.text);
        else
            add_pairs(tokens, run.text, last ? RunEnd::Open : RunEnd::Closed);
        piece.folded += run.text;
    }
    piece.exact = runs == 1;
    piece.letters = runs == 1 && is_letters(piece.folded);
    if (piece.letters && tokens.size() > longest_letters) tokens.resize(longest_letters);
    piece.phrase = quoted(tokens) + (open ? " *" : "");
    return piece;
}

} // namespace

std::string text_tokens(std::string_view text) {
    const std::string all = folded(text);
    std::string tokens;
    tokens.reserve(all.size() * 5 / 2);
    for (std::size_t at = 0; at < all.size();) {
        const Run run = run_at(all, at);
        at += run.text.size();
        if (run.sign == Sign::Word) add_token(tokens, run.text);
        if (run.sign == Sign::Han) add_pairs(tokens, run.text, RunEnd::Closed);
    }
    return tokens;
}

std::vector<std::string> pairs_in(std::string_view text) {
    const std::string all = folded(text);
    std::vector<std::string> pairs;
    for (std::size_t at = 0; at < all.size();) {
        const Run run = run_at(all, at);
        at += run.text.size();
        if (run.sign != Sign::Han) continue;
        for (std::size_t from = 0; from < run.text.size();) {
            const std::size_t next = from + code_point_at(run.text, from).length;
            if (next < run.text.size()) pairs.emplace_back(run.text.substr(from, next + code_point_at(run.text, next).length - from));
            from = next;
        }
    }
    return pairs;
}

std::string pinyin_tokens(std::string_view title_pinyin) {
    const std::string all = replaced(folded(title_pinyin), "ü", "v");
    std::string initials, letters;
    std::vector<std::size_t> starts;
    for (const auto syllable : split(all, ' ')) {
        if (syllable.empty() || !is_letters(syllable)) continue;
        starts.push_back(letters.size());
        initials += syllable[0];
        letters += syllable;
    }
    std::string tokens;
    for (std::size_t at = 0; at < starts.size(); ++at) {
        add_token(tokens, std::string_view(initials).substr(at, longest_initials));
        add_token(tokens, std::string_view(letters).substr(starts[at], longest_letters));
    }
    return tokens;
}

static std::string about(const Page& page) {
    std::string about = page.number + "\n" + page.summary;
    for (const auto& keyword : page.keywords) about += "\n" + keyword;
    return about;
}

std::string searched_text(const Page& page, std::string_view plain) { return page.title + "\n" + about(page) + "\n" + std::string(plain); }

PageTokens tokens_of(const Page& page, std::string_view plain) {
    return {text_tokens(page.title), text_tokens(about(page)), text_tokens(plain), pinyin_tokens(page.title_pinyin)};
}

std::vector<QueryPiece> query_pieces(std::string_view words) {
    const std::string all = folded(first_characters(words, most_pieces * longest_piece));
    std::vector<QueryPiece> pieces;
    for (std::size_t at = 0; at < all.size() && pieces.size() < most_pieces;) {
        const Run run = run_at(all, at);
        if (run.sign == Sign::Break)
            at += run.text.size();
        else
            pieces.push_back(piece_at(all, at));
    }
    return pieces;
}

} // namespace lianxin
