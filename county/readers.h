// Read-only views of the store, lent to one thread at a time.
#pragma once

#include "county/store.h"

#include <functional>
#include <memory>
#include <mutex>

namespace lianxin {

class Readers {
  public:
    using Open = std::function<Result<std::unique_ptr<Store>>()>;
    explicit Readers(Open open) : open_(std::move(open)) {}

    /// A store that goes back to the pool when it is let go.
    class Loan {
      public:
        Loan(Readers& from, std::unique_ptr<Store> store) : from_(&from), store_(std::move(store)) {}
        Loan(Loan&&) = default;
        Loan& operator=(Loan&&) = default;
        ~Loan() {
            if (store_) from_->take_back(std::move(store_));
        }
        Store& operator*() const { return *store_; }
        Store* operator->() const { return store_.get(); }

      private:
        Readers* from_;
        std::unique_ptr<Store> store_;
    };

    /// Opens one more when all are lent. Errors: those of opening.
    Result<Loan> borrow() {
        std::unique_lock lock(mutex_);
        if (!idle_.empty()) {
            Loan loan(*this, std::move(idle_.back()));
            idle_.pop_back();
            return loan;
        }
        lock.unlock();
        auto store = open_();
        if (!store) return std::move(store).error();
        return Loan(*this, std::move(*store));
    }

  private:
    void take_back(std::unique_ptr<Store> store) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(store));
    }

    Open open_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Store>> idle_;
};

} // namespace lianxin
