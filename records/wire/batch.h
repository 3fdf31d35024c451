// A batch: records of one kiosk on their way to the county, as a compressed CBOR sequence. FORMAT.md has the bytes.
#pragma once

#include "records/model/record_header.h"
#include "records/seal/signature.h"

#include <span>
#include <vector>

namespace lianxin {

/// What stands before the records of a batch.
struct BatchHead {
    std::string kiosk; ///< the chain that the records stand in
    std::uint32_t epoch = 1;           ///< the epoch whose head the answer shall tell
    std::uint64_t checkpoint_size = 0; ///< size of the county's log at the checkpoint this kiosk kept last; 0 for none
    std::uint64_t recovery = 0;        ///< number of the last recovery note this kiosk accepted; 0 for none
};

/// One record as it travels. Views into bytes that live elsewhere.
struct BatchItem {
    ByteView header;
    Signature signature{};
    ByteView sealed;
};

constexpr std::size_t largest_batch = 1 << 20;          ///< bytes, packed
constexpr std::size_t largest_unpacked_batch = 8 << 20; ///< bytes
constexpr std::size_t most_batch_records = 1000;
/// Bytes that an item of header and sealed body of these sizes takes before packing.
std::size_t batch_item_size(std::size_t header, std::size_t sealed);

/// At most most_batch_records items; none at all asks where the county's head stands. `level` as compress().
Bytes encode_batch(const BatchHead& head, std::span<const BatchItem> items, int level);

/// One record as it came. `problem` is empty, or a word of namespace refusal that says why this one cannot be taken; the
/// others of the batch are not touched by it.
struct ReceivedItem {
    BatchItem item;
    RecordHeader header; ///< all defaults when `problem` is refusal::header
    std::string_view problem;
};

/// Why a record is not taken, as the answer words it. Others may come.
namespace refusal {
constexpr std::string_view header = "header";       ///< the header cannot be read
constexpr std::string_view kiosk = "kiosk";         ///< the header names another kiosk than the batch
constexpr std::string_view body = "body";           ///< the sealed body is not the one the header names, or is too large
constexpr std::string_view signature = "signature"; ///< the kiosk did not sign this header
constexpr std::string_view conflict = "conflict";   ///< the same id or sequence came before with other bytes
} // namespace refusal

class Batch {
  public:
    /// Unpacks and checks what can be checked without keys: sizes, shape, header, kiosk, hash of the sealed body.
    /// Errors: Corrupt (not a batch), Invalid (larger than the limits), Unsupported (version).
    static Result<Batch> parse(ByteView packed);

    const BatchHead& head() const { return head_; }
    const std::vector<ReceivedItem>& items() const { return items_; }

  private:
    Batch() = default;
    Bytes unpacked_; ///< what the items view
    BatchHead head_;
    std::vector<ReceivedItem> items_;
};

} // namespace lianxin
