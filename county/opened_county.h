// A county opened for writing: the lock, the store with its log, the keys it signs with, and the desk over them.
#pragma once

#include "county/agent_process.h"
#include "county/carriage_desk.h"
#include "county/desk.h"

namespace lianxin {

/// The file of the program that runs.
Path own_program();

class OpenedCounty {
  public:
    /// Errors: Unavailable (another process has it open), NotFound (not founded yet), those of keys, store and log.
    static Result<std::unique_ptr<OpenedCounty>> open(const Settings& settings);

    const Settings& settings() const { return settings_; }
    const SigningKey& answers() const { return keys_->answers; }
    const Clock& clock() const { return clock_; }
    Writer& writer() { return writer_; }
    Readers& readers() { return readers_; }
    AgentProcess& agent() { return agent_; }

    /// Carries out an order (Desk::perform, CarriageDesk::perform); after a publication, or an announcement of days off, the key agent counts by
    /// it.
    Result<Value> perform(const Value& order);

  private:
    /// The log keeps a pointer to its key, so the key does not move after the log is open.
    struct SigningKeys {
        SigningKey answers, log;
    };
    OpenedCounty(const Settings& settings, FileLock lock, std::unique_ptr<SigningKeys> keys, Writer writer);

    Settings settings_;
    FileLock lock_;
    std::unique_ptr<SigningKeys> keys_;
    SystemClock clock_;
    Writer writer_;
    Readers readers_;
    AgentProcess agent_;
    Desk desk_;
    Intake intake_;
    Routes routes_;
    CarriageDesk carriage_;
};

/// Carries out an order: by the server when it runs, else in this process, which then registers what came in. Errors: the order's.
Result<Value> carry_out(const Settings& settings, const Value& order);

} // namespace lianxin
