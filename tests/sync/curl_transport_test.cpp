// The transport against a real TLS server on loopback.
#include "county/http_server.h"
#include "records/base/date.h"
#include "records/seal/certificate.h"
#include "sync/curl_transport.h"
#include "tests/folder.h"
#include "tests/programs/process.h"
#include "tests/road/faulty_road.h"
#include "tests/sync/connect_proxy.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <atomic>
#include <fstream>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>

using namespace lianxin;

namespace {

TimePoint at(std::string_view time) { return *parse_iso_time(time); }

const CertifiedKey& authority() {
    static const CertifiedKey made = *make_authority("测试县", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")});
    return made;
}

/// A server with a certificate for 127.0.0.1, valid in 2026, and a transport to it.
class Loopback {
  public:
    explicit Loopback(HttpHandler handler, const CertifiedKey& signer = authority(),
                      Validity validity = {at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z")})
        : server_(start(std::move(handler), signer, validity)) {
        settings.url = "https://127.0.0.1:" + std::to_string(server_.port());
        settings.authority_pem = authority().certificate_pem;
        settings.trusted_now = [this] { return now; };
        settings.connect_limit = std::chrono::seconds(5);
        settings.stall_limit = std::chrono::seconds(2);
    }
    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest = 1 << 20) {
        content.clear();
        return transport().exchange(request, largest, [this](const ReceivedAnswer&, ByteView piece) {
            append(content, piece);
            return Result<void>();
        });
    }

    CurlTransport& transport() {
        if (!transport_) transport_ = *CurlTransport::create(settings);
        return *transport_;
    }

    std::uint16_t port() const { return server_.port(); }

    CurlSettings settings;
    TimePoint now = at("2026-06-01T00:00:00Z");
    Bytes content;

  private:
    static HttpServer start(HttpHandler handler, const CertifiedKey& signer, Validity validity) {
        const auto certificate = make_server_certificate(signer, {{}, {"127.0.0.1"}}, validity);
        HttpServerOptions options;
        options.certificate_pem = certificate->certificate_pem;
        options.key_pem = certificate->key_pem;
        return *HttpServer::start(options, std::move(handler));
    }
    HttpServer server_;
    std::unique_ptr<CurlTransport> transport_;
};

/// The stock openssl program as a server for 127.0.0.1 that speaks one version of TLS.
class OpensslServer {
  public:
    explicit OpensslServer(const std::string& version) : process_(start(folder_.path, version)) {
        const std::string accepting = "ACCEPT 127.0.0.1:";
        for (std::string line = process_.read_line(); !line.empty(); line = process_.read_line())
            if (line.rfind(accepting, 0) == 0) {
                port_ = static_cast<std::uint16_t>(std::stoul(line.substr(accepting.size())));
                break;
            }
        REQUIRE(port_ != 0);
    }
    std::uint16_t port() const { return port_; }

  private:
    static test::Process start(const Path& folder, const std::string& version) {
        const auto certified = *make_server_certificate(authority(), {{}, {"127.0.0.1"}}, {at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z")});
        REQUIRE(write_file(folder / "server.pem", certified.certificate_pem));
        REQUIRE(write_file(folder / "server.key", certified.key_pem));
        return test::Process({"openssl", "s_server", version, "-www", "-accept", "127.0.0.1:0", "-cert", (folder / "server.pem").string(), "-key", (folder / "server.key").string()});
    }
    Folder folder_;
    test::Process process_;
    std::uint16_t port_ = 0;
};

/// The congestion control of the connection that this process holds towards that port; empty when there is none.
std::string congestion_towards(std::uint16_t port) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        const int descriptor = std::stoi(entry.path().filename().string());
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        void* const address = &peer;
        if (::getpeername(descriptor, static_cast<sockaddr*>(address), &size) != 0 || peer.sin_family != AF_INET || ntohs(peer.sin_port) != port) continue;
        std::array<char, 32> name{};
        size = name.size() - 1;
        if (::getsockopt(descriptor, IPPROTO_TCP, TCP_CONGESTION, name.data(), &size) == 0) return name.data();
    }
    return {};
}

HttpResponse echo(const HttpRequest& request) {
    HttpResponse response;
    response.body = request.body;
    response.headers = {{"ETag", "\"17\""}, {"Retry-After", "30"}};
    return response;
}

} // namespace

TEST_CASE("content goes up and comes down whole, with the fields that matter", "[sync]") {
    Loopback loopback(echo);
    Bytes body(300'000, 5);
    const auto answer = loopback.exchange({"POST", "/v1/batches", "", {{"Content-Type", "text/plain"}}, body});
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->etag == "\"17\"");
    CHECK(answer->retry_after == std::chrono::seconds(30));
    CHECK(equal(loopback.content, body));
}

TEST_CASE("a wait that is asked for by a date is heard", "[sync][sync.retry-after]") {
    Loopback loopback([](const HttpRequest&) {
        HttpResponse response = plain_response(503, "later");
        response.headers.emplace_back("Retry-After", "Thu, 26 Nov 2026 08:00:00 GMT");
        return response;
    });
    const auto answer = loopback.exchange({"GET", "/", "", {}, {}});
    REQUIRE(answer);
    CHECK(answer->status == 503);
    CHECK_FALSE(answer->retry_after);
    CHECK(answer->retry_at == std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(8));
}

TEST_CASE("how long a connection took to make is told apart from the exchange", "[sync][sync.link]") {
    Loopback loopback(echo);
    const auto first = loopback.exchange({"GET", "/", "", {}, {}});
    REQUIRE(first);
    CHECK(first->connecting.count() > 0);
    CHECK(loopback.exchange({"GET", "/", "", {}, {}})->connecting.count() == 0);
}

TEST_CASE("path, query and fields arrive as they were signed", "[sync]") {
    Loopback loopback([](const HttpRequest& request) {
        return plain_response(200, request.method + " " + request.path + "?" + request.query + " " + std::string(request.header("signature-input")));
    });
    REQUIRE(loopback.exchange({"GET", "/v1/changes", "after=5", {{"Signature-Input", "lianxin=(\"@method\")"}}, {}}));
    CHECK(text_of(loopback.content).find("GET /v1/changes?after=5 lianxin=(\"@method\")") == 0);
}

TEST_CASE("a server of another authority is not the county", "[sync][sync.tls]") {
    const CertifiedKey other = *make_authority("别处", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")});
    Loopback loopback(echo, other);
    const auto answer = loopback.exchange({"GET", "/", "", {}, {}});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::Untrusted);
}

TEST_CASE("a certificate is judged at the trusted time", "[sync][sync.clock]") {
    for (const auto& [time, good] : {std::pair{"2026-06-01T00:00:00Z", true}, {"2025-12-31T00:00:00Z", false}, {"2027-01-01T00:00:00Z", false}}) {
        Loopback loopback(echo);
        loopback.now = at(time);
        CHECK(static_cast<bool>(loopback.exchange({"GET", "/", "", {}, {}})) == good);
    }
}

TEST_CASE("a connection runs by the congestion control that is configured where the kernel offers it, else by the usual one", "[sync][sync.congestion]") {
    std::string offered;
    std::getline(std::ifstream("/proc/sys/net/ipv4/tcp_allowed_congestion_control"), offered); // the system tells no size of it
    REQUIRE_FALSE(offered.empty());
    for (const std::string control : {"bbr", "reno", "nobody-offers-this"}) {
        CAPTURE(control);
        const bool is_offered = (" " + offered + " ").find(" " + control + " ") != std::string::npos;
        Loopback loopback(echo);
        loopback.settings.congestion = "";
        REQUIRE(loopback.exchange({"GET", "/", "", {}, {}}));
        const std::string usual = congestion_towards(loopback.port());
        Loopback tuned(echo);
        tuned.settings.congestion = control;
        REQUIRE(tuned.exchange({"GET", "/", "", {}, {}}));
        CHECK(congestion_towards(tuned.port()) == (is_offered ? control : usual));
    }
}

TEST_CASE("neither end speaks an older TLS than 1.3", "[sync][sync.tls]") {
    for (const auto& [version, spoken] : {std::pair{"-tls1_3", true}, {"-tls1_2", false}}) {
        Loopback loopback(echo);
        const auto client = test::run({"sh", "-c", "openssl s_client " + std::string(version) + " -connect 127.0.0.1:" + std::to_string(loopback.port()) + " </dev/null"});
        CHECK((client.code == 0) == spoken);
        const OpensslServer server(version);
        loopback.settings.url = "https://127.0.0.1:" + std::to_string(server.port());
        CHECK(static_cast<bool>(loopback.exchange({"GET", "/", "", {}, {}})) == spoken);
    }
}

TEST_CASE("a redirection is not followed", "[sync][sync.tls]") {
    std::atomic<int> asked = 0;
    Loopback loopback([&](const HttpRequest&) {
        ++asked;
        HttpResponse response = plain_response(302, "elsewhere");
        response.headers.push_back({"Location", "/other"});
        return response;
    });
    const auto answer = loopback.exchange({"GET", "/v1/edition", "have=0", {}, {}});
    REQUIRE(answer);
    CHECK(answer->status == 302);
    CHECK(asked == 1);
}

TEST_CASE("an answer larger than it may be is cut off", "[sync]") {
    Loopback loopback([](const HttpRequest&) { return typed_response("text/plain", Bytes(200'000, 1)); });
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}, 100'000).error().code == ErrorCode::Network);
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}, 200'000));
}

TEST_CASE("nobody listening is no link, and says so", "[sync]") {
    Loopback loopback(echo);
    loopback.settings.url = "https://127.0.0.1:1";
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}).error().code == ErrorCode::Network);
}

TEST_CASE("a server that says nothing is given up", "[sync]") {
    std::atomic<bool> over = false;
    Loopback loopback([&](const HttpRequest&) {
        while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return HttpResponse();
    });
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}).error().code == ErrorCode::Network);
    over = true;
}

