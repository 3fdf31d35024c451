// Tables of holidays.
#include "tests/fuzz/target.h"

#include "records/model/calendar.h"
#include "records/model/icalendar.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    Calendar calendar;
    const bool taken = static_cast<bool>(calendar.add(text));
    const auto events = parse_icalendar(text);
    if (taken && !events) return false;
    (void)calendar.after_working_days(*parse_iso_day("2026-02-10"), 10);
    return true;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("assets/samples/county", ".ics");
    for (auto& more : texts({"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260104\r\nCATEGORIES:HOLI\r\n DAY,X\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}))
        all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target icalendar_target{"icalendar", 1000, holds, seeds};

} // namespace lianxin::fuzz
