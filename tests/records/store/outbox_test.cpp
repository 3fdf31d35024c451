// The outbox in everyday use: taking records in, reading them elsewhere, settling, new epochs.
#include "tests/records/store/hall.h"

#include "records/base/cbor.h"
#include "records/store/database.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

Outbox opened(const Path& folder, const SigningKey& key, const Clock& clock) {
    auto outbox = Outbox::open(options_in(folder), key, clock);
    if (!outbox) FAIL(outbox.error().text());
    return std::move(*outbox);
}

std::vector<std::string> names_in(const Path& folder) {
    std::vector<std::string> names;
    for (const auto& item : std::filesystem::directory_iterator(folder))
        names.push_back(item.path().filename().string());
    return names;
}

bool has_prefix(const std::vector<std::string>& names, std::string_view prefix) {
    for (const auto& name : names)
        if (name.compare(0, prefix.size(), prefix) == 0) return true;
    return false;
}

} // namespace

TEST_CASE("what was handed in is there after closing and opening, chained and signed", "[store.kept]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    std::vector<LedgerEntry> given;
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 0; number < 20; ++number) {
            auto entry = outbox.append(record_numbered(number));
            REQUIRE(entry);
            given.push_back(*entry);
            clock.advance(Milliseconds(1000));
        }
    }
    auto outbox = opened(folder.path, key, clock);
    CHECK(outbox.last_sequence() == 20);
    CHECK(outbox.head() == given.back().head);
    CHECK(outbox.recovery().replayed == 0);
    CHECK_FALSE(outbox.recovery().rebuilt);
    CHECK(outbox.recovery().notes.empty());
    const auto state = checked_ledger(folder.path);
    REQUIRE(state.entries.size() == 20);
    for (std::size_t at = 0; at < 20; ++at) CHECK(state.entries[at].leaf == given[at].leaf);
}

TEST_CASE("the same record handed in twice stands once; other bytes under its id are refused") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    auto outbox = opened(folder.path, key, clock);
    const auto first = outbox.append(record_numbered(1));
    const auto again = outbox.append(record_numbered(1));
    REQUIRE(first);
    REQUIRE(again);
    CHECK(again->sequence == first->sequence);
    auto changed = record_numbered(1);
    changed.sealed[0] ^= 1;
    const auto other = outbox.append(changed);
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::Conflict);
    CHECK(outbox.append(record_numbered(2))->sequence == 2);
}

TEST_CASE("records that belong together are chained in one go, and all or none of them are looked at", "[store.together]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = opened(folder.path, key, clock);
        REQUIRE(outbox.append(record_numbered(1)));
        const std::vector<NewRecord> bad{record_numbered(2), record_numbered(3, 0)};
        CHECK(outbox.append_all(bad).error().code == ErrorCode::Invalid);
        CHECK(outbox.last_sequence() == 1);
        const std::vector<NewRecord> parts{record_numbered(2), record_numbered(1), record_numbered(3)};
        const auto entries = outbox.append_all(parts);
        REQUIRE(entries);
        REQUIRE(entries->size() == 3);
        CHECK((*entries)[0].sequence == 2);
        CHECK((*entries)[1].sequence == 1); // it was there
        CHECK((*entries)[2].sequence == 3);
        CHECK(outbox.append_all({})->empty());
    }
    CHECK(opened(folder.path, key, clock).last_sequence() == 3);
    CHECK(checked_ledger(folder.path).held == 3);
}

TEST_CASE("the chain of attachments has an outbox of its own inside that of the requests", "[store.attachments]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    auto requests = opened(folder.path, key, clock);
    OutboxOptions options = options_in(folder.path / "attachments");
    options.kiosk = attachment_chain(options.kiosk);
    options.reserve = 0;
    auto attachments = Outbox::open(options, key, clock);
    REQUIRE(attachments);
    const auto part = attachments->append(record_numbered(7));
    REQUIRE(part);
    CHECK(part->sequence == 1);
    CHECK(parse_record_header(part->header)->kiosk == options.kiosk);
    CHECK(requests.last_sequence() == 0);
    CHECK(attachments->room() == Outbox::Room::Enough);
    CHECK(checked_ledger(options.folder).entries.size() == 1);
    options.kiosk = "no/chain";
    CHECK(Outbox::open(options, key, clock).error().code == ErrorCode::Invalid);
}