TEST_CASE("being asked to stop ends an exchange at once", "[sync]") {
    std::atomic<bool> over = false;
    Loopback loopback([&](const HttpRequest&) {
        while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return HttpResponse();
    });
    loopback.settings.stop_asked = [] { return true; };
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}).error().code == ErrorCode::Unavailable);
    over = true;
}

TEST_CASE("what is begun side by side is acted on only when it is released, in that order", "[sync][sync.side-by-side]") {
    std::mutex mutex;
    std::vector<std::uint8_t> arrived;
    Loopback loopback([&](const HttpRequest& request) {
        const std::lock_guard lock(mutex);
        arrived.push_back(request.body.front());
        return echo(request);
    });
    CurlTransport& transport = loopback.transport();
    std::vector<Bytes> bodies;
    std::vector<Ticket> tickets;
    for (std::uint8_t each = 0; each < 4; ++each) bodies.push_back(Bytes(each == 0 ? 900'000U : 1U + 40'000U * (3U - each), each));
    for (const Bytes& body : bodies) tickets.push_back(*transport.begin({"POST", "/v1/batches", "", {}, body}, 1 << 20));
    for (std::size_t each = 0; each < bodies.size(); ++each) {
        transport.release(tickets[each]);
        const auto whole = transport.finish(tickets[each]);
        REQUIRE(whole);
        CHECK(equal(whole->content, bodies[each]));
        const std::lock_guard lock(mutex);
        CHECK(arrived.size() == each + 1);
        CHECK(arrived.back() == each);
    }
}

