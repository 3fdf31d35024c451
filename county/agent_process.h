// The key agent as a child process of ours, started when it is first needed and again when it has died.
#pragma once

#include "county/key_agent.h"
#include "county/settings.h"
#include "records/base/clock.h"

#include <mutex>

namespace lianxin {

class AgentProcess final : public Unsealer {
  public:
    /// `program` is run as: program --config `config` key-agent, with the intercom as its standard input.
    AgentProcess(Path program, Path config, const Clock& clock)
        : program_(std::move(program)), config_(std::move(config)), clock_(&clock) {}
    ~AgentProcess() override;

    Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) override;
    Result<Request> read(const SealedRecord& record) override;
    Result<AttachmentPart> read_part(const SealedRecord& record) override;
    /// Ends the child, so that the next question starts one that reads keys and content anew.
    void renew();

  private:
    /// The running agent. Errors: Network when it cannot be started, or was started less than a second ago and died.
    Result<std::shared_ptr<RemoteAgent>> agent();
    /// Asks it; one that does not answer any more is ended.
    template <class Question> auto ask(Question question) -> decltype(question(std::declval<RemoteAgent&>()));
    void end();

    Path program_, config_;
    const Clock* clock_;
    std::mutex mutex_;
    std::shared_ptr<RemoteAgent> agent_;
    int child_ = 0;
    std::optional<Milliseconds> started_;
};

/// The main loop of the child: the county's keys, the newest published edition, questions from standard input. Errors: those
/// of reading them.
Result<void> run_agent(const Settings& settings);

} // namespace lianxin
