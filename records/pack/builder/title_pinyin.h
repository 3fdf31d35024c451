// Pinyin of titles, for searching by initials; made once, by the county.
#pragma once

#include <string>
#include <string_view>

namespace lianxin {

/// Small letters and digits, syllables and words apart by one blank: "农村公路" gives "nong cun gong lu". Characters
/// with several readings get the commonest; a page may say better in "title_pinyin".
std::string title_pinyin(std::string_view title);

} // namespace lianxin
