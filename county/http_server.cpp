// libmicrohttpd behind our own port: the only file that sees it. A connection is suspended while a worker has its request.
#include "county/http_server.h"

#include "records/base/file.h"
#include "records/base/text.h"

#include <microhttpd.h>

#include <arpa/inet.h>
#include <atomic>
#include <condition_variable>
#include <cstdarg>
#include <cstring>
#include <deque>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace lianxin {

namespace {

constexpr std::size_t memory_of_a_connection = 8 * 1024; // the library's own default of 32 KiB would be 160 MB for 5,000
constexpr std::size_t most_headers = 32;

/// One request from its first line to the end of its response.
struct Exchange {
    HttpRequest request;
    MHD_Connection* connection = nullptr;
    std::optional<HttpResponse> response;
    bool begun = false;
    bool suspended = false; ///< in a worker's hands; counted in State::suspended
    bool counted = false;   ///< counted in State::answering
    std::size_t body_counted = 0;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

struct SocketAddress {
    sockaddr_storage storage{};
    sockaddr* any() { return reinterpret_cast<sockaddr*>(&storage); }
};

Result<SocketAddress> socket_address(const std::string& text, std::uint16_t port) {
    SocketAddress out;
    auto* four = reinterpret_cast<sockaddr_in*>(&out.storage);
    auto* six = reinterpret_cast<sockaddr_in6*>(&out.storage);
    if (inet_pton(AF_INET, text.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        return out;
    }
    if (inet_pton(AF_INET6, text.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        return out;
    }
    return Error{ErrorCode::Invalid, "'" + text + "' is no IP address", {}};
}

/// Whether we may listen there: asked beforehand, because libmicrohttpd 1.0 has lost the reason when its start fails.
Result<void> check_free(SocketAddress& address) {
    const File probe(socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int reuse = 1;
    setsockopt(probe.descriptor(), SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    const bool four = address.storage.ss_family == AF_INET;
    if (bind(probe.descriptor(), address.any(), four ? sizeof(sockaddr_in) : sizeof(sockaddr_in6)) == 0) return {};
    const ErrorCode code = errno == EADDRINUSE ? ErrorCode::Unavailable : ErrorCode::Invalid;
    return Error{code, std::string("cannot listen there: ") + std::strerror(errno), {}};
}

} // namespace

struct HttpServer::State {
    HttpServerOptions options;
    HttpHandler handler;
    MHD_Daemon* daemon = nullptr;
    std::uint16_t port = 0;
    std::string complaint; ///< what the library said last while starting
    std::atomic<bool> started{false};

    std::mutex mutex;
    std::condition_variable work, quiet;
    std::deque<Exchange*> queue;
    bool stopping = false, ending = false;
    std::size_t suspended = 0; ///< connections in the hands of workers
    std::size_t answering = 0; ///< exchanges begun and not yet completed
    std::atomic<std::size_t> body_bytes{0};
    std::vector<std::thread> workers;

    ~State() { stop(); }
    Result<void> start();
    void stop();
    void run_worker();
    MHD_Result begin(Exchange& exchange);
    MHD_Result receive(Exchange& exchange, const char* data, std::size_t& size);
    MHD_Result hand_over(Exchange& exchange);
    void completed(Exchange* exchange);

    static MHD_Result on_request(void* state, MHD_Connection* connection, const char* url, const char* method,
                                 const char* version, const char* data, size_t* size, void** context);
    static void on_completed(void* state, MHD_Connection*, void** context, MHD_RequestTerminationCode);
    static void on_complaint(void* state, const char* format, va_list arguments) __attribute__((format(printf, 2, 0)));
};

namespace {

MHD_Response* to_library(HttpResponse& response) {
    if (response.file) {
        // The library closes the descriptor it is given, and so does our File: each gets its own.
        const int descriptor = dup(response.file->file.descriptor());
        return MHD_create_response_from_fd_at_offset64(response.file->length, descriptor, response.file->offset);
    }
    return MHD_create_response_from_buffer(response.body.size(), response.body.data(), MHD_RESPMEM_MUST_COPY);
}

MHD_Result queue_response(MHD_Connection* connection, HttpResponse& response) {
    MHD_Response* out = to_library(response);
    if (out == nullptr) return MHD_NO;
    for (const auto& [name, value] : response.headers) MHD_add_response_header(out, name.c_str(), value.c_str());
    const MHD_Result queued = MHD_queue_response(connection, response.status, out);
    MHD_destroy_response(out);
    return queued;
}

MHD_Result turn_away(MHD_Connection* connection, unsigned status, std::string_view sentence) {
    HttpResponse response = plain_response(status, sentence);
    response.headers.emplace_back("Connection", "close");
    if (status == 503) response.headers.emplace_back("Retry-After", "10");
    return queue_response(connection, response);
}

MHD_Result keep_header(void* to, MHD_ValueKind, const char* name, const char* value) {
    auto& headers = static_cast<HttpRequest*>(to)->headers;
    std::string lower(name);
    for (char& letter : lower) letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    std::string& kept = headers[lower];
    if (!kept.empty()) kept += ", ";
    kept += value == nullptr ? "" : value;
    return headers.size() <= most_headers ? MHD_YES : MHD_NO;
}

void* on_target(void*, const char* uri, MHD_Connection* connection) {
    auto* exchange = new Exchange;
    const std::string_view target(uri);
    const std::size_t mark = target.find('?');
    exchange->connection = connection;
    exchange->request.path = target.substr(0, mark);
    if (mark != std::string_view::npos) exchange->request.query = target.substr(mark + 1);
    return exchange;
}

} // namespace

/// Once it runs, the library speaks of single clients only, which is no news.
void HttpServer::State::on_complaint(void* to, const char* format, va_list arguments) {
    auto& state = *static_cast<State*>(to);
    if (state.started) return;
    char line[512];
    std::vsnprintf(line, sizeof line, format, arguments);
    state.complaint = trimmed(line);
}

MHD_Result HttpServer::State::begin(Exchange& exchange) {
    exchange.begun = true;
    {
        const std::lock_guard lock(mutex);
        if (stopping) return turn_away(exchange.connection, 503, "the server is stopping");
        ++answering;
        exchange.counted = true;
    }
    MHD_get_connection_values(exchange.connection, MHD_HEADER_KIND, keep_header, &exchange.request);
    const std::string_view length = exchange.request.header("content-length");
    if (length.size() > 18 || (!length.empty() && std::stoull(std::string(length)) > options.largest_body))
        return turn_away(exchange.connection, 413, "the body is larger than this server takes");
    if (body_bytes.load() > options.bodies_in_memory)
        return turn_away(exchange.connection, 503, "too many uploads at the same time");
    return MHD_YES;
}

MHD_Result HttpServer::State::receive(Exchange& exchange, const char* data, std::size_t& size) {
    Bytes& body = exchange.request.body;
    if (body.size() + size > options.largest_body) return MHD_NO;
    if (std::chrono::steady_clock::now() - exchange.began > options.upload_time) return MHD_NO;
    append(body, bytes_of({data, size}));
    exchange.body_counted += size;
    body_bytes += size;
    size = 0;
    return MHD_YES;
}

MHD_Result HttpServer::State::hand_over(Exchange& exchange) {
    const std::lock_guard lock(mutex);
    if (stopping) return turn_away(exchange.connection, 503, "the server is stopping");
    exchange.suspended = true;
    ++suspended;
    MHD_suspend_connection(exchange.connection);
    queue.push_back(&exchange);
    work.notify_one();
    return MHD_YES;
}

void HttpServer::State::completed(Exchange* exchange) {
    const std::lock_guard lock(mutex);
    if (exchange->suspended) --suspended;
    if (exchange->counted) --answering;
    body_bytes -= exchange->body_counted;
    quiet.notify_all();
    delete exchange;
}

void HttpServer::State::run_worker() {
    for (;;) {
        std::unique_lock lock(mutex);
        work.wait(lock, [this] { return ending || !queue.empty(); });
        if (queue.empty()) return;
        Exchange* exchange = queue.front();
        queue.pop_front();
        lock.unlock();
        exchange->response = handler(exchange->request);
        MHD_resume_connection(exchange->connection);
    }
}

MHD_Result HttpServer::State::on_request(void* to, MHD_Connection* connection, const char*, const char* method,
                                         const char*, const char* data, size_t* size, void** context) {
    auto& state = *static_cast<State*>(to);
    auto& exchange = *static_cast<Exchange*>(*context);
    if (!exchange.begun) {
        exchange.request.method = method;
        return state.begin(exchange);
    }
    if (*size > 0) return state.receive(exchange, data, *size);
    if (!exchange.response) return state.hand_over(exchange);
    {
        const std::lock_guard lock(state.mutex);
        exchange.suspended = false;
        --state.suspended;
        state.quiet.notify_all();
    }
    return queue_response(connection, *exchange.response);
}

void HttpServer::State::on_completed(void* to, MHD_Connection*, void** context, MHD_RequestTerminationCode) {
    if (*context == nullptr) return;
    static_cast<State*>(to)->completed(static_cast<Exchange*>(*context));
    *context = nullptr;
}

Result<void> HttpServer::State::start() {
    auto address = socket_address(options.address, options.port);
    if (!address) return std::move(address).error();
    if (auto free = check_free(*address); !free) return free;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (address->any()->sa_family == AF_INET6) flags |= MHD_USE_IPv6;
    daemon = MHD_start_daemon(
        flags, 0, nullptr, nullptr, &on_request, this,                                                  //
        MHD_OPTION_EXTERNAL_LOGGER, &on_complaint, this,                                                //
        MHD_OPTION_SOCK_ADDR, address->any(),                                                           //
        MHD_OPTION_HTTPS_MEM_CERT, options.certificate_pem.c_str(),                                     //
        MHD_OPTION_HTTPS_MEM_KEY, options.key_pem.c_str(),                                              //
        MHD_OPTION_HTTPS_PRIORITIES, "NORMAL:-VERS-ALL:+VERS-TLS1.3",                                   //
        MHD_OPTION_THREAD_POOL_SIZE, options.connection_threads,                                        //
        MHD_OPTION_CONNECTION_LIMIT, options.connections,                                               //
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory_of_a_connection,                                     //
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options.idle_time.count()),                //
        MHD_OPTION_URI_LOG_CALLBACK, &on_target, this,                                                  //
        MHD_OPTION_NOTIFY_COMPLETED, &on_completed, this,                                               //
        MHD_OPTION_END);
    if (daemon == nullptr) {
        return Error{ErrorCode::Invalid, complaint.empty() ? "the server cannot be started" : complaint, {}};
    }
    started = true;
    const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    port = info == nullptr ? options.port : info->port;
    for (unsigned count = 0; count < options.workers; ++count) workers.emplace_back([this] { run_worker(); });
    return {};
}

void HttpServer::State::stop() {
    if (daemon == nullptr) return;
    std::unique_lock lock(mutex);
    stopping = true;
    lock.unlock();
    const MHD_socket listening = MHD_quiesce_daemon(daemon);
    lock.lock();
    // The library aborts the process when it is stopped with a suspended connection, so this wait has no deadline;
    // handlers are bound to end.
    quiet.wait(lock, [this] { return suspended == 0; });
    quiet.wait_for(lock, options.farewell_time, [this] { return answering == 0; });
    ending = true;
    work.notify_all();
    lock.unlock();
    for (std::thread& worker : workers) worker.join();
    workers.clear();
    MHD_stop_daemon(daemon);
    daemon = nullptr;
    if (listening != MHD_INVALID_SOCKET) close(listening);
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::start(HttpServerOptions options, HttpHandler handler) {
    auto state = std::make_unique<State>();
    state->options = std::move(options);
    state->handler = std::move(handler);
    if (auto started = state->start(); !started) return std::move(started).error().in("starting the server");
    return HttpServer(std::move(state));
}

std::uint16_t HttpServer::port() const { return state_->port; }
void HttpServer::stop() { state_->stop(); }

} // namespace lianxin