TEST_CASE("waiting for its release is not slowness, and what is dropped never reaches the county", "[sync][sync.side-by-side]") {
    std::atomic<int> asked = 0;
    Loopback loopback([&](const HttpRequest& request) {
        if (++asked == 1) std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        return echo(request);
    });
    loopback.settings.stall_limit = std::chrono::seconds(1);
    CurlTransport& transport = loopback.transport();
    const Bytes body(5'000, 1);
    const Ticket slow = *transport.begin({"POST", "/", "", {}, body}, 1 << 20), held = *transport.begin({"POST", "/", "", {}, body}, 1 << 20),
                 dropped = *transport.begin({"POST", "/", "", {}, body}, 1 << 20);
    transport.release(slow);
    CHECK_FALSE(transport.finish(slow)); // the answer took longer than the stall limit
    transport.release(held);
    CHECK(transport.finish(held));
    transport.drop(dropped);
    CHECK(loopback.exchange({"GET", "/", "", {}, {}}));
    CHECK(asked == 3);
}

TEST_CASE("through an HTTP proxy the county is reached, and still no other", "[sync][sync.proxy]") {
    ConnectProxy proxy;
    Loopback county(echo), stranger(echo, *make_authority("别处", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")}));
    const Bytes body(100'000, 4);
    for (Loopback* const loopback : {&county, &stranger}) loopback->settings.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    REQUIRE(county.exchange({"POST", "/v1/batches", "", {}, body}));
    CHECK(equal(county.content, body));
    CHECK(proxy.connected() == 1);
    CHECK(stranger.exchange({"GET", "/", "", {}, {}}).error().code == ErrorCode::Untrusted);
    CHECK(proxy.connected() == 2);
    county.settings.proxy = "http://127.0.0.1:1";
    Loopback away(echo);
    away.settings.proxy = "http://127.0.0.1:1";
    CHECK(away.exchange({"GET", "/", "", {}, {}}).error().code == ErrorCode::Network);
}

TEST_CASE("while one authority takes over from another both are believed, and nobody else", "[sync][sync.tls]") {
    const CertifiedKey next = *make_authority("测试县 二", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")});
    const CertifiedKey other = *make_authority("别处", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")});
    Loopback before(echo), after(echo, next), elsewhere(echo, other);
    for (Loopback* const loopback : {&before, &after, &elsewhere}) loopback->settings.authority_pem = authority().certificate_pem + next.certificate_pem;
    CHECK(before.exchange({"GET", "/", "", {}, {}}));
    CHECK(after.exchange({"GET", "/", "", {}, {}}));
    CHECK_FALSE(elsewhere.exchange({"GET", "/", "", {}, {}}));
    before.transport().believe(next.certificate_pem);
    CHECK_FALSE(before.exchange({"GET", "/", "", {}, {}})); // not even over the connection that was kept
    before.transport().believe(authority().certificate_pem);
    CHECK(before.exchange({"GET", "/", "", {}, {}}));
}

TEST_CASE("a stranger's certificate or a plain page where the county should be is a portal, an expired one is not", "[sync][sync.portal]") {
    Loopback stranger(echo, *make_authority("别处", {at("2026-01-01T00:00:00Z"), at("2036-01-01T00:00:00Z")}));
    CHECK_FALSE(stranger.exchange({"GET", "/", "", {}, {}}));
    CHECK(stranger.transport().met_a_portal());
    Loopback expired(echo);
    expired.now = at("2028-01-01T00:00:00Z");
    CHECK_FALSE(expired.exchange({"GET", "/", "", {}, {}}));
    CHECK_FALSE(expired.transport().met_a_portal());
    test::FaultyRoad plain(1, 1, 0);
    plain.always(test::Fault::Portal);
    Loopback page(echo);
    page.settings.url = "https://127.0.0.1:" + std::to_string(plain.port());
    CHECK_FALSE(page.exchange({"GET", "/", "", {}, {}}));
    CHECK(page.transport().met_a_portal());
    Loopback good(echo);
    CHECK(good.exchange({"GET", "/", "", {}, {}}));
    CHECK_FALSE(good.transport().met_a_portal());
}

TEST_CASE("the county is reached in 1999 and in 2040 when its certificate is good then", "[sync][sync.clock]") {
    for (const std::string_view year : {"1999", "2040"}) {
        const auto from = at(std::string(year) + "-01-01T00:00:00Z"), until = at(std::string(year) + "-12-31T00:00:00Z");
        const CertifiedKey signer = *make_authority("测试县", {from, until});
        Loopback loopback(echo, signer, {from, until});
        loopback.settings.authority_pem = signer.certificate_pem;
        loopback.now = at(std::string(year) + "-06-01T00:00:00Z");
        CHECK(loopback.exchange({"GET", "/", "", {}, {}}));
    }
}
