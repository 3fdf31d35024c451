// Listens to md4c and collects blocks.
#include "kiosk/ui/markdown.h"

#include "kiosk/ui/phrases.h"

#include "records/base/text.h"

#include <md4c.h>

namespace lianxin {

namespace {

struct List {
    bool ordered = false;
    unsigned next = 1;
};

class Collector {
  public:
    std::vector<Block> blocks;

    void enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_QUOTE: ++quotes_; break;
        case MD_BLOCK_UL: enter_list({false, 1}); break;
        case MD_BLOCK_OL: enter_list({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start}); break;
        case MD_BLOCK_LI: begin_item(); break;
        case MD_BLOCK_H: open(Block::Kind::Heading, static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level)); break;
        case MD_BLOCK_P: open_paragraph(); break;
        case MD_BLOCK_HR: open(Block::Kind::Rule, 0); break;
        case MD_BLOCK_CODE:
        case MD_BLOCK_HTML: open(Block::Kind::Paragraph, 0); break;
        case MD_BLOCK_TABLE:
            open(Block::Kind::Table, 0);
            in_table_ = true;
            break;
        case MD_BLOCK_TR: begin_row(); break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: begin_cell(type == MD_BLOCK_TH); break;
        default: break;
        }
    }

    void leave(MD_BLOCKTYPE type) {
        if (type == MD_BLOCK_QUOTE) --quotes_;
        if (type == MD_BLOCK_TABLE) in_table_ = false;
        if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) lists_.pop_back();
        if (type == MD_BLOCK_LI) item_open_ = false;
        if (type == MD_BLOCK_P || type == MD_BLOCK_H || type == MD_BLOCK_TH || type == MD_BLOCK_TD || type == MD_BLOCK_CODE)
            end_bold();
    }

    void enter(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_STRONG) begin_bold();
        if (type == MD_SPAN_IMG) begin_picture(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
    }

    void leave(MD_SPANTYPE type) {
        if (type == MD_SPAN_STRONG) end_bold();
        if (type == MD_SPAN_IMG) in_picture_ = false;
    }

    void text(MD_TEXTTYPE type, std::string_view piece) {
        RichText& into = target();
        if (type == MD_TEXT_BR) into.text += '\n';
        else if (type == MD_TEXT_SOFTBR) join(into);
        else if (type == MD_TEXT_ENTITY) into.text += entity(piece);
        else if (type == MD_TEXT_NULLCHAR) into.text += to_utf8(U'\uFFFD');
        else add(into, piece);
    }

  private:
    void enter_list(List list) {
        // A list inside an item whose text was not wrapped in a paragraph follows it.
        item_open_ = false;
        lists_.push_back(list);
    }

    Block& open(Block::Kind kind, int level) {
        Block block;
        block.kind = kind;
        block.level = level;
        block.quoted = quotes_ > 0;
        blocks.push_back(std::move(block));
        return blocks.back();
    }

    void begin_item() {
        List& list = lists_.back();
        Block& block = open(Block::Kind::Item, static_cast<int>(lists_.size()) - 1);
        if (list.ordered) block.marker = std::to_string(list.next++) + ".";
        item_open_ = true;
    }

    void open_paragraph() {
        if (item_open_ && blocks.back().text.text.empty()) return; // the item's own first paragraph
        if (lists_.empty()) {
            open(Block::Kind::Paragraph, 0);
            return;
        }
        open(Block::Kind::Item, static_cast<int>(lists_.size()) - 1).marker = "-";
    }

    void begin_row() { blocks.back().rows.emplace_back(); }
    void begin_cell(bool is_header) {
        blocks.back().rows.back().is_header = is_header;
        blocks.back().rows.back().cells.emplace_back();
    }

    RichText& target() {
        if (blocks.empty()) open(Block::Kind::Paragraph, 0);
        Block& block = blocks.back();
        if (block.kind == Block::Kind::Table && !block.rows.empty() && !block.rows.back().cells.empty())
            return block.rows.back().cells.back();
        // Text after a picture inside one paragraph.
        if (block.kind == Block::Kind::Picture && !in_picture_) return open(Block::Kind::Paragraph, 0).text;
        return block.text;
    }

    void begin_bold() {
        if (bold_) return;
        bold_ = true;
        bold_begin_ = target().text.size();
    }
    void end_bold() {
        if (!bold_) return;
        bold_ = false;
        RichText& into = target();
        if (into.text.size() > bold_begin_) into.bold.push_back({bold_begin_, into.text.size()});
    }

    /// CommonMark does not see `**` beside Chinese quotation marks; whoever wrote them meant bold all the same.
    void add(RichText& into, std::string_view piece) {
        for (std::size_t at = piece.find("**"); at != piece.npos; at = piece.find("**")) {
            into.text += piece.substr(0, at);
            piece.remove_prefix(at + 2);
            if (bold_) end_bold();
            else begin_bold();
        }
        into.text += piece;
    }

    /// A line end inside a paragraph is nothing between Chinese characters and a blank between words.
    static void join(RichText& into) {
        if (into.text.empty()) return;
        const auto last = code_point_at(into.text, previous_start(into.text, into.text.size())).value;
        if (last < 0x2E80) into.text += ' ';
    }

    static std::string entity(std::string_view name) {
        if (name == "&amp;") return "&";
        if (name == "&lt;") return "<";
        if (name == "&gt;") return ">";
        if (name == "&quot;") return "\"";
        if (name == "&nbsp;") return " ";
        return std::string(name);
    }

    void begin_picture(const MD_ATTRIBUTE& source) {
        if (in_table_) return; // a cell has no room for pictures: their caption is its text
        const bool empty_paragraph = !blocks.empty() && blocks.back().kind == Block::Kind::Paragraph && blocks.back().text.text.empty();
        Block& block = empty_paragraph ? blocks.back() : open(Block::Kind::Picture, 0);
        block.kind = Block::Kind::Picture;
        block.picture.assign(source.text, source.size);
        in_picture_ = true;
    }

    std::vector<List> lists_;
    int quotes_ = 0;
    bool item_open_ = false, bold_ = false, in_picture_ = false, in_table_ = false;
    std::size_t bold_begin_ = 0;
};

