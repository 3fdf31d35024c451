// Headphones by a pipe that carries what the kernel would tell.
#include "kiosk/device/headphones.h"
#include "kiosk/device/mailbox.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <linux/input.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;

namespace {

/// A folder with one device, which is a pipe.
class Jack {
  public:
    Jack() {
        std::string name = (std::filesystem::temp_directory_path() / "lianxin-jack-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    ~Jack() {
        pull_cable();
        std::filesystem::remove_all(folder_);
    }
    Path device() const { return folder_ / "event0"; }
    void plug_cable() {
        REQUIRE(::mkfifo(device().c_str(), 0600) == 0);
        pipe_ = ::open(device().c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(pipe_ >= 0);
    }
    void pull_cable() {
        std::filesystem::remove(device());
        if (pipe_ >= 0) ::close(pipe_);
        pipe_ = -1;
    }
    void tell(unsigned type, unsigned code, int value) const {
        input_event event{};
        event.type = static_cast<std::uint16_t>(type);
        event.code = static_cast<std::uint16_t>(code);
        event.value = value;
        REQUIRE(::write(pipe_, &event, sizeof event) == sizeof event);
    }

  private:
    Path folder_;
    int pipe_ = -1;
};

/// What was reported last, once it is what is waited for; real time passes because another thread reports.
bool comes_to(Mailbox& mailbox, bool plugged) {
    for (int i = 0; i < 500; ++i) {
        for (const Event& event : mailbox.take())
            if (const auto* news = std::get_if<event::DevicesChanged>(&event))
                if (news->news.has_headphones == plugged) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

} // namespace

TEST_CASE("headphones are noticed when they come and when they go, and nothing else of the device is", "[spoken.headphones]") {
    Jack jack;
    jack.plug_cable();
    Mailbox mailbox([] {});
    const Headphones headphones([&mailbox](Event event) { mailbox.put(std::move(event)); }, jack.device());
    jack.tell(EV_SW, SW_MICROPHONE_INSERT, 1);
    jack.tell(EV_KEY, SW_HEADPHONE_INSERT, 1);
    jack.tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    CHECK(comes_to(mailbox, true));
    jack.tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    jack.tell(EV_SW, SW_HEADPHONE_INSERT, 0);
    CHECK(comes_to(mailbox, false));
    CHECK(mailbox.is_empty());
}

TEST_CASE("a jack that vanishes counts as unplugged, and is found again", "[spoken.headphones]") {
    Jack jack;
    Mailbox mailbox([] {});
    const Headphones headphones([&mailbox](Event event) { mailbox.put(std::move(event)); }, jack.device());
    jack.plug_cable();
    jack.tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    CHECK(comes_to(mailbox, true));
    jack.pull_cable();
    CHECK(comes_to(mailbox, false));
    jack.plug_cable();
    jack.tell(EV_SW, SW_HEADPHONE_INSERT, 1);
    CHECK(comes_to(mailbox, true));
}

TEST_CASE("without any jack nothing is reported", "[spoken.headphones]") {
    const Jack jack;
    Mailbox mailbox([] {});
    { const Headphones headphones([&mailbox](Event event) { mailbox.put(std::move(event)); }, "", jack.device().parent_path()); }
    CHECK(mailbox.is_empty());
}
