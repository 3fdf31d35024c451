// Reading CAP, and weighing one alert against others.
#include "records/model/alert.h"

#include "records/base/date.h"
#include "records/base/text.h"
#include "records/base/xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace lianxin {
namespace {

constexpr std::string_view cap_namespace = "urn:oasis:names:tc:emergency:cap:1.2";
constexpr std::size_t longest_words = 4000; ///< bytes of one text that is shown
constexpr std::size_t most_of_a_kind = 200; ///< info blocks, areas, references

Error invalid(std::string why) { return {ErrorCode::Invalid, std::move(why), {}}; }

template <class Kind, std::size_t Count>
using Words = std::array<std::pair<std::string_view, Kind>, Count>;

constexpr Words<AlertStatus, 5> statuses{{{"Actual", AlertStatus::Actual},
                                          {"Exercise", AlertStatus::Exercise},
                                          {"System", AlertStatus::System},
                                          {"Test", AlertStatus::Test},
                                          {"Draft", AlertStatus::Draft}}};
constexpr Words<AlertMessage, 5> messages{{{"Alert", AlertMessage::Alert},
                                           {"Update", AlertMessage::Update},
                                           {"Cancel", AlertMessage::Cancel},
                                           {"Ack", AlertMessage::Ack},
                                           {"Error", AlertMessage::Error}}};
constexpr Words<AlertSeverity, 5> severities{{{"Extreme", AlertSeverity::Extreme},
                                              {"Severe", AlertSeverity::Severe},
                                              {"Moderate", AlertSeverity::Moderate},
                                              {"Minor", AlertSeverity::Minor},
                                              {"Unknown", AlertSeverity::Unknown}}};
constexpr Words<AlertUrgency, 5> urgencies{{{"Immediate", AlertUrgency::Immediate},
                                            {"Expected", AlertUrgency::Expected},
                                            {"Future", AlertUrgency::Future},
                                            {"Past", AlertUrgency::Past},
                                            {"Unknown", AlertUrgency::Unknown}}};

/// Notes the first thing that is wrong.
struct Reading {
    std::string problem;
    void complain(const std::string& what) {
        if (problem.empty()) problem = what;
    }

    std::string required(const XmlElement& element, const char* name) {
        std::string text = element.text_of(name);
        if (text.empty()) complain("<" + std::string(name) + "> must be given");
        return text;
    }
    template <class Kind, std::size_t Count>
    Kind word(const XmlElement& element, const char* name, const Words<Kind, Count>& words) {
        const std::string text = required(element, name);
        const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == text; });
        if (found != words.end()) return found->second;
        complain("<" + std::string(name) + "> holds \"" + text.substr(0, 40) + "\", which CAP does not know");
        return words.back().second;
    }
    std::string words(const XmlElement& element, const char* name) {
        std::string text = element.text_of(name);
        if (text.size() > longest_words) complain("<" + std::string(name) + "> is longer than 4,000 bytes");
        return text;
    }
    std::optional<TimePoint> time(const XmlElement& element, const char* name);
};

