// Who stands behind the door: lets one user ask, and hands over what the mounting gives.
#pragma once

#include "sync/stick_door.h"

#include <functional>
#include <sys/types.h>

namespace lianxin {

/// One stick at a time is behind the door: waits, as long as it takes, until no other helper has this. Held as long as the file is open, given
/// up by the kernel when the process dies. Errors: Storage.
Result<File> wait_for_turn(const Path& door);

class DoorKeeper {
  public:
    using Mount = std::function<Result<File>(StickUse use)>;
    /// Listens at `door`, in the place of what an earlier helper left there; `guest` is the user that may ask. Errors: Storage.
    static Result<DoorKeeper> open(const Path& door, uid_t guest, Mount mount);

    /// Waits for one asker and answers. A stranger, or one who says nothing, is sent away. Errors: Storage (the door is broken).
    Result<void> serve_one() const;

  private:
    DoorKeeper(File door, uid_t guest, Mount mount) : door_(std::move(door)), guest_(guest), mount_(std::move(mount)) {}
    bool is_guest(const File& asker) const;
    void answer(const File& asker) const;

    File door_;
    uid_t guest_;
    Mount mount_;
};

} // namespace lianxin
