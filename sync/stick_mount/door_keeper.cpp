// A socket, who is behind it, and a descriptor in a message.
#include "sync/stick_mount/door_keeper.h"

#include "records/base/log.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr time_t patience = 5; // seconds that an asker may take to say what for

void send_word(const File& asker, std::string word, int descriptor) {
    iovec piece{word.data(), std::min(word.size(), longest_door_word)};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> beside{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        message.msg_control = beside.data();
        message.msg_controllen = beside.size();
        cmsghdr* part = CMSG_FIRSTHDR(&message);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof descriptor);
        std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
    }
    // An asker that has gone meanwhile needs nothing.
    (void)::sendmsg(asker.descriptor(), &message, MSG_NOSIGNAL);
}

} // namespace

Result<File> wait_for_turn(const Path& door) {
    auto lock = File::open(door.string() + ".lock", O_RDWR | O_CREAT);
    if (!lock) return lock;
    while (::flock(lock->descriptor(), LOCK_EX) != 0)
        if (errno != EINTR) return storage_error("waiting for the stick before this one");
    return lock;
}

Result<DoorKeeper> DoorKeeper::open(const Path& door, uid_t guest, Mount mount) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = door.string();
    if (name.size() >= sizeof address.sun_path) return Error{ErrorCode::Invalid, name + " is too long for a socket", {}};
    std::memcpy(address.sun_path, name.data(), name.size());
    File socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (socket.descriptor() < 0) return storage_error("a socket for " + name);
    ::unlink(name.c_str());
    // Whoever may connect is asked who they are: the right to give the socket to another user is one that the helper does not have.
    const mode_t before = ::umask(0);
    const bool bound = ::bind(socket.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::umask(before);
    if (!bound || ::listen(socket.descriptor(), 4) != 0) return storage_error("listening at " + name);
    return DoorKeeper(std::move(socket), guest, std::move(mount));
}

bool DoorKeeper::is_guest(const File& asker) const {
    ucred who{};
    socklen_t size = sizeof who;
    return ::getsockopt(asker.descriptor(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == guest_;
}

void DoorKeeper::answer(const File& asker) const {
    char asked = 0;
    if (::recv(asker.descriptor(), &asked, 1, 0) != 1 || (asked != ask_to_read && asked != ask_to_write)) return;
    const auto stick = mount_(asked == ask_to_read ? StickUse::Read : StickUse::Write);
    if (!stick) log(Priority::Warning, "the stick is not handed over", stick.error());
    if (stick)
        send_word(asker, std::string(1, door_opens), stick->descriptor());
    else
        send_word(asker, door_refuses + stick.error().message, -1);
}

Result<void> DoorKeeper::serve_one() const {
    const File asker(::accept4(door_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
    if (asker.descriptor() < 0) {
        if (errno == EINTR || errno == ECONNABORTED) return {};
        return storage_error("waiting at the door");
    }
    const timeval limit{patience, 0};
    (void)::setsockopt(asker.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (is_guest(asker))
        answer(asker);
    else
        log(Priority::Warning, "somebody else than the daemon asked for the stick");
    return {};
}

} // namespace lianxin
