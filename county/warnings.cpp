// Looks at a warning before it is announced.
#include "county/warnings.h"

#include "records/base/cbor.h"
#include "records/base/date.h"
#include "records/base/text.h"
#include "records/model/public_item.h"
#include "records/seal/hash.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t longest_name = 50; ///< of the identifier in the item's name
constexpr std::size_t hash_figures = 8;
constexpr auto kept_after_end = std::chrono::days(30);

Error refused(std::string why) { return {ErrorCode::Invalid, "the warning is not announced: " + std::move(why), {}}; }

bool is_shown(AlertStatus status) { return status == AlertStatus::Actual || status == AlertStatus::Exercise; }

std::string list_of(const std::vector<std::string>& codes) {
    std::string list;
    for (const std::string& code : codes) list += (list.empty() ? "" : ", ") + code;
    return list;
}

bool refers_to(const Alert& alert, const Alert& earlier) {
    return std::any_of(alert.references.begin(), alert.references.end(),
                       [&](const AlertReference& each) { return each.sender == alert.sender && each.sender + "," + each.identifier == earlier.key(); });
}

Result<Alert> alert_in(const PublicItemRow& row, std::string_view division = {}) {
    const auto value = parse_cbor(row.document);
    const auto item = value ? public_item_from(*value) : Result<PublicItem>(value.error());
    return item ? parse_alert(item->content, division) : Result<Alert>(item.error());
}

/// Those announced that it updates or cancels, with whom each was for.
template <class Take>
Result<void> each_ended(Store& store, const Alert& alert, const Take& take) {
    const auto items = store.items();
    if (!items) return items.error();
    for (const PublicItemRow& row : *items) {
        if (row.kind != item_kind::alert) continue;
        if (const auto earlier = alert_in(row); earlier && refers_to(alert, *earlier)) take(row);
    }
    return {};
}

} // namespace

Result<void> check_warning(const Alert& alert, std::string_view county, TimePoint now) {
    const bool ends_another = alert.message == AlertMessage::Cancel;
    if (alert.message == AlertMessage::Ack || alert.message == AlertMessage::Error) return refused("its <msgType> is Ack or Error, which tells residents nothing");
    if (!is_shown(alert.status)) return refused("its <status> is System, Test or Draft, which kiosks do not show; for an exercise write Exercise");
    if (!alert.is_public) return refused("its <scope> is not Public, and a kiosk is a public place");
    if (!concerns(alert, county)) return refused("none of its areas (" + list_of(alert.areas) + ") lies in county " + std::string(county));
    if (!ends_another && now >= alert.ends()) return refused("it was over at " + iso_time(alert.ends()) + ", by its <expires> or a day after it was sent");
    return {};
}

std::string item_name_of(const Alert& alert) {
    std::string name;
    for (const char c : alert.identifier.substr(0, longest_name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
        else if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
        else name += '-';
    }
    return name + "-" + to_hex(sha256(bytes_of(alert.key()))).substr(0, hash_figures);
}

Result<Audience> with_those_who_heard(Store& store, const Alert& alert, Audience audience) {
    const auto heard = each_ended(store, alert, [&](const PublicItemRow& row) { audience = merged(std::move(audience), row.audience); });
    if (!heard) return heard.error();
    return audience;
}

bool is_long_over(const PublicItemRow& row, std::string_view township, TimePoint now) {
    if (row.kind != item_kind::alert) return false;
    const auto alert = alert_in(row, township);
    // An Update or Cancel may still hold down a warning of long standing that an edition brings.
    return alert && alert->message == AlertMessage::Alert && now - alert->ends() >= kept_after_end;
}

Result<std::uint64_t> count_ended(Store& store, const Alert& alert) {
    std::uint64_t count = 0;
    const auto counted = each_ended(store, alert, [&](const PublicItemRow&) { ++count; });
    if (!counted) return counted.error();
    return count;
}

} // namespace lianxin
