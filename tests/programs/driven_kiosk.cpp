// Moving the real kiosk.
#include "tests/programs/driven_kiosk.h"

#include <catch2/catch_test_macros.hpp>

namespace lianxin::test {
namespace {

std::vector<std::string> command_of(const Demo& demo, const std::vector<std::string>& words) {
    std::vector<std::string> command{program("drive"), "--config", demo.config("kiosk")};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

} // namespace

DrivenKiosk::DrivenKiosk(const Demo& demo, const std::vector<std::string>& words) : process_(command_of(demo, words)) {}

Value DrivenKiosk::ask(const std::string& command) {
    process_.write_line(command);
    const std::string line = process_.read_line();
    INFO(command << " -> " << line.substr(0, 400));
    auto answer = parse_json(line);
    REQUIRE(answer);
    return *answer;
}

Value DrivenKiosk::obey(const std::string& command) {
    Value answer = ask(command);
    INFO(command << " -> " << to_json(answer).substr(0, 400));
    REQUIRE(answer.flag_or("ok", false));
    return answer;
}

void DrivenKiosk::quit() {
    process_.write_line("quit");
    while (!process_.read_line().empty()) {
    }
    process_.wait();
}

bool DrivenKiosk::has(const std::string& id) {
    const Value answer = obey("dump");
    for (const auto& target : *answer.find("targets")->array())
        if (target.text_or("id", "") == id) return true;
    return false;
}

std::string DrivenKiosk::value(const std::string& id) {
    const Value answer = obey("dump");
    for (const auto& target : *answer.find("targets")->array())
        if (target.text_or("id", "") == id) return target.text_or("value", "");
    FAIL("no target " << id);
    return {};
}

std::string DrivenKiosk::spoken() {
    std::string all;
    const Value answer = obey("dump");
    for (const auto& target : *answer.find("targets")->array())
        all += target.text_or("spoken", "") + target.text_or("value", "") + "\n";
    return all;
}

void DrivenKiosk::pick_sentence(const std::string& letters, const std::string& wanted) {
    const Value answer = obey("pinyin " + letters);
    const auto& candidates = *answer.find("candidates")->array();
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (*candidates[i].text() == wanted) {
            obey("pick " + std::to_string(i + 1));
            return;
        }
    FAIL("no candidate " << wanted << " for " << letters);
}

void DrivenKiosk::fill_help(const std::string& matter) {
    if (screen() == "idle") obey("tap idle.start");
    obey("tap home.request");
    obey("tap services.help");
    obey("tap form.next");
    obey("fill matter " + matter);
    obey("fill village 990021101201");
    obey("fill identity anonymous");
    for (int pages = 0; pages < 10 && screen() == "form"; ++pages) obey("tap form.next");
    REQUIRE(screen() == "confirm");
}

} // namespace lianxin::test
