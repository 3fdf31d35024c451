// Keeps every eighth level of the tree in the store and makes the levels between from it.
#include "county/county_log.h"

#include "records/base/cbor.h"

namespace lianxin {

namespace {

constexpr unsigned kept_levels = 8; ///< level 0, 8, 16 … are kept: 1/255 more rows instead of twice as many

Result<std::vector<Hash>> peaks_of(std::uint64_t size, const NodeSource& nodes) {
    std::vector<Hash> peaks;
    std::uint64_t covered = 0;
    for (unsigned level = 62; level-- > 0;) {
        if ((size >> level & 1) == 0) continue;
        auto peak = nodes(level, covered >> level);
        if (!peak) return std::move(peak).error();
        peaks.push_back(*peak);
        covered += std::uint64_t{1} << level;
    }
    return peaks;
}

} // namespace

NodeSource log_nodes(Store& store) {
    return [&store](unsigned level, std::uint64_t index) -> Result<Hash> {
        const unsigned above = level % kept_levels;
        auto nodes = store.nodes(level - above, index << above, std::uint64_t{1} << above);
        if (!nodes) return std::move(nodes).error();
        for (std::size_t count = nodes->size(); count > 1; count /= 2)
            for (std::size_t at = 0; at < count / 2; ++at) (*nodes)[at] = node_hash((*nodes)[2 * at], (*nodes)[2 * at + 1]);
        return nodes->front();
    };
}

Result<CountyLog> CountyLog::open(Store& store, std::string origin, const SigningKey& key) {
    const auto size = store.log_size();
    if (!size) return size.error();
    auto peaks = peaks_of(*size, log_nodes(store));
    if (!peaks) return std::move(peaks).error().in("reading the county's log");
    auto tree = Frontier::restore(*size, std::move(*peaks));
    if (!tree) return std::move(tree).error();
    auto note = store.checkpoint();
    if (!note) return std::move(note).error();
    if (!note->empty()) {
        const auto checkpoint = verify_checkpoint(*note, origin, key.public_key());
        if (!checkpoint) return checkpoint.error().in("reading the last checkpoint of the county's log");
        if (checkpoint->size != *size || checkpoint->root != tree->root())
            return Error{ErrorCode::Corrupt, "the county's log is not the one that was signed last", {}};
    } else if (*size > 0) {
        return Error{ErrorCode::Corrupt, "the county's log has entries and no signed checkpoint", {}};
    }
    CountyLog log(std::move(origin), key, std::move(*tree), std::move(*note));
    log.signed_size_ = *size;
    return log;
}

Result<std::uint64_t> CountyLog::append(Store& store, std::string_view kind, Bytes entry) {
    LogEvent event{tree_.size(), std::string(kind), std::move(entry), {}};
    event.leaf = leaf_hash(event.entry);
    if (auto added = store.add(event); !added) return std::move(added).error();
    Result<void> kept;
    tree_.add(event.leaf, [&](unsigned level, std::uint64_t index, const Hash& node) {
        if (kept && level > 0 && level % kept_levels == 0) kept = store.add_node(level, index, node);
    });
    if (!kept) return std::move(kept).error();
    return event.index;
}

Result<std::uint64_t> CountyLog::append_event(Store& store, std::string_view kind, Value::Map details) {
    Value entry(std::move(details));
    entry.set("v", 1);
    entry.set("event", std::string(kind));
    return append(store, kind, to_cbor(entry));
}

Result<std::string> CountyLog::sign(Store& store) {
    if (tree_.size() == signed_size_) return note_;
    const std::string note = sign_checkpoint({origin_, tree_.size(), tree_.root()}, *key_);
    if (auto set = store.set_checkpoint(note); !set) return std::move(set).error();
    note_ = note;
    signed_size_ = tree_.size();
    return note_;
}

} // namespace lianxin
