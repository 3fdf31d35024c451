// Batches: what goes in comes out, one bad record spoils no other, and hostile bytes end in an error.
#include "records/base/cbor.h"
#include "records/base/compression.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using samples::record;

namespace {

Bytes batch_of(const std::vector<samples::Record>& records) {
    return encode_batch({std::string(samples::kiosk), 1, 77}, samples::items(records), 1);
}

Bytes sequence_of(const Bytes& batch) { return *decompress(batch, largest_unpacked_batch); }

} // namespace

TEST_CASE("a batch comes out as it went in", "[wire]") {
    const std::vector<samples::Record> records{record(1, 10), record(2, 200), record(3, 60'000), record(4, 70'000)};
    const auto batch = Batch::parse(batch_of(records));
    REQUIRE(batch);
    CHECK(batch->head().kiosk == samples::kiosk);
    CHECK(batch->head().epoch == 1);
    CHECK(batch->head().checkpoint_size == 77);
    REQUIRE(batch->items().size() == records.size());
    for (std::size_t index = 0; index < records.size(); ++index) {
        const ReceivedItem& item = batch->items()[index];
        CHECK(item.problem.empty());
        CHECK(item.header.record == records[index].parsed.record);
        CHECK(equal(item.item.header, records[index].header));
        CHECK(equal(item.item.sealed, records[index].sealed));
        CHECK(item.item.signature == records[index].signature);
    }
}

TEST_CASE("a batch without records asks where the county stands", "[wire]") {
    const auto batch = Batch::parse(batch_of({}));
    REQUIRE(batch);
    CHECK(batch->items().empty());
}

TEST_CASE("the size of an item is known before it is packed", "[wire]") {
    const std::size_t empty = sequence_of(batch_of({})).size();
    for (const std::size_t body : {1u, 23u, 24u, 255u, 256u, 65'535u, 65'536u}) {
        const auto one = record(1, body);
        CHECK(sequence_of(batch_of({one})).size() == empty + batch_item_size(one.header.size(), body));
    }
}

TEST_CASE("a broken record does not spoil its neighbours", "[wire][wire.neighbours]") {
    std::vector<samples::Record> records{record(1), record(2), record(3), record(4), record(5, 81 * 1024)};
    records[1].sealed[5] ^= 1;
    records[2].header[0] ^= 0xff;
    records[3] = record(4, 600, "K-0002");
    const auto batch = Batch::parse(batch_of(records));
    REQUIRE(batch);
    REQUIRE(batch->items().size() == 5);
    CHECK(batch->items()[0].problem.empty());
    CHECK(batch->items()[1].problem == refusal::body);
    CHECK(batch->items()[1].header.record == records[1].parsed.record);
    CHECK(batch->items()[2].problem == refusal::header);
    CHECK(batch->items()[3].problem == refusal::kiosk);
    CHECK(batch->items()[4].problem == refusal::body);
}

TEST_CASE("a batch cut anywhere is refused", "[wire][wire.hostile]") {
    const Bytes batch = batch_of({record(1, 100), record(2, 100)});
    for (std::size_t length = 0; length < batch.size(); ++length) CHECK_FALSE(Batch::parse(ByteView(batch).first(length)));
    const Bytes sequence = sequence_of(batch);
    const std::size_t first = sequence_of(batch_of({})).size();
    const std::size_t second = first + batch_item_size(record(1, 100).header.size(), 100);
    for (std::size_t length = 0; length < sequence.size(); ++length) {
        const bool whole = length == first || length == second;
        CHECK(static_cast<bool>(Batch::parse(compress(ByteView(sequence).first(length), 1))) == whole);
    }
}

TEST_CASE("no flipped bit of a batch makes a record pass that was not sent", "[wire][wire.hostile]") {
    const std::vector<samples::Record> records{record(1, 100), record(2, 100)};
    const Bytes sequence = sequence_of(batch_of(records));
    for (std::size_t at = 0; at < sequence.size(); ++at) {
        Bytes changed = sequence;
        changed[at] ^= static_cast<std::uint8_t>(1 << at % 8);
        const auto batch = Batch::parse(compress(changed, 1));
        if (!batch) continue;
        for (const ReceivedItem& item : batch->items()) {
            if (!item.problem.empty()) continue;
            const bool is_signed = verify(samples::kiosk_key().public_key(), item.item.header, item.item.signature);
            const bool was_sent = equal(item.item.header, records[0].header) || equal(item.item.header, records[1].header);
            CHECK((!is_signed || was_sent));
        }
    }
}

TEST_CASE("a batch that would unpack to more than its limit is refused before it is unpacked", "[wire][wire.hostile]") {
    const Bytes bomb = compress(Bytes(largest_unpacked_batch + 1, 0), 19);
    REQUIRE(bomb.size() < 10'000);
    const auto batch = Batch::parse(bomb);
    REQUIRE_FALSE(batch);
    CHECK(batch.error().code == ErrorCode::Invalid);
}

TEST_CASE("a batch of too many bytes or records is refused", "[wire][wire.hostile]") {
    CHECK(Batch::parse(Bytes(largest_batch + 1, 1)).error().code == ErrorCode::Invalid);
    Bytes sequence = sequence_of(batch_of({}));
    for (std::size_t number = 0; number <= most_batch_records; ++number) {
        sequence.push_back(0x83);
        sequence.push_back(0x40);
        sequence.insert(sequence.end(), {0x58, 64});
        sequence.insert(sequence.end(), 64, 0);
        sequence.push_back(0x40);
    }
    CHECK(Batch::parse(compress(sequence, 1)).error().code == ErrorCode::Invalid);
}

TEST_CASE("a length that is longer written than it need be is refused", "[wire][wire.hostile]") {
    Bytes sequence = sequence_of(batch_of({}));
    sequence.insert(sequence.end(), {0x83, 0x58, 1, 0});
    CHECK(Batch::parse(compress(sequence, 1)).error().code == ErrorCode::Corrupt);
}

TEST_CASE("a batch of another version is refused with that reason", "[wire]") {
    const Bytes sequence = to_cbor(Value(Value::Map{{"v", 2}, {"kiosk", "K-0001"}, {"epoch", 1}, {"checkpoint", 0}}));
    CHECK(Batch::parse(compress(sequence, 1)).error().code == ErrorCode::Unsupported);
}
