// Unfolding and walking iCalendar.
#include "records/model/icalendar.h"

#include "records/base/text.h"

#include <optional>

namespace lianxin {
namespace {

struct ContentLine {
    std::string name, parameters, value;
    std::size_t number = 0;
};

Error at_line(std::size_t number, std::string_view why) {
    return {ErrorCode::Invalid, "line " + std::to_string(number) + ": " + std::string(why), {}};
}

/// Lines joined where the next begins with a blank (§3.1), each with its number in the file.
std::vector<std::pair<std::string, std::size_t>> unfolded(std::string_view text) {
    std::vector<std::pair<std::string, std::size_t>> lines;
    std::size_t number = 0;
    for (auto line : split(text, '\n')) {
        ++number;
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!lines.empty() && !line.empty() && (line.front() == ' ' || line.front() == '\t'))
            lines.back().first += line.substr(1);
        else if (!line.empty())
            lines.emplace_back(line, number);
    }
    return lines;
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// name *(";" parameter) ":" value; a colon inside quotation marks belongs to a parameter.
Result<ContentLine> split_line(const std::string& text, std::size_t number) {
    bool quoted = false;
    std::size_t colon = std::string::npos;
    for (std::size_t i = 0; i < text.size() && colon == std::string::npos; ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == ':' && !quoted) colon = i;
    }
    if (colon == std::string::npos || colon == 0) return at_line(number, "NAME:VALUE expected");
    const auto head = text.substr(0, colon);
    const auto name_end = head.find(';');
    return ContentLine{upper(head.substr(0, name_end)),
                       name_end == std::string::npos ? "" : upper(head.substr(name_end)), text.substr(colon + 1),
                       number};
}

/// "20260101".
Result<Day> basic_day(const ContentLine& line) {
    const std::string& v = line.value;
    auto day = v.size() == 8 ? parse_iso_day(v.substr(0, 4) + "-" + v.substr(4, 2) + "-" + v.substr(6, 2)) : Error{};
    if (!day) return at_line(line.number, line.name + " must be a day like 20260101");
    return day;
}

class Walker {
  public:
    Result<void> take(const ContentLine& line) {
        if (line.name == "BEGIN") return begin(line);
        if (line.name == "END") return end(line);
        if (open_.empty()) return at_line(line.number, "BEGIN:VCALENDAR expected");
        if (open_.back() == "VEVENT") return property(line);
        return {};
    }
    Result<void> finish(std::size_t last_line) const {
        if (!open_.empty()) return at_line(last_line, "END:" + open_.back() + " is missing");
        if (!seen_calendar_) return at_line(1, "BEGIN:VCALENDAR expected");
        return {};
    }
    std::vector<CalendarEvent> events;

  private:
    Result<void> begin(const ContentLine& line) {
        const auto what = upper(line.value);
        if (open_.empty() != (what == "VCALENDAR"))
            return at_line(line.number, "BEGIN:" + what + " does not belong here");
        if (open_.size() == 8) return at_line(line.number, "nested too deep");
        seen_calendar_ = true;
        open_.push_back(what);
        if (what == "VEVENT") {
            event_ = {};
            event_.line = line.number;
            whole_day_ = cancelled_ = false;
            last_.reset();
        }
        return {};
    }

    Result<void> end(const ContentLine& line) {
        if (open_.empty() || open_.back() != upper(line.value))
            return at_line(line.number, "END:" + line.value + " without its BEGIN");
        open_.pop_back();
        if (upper(line.value) != "VEVENT" || !whole_day_ || cancelled_) return {};
        event_.end = last_.value_or(event_.first + std::chrono::days(1));
        if (event_.end <= event_.first) return at_line(line.number, "the event ends before it begins");
        if (event_.end - event_.first > std::chrono::days(366))
            return at_line(line.number, "the event is longer than a year");
        events.push_back(event_);
        return {};
    }

    Result<void> property(const ContentLine& line) {
        const bool date = line.parameters.find(";VALUE=DATE") != std::string::npos &&
                          line.parameters.find("DATE-TIME") == std::string::npos;
        if (line.name == "RRULE" || line.name == "RDATE" || line.name == "DURATION")
            return at_line(line.number, line.name + " is not used here; write one event for each run of days");
        if (line.name == "STATUS") cancelled_ = upper(line.value) == "CANCELLED";
        if (line.name == "CATEGORIES")
            for (auto category : split(line.value, ','))
                event_.categories.push_back(upper(std::string(trimmed(category))));
        if ((line.name != "DTSTART" && line.name != "DTEND") || !date) return {};
        auto day = basic_day(line);
        if (!day) return std::move(day).error();
        if (line.name == "DTSTART") {
            event_.first = *day;
            whole_day_ = true;
        } else {
            last_ = *day;
        }
        return {};
    }

    std::vector<std::string> open_;
    CalendarEvent event_;
    std::optional<Day> last_;
    bool whole_day_ = false, cancelled_ = false, seen_calendar_ = false;
};

} // namespace

Result<std::vector<CalendarEvent>> parse_icalendar(std::string_view text) {
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    Walker walker;
    std::size_t last = 1;
    for (const auto& [line, number] : unfolded(text)) {
        last = number;
        // Checked here, because a fold may lie inside a character (§3.1).
        if (!is_utf8(line)) return at_line(number, "not UTF-8; save the calendar as UTF-8");
        auto parts = split_line(line, number);
        if (!parts) return std::move(parts).error();
        if (auto taken = walker.take(*parts); !taken) return std::move(taken).error();
    }
    if (auto fine = walker.finish(last); !fine) return std::move(fine).error();
    return std::move(walker.events);
}

} // namespace lianxin
