// The county's HTTPS server: event-driven connections, handlers on a small pool of workers, bounds on everything.
#pragma once

#include "county/http_message.h"
#include "records/base/clock.h"

#include <memory>

namespace lianxin {

struct HttpServerOptions {
    std::string address = "127.0.0.1"; ///< IPv4 or IPv6 literal
    std::uint16_t port = 0;            ///< 0 for a free one
    std::string certificate_pem;
    std::string key_pem;
    unsigned connection_threads = 2;
    unsigned workers = 8;              ///< handlers that run at the same time
    unsigned connections = 6000;       ///< open at the same time; more are turned away
    std::size_t largest_body = 1 << 20;            ///< bytes of one request's body
    std::size_t bodies_in_memory = 256u << 20;     ///< bytes of all bodies being received; then 503
    std::chrono::seconds idle_time{60};            ///< a connection that says nothing so long is closed
    std::chrono::seconds upload_time{600};         ///< a body must have arrived by then
    std::chrono::seconds farewell_time{5};         ///< how long stopping waits for answers to be read
};

/// TLS 1.3 only. Handlers run on worker threads, several at a time, and must not block without end.
class HttpServer {
  public:
    /// Errors: Invalid (address, certificate or key), Unavailable (the address is taken).
    static Result<HttpServer> start(HttpServerOptions options, HttpHandler handler);
    HttpServer(HttpServer&&) noexcept;
    HttpServer& operator=(HttpServer&&) noexcept;
    ~HttpServer(); ///< stops

    std::uint16_t port() const;
    /// In this order: new requests get 503, the listening socket closes, requests in hand are answered, workers end,
    /// connections close. Returns when nothing of the server runs any more.
    void stop();

  private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
