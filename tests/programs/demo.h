// A demo county in a folder of its own: keys, an enrolled kiosk, the sample edition; every program runs in it.
#pragma once

#include "records/base/value.h"
#include "tests/programs/process.h"

namespace lianxin::test {

/// The path of a program of this build: "drive" gives .../lianxin-drive.
std::string program(const std::string& name);

class Demo {
  public:
    /// Made as packaging/demo makes it, once for each test program, and copied from there, with a port and a folder for
    /// drafts of its own and a small reserve. Removed with everything in it when it leaves scope.
    Demo();
    ~Demo();
    Demo(const Demo&) = delete;
    Demo& operator=(const Demo&) = delete;

    const Path& folder() const { return folder_; }
    std::string config(const std::string& name) const { return (folder_ / (name + ".toml")).string(); }
    /// Gives a key of a configuration another value, spelled as in TOML.
    void set(const std::string& name, const std::string& key, const std::string& value) const;
    /// Receipt codes cost next to nothing from now on, for tests with many hand-ins.
    void hurry() const;

    /// Runs a program with its configuration to its end.
    Finished run(const std::string& name, const std::vector<std::string>& words = {}) const;
    /// The county's server. Waits until it listens.
    Process serve() const;
    /// Rounds of lianxin-sync until one leaves nothing waiting, at most `rounds`. The last outcome.
    Finished deliver(int rounds = 20) const;
    /// What the kiosk tells of itself in kiosk/health.json.
    Value health() const;

  private:
    Path folder_;
    Path scratch_; ///< memory-backed, for drafts
    unsigned port_;
};

} // namespace lianxin::test