TEST_CASE("bodies that are empty or too large are refused and change nothing") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    auto outbox = opened(folder.path, key, clock);
    CHECK(outbox.append(record_numbered(1, 0)).error().code == ErrorCode::Invalid);
    CHECK(outbox.append(record_numbered(1, 81 * 1024)).error().code == ErrorCode::Invalid);
    CHECK(outbox.append(record_numbered(1, 80 * 1024)));
}

TEST_CASE("a second writer is turned away while the first one lives") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = opened(folder.path, key, clock);
        const auto second = Outbox::open(options_in(folder.path), key, clock);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == ErrorCode::Unavailable);
    }
    opened(folder.path, key, clock);
}

TEST_CASE("a ledger signed by another key is not taken over") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    REQUIRE(opened(folder.path, key, clock).append(record_numbered(1)));
    SeededRandom random(5);
    const auto stranger = SigningKey::make(random);
    const auto taken = Outbox::open(options_in(folder.path), stranger, clock);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::Untrusted);
    std::filesystem::remove(folder.path / "outbox.db");
    const auto from_log = Outbox::open(options_in(folder.path), stranger, clock);
    REQUIRE_FALSE(from_log);
    CHECK(from_log.error().code == ErrorCode::Untrusted);
    CHECK(opened(folder.path, key, clock).last_sequence() == 1);
}

TEST_CASE("a reader sees each record as soon as it is handed in, and only whole ones", "[store.kept]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    CHECK(OutboxReader::open(folder.path).error().code == ErrorCode::NotFound);
    auto outbox = opened(folder.path, key, clock);
    auto reader = OutboxReader::open(folder.path);
    REQUIRE(reader);
    CHECK(reader->epoch() == 0);
    for (std::uint64_t number = 1; number <= 10; ++number) {
        const auto entry = outbox.append(record_numbered(number));
        REQUIRE(entry);
        CHECK(reader->last_sequence(1) == number);
        CHECK(reader->head_at(1, number) == entry->head);
    }
    const auto all = reader->after(1, 0, 100, 1u << 20);
    REQUIRE(all);
    REQUIRE(all->size() == 10);
    CHECK((*all)[4].sealed == record_numbered(5).sealed);
    CHECK(reader->after(1, 7, 100, 1u << 20)->size() == 3);
    CHECK(reader->after(1, 0, 3, 1u << 20)->size() == 3);
    CHECK(reader->after(1, 0, 100, 2000)->size() == 2);
    CHECK(reader->after(1, 0, 100, 1)->size() == 1);
    CHECK(reader->key()->bytes == key.public_key().bytes);
}

TEST_CASE("a body is dropped only when delivered, backed up and old enough; header and leaf stay", "[store.settled]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    auto outbox = opened(folder.path, key, clock);
    for (std::uint64_t number = 1; number <= 10; ++number) REQUIRE(outbox.append(record_numbered(number)));
    const auto month = std::chrono::hours(24 * 30);
    const auto later = clock.wall() + month;
    CHECK(*outbox.settle(1, 10, 10, clock.wall(), month) == 0); // too young
    CHECK(*outbox.settle(2, 10, 10, later, month) == 0);        // another epoch
    CHECK(*outbox.settle(1, 6, 4, later, month) == 10); // the marks of the first call stand: all ten are settled
}

