// Keeps the two small lists that the daemon reads.
#include "kiosk/shown.h"

#include "records/base/log.h"
#include "records/store/shown_receipts.h"

#include <algorithm>

namespace lianxin {
namespace {

/// How long a receipt that the county knew nothing of is asked for again.
constexpr std::chrono::days longest_asked{7};
/// How long it is remembered that an answer was read: the daemon drops it after a week.
constexpr std::chrono::days longest_read{30};

/// Asked for again after it was dropped: it is not to be dropped again before it was seen.
void forget_read(const Path& folder, const std::vector<ByteArray<16>>& tags) {
    auto read = read_read(folder);
    if (!read) return;
    const auto is_asked = [&](const ReadReceipt& one) { return std::find(tags.begin(), tags.end(), one.mark.tag) != tags.end(); };
    const auto kept = std::remove_if(read->begin(), read->end(), is_asked);
    if (kept == read->end()) return;
    read->erase(kept, read->end());
    if (auto written = write_read(folder, std::move(*read)); !written) log(Priority::Warning, "a read answer may be dropped too early", written.error());
}

} // namespace

void look_up(const Path& folder, const Finds& finds, TimePoint now) {
    const bool is_over = !finds.updates.empty() && is_closed(finds.updates.back().state);
    if (finds.looked_for.empty() || is_over) return;
    if (finds.updates.empty()) forget_read(folder, finds.looked_for);
    now = std::chrono::floor<std::chrono::minutes>(now);
    auto before = read_asked(folder);
    std::vector<AskedReceipt> asked = before ? std::move(*before) : std::vector<AskedReceipt>();
    const auto is_done = [&](const AskedReceipt& one) {
        return one.at + longest_asked < now || std::find(finds.looked_for.begin(), finds.looked_for.end(), one.tag) != finds.looked_for.end();
    };
    asked.erase(std::remove_if(asked.begin(), asked.end(), is_done), asked.end());
    for (const auto& tag : finds.looked_for) asked.push_back({tag, now});
    if (auto written = write_asked(folder, std::move(asked)); !written) log(Priority::Warning, "a receipt is not looked up", written.error());
}

void note_read(const Path& folder, const Finds& finds, TimePoint now) {
    if (!finds.read) return;
    const CaseState state = finds.updates.back().state;
    if (state != CaseState::Answered && !is_closed(state)) return;
    const Day today = day_in_china(now);
    auto before = read_read(folder);
    std::vector<ReadReceipt> read = before ? std::move(*before) : std::vector<ReadReceipt>();
    const auto same = std::find_if(read.begin(), read.end(), [&](const ReadReceipt& one) { return one.mark.tag == finds.read->tag; });
    if (same != read.end() && same->mark.cursor == finds.read->cursor) return; // the week runs from the first reading
    if (same != read.end()) read.erase(same);
    read.erase(std::remove_if(read.begin(), read.end(), [&](const ReadReceipt& one) { return one.day + longest_read < today; }), read.end());
    read.push_back({*finds.read, today});
    if (auto written = write_read(folder, std::move(read)); !written) log(Priority::Warning, "that an answer was read is not noted", written.error());
}

} // namespace lianxin
