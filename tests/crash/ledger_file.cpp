// Reading ledger and cases.
#include "tests/crash/ledger_file.h"

#include "records/base/json.h"

#include <catch2/catch_test_macros.hpp>

namespace lianxin::test {

std::vector<LedgerEntry> ledger_of(const Demo& demo) {
    const auto outbox = OutboxReader::open(demo.folder() / "kiosk/outbox");
    REQUIRE(outbox);
    const auto key = outbox->key();
    REQUIRE(key);
    std::vector<LedgerEntry> entries;
    Hash head{};
    const auto read = outbox->each_entry([&](const LedgerEntry& entry) -> Result<void> {
        CHECK(check_entry(entry, *key));
        CHECK(parse_record_header(entry.header)->previous_head == head);
        head = entry.head;
        entries.push_back(entry);
        return {};
    });
    REQUIRE(read);
    return entries;
}

std::map<std::string, int> cases_by_record(const Demo& demo) {
    const Finished listed = demo.run("county", {"cases", "--json"});
    INFO(listed.err);
    REQUIRE(listed.code == 0);
    const auto cases = parse_json(listed.out);
    REQUIRE(cases);
    std::map<std::string, int> records;
    for (const auto& one : *cases->array()) ++records[one.text_or("record", "")];
    return records;
}

std::string record_of(const LedgerEntry& entry) {
    return to_text(entry.record);
}

} // namespace lianxin::test
