// The door between the helper that mounts sticks and the daemon: who may ask, what is handed over, and a real file system without a place.
#include "sync/stick_door.h"

#include "records/base/text.h"
#include "sync/stick_mount/detached_mount.h"
#include "sync/stick_mount/door_keeper.h"
#include "sync/stick_visit.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sys/statvfs.h>
#include <thread>
#include <unistd.h>

using namespace lianxin;

namespace {

/// A helper that serves so many askers, in front of a folder instead of a device.
class Helper {
  public:
    Helper(const Path& door, int askers, DoorKeeper::Mount mount, uid_t guest = ::getuid()) {
        auto keeper = DoorKeeper::open(door, guest, std::move(mount));
        REQUIRE(keeper);
        thread_ = std::thread([keeper = std::move(*keeper), askers] {
            for (int served = 0; served < askers; ++served) static_cast<void>(keeper.serve_one());
        });
    }
    ~Helper() { thread_.join(); }
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;

  private:
    std::thread thread_;
};

Result<File> folder_as_stick(const Path& folder) { return File::open(folder, O_PATH | O_DIRECTORY); }

/// Notes what is wished and where the stick was found.
struct Hands final : StickHands {
    std::vector<std::string> asked;
    Result<StickSight> look(const Path& stick) override {
        asked.push_back("look " + std::to_string(std::filesystem::exists(stick / "hello.txt")));
        return StickSight{};
    }
    WaitingGoods waiting() override { return {3, 0}; }
    Result<CarriedIn> carry_in(const Path&, StickCarriage::Progress) override { return CarriedIn{}; }
    Result<CarriedOut> carry_out(const Path& stick, StickCarriage::Progress) override {
        std::ofstream(stick / "out.txt") << "out";
        asked.emplace_back("out");
        return CarriedOut{};
    }
    Result<void> install(const Path&, CopyProgress) override { return {}; }
};

struct Visited {
    StickPhase serve(const Path& door, StickDeed deed) {
        StickPlace place;
        place.door = door;
        StickVisit(place, hands, hall.clock, [&](const StickStatus& status) { last = status; }, [] { return false; }).serve({1, deed});
        return last.phase;
    }
    StickStatus last;
    Hall hall;
    Hands hands;
};

/// A file of 8 MiB with an empty file system, as a block device; nothing where this user or machine cannot make one.
class LoopDevice {
  public:
    LoopDevice(const Path& image, const std::string& make) {
        std::ofstream(image).close();
        std::filesystem::resize_file(image, 8 << 20);
        const Path told = image.string() + ".device";
        const std::string command = make + " '" + image.string() + "' >/dev/null 2>&1 && losetup -f --show '" + image.string() + "' >'" + told.string() + "' 2>/dev/null";
        if (std::system(command.c_str()) == 0) device = trimmed(*read_text(told, 100));
    }
    ~LoopDevice() {
        if (!device.empty()) static_cast<void>(std::system(("losetup -d '" + device + "'").c_str()));
    }
    LoopDevice(const LoopDevice&) = delete;
    LoopDevice& operator=(const LoopDevice&) = delete;
    std::string device;
};

bool kernel_knows(std::string_view type) {
    std::ifstream list("/proc/filesystems");
    for (std::string line; std::getline(list, line);)
        if (trimmed(line) == type) return true;
    return false;
}

unsigned long flags_of(const Path& folder) {
    struct statvfs status {};
    REQUIRE(::statvfs(folder.c_str(), &status) == 0);
    return status.f_flag;
}

} // namespace

TEST_CASE("the daemon reaches a stick through the door alone, and holds it for writing only while it carries out", "[stick][stick.door]") {
    Visited visit;
    const Path folder = visit.hall.folder / "mounted", door = visit.hall.folder / "door";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "hello.txt") << "hello";
    CHECK(visit.serve(door, StickDeed::Look) == StickPhase::Absent);
    std::string uses;
    {
        const Helper helper(door, 5, [&](StickUse use) {
            uses += use == StickUse::Read ? 'r' : 'w';
            return folder_as_stick(folder);
        });
        CHECK(visit.serve(door, StickDeed::Look) == StickPhase::Found);
        CHECK(uses == "r");
        CHECK(visit.serve(door, StickDeed::Carry) == StickPhase::Done);
        CHECK(uses == "rrwr");
        CHECK(std::filesystem::exists(folder / "out.txt"));
        CHECK(visit.hands.asked == std::vector<std::string>{"look 1", "look 1", "out"});
        CHECK(folder_of(*ask_for_stick(door, StickUse::Read)).string().starts_with("/proc/self/fd/"));
    }
    CHECK(visit.serve(door, StickDeed::Look) == StickPhase::Absent); // the helper is gone with the stick
}

