// Board, surveys and days off, each believed by the county's signature alone.
#include "kiosk/announced.h"

#include "records/base/log.h"
#include "records/wire/changes.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::size_t most_board_entries = 300;

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

} // namespace

void announce_in(Catalogue& catalogue, const InboxReader& inbox, const PublicKey& county) {
    catalogue.board.clear();
    catalogue.surveys.clear();
    for (const std::string_view kind : {item_kind::holidays, item_kind::board, item_kind::survey})
        for (const SignedItem& signed_item : inbox.items(kind))
            if (const auto item = believed(signed_item, county))
                if (auto added = add_item(catalogue, *item); !added) log(Priority::Warning, "a public item cannot be shown: " + item->kind + " " + item->id, added.error());
    put_in_order(catalogue, most_board_entries);
}

} // namespace lianxin
