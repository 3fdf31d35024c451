// A county in memory: it keeps chains and a log as the real one must, and can be told to misbehave.
#pragma once

#include "records/pack/county_keys.h"
#include "records/seal/merkle.h"
#include "records/wire/answer.h"
#include "records/wire/batch.h"

#include <functional>
#include <map>

namespace lianxin {

class FakeCounty {
  public:
    FakeCounty();

    CountyKeys keys() const;
    /// The signed answer to a packed batch.
    Bytes take(ByteView packed);

    /// The proof that the query "from=..&to=.." asks for.
    Bytes consistency(const std::string& query) const;

    /// Changes the answer before it is signed.
    std::function<void(Answer&)> tamper;
    /// The verdict on a record, instead of taking it. Refused records stay in the chain.
    std::function<std::optional<RecordVerdict>(const RecordHeader&)> decide;
    /// An entry of the log by somebody else.
    void log_something();
    /// As if everything after the first `records` of the chain had never arrived; the log goes on.
    void lose_after(std::uint64_t records);
    /// Signs by another log key from now on.
    void change_log_key() { log_key_seed_ = 99; }

    std::size_t taken() const { return by_id_.size(); }
    std::size_t batches() const { return batches_; }

    static SigningKey answers_key();

  private:
    struct Place {
        std::uint64_t log_index = 0;
        Hash leaf{};
    };
    struct Chain {
        std::uint64_t sequence = 0;
        Hash head{};
        std::map<std::uint64_t, Place> places;
        std::map<std::uint64_t, Hash> heads;
    };
    RecordVerdict enter(const ReceivedItem& item, Chain& chain);
    std::vector<ProvenRange> ranges(const Batch& batch, const Chain& chain) const;
    NodeSource nodes() const;
    std::string checkpoint() const;

    std::map<std::pair<std::string, std::uint32_t>, Chain> chains_; ///< by kiosk and epoch
    std::map<Uuid, Hash> by_id_;
    std::vector<Hash> log_;
    std::uint8_t log_key_seed_ = 3;
    std::size_t batches_ = 0;
};

} // namespace lianxin
