// Bodies are taken in the order of their coming, township by township, and entered some at a time in one transaction.
#include "county/reception.h"

#include "records/base/log.h"

#include <set>

namespace lianxin {

namespace {

constexpr std::size_t bodies_at_once = 64;
constexpr std::chrono::seconds look_again{10}; ///< after the key agent was away

int year_of(TimePoint moment) {
    return static_cast<int>(std::chrono::year_month_day(day_in_china(moment)).year());
}

/// Whether the record itself is why it cannot be opened, and not the state of our keys or machine.
bool is_sealed_to_others(ErrorCode code) {
    return code == ErrorCode::Untrusted || code == ErrorCode::Corrupt || code == ErrorCode::Unsupported ||
           code == ErrorCode::Invalid;
}

struct Registration {
    CaseFile file;
    NewStep step;
};

} // namespace

Result<NewStep> Reception::registered(const CaseFile& file, const BodyRow& body, CaseFile::Readable& readable) {
    CaseStep step;
    step.made = clock_->wall();
    step.state = CaseState::Accepted;
    auto sealed = unsealer_->tell({body.suite, body.record, body.sealed}, file.received,
                                {case_number(file), step.number, step.state, step.made, ""});
    if (!sealed && !is_sealed_to_others(sealed.error().code)) return std::move(sealed).error();
    if (!sealed) {
        readable = CaseFile::Readable::No;
        step.state = CaseState::Waiting;
    }
    return signed_step(file, step, sealed ? std::move(*sealed) : SealedStep(), *answers_);
}

Result<std::size_t> Reception::round(TownshipId township) {
    std::vector<Registration> made;
    std::uint64_t through = 0;
    std::size_t passed = 0;
    {
        const auto reader = readers_->borrow();
        if (!reader) return reader.error();
        const auto done = (*reader)->registered_through(township);
        if (!done) return done.error();
        const auto bodies = (*reader)->bodies_after(township, *done, bodies_at_once);
        if (!bodies) return bodies.error();
        passed = bodies->size();
        std::map<int, std::uint64_t> serials;
        for (const BodyRow& body : *bodies) {
            through = body.arrival;
            // Parts of attachments belong to the request that lists them.
            if (body.record_class != RecordClass::Sealed || is_attachment_chain(body.kiosk)) continue;
            const int year = year_of(body.taken);
            if (serials.count(year) == 0) {
                const auto last = (*reader)->last_serial(township, year);
                if (!last) return last.error();
                serials[year] = *last;
            }
            CaseFile file{township, body.record, year, ++serials[year], body.kiosk, body.taken, CaseFile::Readable::Yes};
            auto step = registered(file, body, file.readable);
            if (!step) return std::move(step).error();
            made.push_back({std::move(file), std::move(*step)});
        }
    }
    if (through == 0) return std::size_t{0};
    const auto entered = writer_->perform([&](Book& book) -> Result<void> {
        for (const Registration& one : made) {
            if (auto added = book.store.add(one.file); !added) return added;
            if (auto added = enter_step(book, one.step); !added) return added;
        }
        return book.store.set_registered_through(township, through);
    });
    if (!entered) return entered.error();
    return passed;
}

Result<std::size_t> Reception::round() {
    std::set<TownshipId> townships;
    {
        const auto reader = readers_->borrow();
        if (!reader) return reader.error();
        const auto kiosks = (*reader)->kiosks();
        if (!kiosks) return kiosks.error();
        for (const EnrolledKiosk& kiosk : *kiosks) townships.insert(kiosk.key.township);
    }
    // A record that cannot be registered for now holds up its own township alone.
    std::size_t all = 0;
    std::optional<Error> failed;
    for (const TownshipId township : townships) {
        auto some = round(township);
        if (some) all += *some;
        else if (!failed) failed = std::move(some).error();
    }
    if (failed && all == 0) return std::move(*failed);
    return all;
}

void Reception::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        waiting_work_ = false;
        lock.unlock();
        const auto some = round();
        if (!some) log(Priority::Warning, "cases are not registered for now", some.error());
        lock.lock();
        if (some && *some > 0) continue;
        woken_.wait_for(lock, look_again, [&] { return ending_ || (some && waiting_work_); });
    }
}

void Reception::start() { thread_ = std::thread([this] { run(); }); }

void Reception::wake() {
    const std::lock_guard lock(mutex_);
    waiting_work_ = true;
    woken_.notify_one();
}

void Reception::stop() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        woken_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

} // namespace lianxin
