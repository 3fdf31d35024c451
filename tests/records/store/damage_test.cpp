// Damaged sectors: what one copy lost comes from the other, and what both lost is named.
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

constexpr std::uint64_t handed_in = 60;
constexpr std::size_t sector = 512;

/// A folder with `handed_in` records, closed in order; copied for each trial.
class Original {
  public:
    Original() {
        const auto key = kiosk_key();
        const auto clock = clock_of_2026();
        auto outbox = Outbox::open(options_in(folder_.path), key, clock);
        REQUIRE(outbox);
        for (std::uint64_t number = 1; number <= handed_in; ++number)
            REQUIRE(outbox->append(record_numbered(number, 500 + number % 7 * 300)));
    }
    void copy_to(const Path& target) const {
        for (const auto& item : std::filesystem::directory_iterator(folder_.path))
            if (item.path().filename() != "reserve")
                std::filesystem::copy_file(item.path(), target / item.path().filename());
    }

  private:
    Folder folder_;
};

void hit(const Path& file, Random& random, std::size_t sectors) {
    const auto size = std::filesystem::file_size(file);
    for (std::size_t count = 0; count < sectors; ++count) {
        const std::uint64_t at = random.below(static_cast<std::uint32_t>(size / sector)) * sector;
        damage(file, at, std::min<std::uint64_t>(sector, size - at), random);
    }
}

struct Outcome {
    Recovery recovery;
    std::set<ByteArray<16>> held; ///< records whose body can be sent
};

Outcome opened(const Path& folder) {
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    Outcome outcome;
    auto outbox = Outbox::open(options_in(folder), key, clock);
    if (!outbox) FAIL(outbox.error().text());
    outcome.recovery = outbox->recovery();
    const auto reader = OutboxReader::open(folder);
    REQUIRE(reader);
    auto held = reader->after(reader->epoch(), 0, 10'000, std::size_t{1} << 30);
    if (!held) FAIL(held.error().text());
    for (const auto& envelope : *held) outcome.held.insert(envelope.entry.record.bytes);
    return outcome;
}

std::uint64_t missing_from(const Outcome& outcome) {
    std::uint64_t missing = 0;
    for (std::uint64_t number = 1; number <= handed_in; ++number)
        if (outcome.held.count(record_numbered(number, 500 + number % 7 * 300).record.bytes) == 0) ++missing;
    return missing;
}

/// After mending, opening once more finds nothing to do.
void check_settled_down(const Path& folder) {
    const auto again = opened(folder);
    CHECK(again.recovery.lost == 0);
    CHECK_FALSE(again.recovery.rebuilt);
    CHECK(again.recovery.replayed == 0);
    CHECK(again.recovery.rewritten == 0);
}

} // namespace

TEST_CASE("a database that contradicts the log is made again from it", "[store.damage]") {
    const Original original;
    Folder folder;
    original.copy_to(folder.path);
    // Pages of an older state under an index of a newer one: SQLite's quick check finds nothing wrong.
    REQUIRE(sql_error(folder.path / "outbox.db", outbox_schema,
                      "DROP TRIGGER ledger_never_changes; UPDATE ledger SET sequence = 90 WHERE sequence = 60; "
                      "INSERT INTO settled VALUES (1, 90, 90);")
                .empty());
    const auto outcome = opened(folder.path);
    CHECK(outcome.recovery.rebuilt);
    CHECK(missing_from(outcome) == 0);
    CHECK(std::filesystem::exists(outcome.recovery.put_aside));
    check_settled_down(folder.path);

    // Its mark of what is settled reached beyond its records: what comes now is kept all the same.
    const auto key = kiosk_key();
    const auto clock = clock_of_2026();
    auto outbox = Outbox::open(options_in(folder.path), key, clock);
    REQUIRE(outbox);
    REQUIRE(outbox->append(record_numbered(61, 500)));
    REQUIRE(outbox->settle(1, 60, 60, clock.wall() + std::chrono::hours(24 * 365), std::chrono::hours(1)));
    CHECK(*OutboxReader::open(folder.path)->body(record_numbered(61, 500).record));
}

TEST_CASE("a signature that went bad in one copy comes from the other, and one that went bad in both is named", "[store.damage]") {
    const Original original;
    Folder folder;
    original.copy_to(folder.path);
    const Path log = folder.path / "outbox.log";
    const LedgerEntry bad = checked_ledger(folder.path).entries.at(29);
    const auto spoil_log = [&] {
        const Bytes frames = *read_file(log, 1 << 24);
        const auto at = std::search(frames.begin(), frames.end(), bad.signature.begin(), bad.signature.end());
        REQUIRE(at != frames.end());
        SeededRandom random(3);
        damage(log, static_cast<std::uint64_t>(at - frames.begin()), 8, random);
    };
    const auto spoil_database = [&] {
        REQUIRE(sql_error(folder.path / "outbox.db", outbox_schema, "DROP TRIGGER ledger_never_changes; UPDATE ledger SET signature = zeroblob(64) WHERE sequence = 30;").empty());
    };
    SECTION("in the database") {
        spoil_database();
        const auto outcome = opened(folder.path);
        CHECK(outcome.recovery.rebuilt);
        CHECK(outcome.recovery.lost == 0);
        CHECK(missing_from(outcome) == 0);
        (void)checked_ledger(folder.path); // every signature holds
    }
    SECTION("in the log") {
        spoil_log();
        const auto outcome = opened(folder.path);
        CHECK(outcome.recovery.rewritten == 1);
        CHECK(outcome.recovery.lost == 0);
        CHECK(missing_from(outcome) == 0);
        (void)checked_ledger(folder.path);
    }
    SECTION("in both") {
        spoil_database();
        spoil_log();
        const auto outcome = opened(folder.path);
        CHECK(outcome.recovery.lost == 1);
        CHECK(missing_from(outcome) == 1);
    }
    check_settled_down(folder.path);
}

