// The county in memory.
#include "tests/sync/fake_county.h"

#include "records/seal/chain.h"
#include "records/seal/checkpoint.h"
#include "records/seal/hash.h"
#include "records/wire/enrolment.h"
#include "records/wire/log_event.h"
#include "tests/sync/hall.h"

namespace lianxin {
namespace {

constexpr std::string_view county = "411325";

SigningKey key(std::uint8_t byte) {
    ByteArray<32> seed{};
    seed.fill(byte);
    return *SigningKey::from_seed(seed);
}

} // namespace

FakeCounty::FakeCounty() { log_something(); }

SigningKey FakeCounty::answers_key() { return key(2); }

CountyKeys FakeCounty::keys() const {
    CountyKeys keys;
    keys.county = county;
    keys.answers = answers_key().public_key();
    keys.log = key(3).public_key();
    return keys;
}

void FakeCounty::log_something() { log_.push_back(leaf_hash(bytes_of("event " + std::to_string(log_.size())))); }

void FakeCounty::lose_after(std::uint64_t records) {
    for (auto& [name, chain] : chains_) {
        chain.sequence = records;
        chain.head = records == 0 ? Hash{} : chain.heads.at(records);
    }
}

NodeSource FakeCounty::nodes() const {
    return [this](unsigned level, std::uint64_t index) -> Result<Hash> {
        return tree_root(std::span(log_).subspan(static_cast<std::size_t>(index << level), std::size_t{1} << level));
    };
}

std::string FakeCounty::checkpoint() const {
    return sign_checkpoint({log_origin(county), log_.size(), tree_root(log_)}, key(log_key_seed_));
}

Bytes FakeCounty::consistency(const std::string& query) const {
    const std::uint64_t from = std::stoull(query.substr(query.find("from=") + 5)), to = std::stoull(query.substr(query.find("to=") + 3));
    Bytes hashes;
    const Proof proof = *consistency_proof(from, to, nodes());
    for (const Hash& hash : proof) append(hashes, hash);
    return hashes;
}

RecordVerdict FakeCounty::enter(const ReceivedItem& item, Chain& chain) {
    const RecordHeader& header = item.header;
    const auto decided = decide ? decide(header) : std::nullopt;
    if (decided && decided->verdict == Verdict::Wait) return *decided;
    const Hash leaf = leaf_hash(item.item.header);
    if (header.sequence <= chain.sequence) return decided ? *decided : RecordVerdict{header.record, Verdict::Known, "", {}};
    if (header.sequence != chain.sequence + 1) return {header.record, Verdict::Wait, "", std::chrono::seconds(1)};
    chain.sequence = header.sequence;
    chain.head = next_head(header.sequence == 1 ? header.previous_head : chain.head, header.sequence, leaf);
    chain.heads[header.sequence] = chain.head;
    chain.places[header.sequence] = {log_.size(), leaf};
    log_.push_back(leaf_hash(log_entry({header.kiosk, header.epoch, header.sequence, header.record, leaf, Hall::noon})));
    if (decided) return *decided;
    const bool fresh = by_id_.emplace(header.record, header.sealed_hash).second;
    return {header.record, fresh ? Verdict::Taken : Verdict::Known, "", {}};
}

std::vector<ProvenRange> FakeCounty::ranges(const Batch& batch, const Chain& chain) const {
    std::vector<ProvenRange> ranges;
    for (const ReceivedItem& item : batch.items()) {
        const auto place = chain.places.find(item.header.sequence);
        if (place == chain.places.end()) continue;
        const bool goes_on = !ranges.empty() && ranges.back().first_sequence + ranges.back().count == item.header.sequence &&
                             ranges.back().log_index + ranges.back().count == place->second.log_index;
        if (goes_on)
            ++ranges.back().count;
        else
            ranges.push_back({item.header.sequence, 1, place->second.log_index, Hall::noon, {}});
    }
    for (ProvenRange& range : ranges) range.proof = *range_proof(range.log_index, range.count, log_.size(), nodes());
    return ranges;
}

Bytes FakeCounty::take(ByteView packed) {
    ++batches_;
    const auto batch = Batch::parse(packed);
    Chain& chain = chains_[{batch->head().kiosk, batch->head().epoch}];
    Answer answer;
    answer.kiosk = batch->head().kiosk;
    for (const ReceivedItem& item : batch->items()) answer.verdicts.push_back(enter(item, chain));
    answer.chain = {batch->head().epoch, chain.sequence, chain.head};
    answer.checkpoint = checkpoint();
    answer.consistent_from = batch->head().checkpoint_size;
    if (answer.consistent_from <= log_.size()) answer.consistency = *consistency_proof(answer.consistent_from, log_.size(), nodes());
    answer.ranges = ranges(*batch, chain);
    answer.durable_through = chain.sequence;
    answer.time = Hall::noon;
    if (tamper) tamper(answer);
    return encode_answer(answer, answers_key());
}

} // namespace lianxin