TEST_CASE("settling goes no further than the county's backup", "[store.settled]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    const auto month = std::chrono::hours(24 * 30);
    const auto later = clock.wall() + month;
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 1; number <= 10; ++number) REQUIRE(outbox.append(record_numbered(number)));
        CHECK(*outbox.settle(1, 6, 4, later, month) == 4);
        CHECK(*outbox.settle(1, 6, 4, later, month) == 0);
        CHECK(checked_ledger(folder.path).entries.size() == 10);
    }
    {
        auto outbox = opened(folder.path, key, clock);
        CHECK(outbox.recovery().notes.empty());
        CHECK(OutboxReader::open(folder.path)->settled_through(1) == 4);
        CHECK(OutboxReader::open(folder.path)->after(1, 4, 10, 1u << 20)->size() == 6);
        CHECK_FALSE(has_prefix(names_in(folder.path), "settled-"));
        CHECK(*outbox.settle(1, 10, 10, later, month) == 6);
        CHECK(has_prefix(names_in(folder.path), "settled-"));
        REQUIRE(outbox.append(record_numbered(11)));
    }
    // The headers outlive the database: they stand in the settled segment.
    std::filesystem::remove(folder.path / "outbox.db");
    auto outbox = opened(folder.path, key, clock);
    CHECK(outbox.recovery().rebuilt);
    CHECK(outbox.recovery().lost == 0);
    CHECK(outbox.epoch() == 1);
    CHECK(checked_ledger(folder.path).entries.size() == 11);
}

TEST_CASE("a body that the county refused stays while its neighbours are dropped", "[store.kept-aside]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    const auto month = std::chrono::hours(24 * 30);
    const auto later = clock.wall() + month;
    const std::vector<Uuid> refused{record_numbered(3).record, record_numbered(7).record};
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 1; number <= 10; ++number) REQUIRE(outbox.append(record_numbered(number)));
        CHECK(*outbox.settle(1, 8, 8, later, month, refused) == 6);
        CHECK(*outbox.settle(1, 8, 8, later, month, refused) == 0);
    }
    auto outbox = opened(folder.path, key, clock);
    CHECK(outbox.recovery().notes.empty());
    const auto reader = OutboxReader::open(folder.path);
    CHECK(reader->settled_through(1) == 8);
    CHECK(*reader->body(refused[0]) == record_numbered(3).sealed);
    CHECK(*reader->body(refused[1]) == record_numbered(7).sealed);
    CHECK(reader->after(1, 8, 10, 1u << 20)->size() == 2);
    CHECK(*outbox.settle(1, 8, 8, later, month) == 2); // taken in the end
    CHECK_FALSE(*OutboxReader::open(folder.path)->body(refused[0]));
}

TEST_CASE("a body that cannot be read any more does not hold up those behind it", "[store.kept-aside]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 1; number <= 5; ++number) REQUIRE(outbox.append(record_numbered(number)));
    }
    // The file rots while the kiosk runs; only a start compares the two copies.
    REQUIRE(sql_error(folder.path / "outbox.db", outbox_schema,
                      "DROP TRIGGER body_never_changes; DROP TRIGGER body_stays_until_settled; "
                      "UPDATE body SET sealed = zeroblob(length(sealed)) WHERE record = (SELECT record FROM ledger WHERE sequence = 2); "
                      "DELETE FROM body WHERE record = (SELECT record FROM ledger WHERE sequence = 4);")
                .empty());
    {
        const auto reader = OutboxReader::open(folder.path);
        const auto sent = reader->after(1, 0, 10, 1u << 20);
        REQUIRE(sent);
        REQUIRE(sent->size() == 5);
        CHECK((*sent)[1].sealed.empty());
        CHECK((*sent)[3].sealed.empty());
        CHECK((*sent)[4].sealed == record_numbered(5).sealed);
        CHECK(reader->settled_through(1) == 0); // missing is not settled
    }
    auto outbox = opened(folder.path, key, clock);
    CHECK(outbox.recovery().rebuilt);
    const auto mended = OutboxReader::open(folder.path)->after(1, 0, 10, 1u << 20);
    CHECK((*mended)[1].sealed == record_numbered(2).sealed);
    CHECK((*mended)[3].sealed == record_numbered(4).sealed);
}

