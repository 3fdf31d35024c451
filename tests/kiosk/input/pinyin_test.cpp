// The real pinyin engine with the real dictionaries and the words of the sample county.
#include "kiosk/input/nine_key.h"
#include "kiosk/input/pinyin.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <unistd.h>

using namespace lianxin;

namespace {

struct Scratch {
    Path folder = std::filesystem::temp_directory_path() / ("lianxin-pinyin-" + std::to_string(::getpid()));
    ~Scratch() { std::filesystem::remove_all(folder); }
};

const std::vector<LocalWord>& words() {
    using enum LocalWord::Standing;
    static const std::vector<LocalWord> all{{"石桥村", "shi qiao cun"},     {"清溪镇", "qing xi zhen"},           {"梨树坪村", "li shu ping cun"},
                                            {"梨树坪", "li shu ping"},      {"五里铺村", "wu li pu cun"},         {"清溪", "qing xi", Usual},
                                            {"青禾县民政局", ""},           {"青禾县", "qing he xian"},           {"人力资源和社会保障局", ""},
                                            {"残疾人联合会", ""},           {"黄泥塘村", "huang ni tang cun"},    {"岩上村", "yan shang cun"},
                                            {"不合音节", "only three parts"}, {"双河乡", "shuang he xiang"}};
    return all;
}

/// librime keeps its state in globals, so the whole program shares one engine at a time.
struct Engine {
    Scratch scratch;
    std::optional<Pinyin> pinyin;

    Engine() { open(words()); }
    void open(std::vector<LocalWord> of) {
        pinyin.reset();
        pinyin = Pinyin::open({.schemas = Path(LIANXIN_SOURCE_DIR) / "assets/typing", .scratch = scratch.folder, .words = std::move(of)}).value();
    }
};
Engine& engine() {
    static Engine only;
    return only;
}
Pinyin& pinyin() { return *engine().pinyin; }

PinyinAnswer ask(std::string letters, KeyLayout layout = KeyLayout::Letters) { return pinyin().ask({1, std::move(letters), {}, layout}); }

std::size_t place_of(const PinyinAnswer& answer, std::string_view text) {
    return static_cast<std::size_t>(std::find(answer.candidates.begin(), answer.candidates.end(), text) - answer.candidates.begin());
}
bool offers(const PinyinAnswer& answer, std::string_view text) { return place_of(answer, text) < answer.candidates.size(); }

std::string told(const PinyinAnswer& answer) {
    std::string all = answer.preedit + ":";
    for (std::size_t i = 0; i < std::min<std::size_t>(answer.candidates.size(), 8); ++i) all += " " + answer.candidates[i];
    return all;
}

std::map<std::string, std::string> contents(const Path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files[entry.path().string()] = read_text(entry.path(), 64 << 20).value();
    return files;
}

/// These letters offer that text among the first so many.
struct Wanted {
    const char* letters;
    const char* text;
    std::size_t among;
};

void check(const std::vector<Wanted>& table, KeyLayout layout) {
    for (const auto& row : table) {
        const auto answer = ask(layout == KeyLayout::NineKey ? keys_of(row.letters) : row.letters, layout);
        INFO(row.letters << " → " << told(answer));
        CHECK(place_of(answer, row.text) < row.among);
    }
}

} // namespace

TEST_CASE("whole sentences in pinyin give the sentence first", "[typing.sentence]") {
    check({{"womencunliluhuaile", "我们村里路坏了", 1},
           {"shuiguanloushuiwangjinkuaichuli", "水管漏水网尽快处理", 1},
           {"cunlimeiyouludengwanshangkanbujian", "村里没有路灯晚上看不见", 1},
           {"wojiadedianfeitaigaole", "我家的电费太高了", 1},
           {"nongcunhezuoyiliao", "农村合作医疗", 1},
           {"yiliaobaoxianzenmebaoxiao", "医疗保险怎么报销", 1},
           {"dibaoshenqingyaoshenmecailiao", "低保申请要什么材料", 1},
           {"zenyangshenlingyanglaojin", "怎样申领养老金", 2},
           {"xiexieninmen", "谢谢您们", 8},
           {"qingbangmangjiejueyixia", "请帮忙解决一下", 1}},
          KeyLayout::Letters);
}

