// The real kiosk, offscreen, obeying a test.
#pragma once

#include "records/base/json.h"
#include "tests/programs/demo.h"

namespace lianxin::test {

/// Every command must succeed unless a test asks for the answer itself.
class DrivenKiosk {
  public:
    explicit DrivenKiosk(const Demo& demo, const std::vector<std::string>& words = {});
    /// One that was started in another way.
    explicit DrivenKiosk(Process process) : process_(std::move(process)) {}

    Process& process() { return process_; }
    /// The answer, whatever it is.
    Value ask(const std::string& command);
    /// The answer of a command that must succeed.
    Value obey(const std::string& command);
    std::string screen() { return obey("dump").text_or("screen", ""); }
    std::string dialog() { return obey("dump").text_or("dialog", ""); }
    bool has(const std::string& id);
    /// The value of a target on the present screen.
    std::string value(const std::string& id);
    /// Everything that could be read aloud on the present screen.
    std::string spoken();
    /// Types letters and picks the candidate.
    void pick_sentence(const std::string& letters, const std::string& wanted);
    /// From idle or home to the confirm page of an anonymous 求助 with these words.
    void fill_help(const std::string& matter);
    /// Ends it in good order.
    void quit();

  private:
    Process process_;
};

} // namespace lianxin::test
