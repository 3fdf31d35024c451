// How each kind of number, mark and Latin word is said.
#include "kiosk/speech/spoken_text.h"

#include "kiosk/speech/numerals.h"
#include "records/base/digit.h"
#include "records/base/text.h"

#include <algorithm>
#include <array>
#include <regex>
#include <utility>
#include <vector>

namespace lianxin {
namespace {

using Match = std::cmatch;
using Telling = std::string (*)(const Match&);

/// One way in which a number is written, and how that is said.
struct Rule {
    std::regex pattern;
    Telling telling;
};

constexpr std::size_t longest_match = 64; ///< bytes that a rule looks at
constexpr std::size_t longest_word = 12;  ///< characters of a word in the table of readings

std::string number(std::string_view digits) { return to_utf8(number_in_words(to_code_points(replaced(std::string(digits), ",", "")))); }
std::string digits(std::string_view text, One one = One::Yao) {
    std::u32string only;
    for (const char each : text)
        if (each >= '0' && each <= '9') only += static_cast<char32_t>(each);
    return to_utf8(digits_in_words(only, one));
}
std::string year(std::string_view text) { return digits(text, One::Yi); }

/// Groups of a long number, with a breath between them.
std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes) {
    std::string said;
    for (const std::size_t size : sizes) {
        if (!said.empty()) said += "，";
        said += digits(text.substr(0, size));
        text = text.substr(std::min(size, text.size()));
    }
    return said;
}

std::string only_digits(const std::string& text) {
    std::string only;
    for (const char each : text)
        if (each >= '0' && each <= '9') only += each;
    return only;
}

/// "1.2.13", a version or a chapter.
std::string with_points(const std::string& text) {
    std::string said;
    for (const auto part : split(text, '.')) said += (said.empty() ? "" : "点") + number(part);
    return said;
}

std::string time_of_day(const Match& time) {
    std::string said = number(time.str(1)) + "点";
    const std::string minutes = time.str(2);
    if (minutes != "00" || time[3].matched) said += (minutes[0] == '0' && minutes != "00" ? "零" : "") + number(minutes) + "分";
    if (time[3].matched) said += number(time.str(3)) + "秒";
    return said;
}

/// 二 is said 两 when things are counted.
constexpr std::string_view counted =
    "(?=(?:个|人|次|天|份|年(?!级)|位|名|张|条|项|户|家|间|台|元|块|千|万|亿|小时|周|岁|公里|千米|米|斤|公斤|吨|倍|种|类|场|批|套|件|本|部|层|口|头|只|亩|平方|分钟|秒|遍|页|km|kg|m|㎡))";

struct Unit {
    std::string_view written, said;
};
/// Longer ones first.
constexpr std::array units{Unit{"km/h", "公里每小时"}, Unit{"km²", "平方公里"}, Unit{"kWh", "千瓦时"}, Unit{"km", "公里"}, Unit{"kW", "千瓦"}, Unit{"kg", "公斤"},
                           Unit{"mm", "毫米"}, Unit{"cm", "厘米"}, Unit{"mL", "毫升"}, Unit{"ml", "毫升"}, Unit{"mg", "毫克"}, Unit{"min", "分钟"}, Unit{"m²", "平方米"},
                           Unit{"m2", "平方米"}, Unit{"m³", "立方米"}, Unit{"m3", "立方米"}, Unit{"MB", "兆"}, Unit{"m", "米"}, Unit{"g", "克"}, Unit{"t", "吨"},
                           Unit{"L", "升"}, Unit{"h", "小时"}, Unit{"㎡", "平方米"}, Unit{"㎥", "立方米"}, Unit{"㎞", "公里"}, Unit{"㎏", "公斤"}, Unit{"㎝", "厘米"},
                           Unit{"㎜", "毫米"}, Unit{"℃", "摄氏度"}, Unit{"°C", "摄氏度"}, Unit{"°", "度"}};

/// Marks that are said, and marks that only make a pause. Every mark that is not here and no letter goes to the voice as it is.
constexpr std::array marks{Unit{"≥", "大于等于"}, Unit{"≤", "小于等于"}, Unit{"＞", "大于"}, Unit{"＜", "小于"}, Unit{">", ""}, Unit{"<", ""}, Unit{"＋", "加"}, Unit{"+", "加"},
                           Unit{"×", "乘"}, Unit{"＝", "等于"}, Unit{"=", "等于"}, Unit{"&", "和"}, Unit{"％", "百分号"}, Unit{"%", "百分号"}, Unit{"№", "第"}, Unit{"《", ""},
                           Unit{"》", ""}, Unit{"〈", ""}, Unit{"〉", ""}, Unit{"“", ""}, Unit{"”", ""}, Unit{"‘", ""}, Unit{"’", ""}, Unit{"\"", ""}, Unit{"「", ""}, Unit{"」", ""},
                           Unit{"『", ""}, Unit{"』", ""}, Unit{"〔", ""}, Unit{"〕", ""}, Unit{"[", ""}, Unit{"]", ""}, Unit{"【", "，"}, Unit{"】", "，"}, Unit{"（", "，"},
                           Unit{"）", "，"}, Unit{"(", "，"}, Unit{")", "，"}, Unit{"…", "，"}, Unit{"—", "，"}, Unit{"–", "，"}, Unit{"~", "，"}, Unit{"～", "，"}, Unit{"→", "，"},
                           Unit{"|", "，"}, Unit{"/", "，"}, Unit{"·", ""}, Unit{"•", ""}, Unit{"●", ""}, Unit{"■", ""}, Unit{"◆", ""}, Unit{"★", ""}, Unit{"☆", ""}, Unit{"※", ""},
                           Unit{"*", ""}, Unit{"_", ""}, Unit{"#", ""}, Unit{"`", ""}, Unit{"-", "，"}, Unit{"^", ""}, Unit{"\\", ""}, Unit{"{", ""}, Unit{"}", ""}, Unit{"@", "，"}};

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

/// Full-width digits, letters and the marks that belong to numbers become their narrow twins.
std::string narrowed(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto [character, length] = code_point_at(text, at);
        const bool narrow = (character >= U'０' && character <= U'９') || (character >= U'Ａ' && character <= U'Ｚ') || (character >= U'ａ' && character <= U'ｚ') ||
                            character == U'％' || character == U'．' || character == U'－' || character == U'／';
        const bool colon_in_time = character == U'：' && at > 0 && is_digit(text[at - 1]) && at + length < text.size() && is_digit(text[at + length]);
        if (narrow) out += static_cast<char>(character - 0xFEE0);
        else if (colon_in_time) out += ':';
        else if (character == U'\u00a0' || character == U'\u200b') out += ' ';
        else out += text.substr(at, length);
        at += length;
    }
    return out;
}

