// Pinyin by ICU's transliterator from Han to Latin.
#include "records/pack/builder/title_pinyin.h"

#include "records/base/digit.h"

#include <cstdlib>
#include <memory>
#include <unicode/translit.h>

namespace lianxin {
namespace {

const icu::Transliterator& transliterator() {
    static const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> found(icu::Transliterator::createInstance(
            "Fullwidth-Halfwidth; Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        // Only an ICU installed without its data fails here.
        if (U_FAILURE(status)) std::abort();
        return found;
    }();
    return *made;
}

bool is_kept(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c);
}

} // namespace

std::string title_pinyin(std::string_view title) {
    auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(title.data(), static_cast<int>(title.size())));
    transliterator().transliterate(text);
    std::string latin;
    text.toUTF8String(latin);
    std::string out;
    for (const char c : latin) {
        const bool apart = !is_kept(c) || (!out.empty() && is_digit(out.back()) != is_digit(c));
        if (apart && !out.empty() && out.back() != ' ') out += ' ';
        if (is_kept(c)) out += c;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

} // namespace lianxin
