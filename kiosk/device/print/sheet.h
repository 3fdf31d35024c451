// What stands on a paper, as blocks from top to bottom. A receipt is one list of blocks; another kind of paper is another list.
#pragma once

#include "records/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

enum class BlockKind {
    Title,   ///< large, centred
    Heading, ///< bold, left
    Text,
    Note,    ///< small
    Caption, ///< centred, belongs to what is above or below
    Fact,    ///< label and text
    Code,    ///< groups of digits with blanks between them, as large as the paper allows, framed
    Qr,
    Rule,    ///< a line across
};

struct SheetBlock {
    BlockKind kind = BlockKind::Text;
    std::string text = {};  ///< UTF-8 without control characters
    std::string label = {}; ///< of a Fact
};

enum class TypeSize { Normal, Large };

struct Sheet {
    TypeSize type = TypeSize::Normal;
    std::vector<SheetBlock> blocks;
};

inline constexpr std::size_t longest_sheet = 64 * 1024; ///< bytes of JSON

/// {"type": "large", "blocks": [{"kind": "fact", "label": …, "text": …}, …]}. Errors: Invalid (naming what breaks a rule).
Result<Sheet> parse_sheet(std::string_view json);
std::string to_json(const Sheet& sheet);

/// Overwrites every text of it.
void wipe(Sheet& sheet);

} // namespace lianxin
