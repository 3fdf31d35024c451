// Chinese text from anywhere: folding, counting, cutting, and breaking into lines.
#include "tests/fuzz/target.h"

#include "kiosk/ui/text.h"
#include "records/base/text.h"

namespace lianxin::fuzz {
namespace {

bool lines_cover(std::string_view text, float width) {
    std::size_t last = 0;
    for (const Line& line : break_lines(text, width, [](char32_t character) { return character < 0x80 ? 0.5f : 1.0f; })) {
        if (line.begin < last || line.end < line.begin || line.end > text.size()) return false;
        last = line.end;
    }
    return true;
}

bool holds(ByteView input) {
    const std::string text = text_of(input);
    for (const float width : {0.4f, 1.0f, 5.5f, 40.0f})
        if (!lines_cover(text, width)) return false;
    if (!is_utf8(input)) return true;
    return is_utf8(folded(text)) && is_utf8(first_characters(text, 5)) && to_utf8(to_code_points(text)) == text &&
           count_characters(text) == to_code_points(text).size();
}

std::vector<Bytes> seeds() {
    return texts({"“我们村里路坏了，下雨天没法走。”（见附件1）……共1,234.5元，占12%！\nEnglish words—and　ＡＢＣ１２３", "\xf0\xa0\xae\xb7野家\xe2\x80\x8b\tx", "\xff\xc0\x80"});
}

} // namespace

extern const Target text_target{"text", 3000, holds, seeds};

} // namespace lianxin::fuzz