bool ends_with_one_of(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

} // namespace

struct SpokenText::Rules {
    std::vector<Rule> all;   ///< tried in this order where a number may begin
    std::regex link{R"(\[([^\]]*)\]\([^)]*\))"};
    std::regex address{R"((?:https?://|www\.)[!-~]+)", std::regex::icase};

    void add(const std::string& pattern, Telling telling) { all.push_back({std::regex(pattern), telling}); }
    Rules();
};

SpokenText::Rules::Rules() {
    const std::string to = "(?:-|–|—|~|～|至|到)+";
    const std::string decimal = R"((\d+(?:\.\d+)?))";
    const std::string grouped = R"((\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))";

    // Codes and telephone numbers.
    add(R"(\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\d))", [](const Match& match) { return in_groups(only_digits(match.str()), {4, 4, 4, 4}); });
    add(R"(\d{18}(?![\dA-Za-z]))", [](const Match& match) { return in_groups(match.str(), {6, 8, 4}); });
    add(R"(\d{17}(?=[Xx](?![\dA-Za-z])))", [](const Match& match) { return in_groups(match.str(), {6, 8, 3}); });
    add(R"(1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d))", [](const Match& match) { return in_groups(only_digits(match.str()), {3, 4, 4}); });
    add(R"(\(?(0\d{2,3})\)?[ -]?(\d{3,4})[ -]?(\d{4})(?!\d))", [](const Match& match) { return digits(match.str(1)) + "，" + digits(match.str(2)) + "，" + digits(match.str(3)); });
    add(R"(([48]00)[ -]?(\d{3,4})[ -]?(\d{3,4})(?![\d.]))", [](const Match& match) { return digits(match.str(1)) + "，" + digits(match.str(2)) + "，" + digits(match.str(3)); });
    add(R"((?:12[0-9]{3}|95[0-9]{3}|96[0-9]{3,4})(?! ?(?:[\d.,]|元|人|户|个|名|公里|km|亩|万|吨|件|次|张|米|斤|公斤|平方|㎡|册|头|株|棵|份|年|天|字|袋|箱|套)))",
        [](const Match& match) { return digits(match.str()); });
    add("(?:110|114|119|120|122)(?= ?(?:电话|报警|急救|火警|热线|救护))", [](const Match& match) { return digits(match.str()); });

    // Dates and times.
    add(R"((\d{4})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d.])(?:日)?)", [](const Match& match) { return year(match.str(1)) + "年" + number(match.str(3)) + "月" + number(match.str(4)) + "日"; });
    add(R"((\d{4})(?:年)?)" + to + R"((\d{4})(?=年|学年))", [](const Match& match) { return year(match.str(1)) + "至" + year(match.str(2)); });
    add(R"((?:\(|（|\[|〔)([12]\d{3})(?:\)|）|\]|〕)(?=(?:第)?\d))", [](const Match& match) { return year(match.str(1)) + "，"; });
    add(R"(([12]\d{3})(?=年))", [](const Match& match) { return year(match.str(1)); });
    add(R"(([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?!\d))", time_of_day);

    // Parts, money, temperatures.
    add(decimal + "%?" + to + decimal + "%", [](const Match& match) { return "百分之" + number(match.str(1)) + "至百分之" + number(match.str(2)); });
    add(grouped + " ?%", [](const Match& match) { return "百分之" + number(match.str(1)); });
    add(grouped + " ?‰", [](const Match& match) { return "千分之" + number(match.str(1)); });
    add("(?:¥|￥|RMB) ?" + grouped + " ?(万|亿)?(?:元)?", [](const Match& match) { return number(match.str(1)) + match.str(2) + "元"; });
    add("(?:-|−)" + decimal + "(?= ?(?:℃|°|度))", [](const Match& match) { return "零下" + number(match.str(1)); });
    add(R"((\d{1,2})/(\d{1,3})(?![\d/]))", [](const Match& match) { return number(match.str(2)) + "分之" + number(match.str(1)); });

    // Everything else that is written with digits.
    add(R"((\d{1,2})[.、)] (?=[^\d]))", [](const Match& match) { return number(match.str(1)) + "，"; });
    add(R"(\d+(?:\.\d+){2,})", [](const Match& match) { return with_points(match.str()); });
    add(R"(0\d+(?![\d.]))", [](const Match& match) { return digits(match.str()); });
    add(R"(\d{9,}(?![\d.]))", [](const Match& match) { return digits(match.str()); });
    add(R"(2(?![\d.,]) ?)" + std::string(counted), [](const Match&) { return std::string("两"); });
    add(grouped, [](const Match& match) { return number(match.str(1)); });
}

