// lianxin-stick-mount: started for each stick that is plugged in; mounts it for lianxin-sync alone, as long as that asks.
#include "records/base/command_line.h"
#include "records/base/log.h"
#include "sync/stick_mount/detached_mount.h"
#include "sync/stick_mount/door_keeper.h"

#include <iostream>
#include <pwd.h>

namespace lianxin {
namespace {

const Program program{
    "lianxin-stick-mount",
    "--device DEVICE --door SOCKET --guest USER",
    "Mounts the stick in a partition, read-only unless something is carried out, and hands its folder as an open descriptor to the user who asks at\n"
    "the door. Nothing on it runs, is a device or gives rights, and no path leads to it. Runs until it is stopped, as systemd does when the stick is\n"
    "pulled. Needs CAP_SYS_ADMIN and nothing else.",
    {{"device", "DEVICE", "the partition: /dev/sdb1"},
     {"door", "SOCKET", "where lianxin-sync asks (stick.door of sync.toml)"},
     {"guest", "USER", "the user that lianxin-sync runs under"},
     {"type", "NAME", "a type of file system that is tried (vfat, exfat, ntfs3); may be repeated"}}};

Result<void> run(const Arguments& arguments) {
    const passwd* guest = ::getpwnam(arguments.value("guest").c_str());
    if (guest == nullptr) return Error{ErrorCode::NotFound, "there is no user " + arguments.value("guest"), {}};
    const std::string door = arguments.value("door");
    const auto turn = wait_for_turn(door); // the one after this is served when this one is pulled
    if (!turn) return turn.error();
    const StickDevice stick{arguments.value("device"), arguments.has("type") ? arguments.values("type") : std::vector<std::string>{"vfat", "exfat", "ntfs3"},
                            guest->pw_uid, guest->pw_gid};
    const auto keeper = DoorKeeper::open(door, guest->pw_uid, [&stick](StickUse use) { return mount_detached(stick, use); });
    if (!keeper) return keeper.error();
    for (;;)
        if (auto served = keeper->serve_one(); !served) return served;
}

} // namespace
} // namespace lianxin

int main(int count, char** words) {
    using namespace lianxin;
    const Arguments arguments = parse_or_exit(program, count, words);
    if (!arguments.words.empty() || !arguments.has("device") || !arguments.has("door") || !arguments.has("guest")) {
        std::cerr << help_of(program);
        return UsedWrongly;
    }
    const auto done = run(arguments);
    log(Priority::Error, "lianxin-stick-mount ends", done.error());
    return Failed;
}
