// Searching: every Chinese word is found wherever it stands, and nothing else is.
#include "tests/records/store/hall.h"
#include "tests/records/store/notices.h"

#include "records/base/text.h"
#include "records/store/plain_text.h"
#include "records/store/tokens.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

using Ids = std::set<std::string>;

Ids found(const LibraryReader& reader, std::string_view words) {
    Ids ids;
    for (const auto& hit : reader.search(words, 100'000)) ids.insert(hit.page.id);
    return ids;
}

/// Pages and the text each is searched by.
struct Shelf {
    explicit Shelf(std::vector<Page> some) : pages(std::move(some)) {
        for (const auto& page : pages) texts.push_back(searched_text(page));
        REQUIRE(Library::open(folder.path)->install(edition_of(1, pages)));
    }
    LibraryReader reader() const {
        auto opened = LibraryReader::open(folder.path);
        REQUIRE(opened);
        return std::move(*opened);
    }
    Ids truth(std::string_view word) const {
        Ids ids;
        for (std::size_t at = 0; at < pages.size(); ++at)
            if (texts[at].find(folded(word)) != std::string::npos) ids.insert(pages[at].id);
        return ids;
    }
    Folder folder;
    std::vector<Page> pages;
    std::vector<std::string> texts;
};

void check_truth(const Shelf& shelf, std::size_t words) {
    const auto reader = shelf.reader();
    for (const std::size_t characters : {1u, 2u, 3u, 4u, 5u, 9u})
        for (const auto& word : words_in(shelf.pages, characters, words, 11 + characters)) {
            INFO(word);
            CHECK(found(reader, word) == shelf.truth(word));
        }
}

Page page_with(std::string id, std::string title, std::string pinyin, std::string body) {
    Page page;
    page.id = std::move(id);
    page.title = std::move(title);
    page.title_pinyin = std::move(pinyin);
    page.channel = "any";
    page.body = std::move(body);
    return page;
}

} // namespace

TEST_CASE("words of any length find exactly the sample pages they stand in", "[store.search]") {
    check_truth(Shelf(sample_pages()), 150);
}

TEST_CASE("words of any length find exactly the made pages they stand in", "[store.search]") {
    check_truth(Shelf(made_pages(800, 1)), 60);
}

TEST_CASE("words that stand nowhere find nothing but what sounds like them", "[store.search]") {
    const Shelf shelf(sample_pages());
    const auto reader = shelf.reader();
    const auto first = words_in(shelf.pages, 2, 200, 5);
    const auto second = words_in(shelf.pages, 2, 200, 6);
    for (std::size_t at = 0; at < first.size(); ++at) {
        const std::string word = first[at] + second[at]; // two pairs side by side that mostly never stood together
        INFO(word);
        Ids ids;
        for (const auto& hit : reader.search(word, 100'000))
            if (hit.by == FoundBy::Words) ids.insert(hit.page.id);
        CHECK(ids == shelf.truth(word));
    }
}

TEST_CASE("characters mixed with letters and digits are found where they stand without a break", "[store.search]") {
    const Shelf shelf({page_with("a", "X001县道", "", "自2026年3月起，G5 高速封闭，5G基站开通。"),
                       page_with("b", "通知", "", "共2026，年底前完成；编号以“X”开头"),
                       page_with("c", "电话", "", "拨打１２３４５热线，ＡＢＣ类")});
    const auto reader = shelf.reader();
    CHECK(found(reader, "2026年") == Ids{"a"});
    CHECK(found(reader, "自2026年3月起") == Ids{"a"});
    CHECK(found(reader, "X001") == Ids{"a"});
    CHECK(found(reader, "x001县道") == Ids{"a"});
    CHECK(found(reader, "5G基站") == Ids{"a"});
    CHECK(found(reader, "12345热线") == Ids{"c"});
    CHECK(found(reader, "１２３") == Ids{"c"});
    CHECK(found(reader, "abc") == Ids{"c"});
    CHECK(found(reader, "2026") == Ids{"a", "b"});
}

TEST_CASE("several words must all stand in a page; punctuation and quotes are no commands") {
    const Shelf shelf({page_with("a", "农村公路", "", "养护办法"), page_with("b", "农村饮水", "", "公路两旁")});
    const auto reader = shelf.reader();
    CHECK(found(reader, "农村 公路") == Ids{"a", "b"});
    CHECK(found(reader, "农村　养护") == Ids{"a"});
    CHECK(found(reader, "公路，饮水") == Ids{"b"});
    CHECK(found(reader, "农村\" OR \"饮水") == Ids{});
    CHECK(found(reader, "\"").empty());
    CHECK(found(reader, "*").empty());
    CHECK(found(reader, "").empty());
    CHECK(found(reader, "title:农村") == Ids{});
    CHECK(found(reader, std::string(5000, 'x')).empty());
    CHECK(found(reader, "农\xff\xfe") == Ids{"a", "b"}); // broken bytes part words
}

TEST_CASE("titles are found by pinyin: initials, syllables, from the middle, and with two letters swapped",
          "[store.pinyin]") {
    const Shelf shelf({page_with("road", "农村公路养护办法", "nong cun gong lu yang hu ban fa", "正文"),
                       page_with("green", "绿化通知", "lü hua tong zhi", "正文"),
                       page_with("other", "医保缴费", "yi bao jiao fei", "正文")});
    const auto reader = shelf.reader();
    for (const char* typed : {"ncgl", "nongcun", "gonglu", "nongcungonglu", "gl", "yhbf", "NCGL", "nongc", "gong lu",
                              "nclg", "nongcungongluyanghubanfa"}) {
        INFO(typed);
        CHECK(found(reader, typed) == Ids{"road"});
    }
    CHECK(found(reader, "lvhua") == Ids{"green"});
    CHECK(found(reader, "lhtz") == Ids{"green"});
    CHECK(found(reader, "ybjf") == Ids{"other"});
    CHECK(found(reader, "zzzz").empty());
}

TEST_CASE("a hit in the title comes before hits in the text, and of equals the newest first") {
    auto title = page_with("title", "公路养护", "", "短。");
    auto much = page_with("much", "别的", "", "公路公路公路公路公路公路。");
    auto old = page_with("old", "某事", "", "说到公路一次。");
    auto recent = old;
    recent.id = "recent";
    recent.published += std::chrono::days(30);
    const Shelf shelf({old, much, title, recent});
    std::vector<std::string> ids;
    for (const auto& hit : shelf.reader().search("公路", 10)) ids.push_back(hit.page.id);
    CHECK(ids == std::vector<std::string>{"title", "much", "recent", "old"});
    CHECK(shelf.reader().search("公路", 2).size() == 2);
}

TEST_CASE("a word is found by its synonyms, after the pages that have the word itself", "[search.synonym]") {
    Folder folder;
    auto content = edition_of(1, {page_with("itself", "通知", "", "低保每月发放。"), page_with("meaning", "最低生活保障申请指南", "", "正文"),
                                  page_with("other", "医保缴费", "", "正文")});
    content.synonyms = {{"低保", "最低生活保障"}, {"医保", "医疗保险"}};
    REQUIRE(Library::open(folder.path)->install(content));
    const auto reader = LibraryReader::open(folder.path);
    const auto hits = reader->search("低保", 10);
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].page.id == "itself");
    CHECK(hits[0].by == FoundBy::Words);
    CHECK(hits[1].page.id == "meaning");
    CHECK(hits[1].by == FoundBy::Synonym);
    CHECK(hits[1].found == "最低生活保障");
    const auto longer = reader->search("低保申请", 10);
    REQUIRE(longer.size() == 1);
    CHECK(longer[0].page.id == "meaning");
    CHECK(found(*reader, "最低生活保障 通知").empty() == false);
    CHECK(found(*reader, "医疗保险") == Ids{"other"});
}

TEST_CASE("a word written with others of the same sound is found, and told as such", "[search.sound]") {
    const Shelf shelf({page_with("allowance", "低保通知", "", "正文"), page_with("willow", "绿化", "", "村口的柳树要修剪，桑树也要剪。"), page_with("bank", "银行网点", "", "正文")});
    const auto reader = shelf.reader();
    const auto hits = reader.search("低宝", 10);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].page.id == "allowance");
    CHECK(hits[0].by == FoundBy::Sound);
    CHECK(hits[0].found == "低保");
    for (const auto& [typed, id] : {std::pair("牛树", "willow"), {"流术", "willow"}, {"商数", "willow"}, {"银航", "bank"}, {"银行往点", "bank"}, {"liushu", "willow"}, {"niusu", "willow"}}) {
        INFO(typed);
        CHECK(found(reader, typed) == Ids{id});
    }
    CHECK(reader.search("柳树", 10).front().by == FoundBy::Words);
    CHECK(found(reader, "柳书记").empty());
    CHECK(found(reader, "低宝 通知") == Ids{"allowance"});
}

