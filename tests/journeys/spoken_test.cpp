// Whole visits by ear: somebody who never sees the screen, and knows nothing of it but what is spoken, hands in and listens.
#include "records/base/text.h"
#include "tests/programs/driven_kiosk.h"
#include "tests/programs/spoken_file.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// One finger and two ears. Reads nothing of the kiosk's answers but the list of what was spoken.
class Listener {
  public:
    explicit Listener(DrivenKiosk& kiosk) : kiosk_(kiosk) {}

    /// Everything said since the last call.
    std::vector<std::string> listen() {
        std::vector<std::string> news;
        const Value answer = kiosk_.obey("spoken");
        for (const Value& each : *answer.find("spoken")->array()) news.emplace_back(*each.text());
        heard_.insert(heard_.end(), news.begin(), news.end());
        return news;
    }
    std::string last() {
        const auto news = listen();
        return news.empty() ? "" : news.back();
    }
    std::string next() {
        kiosk_.obey("drag 150 480 400 480 64");
        return last();
    }
    std::string previous() {
        kiosk_.obey("drag 400 480 150 480 64");
        return last();
    }
    std::string again() {
        kiosk_.obey("drag 270 700 270 300 64");
        return last();
    }
    /// Two taps somewhere; everything said because of them.
    std::string act() {
        kiosk_.obey("press 270 480");
        kiosk_.obey("press 300 500");
        std::string all;
        for (const auto& each : listen()) all += each + "\n";
        return all;
    }
    /// Walks on until something of that name comes by.
    std::string seek(const std::string& name) {
        for (int steps = 0; steps < 120; ++steps) {
            const std::string said = next();
            if (said.find(name) != std::string::npos) return said;
        }
        FAIL("nothing is called " << name);
        return {};
    }
    std::string choose(const std::string& name) {
        seek(name);
        return act();
    }
    /// Finds keys by their exact names, by the shorter way once it is known where they are.
    void press_keys(const std::vector<std::string>& names) {
        learn_keys();
        for (const std::string& name : names) {
            const auto wanted = std::find(keys_.begin(), keys_.end(), name);
            REQUIRE(wanted != keys_.end());
            const auto to = wanted - keys_.begin();
            for (; at_ < to; ++at_) next();
            for (; at_ > to; --at_) previous();
            act();
        }
    }
    /// From now on figures are typed, not letters.
    void take_digits() {
        begin_ = "1";
        end_ = "0";
    }
    const std::vector<std::string>& heard() const { return heard_; }

  private:
    /// The order of the keys from the first to the last, by walking them once.
    void learn_keys() {
        keys_.clear();
        while (next() != begin_) {
        }
        keys_.push_back(begin_);
        while (keys_.back() != end_) keys_.push_back(next());
        at_ = static_cast<std::ptrdiff_t>(keys_.size()) - 1;
    }

    DrivenKiosk& kiosk_;
    std::vector<std::string> heard_, keys_;
    std::ptrdiff_t at_ = 0;

    std::string begin_ = "q", end_ = "m"; ///< keys of the pad in hand
};

std::vector<std::string> singly(const std::string& keys) {
    std::vector<std::string> out;
    for (const char key : keys) out.emplace_back(1, key);
    return out;
}

/// The digits that follow a word, as far as they are said one by one.
std::string digits_after(const std::string& text, const std::string& word) {
    std::string digits;
    std::size_t at = text.find(word);
    REQUIRE(at != std::string::npos);
    for (at += word.size(); at < text.size(); ++at) {
        const std::string_view rest = std::string_view(text).substr(at);
        if (text[at] >= '0' && text[at] <= '9') digits += text[at];
        else if (rest.starts_with("、") || rest.starts_with("，")) at += std::string_view("、").size() - 1;
        else break;
    }
    return digits;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// From the home screen to the first question of 求助.
void open_help(Listener& person) {
    CHECK(holds(person.choose("办事与反映"), "选择要办的事"));
    CHECK(holds(person.choose("求助，遇到困难"), "求助"));
    CHECK(holds(person.choose("开始填写"), "请说说您遇到的困难"));
}

void write_matter(Listener& person) {
    person.press_keys(singly("cunliluhuaile"));
    CHECK(holds(person.choose("村里路坏了"), "村里路坏了"));
    CHECK(holds(person.choose("下一步"), "村"));
}

void choose_village(Listener& person) {
    CHECK(holds(person.choose("清溪镇"), "村"));
    CHECK(holds(person.choose("清水村"), "已选"));
    CHECK(holds(person.choose("下一步"), "留名"));
}

} // namespace

