// The RFC 6962 tree: building, proving, verifying.
#include "records/seal/merkle.h"

#include "records/seal/hash.h"

#include <bit>

namespace lianxin {
namespace {

using Number = std::uint64_t;

Error untrusted(std::string why) {
    return {ErrorCode::Untrusted, "proof: " + std::move(why), {}};
}
Error invalid(std::string why) {
    return {ErrorCode::Invalid, "tree: " + std::move(why), {}};
}

/// The largest power of two below n, n ≥ 2: where RFC 6962 splits.
Number split_of(Number n) {
    return std::bit_floor(n - 1);
}

/// Root over leaves [begin, end), end > begin, as it stands in a tree split at `begin`.
Result<Hash> subtree_root(Number begin, Number end, const NodeSource& nodes) {
    const Number count = end - begin;
    if (std::has_single_bit(count)) {
        const auto level = static_cast<unsigned>(std::countr_zero(count));
        return nodes(level, begin >> level);
    }
    const Number middle = begin + split_of(count);
    const auto left = subtree_root(begin, middle, nodes);
    if (!left) return left.error();
    const auto right = subtree_root(middle, end, nodes);
    if (!right) return right.error();
    return node_hash(*left, *right);
}

/// Collects roots of subtrees for a proof; the first failure stays.
class Gatherer {
  public:
    explicit Gatherer(const NodeSource& nodes) : nodes_(nodes) {}
    void take(Number begin, Number end) {
        if (error_) return;
        auto root = subtree_root(begin, end, nodes_);
        if (root)
            proof_.push_back(*root);
        else
            error_ = std::move(root).error();
    }
    Result<Proof> done() {
        if (error_) return *std::move(error_);
        return std::move(proof_);
    }

  private:
    const NodeSource& nodes_;
    Proof proof_;
    std::optional<Error> error_;
};

/// RFC 6962 §2.1.1 PATH, over leaves [begin, end): siblings from the leaf upwards.
void gather_path(Gatherer& proof, Number index, Number begin, Number end) {
    if (end - begin == 1) return;
    const Number middle = begin + split_of(end - begin);
    if (index < middle) {
        gather_path(proof, index, begin, middle);
        proof.take(middle, end);
    } else {
        gather_path(proof, index, middle, end);
        proof.take(begin, middle);
    }
}

/// Whatever lies wholly beside [first, last) becomes one hash; what lies wholly inside is left to the verifier.
void gather_beside(Gatherer& proof, Number first, Number last, Number begin, Number end) {
    if (first <= begin && end <= last) return;
    if (end <= first || last <= begin) return proof.take(begin, end);
    const Number middle = begin + split_of(end - begin);
    gather_beside(proof, first, last, begin, middle);
    gather_beside(proof, first, last, middle, end);
}

enum class OlderRoot { Known, Needed };

/// RFC 6962 §2.1.2 SUBPROOF: `older` counts from `begin`.
void gather_consistency(Gatherer& proof, Number older, Number begin, Number end, OlderRoot root) {
    if (older == end - begin) {
        if (root == OlderRoot::Needed) proof.take(begin, end);
        return;
    }
    const Number split = split_of(end - begin);
    if (older <= split) {
        gather_consistency(proof, older, begin, begin + split, root);
        proof.take(begin + split, end);
    } else {
        gather_consistency(proof, older - split, begin + split, end, OlderRoot::Needed);
        proof.take(begin, begin + split);
    }
}

/// Rebuilds the root from the leaves of a run and the hashes beside it.
class RangeVerifier {
  public:
    RangeVerifier(std::span<const Hash> leaves, Number first, const Proof& proof)
        : leaves_(leaves), first_(first), proof_(proof) {}

    /// A proof that is too short yields nothing.
    std::optional<Hash> root(Number begin, Number end) {
        const Number last = first_ + leaves_.size();
        if (end <= first_ || last <= begin) return next();
        if (end - begin == 1) return leaves_[begin - first_];
        const Number middle = begin + split_of(end - begin);
        const auto left = root(begin, middle);
        const auto right = root(middle, end);
        if (!left || !right) return std::nullopt;
        return node_hash(*left, *right);
    }
    bool is_used_up() const { return used_ == proof_.size(); }

  private:
    std::optional<Hash> next() {
        if (used_ == proof_.size()) return std::nullopt;
        return proof_[used_++];
    }