TEST_CASE("fresh pages come before old ones, those that hold before those that are over, weighty channels first", "[search.order]") {
    const TimePoint now = *parse_iso_time("2026-11-26T04:00:00Z");
    auto fresh = page_with("fresh", "公路一", "", "公路。");
    fresh.published = *parse_iso_day("2026-11-20");
    auto old = fresh, over = fresh, corrected = fresh, correcting = fresh, weighty = fresh;
    old.id = "old";
    old.published = *parse_iso_day("2020-11-20");
    over.id = "over";
    over.expires = *parse_iso_day("2026-11-25");
    corrected.id = "corrected";
    corrected.published = *parse_iso_day("2026-11-19");
    correcting.id = "correcting";
    correcting.published = *parse_iso_day("2026-11-18");
    correcting.supersedes = "corrected";
    weighty.id = "weighty";
    weighty.channel = "guides";
    weighty.published = *parse_iso_day("2020-11-20");
    auto content = edition_of(1, {over, old, corrected, correcting, fresh, weighty});
    content.channels = {{"any", "一", "", "dot", 1, 100}, {"guides", "二", "", "dot", 2, 200}};
    Folder folder;
    REQUIRE(Library::open(folder.path)->install(content));
    std::vector<std::string> ids;
    for (const auto& hit : LibraryReader::open(folder.path)->search("公路", 10, now)) ids.push_back(hit.page.id);
    CHECK(ids == std::vector<std::string>{"weighty", "fresh", "correcting", "old", "over", "corrected"});
}

