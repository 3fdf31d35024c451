// What a Markdown page says without its markup: for searching, quoting and reading aloud.
#pragma once

#include <string>
#include <string_view>

namespace lianxin {

/// One line for each block (heading, paragraph, list item, table row); cells are parted by a blank. Lines that were
/// broken inside a paragraph are joined, between Chinese characters without a blank. Pictures leave their description,
/// links their words.
std::string plain_text(std::string_view markdown);

} // namespace lianxin