    std::span<const Hash> leaves_;
    Number first_;
    const Proof& proof_;
    std::size_t used_ = 0;
};

/// One step of RFC 9162 §2.1.3.2 and §2.1.4.2 moves both positions up a level.
void go_up(Number& position, Number& last) {
    position >>= 1;
    last >>= 1;
}

} // namespace

Hash leaf_hash(ByteView entry) {
    const std::uint8_t mark = 0;
    Sha256 hash;
    hash.add({&mark, 1});
    hash.add(entry);
    return hash.done();
}

Hash node_hash(const Hash& left, const Hash& right) {
    const std::uint8_t mark = 1;
    Sha256 hash;
    hash.add({&mark, 1});
    hash.add(left);
    hash.add(right);
    return hash.done();
}

Hash tree_root(std::span<const Hash> leaves) {
    Frontier frontier;
    for (const auto& leaf : leaves) frontier.add(leaf);
    return frontier.root();
}

Result<Frontier> Frontier::restore(std::uint64_t size, std::vector<Hash> peaks) {
    if (size > largest_tree) return invalid("it is too large");
    if (peaks.size() != static_cast<std::size_t>(std::popcount(size)))
        return invalid("its size needs another number of peaks");
    Frontier frontier;
    frontier.size_ = size;
    frontier.peaks_ = std::move(peaks);
    return frontier;
}

void Frontier::add(const Hash& leaf, const NodeSink& sink) {
    Hash node = leaf;
    unsigned level = 0;
    if (sink) sink(level, size_, node);
    for (; size_ >> level & 1;) {
        node = node_hash(peaks_.back(), node);
        peaks_.pop_back();
        ++level;
        if (sink) sink(level, size_ >> level, node);
    }
    peaks_.push_back(node);
    ++size_;
}

Hash Frontier::root() const {
    if (peaks_.empty()) return sha256({});
    Hash root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
    return root;
}

Result<Hash> root_from(std::uint64_t size, const NodeSource& nodes) {
    if (size > largest_tree) return invalid("it is too large");
    if (size == 0) return sha256({});
    return subtree_root(0, size, nodes);
}

Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, const NodeSource& nodes) {
    if (index >= size || size > largest_tree) return invalid("no such leaf");
    Gatherer proof(nodes);
    gather_path(proof, index, 0, size);
    return proof.done();
}

Result<Proof> range_proof(std::uint64_t first, std::uint64_t count, std::uint64_t size, const NodeSource& nodes) {
    if (count == 0 || size > largest_tree || first >= size || count > size - first) return invalid("no such leaves");
    Gatherer proof(nodes);
    gather_beside(proof, first, first + count, 0, size);
    return proof.done();
}

Result<Proof> consistency_proof(std::uint64_t older, std::uint64_t newer, const NodeSource& nodes) {
    if (older > newer || newer > largest_tree) return invalid("the older tree is the larger one");
    if (older == 0 || older == newer) return Proof();
    Gatherer proof(nodes);
    gather_consistency(proof, older, 0, newer, OlderRoot::Known);
    return proof.done();
}

Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                              const Hash& root) {
    if (index >= size || size > largest_tree) return untrusted("no such leaf");
    Number position = index;
    Number last = size - 1;
    Hash found = leaf;
    for (const auto& sibling : proof) {
        if (last == 0) return untrusted("it is too long");
        if (position & 1 || position == last) {
            found = node_hash(sibling, found);
            while (position != 0 && !(position & 1)) go_up(position, last);
        } else {
            found = node_hash(found, sibling);
        }
        go_up(position, last);
    }
    if (last != 0) return untrusted("it is too short");
    if (found != root) return untrusted("the leaf is not in the tree");
    return {};
}

Result<void> verify_range(std::span<const Hash> leaves, std::uint64_t first, std::uint64_t size, const Proof& proof,
                          const Hash& root) {
    if (leaves.empty() || size > largest_tree || first >= size || leaves.size() > size - first)
        return untrusted("no such leaves");
    RangeVerifier verifier(leaves, first, proof);
    const auto found = verifier.root(0, size);
    if (!found) return untrusted("it is too short");
    if (!verifier.is_used_up()) return untrusted("it is too long");
    if (*found != root) return untrusted("the leaves are not in the tree");
    return {};
}

Result<void> verify_consistency(std::uint64_t older, const Hash& older_root, std::uint64_t newer,
                                const Hash& newer_root, const Proof& proof) {
    if (older > newer || newer > largest_tree) return untrusted("the older tree is the larger one");
    if (older == 0 || older == newer) {
        if (!proof.empty()) return untrusted("it is too long");
        if (older_root != (older == 0 ? sha256({}) : newer_root)) return untrusted("the roots differ");
        return {};
    }
    Proof path = proof;
    if (std::has_single_bit(older)) path.insert(path.begin(), older_root);
    if (path.empty()) return untrusted("it is too short");
    Number position = older - 1;
    Number last = newer - 1;
    while (position & 1) go_up(position, last);
    Hash old_found = path[0];
    Hash new_found = path[0];
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (last == 0) return untrusted("it is too long");
        if (position & 1 || position == last) {
            old_found = node_hash(path[i], old_found);
            new_found = node_hash(path[i], new_found);
            while (position != 0 && !(position & 1)) go_up(position, last);
        } else {
            new_found = node_hash(new_found, path[i]);
        }
        go_up(position, last);
    }
    if (last != 0) return untrusted("it is too short");
    if (old_found != older_root) return untrusted("the older root does not follow from it");
    if (new_found != newer_root) return untrusted("the newer root does not follow from it");
    return {};
}

} // namespace lianxin
