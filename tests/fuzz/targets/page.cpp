// A notice or a guide with its front matter.
#include "tests/fuzz/target.h"

#include "records/model/page.h"
#include "records/base/text.h"
#include "records/pack/content_check.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    (void)pictures_in(text);
    const auto page = parse_page(text);
    return !page || (is_utf8(page->title) && is_utf8(page->body) && !page->id.empty());
}

std::vector<Bytes> seeds() { return sample_files("assets/samples/county/notices", ".md", 30); }

} // namespace

extern const Target page_target{"page", 800, holds, seeds};

} // namespace lianxin::fuzz
