// How text is cut for searching: two characters at a time, so that every Chinese word of two or more is found as it
// stands.
#pragma once

#include "records/model/page.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// Rises whenever the same text would be cut differently: an index made otherwise is made again.
constexpr int token_version = 2;

/// Words parted by single blanks, all folded. A run of Chinese characters abcd gives "ab bc cd d": a query of two or
/// more finds exactly the places where it stands, a query of one finds every token that begins with it. Letters and
/// digits stay whole.
std::string text_tokens(std::string_view text);

/// Every two characters that follow each other in the Chinese runs of a text, as they are kept for their sound.
std::vector<std::string> pairs_in(std::string_view text);

/// From "nong cun gong lu": the initials from each syllable on ("ncgl cgl gl l") and the letters from each syllable on
/// ("nongcungonglu cungonglu gonglu lu"), so that either may be typed from the middle of a title.
std::string pinyin_tokens(std::string_view title_pinyin);

/// What is indexed of a page, column by column.
struct PageTokens {
    std::string title, about, body, pinyin;
    bool operator==(const PageTokens&) const = default;
};
PageTokens tokens_of(const Page& page, std::string_view plain);
/// Title, what is said about it, and text, one below the other.
std::string searched_text(const Page& page, std::string_view plain);

/// One unbroken piece of what was typed: a phrase of the index, and how to make sure of it.
struct QueryPiece {
    std::string folded;   ///< as it stands in folded text
    std::string phrase;   ///< of FTS5: quoted tokens, with a star when the last may go on
    bool exact = true;    ///< the phrase finds nothing but the piece; else the text must be looked at
    bool letters = false; ///< ASCII letters alone: may be pinyin
};
/// At most 8 pieces of at most 32 characters. Blanks and punctuation part them.
std::vector<QueryPiece> query_pieces(std::string_view words);

} // namespace lianxin
