// The real lianxin-county in a folder of its own: run to its end, or served and killed.
#pragma once

#include "records/base/file.h"
#include "tests/county/tls_client.h"

#include <sys/types.h>

namespace lianxin {

struct ProgramOutcome {
    int code = -1;
    std::string output; ///< standard output
    std::string errors; ///< standard error
};

class CountyProgram {
  public:
    /// A fresh folder with county.toml; nothing has been run.
    CountyProgram();
    ~CountyProgram(); ///< ends what runs and removes the folder

    /// `arguments` follow --config FILE, in the words of a shell.
    ProgramOutcome run(const std::string& arguments) const;
    /// Starts serving and waits until it listens.
    void start();
    /// SIGTERM; its exit code.
    int stop();
    /// SIGKILL, as the pulled plug.
    void kill();

    pid_t process() const { return process_; }

    TlsClient connect() const;
    Result<TlsClient> try_connect() const;

    Path folder;

  private:
    pid_t process_ = 0;
    std::uint16_t port_ = 0;
};

} // namespace lianxin