namespace {

/// Walks one text and says piece after piece.
class Teller {
  public:
    Teller(std::string_view text, const Readings& readings, const std::vector<Rule>& rules) : text_(text), readings_(readings), rules_(rules) {}

    std::string tell() {
        while (at_ < text_.size())
            if (!tell_range() && !tell_number() && !tell_known_word() && !tell_letters() && !tell_mark()) copy();
        return std::move(said_);
    }

  private:
    std::string_view rest() const { return text_.substr(at_); }
    std::string_view before() const { return text_.substr(0, at_); }

    void say(std::string_view words, std::size_t bytes) {
        said_ += words;
        at_ += bytes;
    }
    void copy() {
        const auto length = code_point_at(text_, at_).length;
        say(rest().substr(0, length), length);
    }
    void say_pinyin(std::string_view pinyin, std::size_t bytes) {
        if (!said_.empty() && said_.back() != ' ') said_ += ' ';
        say(pinyin, bytes);
        said_ += ' ';
    }

    /// A dash between two numbers.
    bool tell_range() {
        const bool after_number = at_ > 0 && (is_digit(text_[at_ - 1]) || ends_with_one_of(before(), {"日", "月", "年", "时", "点", "分", "号", "级", "元", "岁", "℃", "人", "%"}));
        if (!after_number) return false;
        std::size_t length = 0;
        for (bool grown = true; grown;) {
            grown = false;
            for (const std::string_view dash : {"-", "–", "—", "~", "～"})
                if (rest().substr(length).starts_with(dash)) {
                    length += dash.size();
                    grown = true;
                }
        }
        if (length == 0 || at_ + length >= text_.size() || !is_digit(text_[at_ + length])) return false;
        say("至", length);
        return true;
    }

