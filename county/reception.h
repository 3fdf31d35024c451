// The reception: makes a case of every record that came in, and tells its receipt so. Catches up by itself after a break.
#pragma once

#include "county/cases.h"
#include "county/readers.h"
#include "records/base/clock.h"

#include <condition_variable>
#include <thread>

namespace lianxin {

class Reception {
  public:
    /// Everything outlives the reception. Only one registers at a time, because it gives out the serials.
    Reception(Writer& writer, Readers& readers, Unsealer& unsealer, const SigningKey& answers, const Clock& clock)
        : writer_(&writer), readers_(&readers), unsealer_(&unsealer), answers_(&answers), clock_(&clock) {}
    ~Reception() { stop(); }

    /// Registers some of what waits, of every township; how many bodies were gone through. Records that the county's key does not open become cases
    /// without a word sent. Errors: those of the store; Network when the keys cannot be reached, then nothing is skipped.
    Result<std::size_t> round();

    /// Does so on a thread of its own, when woken and now and then.
    void start();
    void wake();
    void stop();

  private:
    Result<std::size_t> round(TownshipId township);
    Result<NewStep> registered(const CaseFile& file, const BodyRow& body, CaseFile::Readable& readable);
    void run();

    Writer* writer_;
    Readers* readers_;
    Unsealer* unsealer_;
    const SigningKey* answers_;
    const Clock* clock_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool waiting_work_ = true, ending_ = false;
    std::thread thread_;
};

} // namespace lianxin
