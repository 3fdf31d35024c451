// CONNECT, and nothing else.
#include "tests/sync/connect_proxy.h"

#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lianxin {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

bool pass(const File& from, File& to) {
    std::array<std::uint8_t, 16'384> buffer{};
    const ssize_t length = ::read(from.descriptor(), buffer.data(), buffer.size());
    return length > 0 && to.write_all(ByteView(buffer).first(static_cast<std::size_t>(length)));
}

} // namespace

ConnectProxy::ConnectProxy() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_.descriptor(), plain, length) != 0 || ::listen(listener_.descriptor(), 8) != 0) std::abort();
    ::getsockname(listener_.descriptor(), plain, &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { listen_on(); });
}

ConnectProxy::~ConnectProxy() {
    over_ = true;
    thread_.join();
    for (std::thread& served : served_) served.join();
}

void ConnectProxy::listen_on() {
    while (!over_) {
        pollfd waited{listener_.descriptor(), POLLIN, 0};
        if (::poll(&waited, 1, 50) <= 0) continue;
        File client(::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
        served_.emplace_back([this, taken = std::move(client)] { serve(taken); });
    }
}

void ConnectProxy::serve(const File& client) {
    std::string head;
    for (char letter = 0; head.find("\r\n\r\n") == std::string::npos; head += letter)
        if (::read(client.descriptor(), &letter, 1) != 1) return;
    const auto colon = head.find(':');
    if (head.rfind("CONNECT ", 0) != 0 || colon == std::string::npos) return;
    File server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(static_cast<std::uint16_t>(std::stoul(head.substr(colon + 1))));
    if (::connect(server.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    ++connected_;
    File answered(::dup(client.descriptor()));
    if (!answered.write_all(bytes_of("HTTP/1.1 200 Connection established\r\n\r\n"))) return;
    for (bool goes_on = true; goes_on && !over_;) {
        std::array<pollfd, 2> ends{pollfd{client.descriptor(), POLLIN, 0}, pollfd{server.descriptor(), POLLIN, 0}};
        ::poll(ends.data(), ends.size(), 50);
        if (ends[0].revents != 0) goes_on = pass(client, server);
        if (goes_on && ends[1].revents != 0) goes_on = pass(server, answered);
    }
}

} // namespace lianxin
