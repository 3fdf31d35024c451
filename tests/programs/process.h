// Real programs started, talked to, and killed.
#pragma once

#include "records/base/file.h"

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace lianxin::test {

struct Finished {
    int code = -1; ///< exit code, or 128 + the signal
    std::string out, err;
};

/// Runs a program to its end.
Finished run(const std::vector<std::string>& command);

/// A program that goes on running; killed with SIGKILL when it leaves scope.
class Process {
  public:
    explicit Process(const std::vector<std::string>& command);
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    Process(const Process&) = delete;

    void write_line(std::string_view line);
    /// The next line of its standard output; empty at its end.
    std::string read_line();
    /// SIGKILL, as if the plug were pulled.
    void kill();
    /// Waits until it ends by itself. Gives the exit code.
    int wait();
    /// SIGTERM and wait. Gives the exit code.
    int stop();
    bool is_running();
    pid_t id() const { return pid_; }

  private:
    int wait_for_end(int options);
    pid_t pid_ = -1;
    int in_ = -1, out_ = -1;
    std::string buffer_;
};

} // namespace lianxin::test
