// The county's one writer: a thread that gathers whatever jobs wait into one transaction, so that many share one sync.
#pragma once

#include "county/county_log.h"

#include <functional>
#include <memory>

namespace lianxin {

/// What a job may change inside the transaction.
struct Book {
    Store& store;
    CountyLog& log;
};

/// May run a second time when another job of the same transaction failed, so it sets everything it gives back anew. An error
/// undoes this job alone.
using Job = std::function<Result<void>(Book&)>;

class Writer {
  public:
    Writer(std::unique_ptr<Store> store, CountyLog log);
    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;
    ~Writer(); ///< finishes what waits

    /// Runs the job on the writer's thread and returns when its transaction is on the disk, with the checkpoint that covers
    /// it. Errors: the job's; those of the store; Unavailable when the store failed before and must be opened anew.
    Result<std::string> perform(Job job);

    /// Whether a commit failed in a way after which the disk cannot be trusted: the process should end and start again.
    bool has_failed() const;
    /// Transactions and jobs so far.
    struct Count {
        std::uint64_t transactions = 0;
        std::uint64_t jobs = 0;
    };
    Count count() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace lianxin
