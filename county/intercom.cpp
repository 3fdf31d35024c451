// Framing on a blocking socket.
#include "county/intercom.h"

#include "records/base/cbor.h"

#include <cerrno>
#include <sys/socket.h>

namespace lianxin {

namespace {

Error gone() { return Error{ErrorCode::Network, "the other process has gone", {}}; }

constexpr ErrorCode codes[] = {ErrorCode::Invalid,  ErrorCode::NotFound, ErrorCode::Corrupt, ErrorCode::Untrusted,
                               ErrorCode::Unsupported, ErrorCode::Conflict, ErrorCode::Storage, ErrorCode::NoSpace,
                               ErrorCode::Network,  ErrorCode::Unavailable};

Result<void> send_all(int socket, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return gone();
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<Bytes> receive_exactly(int socket, std::size_t count) {
    Bytes bytes(count);
    for (std::size_t have = 0; have < count;) {
        const ssize_t got = ::recv(socket, bytes.data() + have, count - have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return gone();
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

} // namespace

Result<void> Intercom::send(const Value& message) {
    Bytes encoded = to_cbor(message);
    if (encoded.size() > largest_message) return Error{ErrorCode::Invalid, "a message is too large", {}};
    Bytes framed;
    append_u32(framed, static_cast<std::uint32_t>(encoded.size()));
    append(framed, encoded);
    auto sent = send_all(socket_.descriptor(), framed);
    wipe(encoded);
    wipe(framed);
    return sent;
}

Result<Value> Intercom::receive() {
    const auto length = receive_exactly(socket_.descriptor(), 4);
    if (!length) return length.error();
    const std::uint32_t size = read_u32(*length, 0);
    if (size > largest_message) return Error{ErrorCode::Corrupt, "a message is too large", {}};
    auto encoded = receive_exactly(socket_.descriptor(), size);
    if (!encoded) return std::move(encoded).error();
    auto message = parse_cbor(*encoded);
    wipe(*encoded);
    return message;
}

Result<Value> Intercom::ask(const Value& message) {
    if (auto sent = send(message); !sent) return std::move(sent).error();
    return receive();
}

Result<std::pair<Intercom, Intercom>> Intercom::make_pair() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return storage_error("making a socket pair");
    return std::pair(Intercom(File(ends[0])), Intercom(File(ends[1])));
}

Value to_message(const Error& error) {
    return Value(Value::Map{{"error", std::string(name_of(error.code))}, {"message", error.message}});
}

std::optional<Error> error_in(const Value& message) {
    const Value* word = message.find("error");
    if (word == nullptr || word->text() == nullptr) return std::nullopt;
    for (const ErrorCode code : codes)
        if (name_of(code) == *word->text()) return Error{code, message.text_or("message", ""), {}};
    return Error{ErrorCode::Corrupt, "an error of an unknown kind", {}};
}

} // namespace lianxin
