// The HTTPS server over real TLS: bounds, ranges, stalled clients, and stopping under load.
#include "county/http_server.h"
#include "records/seal/certificate.h"
#include "tests/county/tls_client.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <thread>
#include <unistd.h>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

struct Authority {
    CertifiedKey authority, server;
    Authority() {
        const TimePoint now = SystemClock().wall();
        const Validity validity{now - 1h, now + 24h};
        authority = make_authority("test", validity).value();
        server = make_server_certificate(authority, {{"localhost"}, {"127.0.0.1"}}, validity).value();
    }
};

const Authority& authority() {
    static const Authority made;
    return made;
}

HttpServerOptions options() {
    HttpServerOptions out;
    out.certificate_pem = authority().server.certificate_pem;
    out.key_pem = authority().server.key_pem;
    return out;
}

TlsClient client_of(const HttpServer& server) {
    auto client = TlsClient::connect(server.port(), authority().authority.certificate_pem);
    REQUIRE(client);
    return std::move(*client);
}

HttpResponse echo(const HttpRequest& request) { return typed_response("application/octet-stream", request.body); }

} // namespace

TEST_CASE("a request reaches the handler as it was sent and the response comes back") {
    HttpRequest seen;
    auto server = HttpServer::start(options(), [&](const HttpRequest& request) {
        seen = request;
        return plain_response(201, "made");
    });
    REQUIRE(server);
    TlsClient client = client_of(*server);
    const auto answer = client.ask("POST", "/v1/things?after=17&x", "X-Word: one\r\n", bytes_of("body"));
    REQUIRE(answer);
    CHECK(answer->status == 201);
    CHECK(answer->text() == "made\n");
    CHECK(seen.method == "POST");
    CHECK(seen.path == "/v1/things");
    CHECK(seen.parameter("after") == "17");
    CHECK(seen.parameter("x") == "");
    CHECK_FALSE(seen.parameter("y").has_value());
    CHECK(seen.header("x-word") == "one");
    CHECK(text_of(seen.body) == "body");
}