    bool tell_number() {
        const char32_t first = code_point_at(text_, at_).value;
        const bool may_begin = (first >= U'0' && first <= U'9') || std::u32string_view(U"(（[〔¥￥-−R").find(first) != std::u32string_view::npos;
        if (!may_begin) return false;
        const char* const begin = text_.data() + at_;
        const char* const end = begin + std::min<std::size_t>(text_.size() - at_, longest_match);
        for (const Rule& rule : rules_) {
            Match match;
            if (!std::regex_search(begin, end, match, rule.pattern, std::regex_constants::match_continuous) || match.length() == 0) continue;
            const bool is_ordinal = ends_with_one_of(before(), {"第"});
            const std::string told = rule.telling(match);
            say(is_ordinal && told == "两" ? "二" : told, static_cast<std::size_t>(match.length()));
            tell_unit();
            return true;
        }
        return false;
    }

    /// What a number counts, when it is written in letters or as one sign; and "元/月".
    void tell_unit() {
        const std::size_t blank = rest().starts_with(" ") ? 1 : 0;
        for (const Unit& unit : units) {
            if (!rest().substr(blank).starts_with(unit.written)) continue;
            const std::size_t end = at_ + blank + unit.written.size();
            if (end < text_.size() && is_letter(text_[end]) && is_letter(unit.written.back())) continue;
            return say(unit.said, blank + unit.written.size());
        }
    }

    bool tell_known_word() {
        const auto ahead = to_code_points(first_characters(rest(), longest_word));
        const bool inside_word = at_ > 0 && is_letter(text_[at_ - 1]) && is_letter(text_[at_]);
        const auto found = readings_.find(ahead);
        const bool is_letters = !ahead.empty() && ahead.front() < 0x80;
        if (found.length == 0 || inside_word || (is_letters && found.length == 1)) return false;
        say_pinyin(found.pinyin, to_utf8(std::u32string_view(ahead).substr(0, found.length)).size());
        return true;
    }

    /// Latin letters one by one.
    bool tell_letters() {
        if (!is_letter(text_[at_])) return false;
        const char32_t letter = static_cast<char32_t>(text_[at_]);
        const auto found = readings_.find(std::u32string_view(&letter, 1));
        if (found.length == 0) copy();
        else say_pinyin(found.pinyin, 1);
        return true;
    }

    bool tell_mark() {
        if (rest().starts_with("***")) {
            say("，隐去几位，", std::min(rest().find_first_not_of('*'), rest().size()));
            return true;
        }
        if (rest().starts_with("/") && ends_with_one_of(before(), {"元", "吨", "斤", "米", "次"})) {
            say("每", 1);
            return true;
        }
        for (const Unit& mark : marks)
            if (rest().starts_with(mark.written)) {
                say(mark.said, mark.written.size());
                return true;
            }
        const char32_t character = code_point_at(text_, at_).value;
        if (character < U'①' || character > U'⑳') return false;
        say(number(std::to_string(character - U'①' + 1)) + "，", code_point_at(text_, at_).length);
        return true;
    }

    std::string_view text_;
    const Readings& readings_;
    const std::vector<Rule>& rules_;
    std::size_t at_ = 0;
    std::string said_;
};

} // namespace

SpokenText::SpokenText(Readings readings) : readings_(std::move(readings)), rules_(std::make_unique<Rules>()) {}
SpokenText::~SpokenText() = default;
SpokenText::SpokenText(SpokenText&&) noexcept = default;
SpokenText& SpokenText::operator=(SpokenText&&) noexcept = default;

std::string SpokenText::of(std::string_view written) const {
    std::string text = narrowed(written);
    text = std::regex_replace(text, rules_->link, "$1");
    text = std::regex_replace(text, rules_->address, "");
    return Teller(text, readings_, rules_->all).tell();
}

} // namespace lianxin