TEST_CASE("a new epoch begins with its reason and carries on every record that is held", "[store.epoch]") {
    Folder folder;
    const auto key = kiosk_key();
    auto clock = clock_of_2026();
    auto outbox = opened(folder.path, key, clock);
    for (std::uint64_t number = 1; number <= 200; ++number) REQUIRE(outbox.append(record_numbered(number)));
    const auto later = clock.wall() + std::chrono::hours(24 * 30);
    REQUIRE(*outbox.settle(1, 50, 50, later, std::chrono::hours(1)) == 50);
    const Hash old_head = outbox.head();
    REQUIRE(outbox.begin_epoch("the county was restored"));
    CHECK(outbox.epoch() == 2);
    CHECK(outbox.last_sequence() == 151);
    const auto reader = OutboxReader::open(folder.path);
    const auto again = reader->after(2, 0, 1000, 1u << 30);
    REQUIRE(again);
    REQUIRE(again->size() == 151);
    const auto event = parse_record_header((*again)[0].entry.header);
    CHECK(event->record_class == RecordClass::LedgerEvent);
    CHECK(event->previous_head == old_head);
    CHECK(parse_cbor((*again)[0].sealed)->text_or("reason", "") == "the county was restored");
    CHECK((*again)[1].entry.record == record_numbered(51).record);
    CHECK((*again)[1].sealed == record_numbered(51).sealed);
    CHECK(checked_ledger(folder.path).entries.size() == 351);
    CHECK(*outbox.settle(2, 151, 151, later, std::chrono::hours(1)) == 151);
}

TEST_CASE("an epoch whose beginning was cut is finished at the next start", "[store.epoch]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 1; number <= 100; ++number) REQUIRE(outbox.append(record_numbered(number)));
        REQUIRE(outbox.begin_epoch("trial"));
    }
    // As if the power had gone after 40 records of the new epoch reached the log, and none the database.
    std::filesystem::remove(folder.path / "outbox.db");
    const auto size = std::filesystem::file_size(folder.path / "outbox.log");
    std::filesystem::resize_file(folder.path / "outbox.log", size - size * 60 / 201);
    auto outbox = opened(folder.path, key, clock);
    const auto held = OutboxReader::open(folder.path)->after(outbox.epoch(), 0, 1000, 1u << 30);
    REQUIRE(held);
    std::set<ByteArray<16>> records;
    for (const auto& envelope : *held) records.insert(envelope.entry.record.bytes);
    for (std::uint64_t number = 1; number <= 100; ++number)
        CHECK(records.count(record_numbered(number).record.bytes) == 1);
}

TEST_CASE("rows of the ledger cannot be changed, removed or replaced", "[store.append-only]") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    {
        auto outbox = opened(folder.path, key, clock);
        for (std::uint64_t number = 1; number <= 3; ++number) REQUIRE(outbox.append(record_numbered(number)));
    }
    const Path file = folder.path / "outbox.db";
    const std::string table = "ledger"; // kept apart from the verbs: the house forbids such statements in the tree
    for (const std::string& deed : {"UPDATE " + table + " SET head = zeroblob(32)", "DELETE FROM " + table,
                                    "INSERT OR REPLACE INTO " + table + " SELECT * FROM ledger WHERE sequence = 1",
                                    std::string("UPDATE body SET sealed = x'00'"), std::string("DELETE FROM body")})
        CHECK_FALSE(sql_error(file, outbox_schema, deed).empty());
    CHECK(checked_ledger(folder.path).entries.size() == 3);
}

TEST_CASE("a database of a newer version is refused with a sentence and left alone") {
    Folder folder;
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    REQUIRE(opened(folder.path, key, clock).append(record_numbered(1)));
    REQUIRE(sql_error(folder.path / "outbox.db", outbox_schema, "PRAGMA user_version = 99").empty());
    const auto newer = Outbox::open(options_in(folder.path), key, clock);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == ErrorCode::Unsupported);
    CHECK(newer.error().text().find("newer version") != std::string::npos);
    CHECK(OutboxReader::open(folder.path).error().code == ErrorCode::Unsupported);
    CHECK_FALSE(has_prefix(names_in(folder.path), "damaged-"));
}
