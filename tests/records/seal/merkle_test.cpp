// The hash tree against the definition of RFC 6962, for every size to 512.
#include "records/seal/merkle.h"

#include "records/seal/hash.h"

#include <catch2/catch_test_macros.hpp>

#include <map>

using namespace lianxin;

namespace {

constexpr std::size_t most = 512;

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash(bytes_of("entry " + std::to_string(i))));
    return out;
}

/// RFC 6962 §2.1, word for word; remembered, as it is asked for often.
Hash naive_root(std::span<const Hash> all) {
    static std::map<std::pair<const Hash*, std::size_t>, Hash> known;
    if (all.empty()) return sha256({});
    if (all.size() == 1) return all[0];
    const auto key = std::pair(all.data(), all.size());
    if (const auto found = known.find(key); found != known.end()) return found->second;
    std::size_t split = 1;
    while (split * 2 < all.size()) split *= 2;
    return known[key] = node_hash(naive_root(all.first(split)), naive_root(all.subspan(split)));
}

/// RFC 6962 §2.1.1 PATH.
Proof naive_path(std::size_t index, std::span<const Hash> all) {
    if (all.size() == 1) return {};
    std::size_t split = 1;
    while (split * 2 < all.size()) split *= 2;
    Proof path = index < split ? naive_path(index, all.first(split)) : naive_path(index - split, all.subspan(split));
    path.push_back(naive_root(index < split ? all.subspan(split) : all.first(split)));
    return path;
}

/// RFC 6962 §2.1.2 SUBPROOF.
Proof naive_consistency(std::size_t older, std::span<const Hash> all, bool is_whole) {
    if (older == all.size()) return is_whole ? Proof{} : Proof{naive_root(all)};
    std::size_t split = 1;
    while (split * 2 < all.size()) split *= 2;
    Proof proof = older <= split ? naive_consistency(older, all.first(split), is_whole)
                                 : naive_consistency(older - split, all.subspan(split), false);
    proof.push_back(naive_root(older <= split ? all.subspan(split) : all.first(split)));
    return proof;
}

/// Nodes as a store keeps them: only those the frontier told of.
class Stored {
  public:
    explicit Stored(std::span<const Hash> all) {
        Frontier frontier;
        for (const auto& leaf : all)
            frontier.add(leaf, [this](unsigned level, std::uint64_t index, const Hash& node) {
                nodes_[{level, index}] = node;
            });
    }
    Result<Hash> get(unsigned level, std::uint64_t index) const {
        const auto found = nodes_.find({level, index});
        if (found == nodes_.end()) return Error{ErrorCode::NotFound, "no such node", {}};
        return found->second;
    }
    NodeSource source() const {
        return [this](unsigned level, std::uint64_t index) { return get(level, index); };
    }

  private:
    std::map<std::pair<unsigned, std::uint64_t>, Hash> nodes_;
};

struct Tree {
    std::vector<Hash> all = leaves(most);
    Stored stored{all};
    NodeSource nodes = stored.source();
    std::span<const Hash> first(std::size_t count) const { return std::span(all).first(count); }
};

const Tree& tree() {
    static const Tree whole;
    return whole;
}

Hash changed(Hash hash) {
    hash[5] ^= 1;
    return hash;
}

} // namespace