Collector& collector(void* user) { return *static_cast<Collector*>(user); }

} // namespace

std::vector<Block> parse_markdown(std::string_view text) {
    Collector all;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) { return collector(user).enter(type, detail), 0; };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return collector(user).leave(type), 0; };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) { return collector(user).enter(type, detail), 0; };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return collector(user).leave(type), 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* piece, MD_SIZE size, void* user) {
        return collector(user).text(type, {piece, size}), 0;
    };
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &all);
    return std::move(all.blocks);
}

namespace {

/// "列名：值" for each cell that holds something.
std::string spoken_row(const std::vector<RichText>* names, const TableRow& row) {
    std::string words;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].text.empty()) continue;
        const std::string_view name = names && i < names->size() ? std::string_view((*names)[i].text) : std::string_view();
        words = joined(words, "；", headed(name, row.cells[i].text));
    }
    return words;
}

/// Walks the plain text and its parts at once, so that they cannot disagree.
struct PlainText {
    std::string text;
    std::vector<SpokenPart> parts;

    explicit PlainText(const std::vector<Block>& blocks) {
        for (const Block& block : blocks) add(block);
    }
    void add(const Block& block) {
        const std::size_t begin = text.size();
        if (!block.marker.empty() && block.marker != "-") text += block.marker + " ";
        text += block.text.text;
        if (!block.text.text.empty()) parts.push_back({begin, text.size(), {}});
        add_table(block.rows);
        text += '\n';
    }
    void add_table(const std::vector<TableRow>& rows) {
        const std::vector<RichText>* names = nullptr;
        for (const TableRow& row : rows) {
            const std::size_t begin = text.size();
            for (const RichText& cell : row.cells) text += cell.text + " ";
            if (row.is_header) names = &row.cells;
            else parts.push_back({begin, text.size(), spoken_row(names, row)});
            text += '\n';
        }
    }
};

} // namespace

std::string plain_text(const std::vector<Block>& blocks) { return PlainText(blocks).text; }
std::vector<SpokenPart> spoken_parts(const std::vector<Block>& blocks) { return PlainText(blocks).parts; }

} // namespace lianxin
