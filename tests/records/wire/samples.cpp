// The samples.
#include "tests/records/wire/samples.h"

#include "records/seal/hash.h"

namespace lianxin::samples {
namespace {

template <std::size_t N> ByteArray<N> filled(std::uint8_t byte) {
    ByteArray<N> bytes{};
    bytes.fill(byte);
    return bytes;
}

} // namespace

SigningKey key(std::uint8_t byte) { return *SigningKey::from_seed(filled<32>(byte)); }

Record record(std::uint64_t sequence, std::size_t body, std::string_view of) {
    SeededRandom random(sequence);
    Record record;
    record.sealed.resize(body);
    random.fill(record.sealed);
    record.parsed.record = make_uuid(noon, random);
    record.parsed.kiosk = of;
    record.parsed.sequence = sequence;
    record.parsed.township = "411325100000";
    record.parsed.wall = noon;
    record.parsed.sealed_hash = sha256(record.sealed);
    record.header = encode(record.parsed);
    record.signature = kiosk_key().sign(record.header);
    return record;
}

std::vector<BatchItem> items(const std::vector<Record>& records) {
    std::vector<BatchItem> items;
    for (const Record& record : records) items.push_back(record.item());
    return items;
}

Answer answer() {
    Answer answer;
    answer.kiosk = kiosk;
    answer.chain = {1, 4, filled<32>(4)};
    answer.verdicts = {
        {Uuid{filled<16>(1)}, Verdict::Taken, "", {}},
        {Uuid{filled<16>(2)}, Verdict::Known, "", {}},
        {Uuid{filled<16>(3)}, Verdict::Refused, std::string(refusal::body), {}},
        {Uuid{filled<16>(4)}, Verdict::Wait, "", std::chrono::seconds(30)},
    };
    answer.checkpoint = "lianxin/411325\n9\nroot\n\n— lianxin/411325 signature\n";
    answer.consistent_from = 7;
    answer.consistency = {filled<32>(7)};
    answer.ranges = {{1, 3, 6, noon, {filled<32>(8), filled<32>(9)}}};
    answer.durable_through = 2;
    answer.time = noon;
    return answer;
}

Changes changes() {
    Changes changes;
    changes.after = 10;
    changes.cursor = 15;
    changes.more = true;
    changes.time = noon;
    for (const auto number : ByteArray<3>{11, 12, 12}) {
        UpdateChange update;
        update.cursor = number;
        update.tag = filled<16>(number);
        update.sealed = Bytes(number * 10u, number);
        update.signature = sign_update(update.tag, update.sealed, county_key());
        changes.updates.push_back(update);
    }
    return changes;
}

} // namespace lianxin::samples
