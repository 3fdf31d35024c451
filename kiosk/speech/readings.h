// Words whose characters have several readings, with the right one; and how Latin words and letters are said.
#pragma once

#include "records/base/file.h"

#include <map>
#include <string>
#include <string_view>

namespace lianxin {

/// A table of words and their pinyin. The longest word counts.
class Readings {
  public:
    /// Lines "银行 yin2 hang2"; "#" begins a comment. Errors: NotFound, Storage, Invalid (names the line).
    static Result<Readings> read(const Path& file);
    static Result<Readings> parse(std::string_view text);

    struct Match {
        std::string_view pinyin; ///< "yin2 hang2"; empty when no word of the table begins here
        std::size_t length = 0;  ///< characters of the word
    };
    /// The longest word that `text` begins with. Latin words are found in whatever case.
    Match find(std::u32string_view text) const;
    std::size_t size() const { return words_.size(); }

  private:
    std::map<std::u32string, std::string, std::less<>> words_;
    std::map<char32_t, std::size_t> longest_; ///< by the first character
};

} // namespace lianxin
