// What is said of things, by tables.
#include "kiosk/screens/spoken_words.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const Wording& words() {
    static const Wording all = Wording::read(Path(LIANXIN_SOURCE_DIR) / "assets/text/zh-CN.toml").value();
    return all;
}

std::string open(Target target) { return describe(target, Secrecy::Open, words()); }
std::string withheld(Target target) { return describe(target, Secrecy::Withheld, words()); }

} // namespace

TEST_CASE("things are told by their words, what they are and how they stand", "[spoken.words]") {
    CHECK(open({"a", "求助", {}, Role::Button}) == "求助，按钮");
    Target off{"a", "下一步", {}, Role::Button};
    off.enabled = false;
    CHECK(open(off) == "下一步，按钮，现在不能用");
    Target chosen{"a", "实名", {}, Role::Choice};
    CHECK(open(chosen) == "实名，选一项，未选");
    chosen.selected = true;
    CHECK(open(chosen) == "实名，选一项，已选");
    CHECK(open({"a", "电话", {}, Role::Field, ""}) == "电话，编辑框，还没有内容");
    CHECK(open({"a", "电话", {}, Role::Field, "13800000001"}) == "电话，编辑框，内容：1、3、8，0、0、0、0，0、0、0、1");
    CHECK(open({"a", "事情", {}, Role::Field, "路坏了"}) == "事情，编辑框，内容：路坏了");
    CHECK(open({"receipt.code", "查询码，4821 9077 3615 0248", {}, Role::Text, "4821907736150248"}) == "查询码，4、8、2、1，9、0、7、7，3、6、1、5，0、2、4、8");
    CHECK(open({"a", "，", {}, Role::Key}) == "逗号");
    CHECK(open({"a", "删除", {}, Role::Key}) == "删除");
}

TEST_CASE("the place in a list is told", "[spoken.words]") {
    std::vector<Target> targets{{"t", "标题", {}, Role::Text}, {"a", "一", {}, Role::Choice}, {"b", "二", {}, Role::Choice}, {"n", "下一步", {}, Role::Button}};
    std::vector<const Target*> order;
    for (const Target& target : targets) order.push_back(&target);
    CHECK(place_in_list(targets[2], order, words()) == "第2项，共2项");
    CHECK(place_in_list(targets[0], order, words()).empty());
    CHECK(place_in_list(targets[3], order, words()).empty());
}

TEST_CASE("what others may not hear is told by its length only, and keys do not give it away", "[spoken.masked]") {
    CHECK(withheld({"a", "电话", {}, Role::Field, "138"}) == "电话，编辑框，已输入3位，没有念出来");
    for (const char* key : {"0", "1", "9", "X", "b"}) CHECK(withheld({"k", key, {}, Role::Key}) == "键");
    CHECK(withheld({"k", "5", {}, Role::Key}) == "中间的键");
    CHECK(withheld({"k", "删除", {}, Role::Key}) == "删除");
    CHECK(withheld({"c", "王", {}, Role::Candidate, "王"}) == "键");
    CHECK(withheld({"confirm.value.phone", "电话，138 0000 0001", {}, Role::Text, "138 0000 0001"}) == "电话，没有念出来，连点两下可以念");
    CHECK(told_change("13", "138", Secrecy::Withheld, words()) == "一位，已输入3位");
    CHECK(told_change("138", "13", Secrecy::Withheld, words()) == "删掉一位，还有2位");
}

TEST_CASE("what was typed is told at once, piece by piece", "[spoken.echo]") {
    CHECK(told_change("", "路", Secrecy::Open, words()) == "路");
    CHECK(told_change("路", "路坏了", Secrecy::Open, words()) == "坏了");
    CHECK(told_change("路坏了", "路，坏了", Secrecy::Open, words()) == "逗号");
    CHECK(told_change("路坏了", "路了", Secrecy::Open, words()) == "删掉：坏");
    CHECK(told_change("路", "", Secrecy::Open, words()) == "已清空");
    CHECK(told_change("路坏", "桥断", Secrecy::Open, words()) == "内容：桥断");
    CHECK(told_change("138", "1381", Secrecy::Open, words()) == "1");
    // Characters that share bytes are not torn apart.
    CHECK(told_change("好", "奶", Secrecy::Open, words()) == "内容：奶");
}

TEST_CASE("characters that sound alike are told apart by words everybody knows", "[spoken.characters]") {
    CHECK(explained("村", words()) == "村，农村的村");
    CHECK(explained("路", words()) == "路，道路的路");
    CHECK(explained("农村", words()) == "农村，农村的农，农村的村");
    CHECK(explained("我们村里路坏了", words()) == "我们村里路坏了");
    CHECK(explained("，", words()) == "逗号");
    CHECK(explained("A", words()) == "A");
    // The commonest characters of the language are all there.
    const std::string_view commonest =
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
        "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
        "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
        "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回"
        "则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花"
        "带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越";
    std::string unknown;
    for (std::size_t at = 0; at < commonest.size(); at += 3) {
        const std::string character(commonest.substr(at, 3));
        if (explained(character, words()) == character) unknown += character;
    }
    CHECK(unknown == "");
}
