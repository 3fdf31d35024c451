// The transport against a real TLS server on loopback.
#include "county/http_server.h"
#include "records/base/date.h"
#include "records/seal/certificate.h"
#include "sync/curl_transport.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
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
    explicit Loopback(HttpHandler handler, const CertifiedKey& signer = authority()) : server_(start(std::move(handler), signer)) {
        settings.url = "https://127.0.0.1:" + std::to_string(server_.port());
        settings.authority_pem = authority().certificate_pem;
        settings.trusted_now = [this] { return now; };
        settings.connect_limit = std::chrono::seconds(5);
        settings.stall_limit = std::chrono::seconds(2);
    }
    Result<ReceivedAnswer> exchange(const OutgoingRequest& request, std::size_t largest = 1 << 20) {
        if (!transport_) transport_ = *CurlTransport::create(settings);
        content.clear();
        return transport_->exchange(request, largest, [this](const ReceivedAnswer&, ByteView piece) {
            append(content, piece);
            return Result<void>();
        });
    }

    CurlSettings settings;
    TimePoint now = at("2026-06-01T00:00:00Z");
    Bytes content;

  private:
    static HttpServer start(HttpHandler handler, const CertifiedKey& signer) {
        const auto certificate = make_server_certificate(signer, {{}, {"127.0.0.1"}}, {at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z")});
        HttpServerOptions options;
        options.certificate_pem = certificate->certificate_pem;
        options.key_pem = certificate->key_pem;
        return *HttpServer::start(options, std::move(handler));
    }
    HttpServer server_;
    std::unique_ptr<CurlTransport> transport_;
};

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
