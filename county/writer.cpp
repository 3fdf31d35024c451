// Group commit: jobs that come while one transaction is being synced share the next.
#include "county/writer.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace lianxin {

namespace {

constexpr std::size_t most_jobs_together = 64;

struct Waiting {
    Job job;
    std::optional<Result<std::string>> outcome;
};

} // namespace

struct Writer::State {
    std::unique_ptr<Store> store;
    CountyLog log;
    mutable std::mutex mutex;
    std::condition_variable work, done;
    std::deque<Waiting*> queue;
    bool ending = false;
    std::atomic<bool> failed{false};
    std::atomic<std::uint64_t> transactions{0}, jobs{0};
    std::thread thread;

    State(std::unique_ptr<Store> with, CountyLog onto) : store(std::move(with)), log(std::move(onto)) {}
    void run();
    Result<std::string> commit_together(const std::vector<Waiting*>& together);
    Result<std::string> in_transaction(const std::vector<Waiting*>& together);
    void settle(const std::vector<Waiting*>& together);
};

/// Every job and the signing, without commit or roll-back.
Result<std::string> Writer::State::in_transaction(const std::vector<Waiting*>& together) {
    Book book{*store, log};
    for (Waiting* waiting : together)
        if (auto ran = waiting->job(book); !ran) return std::move(ran).error();
    return log.sign(*store);
}

Result<std::string> Writer::State::commit_together(const std::vector<Waiting*>& together) {
    const CountyLog before = log;
    if (auto begun = store->begin(); !begun) return std::move(begun).error();
    auto note = in_transaction(together);
    if (!note) {
        store->roll_back();
        log = before;
        return note;
    }
    if (auto committed = store->commit(); !committed) {
        store->roll_back();
        log = before;
        // After a failed sync nobody knows what the disk holds (and asking it again on the same descriptor lies).
        if (committed.error().code == ErrorCode::Storage || committed.error().code == ErrorCode::Corrupt) failed = true;
        return std::move(committed).error().in("committing");
    }
    ++transactions;
    this->jobs += together.size();
    return note;
}

void Writer::State::settle(const std::vector<Waiting*>& together) {
    auto outcome = commit_together(together);
    if (!outcome && together.size() > 1 && !failed) {
        for (Waiting* waiting : together) settle({waiting});
        return;
    }
    const std::lock_guard lock(mutex);
    for (Waiting* waiting : together) waiting->outcome = outcome;
}

void Writer::State::run() {
    std::unique_lock lock(mutex);
    for (;;) {
        work.wait(lock, [this] { return ending || !queue.empty(); });
        if (queue.empty()) return;
        std::vector<Waiting*> together;
        while (!queue.empty() && together.size() < most_jobs_together) {
            together.push_back(queue.front());
            queue.pop_front();
        }
        lock.unlock();
        settle(together);
        lock.lock();
        done.notify_all();
    }
}

Writer::Writer(std::unique_ptr<Store> store, CountyLog log)
    : state_(std::make_unique<State>(std::move(store), std::move(log))) {
    state_->thread = std::thread([state = state_.get()] { state->run(); });
}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

Writer::~Writer() {
    if (!state_) return;
    {
        const std::lock_guard lock(state_->mutex);
        state_->ending = true;
        state_->work.notify_all();
    }
    state_->thread.join();
}

Result<std::string> Writer::perform(Job job) {
    Waiting waiting{std::move(job), std::nullopt};
    std::unique_lock lock(state_->mutex);
    if (state_->failed) return Error{ErrorCode::Unavailable, "the store failed and must be opened anew", {}};
    state_->queue.push_back(&waiting);
    state_->work.notify_one();
    state_->done.wait(lock, [&] { return waiting.outcome.has_value(); });
    return std::move(*waiting.outcome);
}

bool Writer::has_failed() const { return state_->failed; }
Writer::Count Writer::count() const { return {state_->transactions, state_->jobs}; }

} // namespace lianxin