TEST_CASE("a damaged database is put aside and made again without loss", "[store.damage]") {
    const Original original;
    SeededRandom random(1);
    int rebuilt = 0;
    for (int trial = 0; trial < 40; ++trial) {
        Folder folder;
        original.copy_to(folder.path);
        hit(folder.path / "outbox.db", random, 1 + random.below(3));
        const auto outcome = opened(folder.path);
        INFO("trial " << trial);
        CHECK(missing_from(outcome) == 0);
        CHECK(outcome.recovery.lost == 0);
        if (outcome.recovery.rebuilt) {
            ++rebuilt;
            CHECK(std::filesystem::exists(outcome.recovery.put_aside));
        }
        check_settled_down(folder.path);
    }
    CHECK(rebuilt > 20);
}

TEST_CASE("a damaged log is written again from the database without loss", "[store.damage]") {
    const Original original;
    SeededRandom random(2);
    for (int trial = 0; trial < 40; ++trial) {
        Folder folder;
        original.copy_to(folder.path);
        hit(folder.path / "outbox.log", random, 1 + random.below(4));
        const auto outcome = opened(folder.path);
        INFO("trial " << trial);
        CHECK(missing_from(outcome) == 0);
        CHECK(outcome.recovery.lost == 0);
        CHECK(outcome.recovery.rewritten > 0);
        CHECK_FALSE(outcome.recovery.notes.empty());
        check_settled_down(folder.path);
    }
}

TEST_CASE("damage in both copies is mended where one is whole, and every loss is named", "[store.damage]") {
    const Original original;
    SeededRandom random(3);
    std::uint64_t lost = 0;
    for (int trial = 0; trial < 40; ++trial) {
        Folder folder;
        original.copy_to(folder.path);
        hit(folder.path / "outbox.db", random, 1 + random.below(6));
        hit(folder.path / "outbox.log", random, 1 + random.below(12));
        const auto outcome = opened(folder.path);
        const std::uint64_t missing = missing_from(outcome);
        INFO("trial " << trial);
        // Bytes at the end that nobody can read count as one possible record more.
        CHECK(outcome.recovery.lost >= missing);
        CHECK(outcome.recovery.lost <= missing + 1);
        lost += missing;
        if (outcome.recovery.lost > 0) CHECK(OutboxReader::open(folder.path)->epoch() == 2);
        check_settled_down(folder.path);
    }
    CHECK(lost > 0); // the damage was heavy enough to mean something
}

TEST_CASE("either file gone altogether is made again from the other", "[store.damage]") {
    const Original original;
    for (const char* file : {"outbox.db", "outbox.log"}) {
        Folder folder;
        original.copy_to(folder.path);
        std::filesystem::remove(folder.path / file);
        const auto outcome = opened(folder.path);
        INFO(file);
        CHECK(missing_from(outcome) == 0);
        CHECK(outcome.recovery.lost == 0);
        check_settled_down(folder.path);
    }
}

TEST_CASE("an unfinished frame at the end of the log is cut off and counted, and only that", "[store.torn]") {
    const Original original;
    SeededRandom random(4);
    for (const std::size_t bytes : {1u, 3u, 4u, 39u, 40u, 41u, 300u, 700u}) {
        Folder folder;
        original.copy_to(folder.path);
        Bytes whole;
        {
            const auto log = read_file(folder.path / "outbox.log", 1u << 24);
            whole = copy_of(ByteView(*log).first(bytes)); // the first frame again, cut
        }
        auto log = *read_file(folder.path / "outbox.log", 1u << 24);
        append(log, whole);
        REQUIRE(write_file(folder.path / "outbox.log", log));
        const auto outcome = opened(folder.path);
        INFO(bytes);
        CHECK(missing_from(outcome) == 0);
        CHECK(outcome.recovery.torn_bytes == bytes);
        CHECK(outcome.recovery.lost == 0);
        check_settled_down(folder.path);
    }
}

TEST_CASE("records that reached the log alone are taken into the database", "[store.torn]") {
    const Original original;
    Folder folder;
    original.copy_to(folder.path);
    {
        // As after a cut between log and database: five more frames than rows.
        Folder longer;
        original.copy_to(longer.path);
        const auto key = kiosk_key();
        const auto clock = clock_of_2026();
        auto outbox = Outbox::open(options_in(longer.path), key, clock);
        REQUIRE(outbox);
        for (std::uint64_t number = 1001; number <= 1005; ++number) REQUIRE(outbox->append(record_numbered(number)));
        std::filesystem::copy_file(longer.path / "outbox.log", folder.path / "outbox.log",
                                   std::filesystem::copy_options::overwrite_existing);
    }
    const auto outcome = opened(folder.path);
    CHECK(outcome.recovery.replayed == 5);
    CHECK(outcome.held.size() == handed_in + 5);
    CHECK(checked_ledger(folder.path).entries.size() == handed_in + 5);
    check_settled_down(folder.path);
}