TEST_CASE("a body of the largest size passes and one byte more is refused") {
    auto limited = options();
    limited.largest_body = 100'000;
    auto server = HttpServer::start(limited, echo);
    REQUIRE(server);
    TlsClient client = client_of(*server);
    const Bytes whole(100'000, 7);
    const auto answer = client.ask("POST", "/", "", whole);
    REQUIRE(answer);
    CHECK(answer->body == whole);
    const auto refused = client_of(*server).ask("POST", "/", "", Bytes(100'001, 7));
    CHECK((!refused || refused->status == 413));
    CHECK(client_of(*server).ask("POST", "/", "", bytes_of("still here")));
}

TEST_CASE("a body without a length is cut off at the largest size") {
    auto limited = options();
    limited.largest_body = 10'000;
    auto server = HttpServer::start(limited, echo);
    REQUIRE(server);
    TlsClient client = client_of(*server);
    REQUIRE(client.send(bytes_of("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")));
    const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    for (int count = 0; count < 50; ++count)
        if (!client.send(bytes_of(chunk))) break;
    const auto answer = client.receive();
    CHECK((!answer || answer->status >= 400));
}

TEST_CASE("headers beyond the memory of a connection are refused") {
    auto server = HttpServer::start(options(), echo);
    REQUIRE(server);
    const auto answer = client_of(*server).ask("GET", "/", "X-Long: " + std::string(20'000, 'a') + "\r\n");
    CHECK((!answer || answer->status >= 400));
    CHECK(client_of(*server).ask("GET", "/"));
}

TEST_CASE("a file is sent whole, in part and not again when the client has it") {
    const Path path = Path("/tmp") / ("lianxin-range-" + std::to_string(getpid()));
    std::string content;
    for (int line = 0; line < 20'000; ++line) content += std::to_string(line) + "\n";
    REQUIRE(write_file(path, content));
    auto server = HttpServer::start(
        options(), [&](const HttpRequest& request) { return file_response(request, path, "text/plain", "t1"); });
    REQUIRE(server);
    TlsClient client = client_of(*server);
    struct Row {
        std::string headers;
        int status;
        std::string body;
    };
    const std::vector<Row> rows = {
        {"", 200, content},
        {"Range: bytes=0-9\r\n", 206, content.substr(0, 10)},
        {"Range: bytes=100000-\r\n", 206, content.substr(100'000)},
        {"Range: bytes=-5\r\n", 206, content.substr(content.size() - 5)},
        {"Range: bytes=5-100000000\r\n", 206, content.substr(5)},
        {"Range: bytes=100000000-\r\n", 416, ""},
        {"Range: bytes=9-5\r\n", 200, content},
        {"Range: lines=1-2\r\n", 200, content},
        {"Range: bytes=0-1,4-5\r\n", 200, content},
        {"Range: bytes=0-9\r\nIf-Range: \"t1\"\r\n", 206, content.substr(0, 10)},
        {"Range: bytes=0-9\r\nIf-Range: \"older\"\r\n", 200, content},
        {"If-None-Match: \"t1\"\r\n", 304, ""},
    };
    for (const Row& row : rows) {
        INFO(row.headers);
        const auto answer = client.ask("GET", "/", row.headers);
        REQUIRE(answer);
        CHECK(answer->status == row.status);
        CHECK(answer->text() == row.body);
    }
    std::filesystem::remove(path);
}

TEST_CASE("a hundred stalled uploads do not keep another client waiting", "[stalled-uploads]") {
    auto server = HttpServer::start(options(), echo);
    REQUIRE(server);
    std::vector<TlsClient> stalled;
    for (int count = 0; count < 100; ++count) {
        stalled.push_back(client_of(*server));
        REQUIRE(stalled.back().send(bytes_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nbegun")));
    }
    TlsClient client = client_of(*server);
    for (int count = 0; count < 20; ++count) {
        const auto answer = client.ask("POST", "/", "", Bytes(10'000, 3));
        REQUIRE(answer);
        CHECK(answer->status == 200);
    }
}

TEST_CASE("slow handlers occupy workers, not connections") {
    auto few = options();
    few.workers = 2;
    std::atomic<int> running{0}, most{0};
    auto server = HttpServer::start(few, [&](const HttpRequest&) {
        const int now = ++running;
        if (now > most) most = now;
        std::this_thread::sleep_for(20ms);
        --running;
        return plain_response(200, "done");
    });
    REQUIRE(server);
    std::vector<TlsClient> clients;
    for (int count = 0; count < 10; ++count) {
        clients.push_back(client_of(*server));
        REQUIRE(clients.back().send(bytes_of("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
    }
    for (TlsClient& client : clients) CHECK(client.receive().value().status == 200);
    CHECK(most <= 2);
}

TEST_CASE("stopping under load answers what is in hand and ends cleanly", "[county-stop]") {
    for (int round = 0; round < 5; ++round) {
        std::atomic<int> answered{0}, begun{0};
        auto hurried = options();
        hurried.farewell_time = 1s;
        auto server = HttpServer::start(hurried, [&](const HttpRequest& request) {
            ++begun;
            std::this_thread::sleep_for(5ms);
            return echo(request);
        });
        REQUIRE(server);
        std::atomic<bool> enough{false};
        std::vector<std::thread> clients;
        for (int count = 0; count < 8; ++count)
            clients.emplace_back([&, port = server->port()] {
                while (!enough) {
                    auto client = TlsClient::connect(port, authority().authority.certificate_pem);
                    if (!client) return;
                    for (;;) {
                        const auto answer = client->ask("POST", "/", "", Bytes(3'000, 1));
                        if (!answer || answer->status == 503) break;
                        ++answered;
                    }
                }
            });
        TlsClient stalled = client_of(*server);
        REQUIRE(stalled.send(bytes_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nbegun")));
        while (answered < 20) std::this_thread::sleep_for(5ms);
        server->stop();
        enough = true;
        for (std::thread& client : clients) client.join();
        CHECK(begun >= 20);
        CHECK(answered == begun);
    }
}

TEST_CASE("a wrong address and a broken certificate are told at the start") {
    auto wrong = options();
    wrong.address = "somewhere";
    CHECK(HttpServer::start(wrong, echo).error().code == ErrorCode::Invalid);
    auto broken = options();
    broken.certificate_pem = "no certificate";
    CHECK_FALSE(HttpServer::start(broken, echo));
    auto first = HttpServer::start(options(), echo);
    auto second = options();
    second.port = first->port();
    CHECK(HttpServer::start(second, echo).error().code == ErrorCode::Unavailable);
}
