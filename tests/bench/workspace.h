// A folder for measuring, and the demo county in it as packaging/demo prepares it.
#pragma once

#include "records/base/file.h"

namespace lianxin::bench {

/// On the disk of the build folder, so that syncs cost what they cost there; removed at the end.
class Workspace {
  public:
    Workspace();
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    const Path& path() const { return path_; }

    /// Prepares the demo in folder "demo" with the programs of this build, or gives up.
    Path demo() const;

  private:
    Path path_;
};

/// The program of this build: "lianxin-sync".
std::string program(const std::string& name);
/// Runs a command with its output thrown away; gives up when it fails.
void run(const std::vector<std::string>& command);

} // namespace lianxin::bench
