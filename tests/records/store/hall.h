// What the tests of the store have in common: a folder that goes away, a kiosk's key, and records to hand in.
#pragma once

#include "records/store/schema.h"
#include "tests/folder.h"
#include "tests/records/store/writer.h"

namespace lianxin::hall {

/// The same key in every process of a test.
SigningKey kiosk_key();
OutboxOptions options_in(const Path& folder);
ManualClock clock_of_2026();

/// Every row of the ledger and every held body, checked: signature, leaf, chain, hash.
struct LedgerState {
    std::vector<LedgerEntry> entries;
    std::uint64_t held = 0;
};
LedgerState checked_ledger(const Path& folder);

/// Runs one statement with the stock SQLite shell's rights: no triggers are bypassed. The error, empty when it went
/// well.
std::string sql_error(const Path& database, const Schema& schema, std::string_view sql);

/// Overwrites bytes of a file in place.
void damage(const Path& file, std::uint64_t offset, std::size_t length, Random& random);

} // namespace lianxin::hall
