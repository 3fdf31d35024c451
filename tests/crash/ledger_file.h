// What stands in the ledger of a kiosk that is not running, and in the county's list of cases.
#pragma once

#include "records/store/outbox.h"
#include "tests/programs/demo.h"

#include <map>

namespace lianxin::test {

/// The rows of requests in order; every row is signed and chained, or the test fails.
std::vector<LedgerEntry> ledger_of(const Demo& demo);

/// Record id → how many cases it became.
std::map<std::string, int> cases_by_record(const Demo& demo);

/// The id of the record in a ledger row.
std::string record_of(const LedgerEntry& entry);

} // namespace lianxin::test
