// Sample pages and pages made from them.
#include "tests/records/store/notices.h"

#include "records/base/random.h"
#include "records/base/text.h"
#include "records/store/plain_text.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

namespace lianxin::hall {

std::vector<Page> sample_pages() {
    std::vector<Path> files;
    for (const auto& item :
         std::filesystem::recursive_directory_iterator(Path(LIANXIN_SOURCE_DIR) / "assets/samples/county/notices"))
        if (item.path().extension() == ".md") files.push_back(item.path());
    std::sort(files.begin(), files.end());
    std::vector<Page> pages;
    for (const auto& file : files) {
        auto page = parse_page(*read_text(file, 1u << 20));
        if (!page) FAIL(file.string() << ": " << page.error().text());
        pages.push_back(std::move(*page));
    }
    return pages;
}

std::vector<Page> made_pages(std::size_t count, std::uint64_t seed) {
    const auto samples = sample_pages();
    std::vector<std::string> sentences;
    for (const auto& page : samples) {
        const std::string plain = plain_text(page.body);
        for (const auto line : split(plain, '\n')) {
            const std::string marked = replaced(std::string(line), "。", "。\n");
            for (const auto sentence : split(marked, '\n'))
                if (count_characters(sentence) > 8) sentences.emplace_back(sentence);
        }
    }
    SeededRandom random(seed);
    std::vector<Page> pages;
    for (std::size_t number = 0; number < count; ++number) {
        Page page = samples[random.below(static_cast<std::uint32_t>(samples.size()))];
        page.id = "made-" + std::to_string(number);
        page.title =
            std::string(first_characters(sentences[random.below(static_cast<std::uint32_t>(sentences.size()))], 16));
        page.title_pinyin = "";
        page.summary = "";
        page.keywords.clear();
        page.published -= std::chrono::days(random.below(2000));
        page.body.clear();
        for (std::uint32_t left = 5 + random.below(36); left > 0; --left)
            page.body +=
                sentences[random.below(static_cast<std::uint32_t>(sentences.size()))] + (left % 4 == 0 ? "\n\n" : "");
        pages.push_back(std::move(page));
    }
    return pages;
}

LibraryContent edition_of(std::uint64_t number, std::vector<Page> pages) {
    LibraryContent content;
    content.edition.number = number;
    content.edition.county = "411325";
    content.edition.county_name = "青禾县";
    content.edition.title = "试验版";
    content.edition.publisher = "青禾县";
    content.pages = std::move(pages);
    content.keys = Value(Value::Map{});
    return content;
}

std::string searched_text(const Page& page) {
    std::string all = page.title + "\n" + page.number + "\n" + page.summary;
    for (const auto& keyword : page.keywords) all += "\n" + keyword;
    return folded(all + "\n" + plain_text(page.body));
}

std::vector<std::string> words_in(const std::vector<Page>& pages, std::size_t characters, std::size_t count,
                                  std::uint64_t seed) {
    SeededRandom random(seed);
    std::vector<std::string> words;
    while (words.size() < count) {
        const auto text = to_code_points(searched_text(pages[random.below(static_cast<std::uint32_t>(pages.size()))]));
        const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
        const auto word = text.substr(at, characters);
        if (word.size() == characters && std::all_of(word.begin(), word.end(), is_han)) words.push_back(to_utf8(word));
    }
    return words;
}

} // namespace lianxin::hall
