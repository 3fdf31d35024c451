// What goes down to the kiosks in SQLite: sealed updates and public matters, in one order for each township.
#include "county/sqlite_store_query.h"

namespace lianxin {

namespace {

UpdateChange update_at(const Statement& row) { return {row.natural(0), array_at<16>(row, 1), copy_of(row.bytes(2)), array_at<64>(row, 3)}; }

PublicItemRow item_at(const Statement& row) {
    return {row.text(0), row.text(1), row.natural(2), audience_of(row.text(3)), copy_of(row.bytes(4)), array_at<64>(row, 5), row.natural(6)};
}

} // namespace

Result<std::uint64_t> SqliteStore::last_cursor(TownshipId township) {
    return number("SELECT max(coalesce((SELECT max(cursor) FROM sealed_update WHERE township_id = ?1), 0), "
                  "coalesce((SELECT max(cursor) FROM item_change WHERE township_id = ?1), 0))", township);
}

Result<void> SqliteStore::add(TownshipId township, const Uuid& record, std::uint64_t number, const UpdateChange& update) {
    return run("INSERT INTO sealed_update (township_id, cursor, record, number, tag, sealed, signature) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)",
               township, update.cursor, record, number, update.tag, update.sealed, update.signature);
}

Result<std::vector<UpdateChange>> SqliteStore::updates_after(TownshipId township, std::uint64_t cursor, TimePoint since, std::size_t count) {
    return rows("SELECT u.cursor, u.tag, u.sealed, u.signature FROM sealed_update u "
                "LEFT JOIN case_step s ON s.township_id = u.township_id AND s.record = u.record AND s.number = u.number "
                "WHERE u.township_id = ? AND u.cursor > ? AND coalesce(s.made >= ?, 1) ORDER BY u.cursor LIMIT ?",
                update_at, township, cursor, since, count);
}

Result<std::vector<UpdateChange>> SqliteStore::updates_of(const ByteArray<16>& tag, std::size_t count) {
    return rows("SELECT cursor, tag, sealed, signature FROM sealed_update "
                "WHERE township_id IN (SELECT township_id FROM kiosk) AND tag = ? ORDER BY number LIMIT ?",
                update_at, tag, count);
}

Result<std::optional<PublicItemRow>> SqliteStore::item(std::string_view kind, std::string_view id) {
    return row("SELECT kind, id, version, audience, document, signature, log_index FROM public_item WHERE kind = ? AND id = ?", item_at, kind, id);
}

Result<std::vector<PublicItemRow>> SqliteStore::items() {
    return rows("SELECT kind, id, version, audience, document, signature, log_index FROM public_item ORDER BY kind, id", item_at);
}

Result<void> SqliteStore::put(const PublicItemRow& item) {
    return run("INSERT INTO public_item (kind, id, version, audience, document, signature, log_index) VALUES (?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, audience = excluded.audience, document = excluded.document, "
               "signature = excluded.signature, log_index = excluded.log_index",
               item.kind, item.id, item.version, to_text(item.audience), item.document, item.signature, item.log_index);
}

Result<void> SqliteStore::send_down(TownshipId township, std::uint64_t cursor, const PublicItemRow& item, std::string_view kiosk) {
    if (auto left = run("DELETE FROM item_change WHERE township_id = ? AND kind = ? AND id = ? AND kiosk = ?", township, item.kind, item.id, kiosk); !left)
        return left;
    return run("INSERT INTO item_change (township_id, cursor, kind, id, kiosk) VALUES (?, ?, ?, ?, ?)", township, cursor, item.kind, item.id, kiosk);
}

Result<bool> SqliteStore::is_sent_down(TownshipId township, const PublicItemRow& item) {
    const auto count = number("SELECT count(*) FROM item_change WHERE township_id = ? AND kind = ? AND id = ? AND kiosk = ''", township, item.kind, item.id);
    if (!count) return count.error();
    return *count > 0;
}

Result<std::vector<ItemChange>> SqliteStore::items_after(const KioskKey& kiosk, std::uint64_t cursor, std::size_t count) {
    return rows("SELECT c.cursor, i.document, i.signature FROM item_change c JOIN public_item i ON i.kind = c.kind AND i.id = c.id "
                "WHERE c.township_id = ? AND c.cursor > ? AND (c.kiosk = '' OR c.kiosk = ?) ORDER BY c.cursor LIMIT ?",
                [](const Statement& at) { return ItemChange{at.natural(0), copy_of(at.bytes(1)), array_at<64>(at, 2), {}}; },
                kiosk.township, cursor, kiosk.kiosk, count);
}

} // namespace lianxin