int number_in(std::string_view text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

/// "2026-06-12T08:30:00+08:00": CAP allows no other spelling of time.
std::optional<TimePoint> cap_time(std::string_view text) {
    if (text.size() != 25 || (text[19] != '+' && text[19] != '-') || text[22] != ':') return std::nullopt;
    const auto local = parse_iso_time(std::string(text.substr(0, 19)) + "Z");
    const int hours = number_in(text.substr(20, 2)), minutes = number_in(text.substr(23, 2));
    if (!local || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
    const auto offset = std::chrono::minutes(hours * 60 + minutes);
    return text[19] == '+' ? *local - offset : *local + offset;
}

std::optional<TimePoint> Reading::time(const XmlElement& element, const char* name) {
    const std::string text = element.text_of(name);
    if (text.empty()) return std::nullopt;
    const auto moment = cap_time(text);
    if (!moment) complain("<" + std::string(name) + "> must be a time like 2026-06-12T08:30:00+08:00");
    return moment;
}

std::vector<AlertReference> references_in(std::string_view text, Reading& reading) {
    std::vector<AlertReference> references;
    std::string blanks(text);
    std::replace_if(blanks.begin(), blanks.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    for (const auto each : split(blanks, ' ')) {
        if (each.empty()) continue;
        const auto parts = split(each, ',');
        if (parts.size() != 3 || references.size() == most_of_a_kind) {
            reading.complain("<references> must be a list of sender,identifier,sent");
            break;
        }
        references.push_back({std::string(parts[0]), std::string(parts[1])});
    }
    return references;
}

bool is_division_code(std::string_view text) {
    return (text.size() == 6 || text.size() == 9 || text.size() == 12) && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void read_area(const XmlElement& area, Alert& alert, Reading& reading) {
    alert.area_names.push_back(reading.words(area, "areaDesc"));
    if (alert.area_names.back().empty()) reading.complain("<areaDesc> must be given");
    for (const auto& child : area.children)
        if (child.name == "geocode" && is_division_code(child.text_of("value"))) alert.areas.push_back(child.text_of("value"));
}

void read_info(const XmlElement& info, Alert& alert, Reading& reading) {
    alert.language = info.text_of("language");
    alert.event = reading.required(info, "event");
    alert.headline = reading.words(info, "headline");
    alert.description = reading.words(info, "description");
    alert.instruction = reading.words(info, "instruction");
    alert.issuer = reading.words(info, "senderName");
    alert.contact = reading.words(info, "contact");
    alert.severity = reading.word(info, "severity", severities);
    alert.urgency = reading.word(info, "urgency", urgencies);
    alert.effective = reading.time(info, "effective");
    alert.expires = reading.time(info, "expires");
    for (const auto& child : info.children)
        if (child.name == "area") read_area(child, alert, reading);
    if (alert.area_names.size() > most_of_a_kind || alert.areas.size() > most_of_a_kind) reading.complain("<info> holds more than 200 areas; split it into several messages");
    if (alert.headline.empty()) alert.headline = alert.event;
    if (alert.headline.size() > longest_words) reading.complain("<event> is longer than 4,000 bytes");
}

std::string language_of(const XmlElement& info) {
    std::string language = info.text_of("language");
    return language.empty() ? "en-US" : language; // CAP: when it is not said
}

/// Those in the language, else those in the language of the first.
std::vector<const XmlElement*> infos_in(const XmlElement& root, std::string_view language) {
    std::vector<const XmlElement*> all, infos;
    for (const auto& child : root.children)
        if (child.name == "info") all.push_back(&child);
    for (const auto* info : all)
        if (language_of(*info).starts_with(language)) infos.push_back(info);
    if (!infos.empty() || all.empty()) return infos;
    return infos_in(root, language_of(*all.front()));
}

/// Whether a hall of the division should rather hear the one than the other.
bool matters_more(const Alert& one, const Alert& other, std::string_view division) {
    if (concerns(one, division) != concerns(other, division)) return concerns(one, division);
    return one.severity != other.severity ? one.severity < other.severity : one.ends() > other.ends();
}

/// Reads all, so that what is wrong in any of them is found, into `alert` the one that counts.
void read_infos(const std::vector<const XmlElement*>& infos, std::string_view division, Alert& alert, Reading& reading) {
    if (infos.size() > most_of_a_kind) return reading.complain("there are more than 200 <info>; split it into several messages");
    const Alert around = alert;
    for (const auto* info : infos) {
        Alert told = around;
        read_info(*info, told, reading);
        if (info == infos.front() || matters_more(told, alert, division)) alert = std::move(told);
    }
}

/// "990021101000" → "990021101", "990000" → "99": the digits that say something.
std::string_view significant(std::string_view code) {
    if (code.size() == 12 && code.substr(9) == "000") code = code.substr(0, 9);
    if (code.size() == 9 && code.substr(6) == "000") code = code.substr(0, 6);
    if (code.size() == 6 && code.substr(4) == "00") code = code.substr(0, 4);
    if (code.size() == 4 && code.substr(2) == "00") code = code.substr(0, 2);
    return code;
}

} // namespace

std::string_view name_of(AlertSeverity severity) {
    switch (severity) {
    case AlertSeverity::Extreme: return "extreme";
    case AlertSeverity::Severe: return "severe";
    case AlertSeverity::Moderate: return "moderate";
    case AlertSeverity::Minor: return "minor";
    case AlertSeverity::Unknown: return "unknown";
    }
    return "unknown";
}

Result<Alert> parse_alert(std::string_view xml, std::string_view division, std::string_view language) {
    const auto root = parse_xml(xml);
    if (!root) return root.error();
    if (root->name != "alert" || root->space != cap_namespace) return invalid("this is no alert of CAP 1.2");
    Reading reading;
    Alert alert;
    alert.identifier = reading.required(*root, "identifier");
    alert.sender = reading.required(*root, "sender");
    const auto sent = reading.time(*root, "sent");
    if (!sent) reading.complain("<sent> must be given");
    alert.sent = sent.value_or(TimePoint{});
    alert.status = reading.word(*root, "status", statuses);
    alert.message = reading.word(*root, "msgType", messages);
    alert.is_public = reading.required(*root, "scope") == "Public";
    alert.references = references_in(root->text_of("references"), reading);
    if (alert.identifier.find_first_of(" ,<&") != std::string::npos || alert.sender.find_first_of(" ,<&") != std::string::npos)
        reading.complain("<identifier> and <sender> must hold no blank, comma, < or &");
    const bool replaces = alert.message == AlertMessage::Update || alert.message == AlertMessage::Cancel;
    if (replaces && alert.references.empty()) reading.complain("<references> must name what is updated or cancelled");
    const auto infos = infos_in(*root, language);
    read_infos(infos, division, alert, reading);
    if (infos.empty() && (alert.message == AlertMessage::Alert || alert.message == AlertMessage::Update)) reading.complain("<info> must be given");
    if (!reading.problem.empty()) return invalid(reading.problem);
    return alert;
}

bool concerns(const Alert& alert, std::string_view division) {
    if (alert.areas.empty()) return true;
    const std::string_view here = significant(division);
    return std::any_of(alert.areas.begin(), alert.areas.end(), [&](const std::string& area) {
        const std::string_view there = significant(area);
        return here.starts_with(there) || there.starts_with(here);
    });
}

std::vector<Alert> standing_alerts(std::vector<Alert> all, std::string_view division) {
    std::set<std::string> gone;
    for (const auto& alert : all) {
        const bool replaces = alert.message == AlertMessage::Update || alert.message == AlertMessage::Cancel;
        // An exercise or a test takes nothing back that was meant in earnest.
        if (!replaces || (alert.status != AlertStatus::Actual && alert.status != AlertStatus::Exercise)) continue;
        for (const auto& reference : alert.references)
            if (reference.sender == alert.sender) gone.insert(std::string(alert.status == AlertStatus::Actual ? "" : "exercise ") + reference.sender + "," + reference.identifier);
    }
    std::erase_if(all, [&](const Alert& alert) {
        const bool shown = alert.status == AlertStatus::Actual || alert.status == AlertStatus::Exercise;
        const bool tells = alert.message == AlertMessage::Alert || alert.message == AlertMessage::Update;
        const std::string key = alert.key();
        const bool is_gone = gone.count(key) != 0 || (alert.status == AlertStatus::Exercise && gone.count("exercise " + key) != 0);
        return !shown || !tells || !alert.is_public || is_gone || !concerns(alert, division);
    });
    std::stable_sort(all.begin(), all.end(), [](const Alert& one, const Alert& other) {
        if (one.status != other.status) return one.status == AlertStatus::Actual;
        return one.severity != other.severity ? one.severity < other.severity : one.sent > other.sent;
    });
    std::set<std::string> seen;
    std::erase_if(all, [&](const Alert& alert) { return !seen.insert(alert.key()).second; });
    return all;
}

bool is_current(const Alert& alert, TimePoint now) { return now >= alert.begins() && now < alert.ends(); }

bool interrupts(const Alert& alert) {
    const bool grave = alert.severity == AlertSeverity::Extreme || alert.severity == AlertSeverity::Severe;
    const bool urgent = alert.urgency == AlertUrgency::Immediate || alert.urgency == AlertUrgency::Expected || alert.urgency == AlertUrgency::Unknown;
    return alert.status == AlertStatus::Actual && grave && urgent;
}

} // namespace lianxin
