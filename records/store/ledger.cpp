// Making and checking rows of the ledger.
#include "records/store/ledger.h"

#include "records/seal/chain.h"
#include "records/seal/hash.h"

namespace lianxin {

std::string place_of(std::uint32_t epoch, std::uint64_t sequence) {
    return "epoch " + std::to_string(epoch) + ", record " + std::to_string(sequence);
}

Result<LedgerEntry> make_entry(Bytes header, const Signature& signature) {
    auto parsed = parse_record_header(header);
    if (!parsed) return std::move(parsed).error();
    const Hash leaf = record_leaf(header);
    const Hash head = next_head(parsed->previous_head, parsed->sequence, leaf);
    return LedgerEntry{parsed->epoch, parsed->sequence, parsed->record, std::move(header), signature, leaf, head};
}

Result<RecordHeader> check_members(const LedgerEntry& entry) {
    auto header = parse_record_header(entry.header);
    if (!header) return std::move(header).error().in(place_of(entry.epoch, entry.sequence));
    const Hash leaf = record_leaf(entry.header);
    const bool same = header->epoch == entry.epoch && header->sequence == entry.sequence && header->record == entry.record && leaf == entry.leaf &&
                      next_head(header->previous_head, header->sequence, leaf) == entry.head;
    if (!same) return Error{ErrorCode::Corrupt, place_of(entry.epoch, entry.sequence) + ": the row is not what its header says", {}};
    return header;
}

Result<void> check_entry(const LedgerEntry& entry, const PublicKey& kiosk) {
    if (auto header = check_members(entry); !header) return std::move(header).error();
    if (!verify(kiosk, entry.header, entry.signature))
        return Error{ErrorCode::Untrusted, place_of(entry.epoch, entry.sequence) + ": the signature does not hold", {}};
    return {};
}

Result<void> check_body(const LedgerEntry& entry, ByteView sealed) {
    auto header = parse_record_header(entry.header);
    if (!header) return std::move(header).error().in(place_of(entry.epoch, entry.sequence));
    if (sha256(sealed) != header->sealed_hash)
        return Error{ErrorCode::Corrupt, place_of(entry.epoch, entry.sequence) + ": the sealed body is damaged", {}};
    return {};
}

} // namespace lianxin
