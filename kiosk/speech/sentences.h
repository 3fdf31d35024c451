// Cutting a text into what is said at one breath.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace lianxin {

/// A stretch of a text, in bytes.
struct TextRange {
    std::size_t begin = 0, end = 0;
};

/// Sentences in order, without the blanks around them and without lines that hold nothing to say. Closing quotation marks and
/// brackets stay with their sentence, what stands in brackets stays together, very long sentences are cut at commas.
std::vector<TextRange> sentences_of(std::string_view text);

} // namespace lianxin