TEST_CASE("a stick that is gone when it should be written to is told as pulled, and nothing is written to any other place", "[stick][stick.door][stick.trouble]") {
    Visited visit;
    const Path folder = visit.hall.folder / "mounted", door = visit.hall.folder / "door";
    std::filesystem::create_directory(folder);
    bool looked = false;
    {
        const Helper helper(door, 3, [&](StickUse) { return std::exchange(looked, true) ? Result<File>(Error{ErrorCode::Storage, "no such device", {}}) : folder_as_stick(folder); });
        CHECK(visit.serve(door, StickDeed::Carry) == StickPhase::Failed);
    }
    CHECK(visit.last.problem == "pulled");
    CHECK(visit.hands.asked == std::vector<std::string>{"look 0"});
}

TEST_CASE("a stick that cannot be mounted is told as such, and a stranger is given nothing", "[stick][stick.door]") {
    Visited visit;
    const Path door = visit.hall.folder / "door";
    {
        const Helper helper(door, 2, [](StickUse) { return Result<File>(Error{ErrorCode::Storage, "vfat: damaged", {}}); });
        CHECK(ask_for_stick(door, StickUse::Read).error().message == "the stick cannot be mounted: vfat: damaged");
        CHECK(visit.serve(door, StickDeed::Look) == StickPhase::Failed);
        CHECK(visit.last.problem == "storage");
    }
    const Helper strict(door, 1, [&](StickUse) { return folder_as_stick(visit.hall.folder); }, ::getuid() + 1);
    CHECK(ask_for_stick(door, StickUse::Read).error().code == ErrorCode::Storage);
}

TEST_CASE("a second stick waits for its turn and is served when the first is pulled", "[stick][stick.turn]") {
    const Hall hall;
    const Path door = hall.folder / "door";
    std::atomic<bool> pulled = false, in_turn = false;
    std::thread second;
    {
        const auto turn = wait_for_turn(door);
        REQUIRE(turn);
        second = std::thread([&] {
            const auto next = wait_for_turn(door);
            in_turn = next && pulled;
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // time to be served too early
        pulled = true;
    }
    second.join();
    CHECK(in_turn);
}

TEST_CASE("a real file system is mounted without a place: nothing on it runs or gives rights, and it is writable only when that is asked", "[stick][stick.door]") {
    const Hall hall;
    const std::string type = kernel_knows("vfat") ? "vfat" : "ext4";
    const LoopDevice loop(hall.folder / "image", type == "vfat" ? "mkfs.vfat" : "mkfs.ext4 -q -O ^has_journal");
    const StickDevice stick{loop.device, {"exfat", "ntfs3", type}, ::getuid(), ::getgid()};
    auto written = mount_detached(stick, StickUse::Write);
    if (loop.device.empty() || ::geteuid() != 0) {
        WARN("stick.door: without root and a loop device no file system can be mounted here; only the refusal was seen");
        REQUIRE_FALSE(written);
        CHECK(written.error().code == ErrorCode::Storage);
        return;
    }
    REQUIRE(written);
    std::ofstream(folder_of(*written) / "carried.txt") << "carried";
    CHECK(std::filesystem::exists(folder_of(*written) / "carried.txt"));
    if (type == "vfat") {
        // More bytes than a name may have characters: only where they are read as UTF-8 is it short enough.
        std::string name;
        for (int count = 0; count < 100; ++count) name += "册";
        CHECK(File::open(folder_of(*written) / name, O_WRONLY | O_CREAT));
    }
    REQUIRE(sync_file_system(folder_of(*written)));
    CHECK_FALSE(mount_detached(stick, StickUse::Read)); // held for one use it is not given for the other
    written = File();
    const auto read = mount_detached(stick, StickUse::Read);
    REQUIRE(read);
    const Path folder = folder_of(*read);
    CHECK(*read_text(folder / "carried.txt", 100) == "carried");
    CHECK((flags_of(folder) & (ST_RDONLY | ST_NOSUID | ST_NODEV | ST_NOEXEC)) == (ST_RDONLY | ST_NOSUID | ST_NODEV | ST_NOEXEC));
    CHECK_FALSE(File::open(folder / "more.txt", O_WRONLY | O_CREAT));
    std::ifstream mounts("/proc/self/mountinfo");
    for (std::string line; std::getline(mounts, line);) CHECK(line.find(" " + loop.device + " ") == std::string::npos);
    // Through the door, from the helper to the asker.
    const Path door = hall.folder / "door";
    const Helper helper(door, 1, [&](StickUse use) { return mount_detached(stick, use); });
    const auto handed = ask_for_stick(door, StickUse::Read);
    REQUIRE(handed);
    CHECK(*read_text(folder_of(*handed) / "carried.txt", 100) == "carried");
}
