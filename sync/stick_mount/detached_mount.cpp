// fsopen(2), fsconfig(2), fsmount(2): Linux 5.2 and later.
#include "sync/stick_mount/detached_mount.h"

#include <cstring>
#include <sys/mount.h>

namespace lianxin {
namespace {

/// On these nobody owns a file, so the mount says who does.
bool knows_no_owners(const std::string& type) { return type == "vfat" || type == "exfat" || type == "ntfs3"; }

class FileSystem {
  public:
    explicit FileSystem(const std::string& type) : context_(::fsopen(type.c_str(), FSOPEN_CLOEXEC)) {}

    void set(const char* key, const std::string& value) { ok_ = ok_ && ::fsconfig(context_.descriptor(), FSCONFIG_SET_STRING, key, value.c_str(), 0) == 0; }
    void set(const char* flag) { ok_ = ok_ && ::fsconfig(context_.descriptor(), FSCONFIG_SET_FLAG, flag, nullptr, 0) == 0; }
    /// What not every kernel knows, or wants as a flag.
    void prefer(const char* key, const char* value) const {
        if (::fsconfig(context_.descriptor(), FSCONFIG_SET_STRING, key, value, 0) != 0) (void)::fsconfig(context_.descriptor(), FSCONFIG_SET_FLAG, key, nullptr, 0);
    }
    Result<File> mount(unsigned attributes) {
        if (context_.descriptor() < 0) return storage_error("this kernel does not know it");
        if (!ok_ || ::fsconfig(context_.descriptor(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0) return storage_error("it is not of this type or damaged");
        File mounted(::fsmount(context_.descriptor(), FSMOUNT_CLOEXEC, attributes));
        if (mounted.descriptor() < 0) return storage_error("it cannot be mounted");
        return mounted;
    }

  private:
    File context_;
    bool ok_ = true;
};

} // namespace

Result<File> mount_detached(const StickDevice& stick, StickUse use) {
    std::string complaints;
    for (const std::string& type : stick.types) {
        FileSystem system(type);
        system.set("source", stick.device.string());
        if (use == StickUse::Read) system.set("ro");
        if (knows_no_owners(type)) {
            system.set("uid", std::to_string(stick.owner));
            system.set("gid", std::to_string(stick.group));
            system.set("fmask", "0177");
            system.set("dmask", "0077");
            // Names are Chinese and are read as UTF-8, whatever the kernel was built to take them for.
            if (type == "vfat")
                system.prefer("utf8", "1");
            else
                system.prefer("iocharset", "utf8");
        }
        const unsigned locked = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOATIME;
        auto mounted = system.mount(locked | (use == StickUse::Read ? MOUNT_ATTR_RDONLY : 0U));
        if (mounted) return mounted;
        complaints += (complaints.empty() ? "" : "; ") + type + ": " + mounted.error().message;
    }
    return Error{ErrorCode::Storage, complaints, {}};
}

} // namespace lianxin
