// Folders, keys and records for the tests of the store.
#include "tests/records/store/hall.h"

#include "records/seal/hash.h"
#include "records/store/database.h"

#include <catch2/catch_test_macros.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace lianxin::hall {

SigningKey kiosk_key() {
    const Bytes seed(32, 7);
    return std::move(*SigningKey::from_seed(seed));
}

OutboxOptions options_in(const Path& folder) {
    return {folder, "QH-QX-01", "411325101000", small_reserve};
}

ManualClock clock_of_2026() {
    return ManualClock(TimePoint(Milliseconds(1'795'000'000'000)));
}

LedgerState checked_ledger(const Path& folder) {
    auto reader = OutboxReader::open(folder);
    REQUIRE(reader);
    const PublicKey key = kiosk_key().public_key();
    LedgerState state;
    Hash head{};
    auto walked = reader->each_entry([&](const LedgerEntry& entry) -> Result<void> {
        REQUIRE(check_entry(entry, key));
        REQUIRE(parse_record_header(entry.header)->previous_head == head);
        head = entry.head;
        state.entries.push_back(entry);
        return {};
    });
    REQUIRE(walked);
    const auto held = reader->after(reader->epoch(), 0, 1u << 20, std::size_t{1} << 30);
    if (held) state.held = held->size();
    return state;
}

std::string sql_error(const Path& database, const Schema& schema, std::string_view sql) {
    auto opened = Database::open_writer(database, schema);
    REQUIRE(opened);
    auto ran = opened->run_script(sql);
    return ran ? std::string() : ran.error().message;
}

void damage(const Path& file, std::uint64_t offset, std::size_t length, Random& random) {
    auto opened = File::open(file, O_RDWR);
    REQUIRE(opened);
    Bytes noise(length);
    random.fill(noise);
    REQUIRE(::pwrite(opened->descriptor(), noise.data(), noise.size(), static_cast<off_t>(offset)) ==
            static_cast<ssize_t>(length));
}

} // namespace lianxin::hall