TEST_CASE("words and single characters are offered behind sentences", "[pinyin]") {
    check({{"women", "我们", 1},
           {"nihao", "你好", 1},
           {"keyi", "可以", 1},
           {"cunli", "村里", 2},
           {"lu", "路", 8},
           {"shuiku", "水库", 2},
           {"yanglaojin", "养老金", 1},
           {"dibao", "低保", 1},
           {"weifang", "危房", 8},
           {"lvse", "绿色", 1},
           {"nver", "女儿", 1},
           {"xian", "县", 24}},
          KeyLayout::Letters);
}

TEST_CASE("sounds that many speakers do not tell apart find each other's words", "[typing.fuzzy]") {
    check({{"zidao", "知道", 8},          // zh z
           {"zongguo", "中国", 4},
           {"cifan", "吃饭", 4},          // ch c
           {"siqing", "事情", 8},         // sh s
           {"si", "是", 4},
           {"shanshi", "三十", 16},        // s as sh
           {"chengji", "层级", 24},
           {"lainai", "奶奶", 8},         // n l
           {"liulai", "牛奶", 8},
           {"nuhuaile", "路坏了", 2},
           {"huxi", "复习", 24},          // h f
           {"fulan", "湖南", 64},
           {"fuwu", "服务", 1},
           {"huangzi", "房子", 8},
           {"leqing", "热情", 24},        // r l
           {"henmang", "很忙", 2},
           {"shenhuo", "生活", 4},        // en eng
           {"zengfu", "政府", 8},
           {"xinming", "姓名", 8},
           {"jinji", "经济", 24},          // in ing
           {"tinshuo", "听说", 4},
           {"huangjian", "房间", 24},
           {"sangban", "上班", 8},        // an ang with s sh
           {"womencunlinufaile", "我们村里路坏了", 3}},
          KeyLayout::Letters);
}

TEST_CASE("swapped and forgotten letters and bare initials still find the word", "[typing.slips]") {
    check({{"womne", "我们", 1},          // neighbours swapped
           {"zhogn", "中", 8},
           {"shnaghai", "上海", 2},
           {"hoade", "好的", 2},
           {"tainqi", "天气", 4},
           {"zohngguo", "中国", 2},
           {"hzidao", "知道", 8},
           {"zhonguo", "中国", 2},        // letters forgotten
           {"shagban", "上班", 2},
           {"xigming", "姓名", 8},
           {"wmen", "我们", 2},
           {"shenfzheng", "身份证", 1},
           {"jvzhu", "居住", 2},          // other spellings
           {"guenshui", "滚水", 8},
           {"wm", "我们", 1},             // initials
           {"sfz", "身份证", 8},
           {"ylbx", "医疗保险", 8},
           {"rmzf", "人民政府", 2}},
          KeyLayout::Letters);
}

TEST_CASE("nine keys write as twenty-six do", "[typing.nine-key]") {
    check({{"women", "我们", 2},
           {"nihao", "你好", 1},
           {"zhidao", "知道", 2},
           {"shuiku", "水库", 4},
           {"minzhengju", "民政局", 1},
           {"yanglaojin", "养老金", 1},
           {"nongcunhezuoyiliao", "农村合作医疗", 1},
           {"zhongguo", "中国", 2},
           {"shengchan", "生产", 4},
           {"lu", "路", 24},
           {"zidao", "知道", 64},         // sounds confused
           {"shenhuo", "生活", 8},
           {"qingxizhen", "清溪镇", 1},   // words of the edition
           {"qinxizen", "清溪镇", 2},
           {"shiqiaocundeluhuaile", "石桥村的路坏了", 1}},
          KeyLayout::NineKey);
}

TEST_CASE("a chosen reading narrows what nine keys mean", "[typing.nine-key]") {
    const auto wide = ask("64426", KeyLayout::NineKey), narrow = ask("mi'426", KeyLayout::NineKey);
    CHECK(place_of(wide, "你好") == 0);
    CHECK_FALSE(offers(narrow, "你好"));
    CHECK(offers(narrow, "米高"));
    // The digits say nothing, so what they are taken for is shown.
    CHECK(wide.preedit == "ni hao");
}

