// The real voice reads what we give it as Chinese reads it: its own phonemes tell.
#include "kiosk/speech/spoken_text.h"
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace lianxin;

namespace {

std::string phonemes(const std::string& text) {
    std::string out = test::run({"espeak-ng", "-v", "cmn-latn-pinyin", "-q", "-x", text}).out;
    std::erase_if(out, [](char byte) { return byte == ' ' || byte == '\n' || byte == '_' || byte == '|' || byte == '\'' || byte == ','; });
    return out;
}

struct Reading {
    std::string written, pinyin;
};

} // namespace

TEST_CASE("the voice says words of several readings as they are read here", "[voice.phonemes]") {
    const auto readings = Readings::read(std::string(LIANXIN_SOURCE_DIR) + "/assets/speech/readings.txt");
    REQUIRE(readings);
    REQUIRE(readings->size() >= 120);
    const SpokenText text(*readings);
    const std::array table{
        Reading{"银行", "yin2 hang2"},      Reading{"行走", "xing2 zou3"},     Reading{"行业", "hang2 ye4"},    Reading{"重庆", "chong2 qing4"}, Reading{"重新", "chong2 xin1"},
        Reading{"重要", "zhong4 yao4"},     Reading{"重阳", "chong2 yang2"},   Reading{"长大", "zhang3 da4"},   Reading{"长度", "chang2 du4"},   Reading{"村长", "cun1 zhang3"},
        Reading{"延长", "yan2 chang2"},     Reading{"还款", "huan2 kuan3"},    Reading{"还有", "hai2 you3"},    Reading{"退还", "tui4 huan2"},   Reading{"调休", "tiao2 xiu1"},
        Reading{"调查", "diao4 cha2"},      Reading{"调解", "tiao2 jie3"},     Reading{"处理", "chu3 li3"},     Reading{"办事处", "ban4 shi4 chu4"}, Reading{"不得", "bu4 de2"},
        Reading{"得到", "de2 dao4"},        Reading{"必须得", "bi4 xu1 dei3"}, Reading{"给予", "ji3 yu3"},      Reading{"供养", "gong1 yang3"},  Reading{"应届", "ying1 jie4"},
        Reading{"应急", "ying4 ji2"},       Reading{"音乐", "yin1 yue4"},      Reading{"快乐", "kuai4 le4"},    Reading{"曾经", "ceng2 jing1"},  Reading{"曾祖", "zeng1 zu3"},
        Reading{"朝阳", "chao2 yang2"},     Reading{"参差", "cen1 ci1"},       Reading{"参加", "can1 jia1"},    Reading{"便宜", "pian2 yi5"},    Reading{"便民", "bian4 min2"},
        Reading{"出差", "chu1 chai1"},      Reading{"种植", "zhong4 zhi2"},    Reading{"种子", "zhong3 zi5"},   Reading{"劳动", "lao2 dong4"},   Reading{"存折", "cun2 zhe2"},
        Reading{"放假", "fang4 jia4"},      Reading{"虚假", "xu1 jia3"},       Reading{"没收", "mo4 shou1"},    Reading{"着火", "zhao2 huo3"},   Reading{"了解", "liao3 jie3"}};
    for (const auto& [written, pinyin] : table) {
        CAPTURE(written);
        const std::string alone = phonemes(pinyin);
        CHECK(phonemes(text.of(written)) == alone);
        CHECK(phonemes(text.of("去" + written + "。")).find(alone.substr(0, alone.size() - 1)) != std::string::npos);
    }
}

TEST_CASE("nothing that we give the voice is read as English", "[voice.phonemes]") {
    const auto readings = Readings::read(std::string(LIANXIN_SOURCE_DIR) + "/assets/speech/readings.txt");
    REQUIRE(readings);
    const SpokenText text(*readings);
    for (const char* written : {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "WiFi和APP", "时速60km/h", "身份证11010519491231002X", "青政〔2026〕12号", "https://example.org", "2026-11-24 8:30"}) {
        CAPTURE(written);
        CHECK(phonemes(text.of(written)).find("(en)") == std::string::npos);
    }
}
