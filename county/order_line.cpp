// A Unix socket; its folder is reached by descriptor, because the path of a socket may not be long.
#include "county/order_line.h"

#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lianxin {

namespace {

constexpr int poll_milliseconds = 200;

struct Address {
    File folder;
    sockaddr_un address{};
    const sockaddr* any() const { return reinterpret_cast<const sockaddr*>(&address); }
};

Result<Address> address_of(const Path& socket) {
    auto folder = File::open(socket.parent_path(), O_PATH | O_DIRECTORY);
    if (!folder) return std::move(folder).error();
    Address out;
    out.address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder->descriptor()) + "/" + socket.filename().string();
    if (path.size() >= sizeof out.address.sun_path) return Error{ErrorCode::Invalid, "the name of the socket is too long", {}};
    std::memcpy(out.address.sun_path, path.c_str(), path.size() + 1);
    out.folder = std::move(*folder);
    return out;
}

} // namespace

OrderLine::OrderLine(Path path, File socket, Perform perform)
    : path_(std::move(path)), socket_(std::move(socket)), perform_(std::move(perform)), thread_([this] { run(); }) {}

Result<std::unique_ptr<OrderLine>> OrderLine::open(const Path& path, Perform perform) {
    const auto address = address_of(path);
    if (!address) return address.error();
    unlink(path.c_str()); // left by a server that was killed; whoever holds the lock of the state owns it
    File socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (bind(socket.descriptor(), address->any(), sizeof address->address) != 0 || chmod(path.c_str(), 0600) != 0 ||
        listen(socket.descriptor(), 8) != 0)
        return storage_error("opening the order line " + path.string());
    return std::unique_ptr<OrderLine>(new OrderLine(path, std::move(socket), std::move(perform)));
}

OrderLine::~OrderLine() {
    ending_ = true;
    thread_.join();
    unlink(path_.c_str());
}

void OrderLine::run() {
    while (!ending_) {
        pollfd waiting{socket_.descriptor(), POLLIN, 0};
        if (poll(&waiting, 1, poll_milliseconds) <= 0) continue;
        const int accepted = accept4(socket_.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0) continue;
        Intercom intercom{File(accepted)};
        const timeval patience{5, 0};
        setsockopt(accepted, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const auto order = intercom.receive();
        if (!order) continue;
        const auto outcome = perform_(*order);
        // Whoever gave the order may have gone; the deed stands all the same.
        if (!intercom.send(outcome ? *outcome : to_message(outcome.error()))) continue;
    }
}

Result<Value> send_order(const Path& path, const Value& order) {
    const auto address = address_of(path);
    if (!address) return address.error();
    File socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (connect(socket.descriptor(), address->any(), sizeof address->address) != 0)
        return Error{ErrorCode::Unavailable, "the county's server does not listen for orders", {}};
    Intercom intercom(std::move(socket));
    auto outcome = intercom.ask(order);
    if (!outcome) return outcome;
    if (auto error = error_in(*outcome)) return std::move(*error);
    return outcome;
}

} // namespace lianxin
