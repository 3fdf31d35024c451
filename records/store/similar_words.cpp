// Walks from pair to pair of characters, and looks synonyms up.
#include "records/store/similar_words.h"

#include "records/base/text.h"
#include "records/model/synonyms.h"
#include "records/store/sounds.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_synonyms = 8, most_alike = 24, most_begun = 64, most_cuts = 4, longest_word = 8;

/// For each character the sounds it may have.
using Word = std::vector<std::vector<Syllable>>;

void add_piece(std::vector<QueryPiece>& pieces, const std::string& words) {
    auto made = query_pieces(words);
    if (made.size() == 1) pieces.push_back(std::move(made.front()));
}

std::vector<Word> words_of(const QueryPiece& piece) {
    std::vector<Word> words;
    if (piece.letters) {
        for (const auto& sounds : sounds_in(piece.folded, most_cuts)) {
            Word word;
            for (const Syllable sound : sounds) word.push_back({sound});
            words.push_back(std::move(word));
        }
    } else {
        Word word;
        for (const char32_t character : to_code_points(piece.folded)) word.push_back(sounds_of(character));
        words.push_back(std::move(word));
    }
    std::erase_if(words, [](const Word& word) {
        return word.size() < 2 || word.size() > longest_word || std::any_of(word.begin(), word.end(), [](const auto& sounds) { return sounds.empty(); });
    });
    return words;
}

/// The pairs that sound like characters `at` and the next, after what was begun.
Result<std::vector<std::string>> gone_on(Statement& pairs, const Word& word, std::size_t at, const std::vector<std::string>& begun) {
    std::vector<std::string> longer;
    for (const Syllable first : word[at])
        for (const Syllable second : word[at + 1]) {
            pairs.with(pair_sound(first, second));
            for (;;) {
                auto row = pairs.step();
                if (!row) return std::move(row).error();
                if (!*row) break;
                const std::string pair = pairs.text(0);
                const std::size_t half = code_point_at(pair, 0).length;
                if (at == 0 && longer.size() < most_begun) longer.push_back(pair);
                for (const auto& each : begun)
                    if (each.ends_with(pair.substr(0, half)) && longer.size() < most_begun) longer.push_back(each + pair.substr(half));
            }
        }
    return longer;
}

} // namespace

Result<std::vector<QueryPiece>> synonyms_of(Database& database, const QueryPiece& piece) {
    auto rows = database.prepare("SELECT also FROM synonym WHERE word = ?");
    if (!rows) return std::move(rows).error();
    std::vector<QueryPiece> pieces;
    const auto text = to_code_points(piece.folded);
    for (std::size_t length = std::min(longest_synonym, text.size()); length >= 2; --length)
        for (std::size_t at = 0; at + length <= text.size(); ++at) {
            rows->with(to_utf8(text.substr(at, length)));
            for (;;) {
                auto row = rows->step();
                if (!row) return std::move(row).error();
                if (!*row || pieces.size() >= most_synonyms) break;
                add_piece(pieces, to_utf8(text.substr(0, at)) + rows->text(0) + to_utf8(text.substr(at + length)));
            }
        }
    return pieces;
}

Result<std::vector<QueryPiece>> sounding_like(Database& database, const QueryPiece& piece) {
    auto pairs = database.prepare("SELECT pair FROM sound_pair WHERE sound = ?");
    if (!pairs) return std::move(pairs).error();
    std::vector<std::string> alike;
    for (const Word& word : words_of(piece)) {
        std::vector<std::string> begun;
        for (std::size_t at = 0; at + 1 < word.size(); ++at) {
            auto longer = gone_on(*pairs, word, at, begun);
            if (!longer) return std::move(longer).error();
            begun = std::move(*longer);
        }
        alike.insert(alike.end(), begun.begin(), begun.end());
    }
    std::sort(alike.begin(), alike.end());
    alike.erase(std::unique(alike.begin(), alike.end()), alike.end());
    std::erase(alike, piece.folded);
    if (alike.size() > most_alike) alike.resize(most_alike);
    std::vector<QueryPiece> pieces;
    for (const auto& word : alike) add_piece(pieces, word);
    return pieces;
}

} // namespace lianxin
