// Numbers, dates, money, codes and marks as they are said.
#include "kiosk/speech/numerals.h"
#include "kiosk/speech/spoken_text.h"
#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace lianxin;

namespace {

struct Case {
    std::string written, said;
};

/// Without readings, so that only numbers and marks change; the blanks around Latin letters are left out.
std::string said(std::string_view written) {
    static const SpokenText text{*Readings::parse("")};
    return text.of(written);
}

template <std::size_t Count>
void check(const std::array<Case, Count>& cases) {
    for (const auto& each : cases) {
        CAPTURE(each.written);
        CHECK(said(each.written) == each.said);
    }
}

} // namespace

TEST_CASE("numbers are said as numbers", "[voice.numbers]") {
    check(std::array{Case{"123", "一百二十三"}, Case{"10", "十"}, Case{"12个", "十二个"}, Case{"110元", "一百一十元"}, Case{"105", "一百零五"}, Case{"1000", "一千"}, Case{"1005", "一千零五"},
                     Case{"1050", "一千零五十"}, Case{"20000", "两万"}, Case{"100500", "十万零五百"}, Case{"10000000", "一千万"}, Case{"1,234,567元", "一百二十三万四千五百六十七元"},
                     Case{"3.5公里", "三点五公里"}, Case{"0.05", "零点零五"}, Case{"0", "零"}, Case{"2个", "两个"}, Case{"2人", "两人"}, Case{"第2条", "第二条"}, Case{"2月", "二月"},
                     Case{"2万元", "两万元"}, Case{"200", "二百"}, Case{"2200", "两千二百"}, Case{"12.50元", "十二点五零元"}, Case{"第12号", "第十二号"}, Case{"１２３", "一百二十三"},
                     Case{"1.2.13", "一点二点十三"}, Case{"300000000", "三零零零零零零零零"}});
}

TEST_CASE("dates, times and ranges are said in words", "[voice.numbers]") {
    check(std::array{Case{"2026-11-24", "二零二六年十一月二十四日"}, Case{"2026/3/5", "二零二六年三月五日"}, Case{"2026年3月", "二零二六年三月"}, Case{"8:30", "八点三十分"},
                     Case{"8：05", "八点零五分"}, Case{"上午9:00", "上午九点"}, Case{"8:30-12:00", "八点三十分至十二点"}, Case{"3—5日", "三至五日"}, Case{"3月1日—5日", "三月一日至五日"},
                     Case{"2026—2027年", "二零二六至二零二七年"}, Case{"2026年—2027年", "二零二六至二零二七年"}, Case{"60~65岁", "六十至六十五岁"}, Case{"5-10个", "五至十个"},
                     Case{"1,000-2,000元", "一千至两千元"}});
}

TEST_CASE("percent, money, units and temperatures are said in words", "[voice.numbers]") {
    check(std::array{Case{"25%", "百分之二十五"}, Case{"3.5％", "百分之三点五"}, Case{"3%—5%", "百分之三至百分之五"}, Case{"2‰", "千分之二"}, Case{"1/3", "三分之一"}, Case{"¥1,200", "一千二百元"},
                     Case{"￥3.5万元", "三点五万元"}, Case{"200元/月", "二百元每月"}, Case{"5km", "五公里"}, Case{"2 km", "两公里"}, Case{"80㎡", "八十平方米"}, Case{"60km/h", "六十公里每小时"},
                     Case{"25℃", "二十五摄氏度"}, Case{"-5℃", "零下五摄氏度"}, Case{"10kg", "十公斤"}, Case{"500ml", "五百毫升"}, Case{"3m", "三米"}, Case{"≥60岁", "大于等于六十岁"}});
}

TEST_CASE("telephone numbers, codes and identity numbers are said digit by digit", "[voice.numbers]") {
    check(std::array{Case{"13800138001", "幺三八，零零幺三，八零零幺"}, Case{"138 0013 8001", "幺三八，零零幺三，八零零幺"}, Case{"0571-12345678", "零五七幺，幺二三四，五六七八"},
                     Case{"0571-1234567", "零五七幺，幺二三，四五六七"}, Case{"400-123-4567", "四零零，幺二三，四五六七"}, Case{"拨打12345热线", "拨打幺二三四五热线"},
                     Case{"12345元", "一万两千三百四十五元"}, Case{"120急救电话", "幺二零急救电话"}, Case{"120元", "一百二十元"},
                     Case{"1234 5678 9012 3456", "幺二三四，五六七八，九零幺二，三四五六"}, Case{"1234567890123456", "幺二三四，五六七八，九零幺二，三四五六"},
                     Case{"11010519491231002X", "幺幺零幺零五，幺九四九幺二三幺，零零二X"}, Case{"990021000000", "九九零零二幺零零零零零零"}, Case{"007", "零零七"}, Case{"138****8001", "一百三十八，隐去几位，八千零一"}});
}

TEST_CASE("the number of a document is said without its brackets", "[voice.numbers]") {
    check(std::array{Case{"青政〔2026〕12号", "青政二零二六，十二号"}, Case{"国办发[2020]45号", "国办发二零二零，四十五号"}, Case{"国令（2022）第7号", "国令二零二二，第七号"}});
}

TEST_CASE("marks are left out and addresses of the web skipped", "[voice.marks]") {
    check(std::array{Case{"**重点**：`代码`", "重点：代码"}, Case{"见[办法](pages/a.md)。", "见办法。"}, Case{"《办法》", "办法"}, Case{"请看https://example.org/a?b=1。谢谢", "请看。谢谢"},
                     Case{"www.example.org网站", "网站"}, Case{"1. 身份证", "一，身份证"}, Case{"① 申请", "一， 申请"}, Case{"# 标题", " 标题"}, Case{"办理……", "办理，，"}});
}

TEST_CASE("words of the table are said as it says, the longest first, and Latin words letter by letter", "[voice.readings]") {
    const SpokenText text{*Readings::parse("银行 yin2 hang2\n行 xing2 # 单字\n还 huan2\n还可以 hai2 ke3 yi3\nAPP ai1 pi1 pi1\nA ei1\nB bi4\nP pi4\n")};
    CHECK(text.of("去银行") == "去 yin2 hang2 ");
    CHECK(text.of("还可以还") == "hai2 ke3 yi3 huan2 ");
    CHECK(text.of("AB") == "ei1 bi4 ");
    CHECK(text.of("用app看") == "用 ai1 pi1 pi1 看");
    CHECK(text.of("APPB") == "ei1 pi4 pi4 bi4 ");
}

TEST_CASE("a table with a wrong line is refused with its number", "[voice.readings]") {
    for (const char* wrong : {"银行", "银行 yin2", "银行 yin2 hang2 x1", "银行 yin hang", "银行 yin2 hang9"}) {
        const auto table = Readings::parse("# 说明\n" + std::string(wrong));
        REQUIRE_FALSE(table);
        CHECK(table.error().message.find("line 2") != std::string::npos);
    }
}

TEST_CASE("no text, however odd, stops the telling", "[voice.marks]") {
    for (const char* odd : {"", "-", "¥", "〔", "138001380", "2026-13-45", "25:61", "1/0", "((((1", "\xff\xfe", "***", "1.", "1..2", "--5", "％", "R", "Ａ１"}) CHECK_NOTHROW(said(odd));
    CHECK(to_utf8(number_in_words(U"9999999999999999")) == "九千九百九十九万亿九千九百九十九亿九千九百九十九万九千九百九十九");
}