TEST_CASE("names of places and offices of the edition come first", "[typing.places]") {
    check({{"shiqiaocun", "石桥村", 1},
           {"siqiaocun", "石桥村", 1},
           {"qingxizhen", "清溪镇", 1},
           {"qinxizen", "清溪镇", 1},
           {"qxz", "清溪镇", 4},
           {"qingxizhendeluhuaile", "清溪镇的路坏了", 1},
           {"lishuping", "梨树坪", 1},
           {"lishupingcun", "梨树坪村", 1},
           {"nishupincun", "梨树坪村", 3},
           {"wulipucun", "五里铺村", 1},
           {"fangnitangcun", "黄泥塘村", 3},
           {"suanghexiang", "双河乡", 1},
           {"minzhengju", "民政局", 1},
           {"qinghexianminzhengju", "青禾县民政局", 1},
           {"canjirenlianhehui", "残疾人联合会", 1},
           {"renliziyuanheshehuibaozhangju", "人力资源和社会保障局", 1}},
          KeyLayout::Letters);
    // A name that stands in the edition does not push itself into sentences that mean something else.
    CHECK(ask("wanshang").candidates.front() == "晚上");
}

TEST_CASE("another edition brings other words, and takes the old ones away", "[typing.places]") {
    CHECK(ask("longyachacun").candidates.front() != "龙牙岔村");
    engine().open({{"龙牙岔村", "long ya cha cun"}});
    CHECK(ask("longyachacun").candidates.front() == "龙牙岔村");
    CHECK(ask("lishupingcun").candidates.front() != "梨树坪村");
    engine().open(words());
    CHECK(ask("lishupingcun").candidates.front() == "梨树坪村");
}

TEST_CASE("a pick for a part keeps the rest in letters, and the last pick commits", "[pinyin]") {
    const auto first = ask("cunli");
    REQUIRE(offers(first, "村"));
    const auto rest = pinyin().ask({2, "cunli", {place_of(first, "村")}});
    CHECK(rest.committed.empty());
    CHECK(rest.preedit == "村li");
    REQUIRE(offers(rest, "里"));
    CHECK(pinyin().ask({3, "cunli", {place_of(first, "村"), place_of(rest, "里")}}).committed == "村里");
}

TEST_CASE("an answer depends on the question alone, whatever was asked before", "[pinyin]") {
    const std::vector<std::pair<const char*, KeyLayout>> questions{{"women", KeyLayout::Letters}, {"wom", KeyLayout::Letters}, {"womencunli", KeyLayout::Letters},
                                                                   {"96636", KeyLayout::NineKey}, {"cun", KeyLayout::Letters},  {"9663", KeyLayout::NineKey},
                                                                   {"wo'636", KeyLayout::NineKey}};
    std::map<std::size_t, std::vector<std::string>> fresh;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        (void)pinyin().ask({1, "a", {0}}); // a pick empties the engine
        fresh[i] = ask(questions[i].first, questions[i].second).candidates;
        CHECK_FALSE(fresh[i].empty());
    }
    for (std::size_t i = 0; i < 60; ++i) {
        const std::size_t which = i * 5 % questions.size();
        INFO(questions[which].first);
        CHECK(ask(questions[which].first, questions[which].second).candidates == fresh[which]);
    }
}

TEST_CASE("the engine learns nothing: same letters, same candidates, and no file changes", "[privacy.ime]") {
    const auto before = ask("lixiang");
    const auto files = contents(engine().scratch.folder);
    for (int i = 0; i < 20; ++i) {
        const auto offered = ask("lixiang");
        (void)pinyin().ask({3, "lixiang", {offered.candidates.size() - 1}});
        (void)pinyin().ask({4, "5494264", {3}, KeyLayout::NineKey});
    }
    CHECK(ask("lixiang").candidates == before.candidates);
    CHECK(contents(engine().scratch.folder) == files);
    // The visit ends and the next begins: nothing of the one before is anywhere.
    engine().pinyin.reset();
    CHECK(contents(engine().scratch.folder) == files);
    engine().open(words());
    CHECK(contents(engine().scratch.folder) == files);
    CHECK(ask("lixiang").candidates == before.candidates);
}

TEST_CASE("letters that mean nothing give no candidates and no harm", "[pinyin]") {
    const auto answer = pinyin().ask({1, "vvvv", {3, 9}});
    CHECK(answer.committed.empty());
}

TEST_CASE("without the dictionaries of the system typing by pinyin is refused with a reason", "[pinyin]") {
    const auto opened = Pinyin::open({.data = "/nowhere", .schemas = "/nowhere", .scratch = engine().scratch.folder / "other"});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::NotFound);
}
