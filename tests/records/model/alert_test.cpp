// Warnings in CAP 1.2: read, weighed against each other, and ended.
#include "records/model/alert.h"

#include "records/base/date.h"
#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string rain = R"(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>QH-2026-0612-01</identifier><sender>qixiang@qinghe.example</sender><sent>2026-06-12T08:30:00+08:00</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info><language>en-US</language><category>Met</category><event>Rainstorm</event><urgency>Immediate</urgency><severity>Extreme</severity>
    <certainty>Observed</certainty><area><areaDesc>Qingxi</areaDesc></area></info>
  <info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Extreme</severity>
    <certainty>Observed</certainty><expires>2026-06-12T14:30:00+08:00</expires><senderName>青禾县气象台</senderName>
    <headline>暴雨红色预警信号</headline><description>3小时内雨量将达100毫米以上。</description><instruction>立即转移到高处。</instruction>
    <area><areaDesc>清溪镇</areaDesc><geocode><valueName>division</valueName><value>990021101000</value></geocode></area></info>
</alert>)";

Alert read(const std::string& xml) {
    auto alert = parse_alert(xml);
    INFO((alert ? "" : alert.error().message));
    REQUIRE(alert);
    return *alert;
}

std::string changed(std::initializer_list<std::pair<const char*, const char*>> changes) {
    std::string xml = rain;
    for (const auto& [what, with] : changes) {
        REQUIRE(xml.find(what) != std::string::npos);
        xml = replaced(std::move(xml), what, with);
    }
    return xml;
}

/// A later message about the rain.
Alert later(const char* type, const char* identifier, const char* references) {
    return read(changed({{"<msgType>Alert", (std::string("<msgType>") + type).c_str()},
                         {"QH-2026-0612-01", identifier},
                         {"T08:30:00", "T10:00:00"},
                         {"</scope>", (std::string("</scope><references>") + references + "</references>").c_str()}}));
}

std::string problem(std::initializer_list<std::pair<const char*, const char*>> changes) {
    const auto alert = parse_alert(changed(changes));
    return alert ? "" : alert.error().message;
}

std::string shown(const std::vector<Alert>& alerts, std::string_view division = "990021101000") {
    std::string all;
    for (const auto& alert : standing_alerts(alerts, division)) all += alert.identifier + " ";
    return all;
}

constexpr const char* first = "qixiang@qinghe.example,QH-2026-0612-01,2026-06-12T08:30:00+08:00";

} // namespace

TEST_CASE("an alert is read in the language of the hall", "[model][alert]") {
    const Alert alert = read(rain);
    CHECK(alert.headline == "暴雨红色预警信号");
    CHECK(alert.issuer == "青禾县气象台");
    CHECK(iso_time(alert.sent) == "2026-06-12T00:30:00.000Z");
    CHECK(iso_time(alert.ends()) == "2026-06-12T06:30:00.000Z");
    CHECK(alert.severity == AlertSeverity::Extreme);
    CHECK(alert.areas == std::vector<std::string>{"990021101000"});
    CHECK(parse_alert(rain, {}, "en")->headline == "Rainstorm");
    CHECK(interrupts(alert));
}

TEST_CASE("an alert stands from its beginning to before its end, without an end for a day", "[model][alert.end]") {
    const Alert alert = read(rain);
    CHECK_FALSE(is_current(alert, alert.sent - Milliseconds(1)));
    CHECK(is_current(alert, alert.sent));
    CHECK_FALSE(is_current(alert, *alert.expires));
    const Alert endless = read(changed({{"<expires>2026-06-12T14:30:00+08:00</expires>", ""}}));
    CHECK(is_current(endless, endless.sent + std::chrono::hours(23)));
    CHECK_FALSE(is_current(endless, endless.sent + std::chrono::hours(24)));
    const Alert coming = read(changed({{"<expires>", "<effective>2026-06-12T09:00:00+08:00</effective><expires>"}}));
    CHECK_FALSE(is_current(coming, coming.sent));
}

TEST_CASE("an update takes the place of what it names, a cancel ends it, and nobody else can", "[model][alert.end]") {
    const Alert alert = read(rain), update = later("Update", "QH-2", first), cancel = later("Cancel", "QH-3", first);
    CHECK(shown({alert}) == "QH-2026-0612-01 ");
    CHECK(shown({update, alert}) == "QH-2 ");
    CHECK(shown({alert, cancel}).empty());
    CHECK(shown({alert, update, later("Cancel", "QH-3", (std::string(first) + "\n qixiang@qinghe.example,QH-2,2026-06-12T10:00:00+08:00").c_str())}).empty());
    Alert stranger = cancel;
    stranger.sender = "somebody@else.example";
    CHECK(shown({alert, stranger}) == "QH-2026-0612-01 ");
    Alert exercise = cancel;
    exercise.status = AlertStatus::Exercise;
    CHECK(shown({alert, exercise}) == "QH-2026-0612-01 ");
}