TEST_CASE("hashes of nothing, of a leaf and of a node are those of RFC 6962") {
    CHECK(to_hex(tree_root({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(leaf_hash({})) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST_CASE("the root of eight known entries is that of the certificate transparency vectors") {
    std::vector<Hash> all;
    for (const auto* entry :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"})
        all.push_back(leaf_hash(*from_hex(entry)));
    CHECK(to_hex(tree_root(std::span(all).first(1))) ==
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    CHECK(to_hex(tree_root(std::span(all).first(3))) ==
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    CHECK(to_hex(tree_root(all)) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("frontier, stored nodes and restored frontier give the root of the definition, for every size to 512") {
    Frontier frontier;
    for (std::size_t size = 0; size <= most; ++size) {
        const Hash expected = naive_root(tree().first(size));
        CHECK(frontier.root() == expected);
        CHECK(*root_from(size, tree().nodes) == expected);
        CHECK(Frontier::restore(frontier.size(), frontier.peaks())->root() == expected);
        if (size < most) frontier.add(tree().all[size]);
    }
    CHECK_FALSE(Frontier::restore(5, {}));
}

TEST_CASE("every leaf of every tree to 512 is proved, as RFC 6962 says", "[ledger.inclusion]") {
    for (std::size_t size = 1; size <= most; ++size) {
        const Hash root = naive_root(tree().first(size));
        bool all_hold = true;
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = *inclusion_proof(index, size, tree().nodes);
            all_hold = all_hold && proof == naive_path(index, tree().first(size));
            all_hold = all_hold && verify_inclusion(tree().all[index], index, size, proof, root);
        }
        INFO("size " << size);
        CHECK(all_hold);
    }
}

TEST_CASE("every growth of every tree to 512 is proved, as RFC 6962 says", "[ledger.consistency]") {
    for (std::size_t newer = 1; newer <= most; ++newer) {
        const Hash root = naive_root(tree().first(newer));
        bool all_hold = true;
        for (std::size_t older = 0; older <= newer; ++older) {
            const auto proof = *consistency_proof(older, newer, tree().nodes);
            if (older > 0) all_hold = all_hold && proof == naive_consistency(older, tree().first(newer), true);
            all_hold = all_hold && verify_consistency(older, naive_root(tree().first(older)), newer, root, proof);
        }
        INFO("newer " << newer);
        CHECK(all_hold);
    }
}

TEST_CASE("every run of leaves of every tree to 64 is proved, and runs of some trees to 512", "[ledger.range]") {
    std::vector<std::size_t> sizes = {100, 127, 128, 129, 500, 511, 512};
    for (std::size_t size = 1; size <= 64; ++size) sizes.push_back(size);
    for (const std::size_t size : sizes) {
        const Hash root = naive_root(tree().first(size));
        const std::size_t step = size > 64 ? 37 : 1;
        bool all_hold = true;
        std::size_t longest = 0;
        for (std::size_t first = 0; first < size; first += step)
            for (std::size_t count = 1; count <= size - first; count += step) {
                const auto proof = *range_proof(first, count, size, tree().nodes);
                longest = std::max(longest, proof.size());
                all_hold =
                    all_hold && verify_range(tree().first(first + count).subspan(first), first, size, proof, root);
            }
        INFO("size " << size);
        CHECK(all_hold);
        CHECK(longest <= 18);
    }
}

TEST_CASE("sizes to 512 with each run's neighbours wrong are refused") {
    for (std::size_t size = 2; size <= most; ++size) {
        const Hash root = naive_root(tree().first(size));
        const std::size_t first = size / 3;
        const std::size_t count = size / 2;
        const auto run = tree().first(first + count).subspan(first);
        const auto proof = *range_proof(first, count, size, tree().nodes);
        bool all_refused = true;
        const auto holds = [&](std::span<const Hash> some, std::size_t at, std::size_t of, const Proof& by,
                               const Hash& top) { return bool(verify_range(some, at, of, by, top)); };
        CHECK(holds(run, first, size, proof, root));
        if (first > 0) all_refused = all_refused && !holds(run, first - 1, size, proof, root);
        if (first + count < size) all_refused = all_refused && !holds(run, first + 1, size, proof, root);
        all_refused =
            all_refused && !holds(run, first, size, proof, changed(root)) && !holds({}, first, size, proof, root);
        for (std::size_t i = 0; i < proof.size(); ++i) {
            Proof wrong = proof;
            wrong[i] = changed(wrong[i]);
            all_refused = all_refused && !holds(run, first, size, wrong, root);
        }
        Proof longer = proof;
        longer.push_back(root);
        all_refused = all_refused && !holds(run, first, size, longer, root);
        INFO("size " << size);
        CHECK(all_refused);
    }
}

TEST_CASE("a proof of a leaf with anything changed is refused") {
    for (std::size_t size = 1; size <= 70; ++size)
        for (std::size_t index = 0; index < size; ++index) {
            const Hash root = naive_root(tree().first(size));
            const auto proof = *inclusion_proof(index, size, tree().nodes);
            const Hash leaf = tree().all[index];
            bool all_refused = !verify_inclusion(changed(leaf), index, size, proof, root) &&
                               !verify_inclusion(leaf, index, size, proof, changed(root)) &&
                               !verify_inclusion(leaf, size, size, proof, root);
            Proof longer = proof;
            longer.push_back(leaf);
            all_refused = all_refused && !verify_inclusion(leaf, index, size, longer, root);
            for (std::size_t i = 0; i < proof.size(); ++i) {
                Proof wrong = proof;
                wrong[i] = changed(wrong[i]);
                all_refused = all_refused && !verify_inclusion(leaf, index, size, wrong, root);
                const Proof shorter(proof.begin(), proof.begin() + static_cast<std::ptrdiff_t>(i));
                all_refused = all_refused && !verify_inclusion(leaf, index, size, shorter, root);
            }
            CHECK(all_refused);
        }
}

TEST_CASE("a proof of growth with anything changed, and a rewritten past, are refused", "[ledger.rewrite]") {
    for (std::size_t newer = 2; newer <= 70; ++newer)
        for (std::size_t older = 1; older < newer; ++older) {
            const Hash old_root = naive_root(tree().first(older));
            const Hash root = naive_root(tree().first(newer));
            const auto proof = *consistency_proof(older, newer, tree().nodes);
            bool all_refused = !verify_consistency(older, changed(old_root), newer, root, proof) &&
                               !verify_consistency(older, old_root, newer, changed(root), proof);
            Proof longer = proof;
            longer.push_back(root);
            all_refused = all_refused && !verify_consistency(older, old_root, newer, root, longer);
            for (std::size_t i = 0; i < proof.size(); ++i) {
                Proof wrong = proof;
                wrong[i] = changed(wrong[i]);
                all_refused = all_refused && !verify_consistency(older, old_root, newer, root, wrong);
                const Proof shorter(proof.begin(), proof.begin() + static_cast<std::ptrdiff_t>(i));
                all_refused = all_refused && !verify_consistency(older, old_root, newer, root, shorter);
            }
            CHECK(all_refused);
        }
    CHECK_FALSE(verify_consistency(5, naive_root(tree().first(5)), 4, naive_root(tree().first(4)), {}));
    CHECK_FALSE(verify_consistency(5, naive_root(tree().first(5)), 5, naive_root(tree().first(4)), {}));
}

TEST_CASE("proofs of what is not there, and missing nodes, are errors") {
    CHECK_FALSE(inclusion_proof(5, 5, tree().nodes));
    CHECK_FALSE(range_proof(3, 0, 5, tree().nodes));
    CHECK_FALSE(range_proof(3, 3, 5, tree().nodes));
    CHECK_FALSE(range_proof(~std::uint64_t{0}, 2, 5, tree().nodes));
    CHECK_FALSE(consistency_proof(6, 5, tree().nodes));
    CHECK_FALSE(inclusion_proof(0, largest_tree + 1, tree().nodes));
    CHECK(inclusion_proof(0, 10'000, tree().nodes).error().code == ErrorCode::NotFound);
}
