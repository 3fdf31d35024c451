// Asking, and taking a descriptor out of a message.
#include "sync/stick_door.h"

#include <array>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

namespace lianxin {
namespace {

constexpr time_t patience = 30; // seconds; a large stick that was not unmounted properly takes its time

Result<File> connected(const Path& door) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = door.string();
    if (name.size() >= sizeof address.sun_path) return Error{ErrorCode::Invalid, name + " is too long for a socket", {}};
    std::memcpy(address.sun_path, name.data(), name.size());
    File socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (socket.descriptor() < 0) return storage_error("a socket for " + name);
    const timeval limit{patience, 0};
    (void)::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (::connect(socket.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return Error{ErrorCode::NotFound, "no stick is there: " + std::string(std::strerror(errno)), {}};
    return socket;
}

/// The descriptor that came with a message, if one did.
File descriptor_in(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS && part->cmsg_len == CMSG_LEN(sizeof(int))) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
            return File(descriptor);
        }
    return {};
}

} // namespace

Result<File> ask_for_stick(const Path& door, StickUse use) {
    const auto socket = connected(door);
    if (!socket) return socket.error();
    const char asked = use == StickUse::Read ? ask_to_read : ask_to_write;
    if (::send(socket->descriptor(), &asked, 1, MSG_NOSIGNAL) != 1) return storage_error("asking for the stick");
    std::array<char, longest_door_word> word{};
    iovec piece{word.data(), word.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> beside{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = beside.data();
    message.msg_controllen = beside.size();
    const ssize_t count = ::recvmsg(socket->descriptor(), &message, MSG_CMSG_CLOEXEC);
    if (count <= 0) return Error{ErrorCode::Storage, "the helper that mounts sticks does not answer", {}};
    File stick = descriptor_in(message);
    if (word[0] == door_opens && stick.descriptor() >= 0) return stick;
    return Error{ErrorCode::Storage, "the stick cannot be mounted: " + std::string(word.data() + 1, static_cast<std::size_t>(count - 1)), {}};
}

Path folder_of(const File& stick) { return "/proc/self/fd/" + std::to_string(stick.descriptor()); }

} // namespace lianxin