TEST_CASE("an alert concerns the divisions it names, all below and all around them", "[model][alert.area]") {
    const Alert town = read(rain);
    CHECK(concerns(town, "990021101000"));
    CHECK(concerns(town, "990021101201"));
    CHECK_FALSE(concerns(town, "990021102000"));
    const Alert county = read(changed({{"990021101000", "990021"}}));
    CHECK(concerns(county, "990021102000"));
    CHECK_FALSE(concerns(county, "990022102000"));
    for (const char* around : {"990000", "990100", "990122"}) {
        const Alert wider = read(changed({{"990021101000", around}}));
        INFO(around);
        CHECK(concerns(wider, "990122102000")); // the province, the city, the county itself
        CHECK(concerns(wider, "990021102000") == (around == std::string_view("990000")));
    }
    const Alert village = read(changed({{"990021101000", "990021101201"}}));
    CHECK(concerns(village, "990021101000")); // the hall of the township serves the village
    const Alert anywhere = read(changed({{"<value>990021101000</value>", "<value>G45</value>"}}));
    CHECK(concerns(anywhere, "990021102000"));
}

TEST_CASE("of several blocks in Chinese each township hears its own, and where several name it the gravest", "[model][alert.blocks]") {
    const std::string second = "<info><language>zh-CN</language><category>Met</category><event>大风</event><urgency>Expected</urgency><severity>Moderate</severity>"
                               "<certainty>Likely</certainty><headline>大风黄色预警信号</headline><area><areaDesc>石坝镇</areaDesc><geocode><valueName>division</valueName>"
                               "<value>990021102000</value></geocode></area></info>";
    const std::string two = changed({{"</alert>", (second + "</alert>").c_str()}});
    const auto heard = [&](const std::string& xml, std::string_view division) {
        const auto alert = parse_alert(xml, division);
        REQUIRE(alert);
        return standing_alerts({*alert}, division).empty() ? "" : alert->headline;
    };
    CHECK(heard(two, "990021101000") == "暴雨红色预警信号");
    CHECK(heard(two, "990021102000") == "大风黄色预警信号");
    CHECK(heard(two, "990021103000").empty());
    CHECK(heard(two, "990021") == "暴雨红色预警信号");
    CHECK(heard(two, "") == "暴雨红色预警信号");
    const std::string both = replaced(two, "990021102000", "990021101000");
    CHECK(heard(both, "990021101000") == "暴雨红色预警信号");
    CHECK(heard(replaced(both, "Moderate", "Extreme"), "990021101000") == "大风黄色预警信号"); // it ends last
    CHECK(parse_alert(two, "990021102000", "en")->headline == "Rainstorm");
    const auto wrong = parse_alert(replaced(two, "Moderate", "Mild"), "990021101000");
    REQUIRE_FALSE(wrong); // also where that township does not hear it
    CHECK(wrong.error().message.find("\"Mild\"") != std::string::npos);
}

TEST_CASE("an alert with more areas than are read is refused, not read in part", "[model][alert.blocks]") {
    std::string areas;
    for (int i = 0; i < 200; ++i) areas += "<area><areaDesc>村</areaDesc><geocode><valueName>division</valueName><value>" + std::to_string(990021101200 + i) + "</value></geocode></area>";
    CHECK(problem({{"<area><areaDesc>清溪镇", (areas + "<area><areaDesc>清溪镇").c_str()}}).find("more than 200 areas; split it") != std::string::npos);
}

TEST_CASE("tests, drafts and private messages are never shown, exercises only after what is meant in earnest", "[model][alert.exercise]") {
    for (const char* status : {"Test", "System", "Draft"}) CHECK(shown({read(changed({{"<status>Actual", (std::string("<status>") + status).c_str()}}))}).empty());
    CHECK(shown({read(changed({{"Public", "Private"}}))}).empty());
    const Alert exercise = read(changed({{"<status>Actual", "<status>Exercise"}, {"QH-2026-0612-01", "drill"}}));
    const Alert minor = read(changed({{"Extreme", "Minor"}, {"QH-2026-0612-01", "minor"}}));
    CHECK(shown({exercise, minor}) == "minor drill ");
    CHECK_FALSE(interrupts(exercise));
    CHECK_FALSE(interrupts(minor));
    CHECK_FALSE(interrupts(read(changed({{"Immediate", "Future"}}))));
}

TEST_CASE("the gravest comes first, and the same message counts once", "[model][alert]") {
    const Alert extreme = read(rain), severe = read(changed({{"Extreme", "Severe"}, {"QH-2026-0612-01", "severe"}}));
    CHECK(shown({severe, extreme, severe}) == "QH-2026-0612-01 severe ");
}

TEST_CASE("what CAP does not allow is named", "[model][alert]") {
    CHECK(problem({{"cap:1.2", "cap:1.1"}}) == "this is no alert of CAP 1.2");
    CHECK(problem({{"<identifier>QH-2026-0612-01</identifier>", ""}}) == "<identifier> must be given");
    CHECK(problem({{"08:30:00+08:00</sent>", "08:30:00Z</sent>"}}) == "<sent> must be a time like 2026-06-12T08:30:00+08:00");
    CHECK(problem({{"Actual", "Real"}}) == "<status> holds \"Real\", which CAP does not know");
    CHECK(problem({{"<msgType>Alert", "<msgType>Cancel"}}) == "<references> must name what is updated or cancelled");
    CHECK(problem({{"</scope>", "</scope><references>one</references>"}}) == "<references> must be a list of sender,identifier,sent");
    CHECK(problem({{"QH-2026", "QH 2026"}}) == "<identifier> and <sender> must hold no blank, comma, < or &");
    CHECK(problem({{"<areaDesc>清溪镇</areaDesc>", ""}}) == "<areaDesc> must be given");
    CHECK(problem({{"立即转移到高处。", std::string(4001, 'x').c_str()}}) == "<instruction> is longer than 4,000 bytes");
}
