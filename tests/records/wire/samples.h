// Keys, records and messages that the tests of the wire share; the same in every run.
#pragma once

#include "records/wire/answer.h"
#include "records/wire/batch.h"
#include "records/wire/changes.h"

namespace lianxin::samples {

/// A key whose seed is 32 times `byte`.
SigningKey key(std::uint8_t byte);
inline SigningKey kiosk_key() { return key(1); }
inline SigningKey county_key() { return key(2); }

constexpr std::string_view kiosk = "K-0001";
constexpr TimePoint noon{Milliseconds(1'793'333'333'000)};

/// A whole record with the bytes that a batch item views.
struct Record {
    RecordHeader parsed;
    Bytes header;
    Signature signature{};
    Bytes sealed;
    BatchItem item() const { return {header, signature, sealed}; }
};
Record record(std::uint64_t sequence, std::size_t body = 600, std::string_view of = kiosk);
std::vector<BatchItem> items(const std::vector<Record>& records);

Answer answer();
Changes changes();

} // namespace lianxin::samples
