// Markdown as a flat list of blocks with bold runs, ready to be laid out. The home of md4c.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

/// A stretch of text that is set bold, in bytes.
struct BoldRun {
    std::size_t begin = 0, end = 0;
};

struct RichText {
    std::string text;
    std::vector<BoldRun> bold;
};

struct TableRow {
    bool is_header = false;
    std::vector<RichText> cells;
};

struct Block {
    enum class Kind { Heading, Paragraph, Item, Table, Picture, Rule } kind = Kind::Paragraph;
    RichText text;       ///< Heading, Paragraph, Item; a Picture's caption
    int level = 0;       ///< Heading: 1–6; Item: depth of nesting, 0 for the outermost
    std::string marker;  ///< Item: "1." or empty for a bullet; "-" alone stands for a further paragraph of the item
    bool quoted = false; ///< inside a quotation
    std::string picture; ///< path in the edition
    std::vector<TableRow> rows;
};

/// CommonMark with tables; HTML is text. Never fails: every text is some Markdown.
std::vector<Block> parse_markdown(std::string_view text);

/// The words alone, one block a line, for reading aloud.
std::string plain_text(const std::vector<Block>& blocks);

/// One block or one row of a table as it is read aloud, and where its words stand in the plain text, in bytes.
struct SpokenPart {
    std::size_t begin = 0, end = 0;
    std::string row; ///< a table's row as "姓名：王小明；村：石桥村"; empty for everything else, which is read as it stands
};
/// In reading order; the header of a table is read with its rows.
std::vector<SpokenPart> spoken_parts(const std::vector<Block>& blocks);

} // namespace lianxin
