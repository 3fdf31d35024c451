// What the kiosk will do with new content, done beforehand: pages laid out as they will be read, pictures decoded.
#pragma once

#include "kiosk/ui/page_layout.h"
#include "records/base/file.h"

#include <map>

namespace lianxin {

/// One line of what is to be checked: "page", "picture" or "beside" (a picture that was checked before and may be shown), path in
/// the edition and file, each after a tab. Errors: Invalid.
struct CheckLine {
    enum class What { Page, Picture, Beside } what = What::Page;
    std::string path;
    Path file;
};
Result<CheckLine> parse_check_line(std::string_view line);

/// Decodes every picture and lays out every page in every look. Errors: whatever is wrong first, with the item's path.
Result<void> check_content(const std::vector<CheckLine>& lines, const FontFiles& fonts);

} // namespace lianxin
