// The Markdown of a notice: every block and every bold run lies inside its text.
#include "tests/fuzz/target.h"

#include "kiosk/ui/markdown.h"
#include "records/base/text.h"

namespace lianxin::fuzz {
namespace {

bool runs_lie_inside(const RichText& rich) {
    for (const BoldRun& run : rich.bold)
        if (run.begin > run.end || run.end > rich.text.size()) return false;
    return true;
}

bool holds(ByteView input) {
    const auto blocks = parse_markdown(text_of(input));
    for (const Block& block : blocks) {
        if (!runs_lie_inside(block.text)) return false;
        for (const TableRow& row : block.rows)
            for (const RichText& cell : row.cells)
                if (!runs_lie_inside(cell)) return false;
    }
    (void)plain_text(blocks);
    return true;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("assets/samples/county/notices", ".md", 10);
    for (auto& more : texts({"# 标题\n\n> 引 **粗** 文\n\n1. 一\n   - 二\n\n     段\n2. ![图](pictures/a.png) 后\n\n| 甲 | 乙 |\n|---|:-:|\n| **a** | b |\n\n---\n\n```\ncode\n```\n&amp;&nbsp;&copy;"}))
        all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target markdown_target{"markdown", 1500, holds, seeds};

} // namespace lianxin::fuzz
