// A folder that is gone after the test, in which the stock programs are run on our files.
#pragma once

#include "records/base/file.h"

namespace lianxin::test {

class Workshop {
  public:
    Workshop();
    ~Workshop();
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    Path path(const std::string& name) const { return folder_ / name; }
    void put(const std::string& name, ByteView content) const;
    void put(const std::string& name, const std::string& content) const { put(name, bytes_of(content)); }
    Bytes get(const std::string& name) const;
    std::string get_text(const std::string& name) const { return text_of(get(name)); }
    /// Runs a shell command in the folder; its exit code. Its output goes to the files "output" and "errors".
    int run(const std::string& command) const;

  private:
    Path folder_;
};

} // namespace lianxin::test
