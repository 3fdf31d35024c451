// OpenSSL on a blocking socket, and as much of HTTP/1.1 as our server speaks.
#include "tests/county/tls_client.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lianxin {

struct TlsClient::State {
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr;
    int socket = -1;
    std::string pending;

    ~State() {
        if (tls != nullptr) SSL_free(tls);
        if (context != nullptr) SSL_CTX_free(context);
        if (socket >= 0) close(socket);
    }
    bool fill() {
        char piece[16384];
        const int got = SSL_read(tls, piece, sizeof piece);
        if (got <= 0) return false;
        pending.append(piece, static_cast<std::size_t>(got));
        return true;
    }
};

namespace {
Error network(std::string what) { return Error{ErrorCode::Network, std::move(what), {}}; }

bool trust(SSL_CTX* context, const std::string& pem) {
    BIO* memory = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    X509* certificate = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    const bool added = certificate != nullptr && X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate) == 1;
    X509_free(certificate);
    BIO_free(memory);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    return added;
}
} // namespace

TlsClient::TlsClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsClient::TlsClient(TlsClient&&) noexcept = default;
TlsClient& TlsClient::operator=(TlsClient&&) noexcept = default;
TlsClient::~TlsClient() = default;

Result<TlsClient> TlsClient::connect(std::uint16_t port, const std::string& authority_pem) {
    std::signal(SIGPIPE, SIG_IGN);
    auto state = std::make_unique<State>();
    state->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    const int yes = 1;
    setsockopt(state->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(state->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(state->socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return network("cannot connect");
    state->context = SSL_CTX_new(TLS_client_method());
    if (!trust(state->context, authority_pem)) return network("no such authority");
    state->tls = SSL_new(state->context);
    SSL_set_fd(state->tls, state->socket);
    if (SSL_connect(state->tls) != 1) return network("no TLS");
    return TlsClient(std::move(state));
}

Result<void> TlsClient::send(ByteView bytes) {
    while (!bytes.empty()) {
        const int sent = SSL_write(state_->tls, bytes.data(), static_cast<int>(bytes.size()));
        if (sent <= 0) return network("the other side closed while we sent");
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<TlsAnswer> TlsClient::receive() {
    std::string& pending = state_->pending;
    std::size_t end = 0;
    while ((end = pending.find("\r\n\r\n")) == std::string::npos)
        if (!state_->fill()) return network("no response");
    TlsAnswer answer;
    answer.status = std::stoi(pending.substr(9, 3));
    for (std::size_t at = pending.find("\r\n") + 2; at < end;) {
        const std::size_t line_end = pending.find("\r\n", at);
        const std::size_t colon = pending.find(':', at);
        std::string name = pending.substr(at, colon - at);
        for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
        const std::size_t value = pending.find_first_not_of(' ', colon + 1);
        answer.headers[name] = pending.substr(value, line_end - value);
        at = line_end + 2;
    }
    const std::size_t length = answer.headers.count("content-length") ? std::stoul(answer.headers["content-length"]) : 0;
    while (pending.size() < end + 4 + length)
        if (!state_->fill()) return network("the response is cut short");
    answer.body = copy_of(bytes_of(std::string_view(pending).substr(end + 4, length)));
    pending.erase(0, end + 4 + length);
    return answer;
}

Result<TlsAnswer> TlsClient::ask(const std::string& method, const std::string& target, const std::string& headers,
                                 ByteView body) {
    std::string head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers;
    if (!body.empty() || method == "POST") head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    head += "\r\n";
    Bytes message = copy_of(bytes_of(head));
    append(message, body);
    if (auto sent = send(message); !sent) return std::move(sent).error();
    return receive();
}

} // namespace lianxin