TEST_CASE("a snippet shows the words in their place and marks them") {
    const Shelf shelf(
        {page_with("a", "办法", "",
                   "# 总则\n\n第一段。\n\n这里先说一些别的事情，再说很多别的事情，然后**ＡＢ公路**坏了，公路要修。" +
                       std::string(300, 'x'))});
    const auto hits = shelf.reader().search("公路", 5);
    REQUIRE(hits.size() == 1);
    const auto& hit = hits.front();
    REQUIRE(hit.marks.size() == 2);
    for (const auto& [begin, end] : hit.marks) CHECK(hit.snippet.substr(begin, end - begin) == "公路");
    CHECK(hit.snippet.rfind("…", 0) == 0);
    CHECK(count_characters(hit.snippet) <= 74);
    const auto full_width = shelf.reader().search("ab公路", 5);
    REQUIRE(full_width.size() == 1);
    REQUIRE(full_width.front().marks.size() == 1);
    const auto [begin, end] = full_width.front().marks.front();
    CHECK(full_width.front().snippet.substr(begin, end - begin) == "ＡＢ公路");
}

TEST_CASE("plain text is Markdown without its markup") {
    CHECK(plain_text("# 标题 #\n\n一段**重点**文字\n接着写。\n\n- 甲\n- 乙\n\n1. 子\n2. 丑") ==
          "标题\n一段重点文字接着写。\n甲\n乙\n子\n丑");
    CHECK(plain_text("| 甲 | 乙 |\n|---|:--:|\n| 1 | **2** |\n") == "甲 乙\n1 2");
    CHECK(plain_text("见[办法（二）](pages/a.md)和![图](p.png)。") == "见办法（二）和图。");
    CHECK(plain_text("> **注意**：`代码`\n> 还有\n\n---\n\n```\n原样\n```") == "注意：代码还有\n原样");
    CHECK(plain_text("5\\*3 a_b [x] (y) one\ntwo") == "5*3 a_b [x] (y) one two");
    CHECK(plain_text("").empty());
    CHECK(plain_text("[没有关") == "[没有关");
    CHECK(plain_text("[a](没有关") == "a");
}

TEST_CASE("text is cut into pairs, runs end with their last character, letters stay whole") {
    CHECK(text_tokens("农村公路，A1号") == "农村 村公 公路 路 a1 号");
    CHECK(text_tokens("") == "");
    CHECK(pinyin_tokens("nong cun lu") == "ncl nongcunlu cl cunlu l lu");
}
