// The counting road: one connection at a time is all that a daemon opens.
#include "tests/bench/relay.h"

#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace lianxin::bench {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

File new_socket() { return File(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

bool readable(const File& file, int milliseconds) {
    pollfd waited{file.descriptor(), POLLIN, 0};
    return poll(&waited, 1, milliseconds) > 0;
}

/// Whether the connection goes on.
bool pass(const File& from, File& to, std::atomic<std::uint64_t>& count) {
    std::array<std::uint8_t, 65'536> buffer{};
    const ssize_t length = read(from.descriptor(), buffer.data(), buffer.size());
    if (length <= 0) return false;
    count += static_cast<std::uint64_t>(length);
    return static_cast<bool>(to.write_all(ByteView(buffer).first(static_cast<std::size_t>(length))));
}

} // namespace

Relay::Relay(std::uint16_t port) : port_(port), listener_(new_socket()) {
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_.descriptor(), plain, length) != 0 || listen(listener_.descriptor(), 8) != 0) throw std::runtime_error("no relay");
    getsockname(listener_.descriptor(), plain, &length);
    own_port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { carry(); });
}

Relay::~Relay() {
    over_ = true;
    thread_.join();
}

void Relay::carry() {
    while (!over_)
        if (readable(listener_, 50)) carry_one(File(accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC)));
}

void Relay::carry_one(File client) {
    File server = new_socket();
    const sockaddr_in address = loopback(port_);
    if (connect(server.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    for (bool goes_on = true; goes_on && !over_;) {
        std::array<pollfd, 2> ends{pollfd{client.descriptor(), POLLIN, 0}, pollfd{server.descriptor(), POLLIN, 0}};
        poll(ends.data(), ends.size(), 50);
        if (ends[0].revents != 0) goes_on = pass(client, server, up_);
        if (goes_on && ends[1].revents != 0) goes_on = pass(server, client, down_);
    }
}

} // namespace lianxin::bench