TEST_CASE("somebody who sees nothing hands in a request, hears the receipt, and finds the answer with the code heard", "[spoken.journey]") {
    const Demo demo;
    demo.hurry();
    std::string code;
    {
        DrivenKiosk kiosk(demo, {"--size", "540x960"});
        Listener person(kiosk);
        kiosk.obey("headphones in");
        const std::string opening = person.last();
        CHECK(holds(opening, "听读已打开"));
        CHECK(holds(opening, "首页"));
        open_help(person);
        write_matter(person);
        choose_village(person);
        CHECK(holds(person.choose("实名"), "已选"));
        CHECK(holds(person.choose("下一步"), "姓名"));
        person.press_keys(singly("wang"));
        person.choose("王，");
        person.press_keys(singly("ming"));
        person.choose("明，");
        CHECK(holds(person.choose("下一步"), "电话"));
        person.take_digits();
        person.press_keys(singly("13800000001"));
        CHECK(holds(person.choose("下一步"), "核对"));
        CHECK(holds(person.seek("村里路坏了"), "困难"));
        CHECK(holds(person.seek("电话"), "1、3、8，0、0、0、0，0、0、0、1"));
        const std::string done = person.choose("确认提交");
        const std::string receipt = holds(done, "查询码") ? done : person.last();
        CHECK(holds(receipt, "登记号"));
        CHECK(holds(receipt, "前"));
        code = digits_after(receipt, "查询码，");
        REQUIRE(code.size() == 16);
        CHECK(digits_after(person.again(), "查询码，") == code);
        person.choose("办好了");
    }

    Process county = demo.serve();
    REQUIRE(demo.deliver().code == 0);
    const auto cases = parse_json(demo.run("county", {"cases", "--json"}).out);
    REQUIRE(cases);
    REQUIRE(cases->array()->size() == 1);
    const Value& mine = cases->array()->front();
    CHECK(mine.find("fields")->text_or("matter", "") == "村里路坏了");
    CHECK(mine.find("fields")->text_or("phone", "") == "13800000001");
    REQUIRE(demo.run("county", {"reply", mine.text_or("case", ""), "--text", "已派人查看，十二月十日前修好。"}).code == 0);
    REQUIRE(demo.run("sync", {"--once"}).code == 0);
    CHECK(county.stop() == 0);

    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    Listener person(kiosk);
    kiosk.obey("headphones in");
    CHECK(holds(person.choose("查询进度"), "查询进度"));
    person.take_digits();
    person.press_keys(singly(code));
    person.choose("查询，按钮");
    CHECK(holds(person.seek("答复"), "已派人查看，十二月十日前修好。"));
}

TEST_CASE("by ear, a mistake is told with the name of what it is about and what to do", "[spoken.mistake]") {
    const Demo demo;
    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    Listener person(kiosk);
    kiosk.obey("hold 10 950 3100");
    CHECK(holds(person.last(), "听读已打开"));
    open_help(person);
    const std::string told = person.choose("下一步");
    CHECK(holds(told, "请说说您遇到的困难"));
    CHECK(holds(told, "至少5个字"));
}

TEST_CASE("without headphones no digit of a code is said before a yes", "[spoken.private]") {
    const Demo demo;
    demo.hurry();
    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    Listener person(kiosk);
    kiosk.obey("hold 530 10 3100");
    open_help(person);
    write_matter(person);
    choose_village(person);
    person.choose("匿名");
    CHECK(holds(person.choose("下一步"), "核对"));
    const std::string done = person.choose("确认提交");
    CHECK(holds(done, "已经收到"));
    CHECK(holds(done, "旁边的人可能听到"));
    const std::string receipt = person.choose("不念");
    CHECK(holds(receipt, "登记号"));
    const std::size_t before = person.heard().size();
    person.seek("查询码，没有念出来");
    CHECK(holds(person.act(), "旁边的人可能听到"));
    const std::string code = digits_after(person.choose("念出来，按钮"), "查询码，");
    REQUIRE(code.size() == 16);
    const auto spoken_group = [&](std::size_t from) { return std::string(1, code[from]) + "、" + code[from + 1] + "、" + code[from + 2] + "、" + code[from + 3]; };
    for (std::size_t i = 0; i < before; ++i)
        for (std::size_t group = 0; group < 16; group += 4) CHECK_FALSE(holds(person.heard()[i], "查询码，" + spoken_group(group)));
    person.choose("办好了");

    // A code is typed without a digit being said: the middle key is told apart, the others are counted from it.
    kiosk.obey("hold 10 10 3100");
    (void)person.listen();
    CHECK(holds(person.choose("查询进度"), "旁边的人可能听到"));
    person.choose("不念");
    person.seek("中间的键");
    CHECK(holds(person.act(), "一位，已输入1位"));
    CHECK(person.next() == "键");
    CHECK(holds(person.act(), "一位，已输入2位"));
    person.seek("中间的键");
    CHECK(person.previous() == "键");
    CHECK(holds(person.act(), "一位，已输入3位"));
    CHECK(holds(person.seek("编辑框"), "已输入3位，没有念出来"));
}

TEST_CASE("by ear, the privacy time-out is told and can be answered", "[spoken.timeout]") {
    const Demo demo;
    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    Listener person(kiosk);
    kiosk.obey("headphones in");
    CHECK(holds(person.last(), "首页"));
    open_help(person);
    kiosk.obey("wait 100000");
    CHECK(person.listen().empty());
    kiosk.obey("wait 115000");
    CHECK(holds(person.last(), "还在吗"));
    CHECK(holds(person.choose("我还在"), "请说说您遇到的困难"));
    kiosk.obey("headphones out");
    CHECK(holds(person.last(), "耳机拔出来了"));
    CHECK(holds(person.choose("关闭听读"), "听读已关闭"));
}

TEST_CASE("somebody who sees nothing speaks a request instead of typing it, and nothing is said meanwhile", "[memo.by-ear]") {
    const Demo demo;
    demo.hurry();
    const SpokenFile spoken(demo.folder() / "spoken.raw");
    DrivenKiosk kiosk(demo, {"--size", "540x960"});
    Listener person(kiosk);
    kiosk.obey("headphones in");
    person.listen();
    open_help(person);
    person.choose("说话留言");
    CHECK(holds(person.choose("开始录音"), "听完就讲"));
    kiosk.obey("wait 6000"); // until the announcement has been heard
    CHECK(kiosk.obey("speak 2000").text_or("memo", "") == "recording");
    CHECK(person.next().empty()); // a finger that wanders
    CHECK(holds(person.act(), "录好了"));
    person.act(); // listens to it
    CHECK(holds(person.choose("下一步"), "村"));
    choose_village(person);
    person.choose("匿名");
    person.choose("下一步");
    CHECK(kiosk.screen() == "confirm");
    CHECK(holds(person.seek("语音留言"), "秒"));
    person.choose("确认提交");
    kiosk.obey("until receipt");
}
