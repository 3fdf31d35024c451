// The RFC 6962 hash tree: roots, proofs of inclusion (of one leaf and of a run of leaves) and of consistency.
#pragma once

#include "records/base/bytes.h"

#include <functional>

namespace lianxin {

Hash leaf_hash(ByteView entry);                      ///< SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right); ///< SHA-256(0x01 ‖ left ‖ right)
Hash tree_root(std::span<const Hash> leaves);        ///< from leaf hashes; of none: SHA-256 of nothing

using Proof = std::vector<Hash>;
constexpr std::uint64_t largest_tree = std::uint64_t{1} << 62;

/// A whole subtree: its root over leaves [index·2^level, (index+1)·2^level). Level 0 are the leaf hashes.
using NodeSource = std::function<Result<Hash>(unsigned level, std::uint64_t index)>;
using NodeSink = std::function<void(unsigned level, std::uint64_t index, const Hash& node)>;

/// A tree one can only add to, kept as the roots of its whole subtrees: at most 62 hashes, whatever its size.
class Frontier {
  public:
    Frontier() = default;
    /// `peaks` from the largest subtree to the smallest, one for each bit set in `size`. Errors: Invalid.
    static Result<Frontier> restore(std::uint64_t size, std::vector<Hash> peaks);

    /// Adds a leaf hash; `sink` is told of it and of each subtree that became whole.
    void add(const Hash& leaf, const NodeSink& sink = {});
    std::uint64_t size() const { return size_; }
    Hash root() const;
    const std::vector<Hash>& peaks() const { return peaks_; }

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;
};

/// The root over the first `size` leaves. Errors: those of `nodes`.
Result<Hash> root_from(std::uint64_t size, const NodeSource& nodes);

/// RFC 6962 §2.1.1. Errors: Invalid (index not below size), those of `nodes`.
Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes);
/// Proof for leaves [first, first + count), count ≥ 1: the roots of the subtrees beside them, left to right
/// (FORMAT.md).
Result<Proof> range_proof(std::uint64_t first, std::uint64_t count, std::uint64_t size, const NodeSource& nodes);
/// RFC 6962 §2.1.2, empty when the sizes are equal or the older is 0. Errors: Invalid (older above newer).
Result<Proof> consistency_proof(std::uint64_t older, std::uint64_t newer, const NodeSource& nodes);

/// Errors of the verifiers: Untrusted, with what does not fit.
Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                              const Hash& root);
Result<void> verify_range(std::span<const Hash> leaves, std::uint64_t first, std::uint64_t size, const Proof& proof,
                          const Hash& root);
Result<void> verify_consistency(std::uint64_t older, const Hash& older_root, std::uint64_t newer,
                                const Hash& newer_root, const Proof& proof);

} // namespace lianxin
