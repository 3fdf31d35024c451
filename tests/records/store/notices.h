// Pages to search in: the sample county's own, and any number made from its sentences.
#pragma once

#include "records/store/library.h"

namespace lianxin::hall {

std::vector<Page> sample_pages();

/// `count` pages of 5 to 40 sentences of the samples, about 2 KB each; the same seed gives the same pages.
std::vector<Page> made_pages(std::size_t count, std::uint64_t seed);

LibraryContent edition_of(std::uint64_t number, std::vector<Page> pages);

/// Everything of a page that is searched, folded.
std::string searched_text(const Page& page);

/// `count` words of `characters` Chinese characters that stand in some page.
std::vector<std::string> words_in(const std::vector<Page>& pages, std::size_t characters, std::size_t count,
                                  std::uint64_t seed);

} // namespace lianxin::hall
