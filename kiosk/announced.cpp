// Board, surveys, days off, rosters and warnings, each believed by the county's signature alone.
#include "kiosk/announced.h"

#include "records/base/log.h"
#include "records/wire/changes.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_board_entries = 300;
constexpr std::size_t most_alerts = 500;

Result<void> add_item(Catalogue& catalogue, const PublicItem& item) {
    if (item.kind == item_kind::holidays) return catalogue.calendar.add(item.content);
    if (item.kind == item_kind::board) {
        auto entry = parse_board_entry(item.content);
        if (!entry) return std::move(entry).error();
        entry->id = item.id;
        catalogue.board.push_back(std::move(*entry));
        return {};
    }
    auto survey = parse_survey(item.content);
    if (!survey) return std::move(survey).error();
    survey->id = item.id;
    catalogue.surveys.push_back(std::move(*survey));
    return {};
}

void put_in_order(Catalogue& catalogue, std::size_t most) {
    const auto day_of = [](const BoardEntry& entry) { return entry.answered.value_or(entry.asked); };
    std::stable_sort(catalogue.board.begin(), catalogue.board.end(), [&](const BoardEntry& a, const BoardEntry& b) { return day_of(a) > day_of(b); });
    if (catalogue.board.size() > most) catalogue.board.resize(most);
    std::stable_sort(catalogue.surveys.begin(), catalogue.surveys.end(), [](const Survey& a, const Survey& b) { return a.closes < b.closes; });
}

/// Nothing unless the county signed it.
std::optional<PublicItem> believed(const SignedItem& item, const PublicKey& county) {
    const auto signature = to_array<64>(item.signature);
    auto opened = signature ? open_item(item.document, *signature, county) : Result<PublicItem>(Error{ErrorCode::Untrusted, "no signature", {}});
    if (opened) return std::move(*opened);
    log(Priority::Warning, "a public item is passed over: " + item.item.kind + " " + item.item.id, opened.error());
    return std::nullopt;
}

/// Those of a kind that can be read, each as `take` makes of it.
template <class Take>
void each_item(const InboxReader& inbox, std::string_view kind, const PublicKey& county, const Take& take) {
    for (const SignedItem& signed_item : inbox.items(kind))
        if (const auto item = believed(signed_item, county))
            if (auto taken = take(*item); !taken) log(Priority::Warning, "a public item cannot be shown: " + item->kind + " " + item->id, taken.error());
}

/// The announced rosters together stand in place of the edition's; whether there are any.
bool replace_roster(Catalogue& catalogue, const InboxReader& inbox, const PublicKey& county) {
    std::vector<Duty> announced;
    each_item(inbox, item_kind::roster, county, [&](const PublicItem& item) -> Result<void> {
        auto roster = parse_roster(item.content);
        if (!roster) return std::move(roster).error();
        announced.insert(announced.end(), roster->begin(), roster->end());
        return {};
    });
    if (announced.empty()) return false;
    catalogue.roster = std::move(announced);
    return true;
}

/// What was announced is shown to who passes by, also where the edition, which was made before, has no slide for it.
void add_slides(Catalogue& catalogue, bool has_roster) {
    const auto add = [&](Slide::Kind kind) {
        Slide slide;
        slide.kind = kind;
        slide.lasts = std::chrono::seconds(15);
        const auto is_there = [&](const Slide& each) { return each.kind == kind; };
        if (std::none_of(catalogue.slides.begin(), catalogue.slides.end(), is_there)) catalogue.slides.push_back(slide);
    };
    if (catalogue.highlight(0)) add(Slide::Kind::Board);
    if (has_roster) add(Slide::Kind::Roster);
}

} // namespace

void announce_in(Catalogue& catalogue, const InboxReader& inbox, const PublicKey& county) {
    catalogue.board.clear();
    catalogue.surveys.clear();
    for (const std::string_view kind : {item_kind::holidays, item_kind::board, item_kind::survey})
        each_item(inbox, kind, county, [&](const PublicItem& item) { return add_item(catalogue, item); });
    put_in_order(catalogue, most_board_entries);
    add_slides(catalogue, replace_roster(catalogue, inbox, county));
}

std::vector<Alert> announced_alerts(const InboxReader& inbox, const PublicKey& county, std::string_view division) {
    std::vector<std::pair<TimePoint, Alert>> found;
    each_item(inbox, item_kind::alert, county, [&](const PublicItem& item) -> Result<void> {
        auto alert = parse_alert(item.content, division);
        if (!alert) return std::move(alert).error();
        found.emplace_back(item.made, std::move(*alert));
        return {};
    });
    // What updates or cancels is announced after what it names, so the newest are a whole.
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.first > other.first; });
    if (found.size() > most_alerts) found.resize(most_alerts);
    std::vector<Alert> alerts;
    for (auto& [made, alert] : found) alerts.push_back(std::move(alert));
    return alerts;
}

} // namespace lianxin
