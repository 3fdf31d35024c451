// Carrying connections badly, a thread for each.
#include "tests/road/faulty_road.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace lianxin::test {
namespace {

constexpr std::string_view portal_page = "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
constexpr std::uint32_t longest_before_cut = 60'000;
constexpr int silence = 1500;    // milliseconds
constexpr std::size_t drop = 700; // bytes of a dribble

sockaddr_in place_of(const std::string& address, std::uint16_t port) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    ::inet_pton(AF_INET, address.c_str(), &place.sin_addr);
    place.sin_port = htons(port);
    return place;
}

File new_socket() { return File(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

bool readable(const File& file, int milliseconds) {
    pollfd waited{file.descriptor(), POLLIN, 0};
    return ::poll(&waited, 1, milliseconds) > 0;
}

bool send_all(const File& to, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(to.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

FaultyRoad::FaultyRoad(std::uint16_t port, std::uint64_t seed, std::uint32_t odds, const char* address)
    : address_(address), port_(port), listener_(new_socket()), chance_(seed), odds_(odds) {
    sockaddr_in own = place_of(address_, 0);
    socklen_t length = sizeof own;
    auto* const plain = reinterpret_cast<sockaddr*>(&own);
    if (::bind(listener_.descriptor(), plain, length) != 0 || ::listen(listener_.descriptor(), 16) != 0) throw std::runtime_error("no road");
    ::getsockname(listener_.descriptor(), plain, &length);
    own_port_ = ntohs(own.sin_port);
    thread_ = std::thread([this] { listen_on(); });
}

FaultyRoad::~FaultyRoad() {
    over_ = true;
    thread_.join();
    for (std::thread& carrier : carriers_) carrier.join();
}

void FaultyRoad::always(Fault fault) { always_ = static_cast<int>(fault); }

FaultyRoad::Fate FaultyRoad::next_fate() {
    Fate fate;
    if (chance_.below(100) < odds_) fate.fault = static_cast<Fault>(1 + chance_.below(faults - 1));
    fate.after = chance_.below(longest_before_cut);
    if (always_ >= 0) fate.fault = static_cast<Fault>(always_.load());
    ++met_.at(static_cast<std::size_t>(fate.fault));
    return fate;
}

void FaultyRoad::listen_on() {
    while (!over_) {
        if (!readable(listener_, 50)) continue;
        File client(::accept4(listener_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
        carriers_.emplace_back([this, fate = next_fate(), carried = std::move(client)]() mutable { carry(std::move(carried), fate); });
    }
}

void FaultyRoad::carry(File client, Fate fate) {
    if (fate.fault == Fault::Refused) return;
    if (fate.fault == Fault::Portal) {
        if (readable(client, silence)) (void)send_all(client, bytes_of(portal_page));
        return;
    }
    if (fate.fault == Fault::Silent) {
        for (int waited = 0; waited < silence && !over_; waited += 50) ::poll(nullptr, 0, 50);
        return;
    }
    const File server = new_socket();
    const sockaddr_in address = place_of(address_, port_);
    if (::connect(server.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    pass(client, server, fate);
}

void FaultyRoad::pass(const File& client, const File& server, const Fate& fate) {
    std::array<std::uint8_t, 65'536> buffer{};
    const std::size_t most = fate.fault == Fault::Dribble ? drop : buffer.size();
    std::size_t up = 0, down = 0;
    while (!over_) {
        std::array<pollfd, 2> ends{pollfd{client.descriptor(), POLLIN, 0}, pollfd{server.descriptor(), POLLIN, 0}};
        ::poll(ends.data(), ends.size(), 50);
        for (const bool upward : {true, false}) {
            if (ends.at(upward ? 0 : 1).revents == 0) continue;
            const File& from = upward ? client : server;
            const File& to = upward ? server : client;
            const ssize_t length = ::read(from.descriptor(), buffer.data(), most);
            if (length <= 0) return;
            std::size_t& passed = upward ? up : down;
            passed += static_cast<std::size_t>(length);
            const std::size_t handshake = 4096; // answers come behind it
            if (fate.fault == Fault::HeldAnswer && !upward && up > handshake) return;
            const bool cut = fate.fault == (upward ? Fault::CutUp : Fault::CutDown) && passed > fate.after;
            const std::size_t beyond = cut ? std::min(static_cast<std::size_t>(length), passed - fate.after) : 0;
            if (!send_all(to, ByteView(buffer).first(static_cast<std::size_t>(length) - beyond)) || cut) return;
        }
        if (fate.fault == Fault::Dribble) ::poll(nullptr, 0, 2);
    }
}

} // namespace lianxin::test
