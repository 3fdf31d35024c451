// The county's log: an RFC 6962 tree over everything that happened, kept in the store, signed as a checkpoint.
#pragma once

#include "county/store.h"
#include "records/base/value.h"
#include "records/seal/checkpoint.h"

namespace lianxin {

/// Whole subtrees of the log as the store has them, for proofs. `store` outlives it.
NodeSource log_nodes(Store& store);

class CountyLog {
  public:
    /// Goes on where the store ends, after holding the tree against the last signed checkpoint. `key` outlives the log.
    /// Errors: those of the store, Corrupt (the tree is not the one that was signed), Untrusted (signed by another key).
    static Result<CountyLog> open(Store& store, std::string origin, const SigningKey& key);

    /// The index of the new entry. Errors: those of the store.
    Result<std::uint64_t> append(Store& store, std::string_view kind, Bytes entry);
    /// The same for an event that only this county writes: a map with "v" and "event" set.
    Result<std::uint64_t> append_event(Store& store, std::string_view kind, Value::Map details);
    std::uint64_t size() const { return tree_.size(); }

    /// Signs the head and keeps the note in the store when something was added since. The note in force.
    Result<std::string> sign(Store& store);
    const std::string& note() const { return note_; }

  private:
    CountyLog(std::string origin, const SigningKey& key, Frontier tree, std::string note)
        : origin_(std::move(origin)), key_(&key), tree_(std::move(tree)), note_(std::move(note)) {}

    std::string origin_;
    const SigningKey* key_;
    Frontier tree_;
    std::string note_;
    std::uint64_t signed_size_ = 0;
};

} // namespace lianxin
