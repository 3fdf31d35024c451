// A program under measurement: started, watched through /proc, ended.
#pragma once

#include "records/base/file.h"

#include <chrono>
#include <functional>
#include <sys/types.h>

namespace lianxin::bench {

class Child {
  public:
    /// Its output goes to `log`. Gives up when it cannot be started.
    Child(const std::vector<std::string>& command, const Path& log);
    /// SIGKILL, when it still runs.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Milliseconds of CPU of all its threads, and of those of its children that still run.
    double cpu() const;
    /// Megabytes: proportional set size now (with children), and largest resident set so far.
    double proportional_memory() const;
    double largest_resident() const;
    bool is_running();
    /// Waits for its end and gives the exit code. `cpu_used` then is the kernel's account of the whole run, in milliseconds.
    int wait();
    double cpu_used() const { return cpu_used_; }
    double resident_used() const { return resident_used_; }
    /// SIGTERM, and waits.
    int stop();
    pid_t id() const { return pid_; }

  private:
    std::vector<pid_t> family() const;
    void ended(int status);
    pid_t pid_ = -1;
    int code_ = -1;
    double cpu_used_ = 0, resident_used_ = 0;
};

/// Waits up to `limit` for something to come true.
bool wait_for(std::chrono::milliseconds limit, const std::function<bool()>& holds);
/// Whether somebody listens on that loopback port.
bool is_listening(std::uint16_t port);

} // namespace lianxin::bench
