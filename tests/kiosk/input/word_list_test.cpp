// The words of an edition as a dictionary.
#include "kiosk/input/word_list.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

constexpr std::string_view large = "# a remark\n---\nname: large\n...\n\n石\tshi\n桥\tqiao\n村\tcun\n长\tchang\t60%\n长\tzhang\t40%\n绿\tlv\n啰唆\tluo suo\n";

bool holds(const std::string& list, std::string_view line) { return list.find("\n" + std::string(line) + "\n") != list.npos; }

} // namespace

TEST_CASE("a word without pinyin is spelled as the large dictionary usually reads it", "[word-list]") {
    const auto list = word_list({{"长桥", ""}, {"石桥村", "shi qiao cun"}, {"绿桥", "lü qiao", LocalWord::Standing::Usual}}, large);
    CHECK(holds(list, "长桥\tchang qiao\t3000000"));
    CHECK(holds(list, "石桥村\tshi qiao cun\t3000000"));
    CHECK(holds(list, "绿桥\tlv qiao\t3000"));
}

TEST_CASE("a word that cannot be spelled is left out", "[word-list]") {
    const auto list = word_list({{"石鑫", ""}, {"石桥", "shi"}, {"石桥", "shi kiao"}, {"", ""}, {"石\t桥", ""}}, large);
    CHECK(list.find("鑫") == list.npos);
    CHECK(list.find("石桥") == list.npos);
    CHECK(list.find("3000000") == list.npos);
}

TEST_CASE("the list has every syllable of the large dictionary and no other", "[word-list]") {
    const auto list = word_list({}, large);
    for (const char* line : {"石\tshi\t0", "桥\tqiao\t0", "村\tcun\t0", "长\tchang\t0", "·\tluo\t0", "·\tsuo\t0", "·\tzhang\t0"}) {
        INFO(line);
        CHECK(holds(list, line));
    }
}
