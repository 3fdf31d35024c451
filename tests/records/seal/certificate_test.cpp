// The county's certificates, judged by the stock openssl program.
#include "records/seal/certificate.h"

#include "records/base/date.h"
#include "tests/records/seal/workshop.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using lianxin::test::Workshop;

namespace {

using namespace std::chrono;

Validity between(int from, int until) {
    return {sys_days{year{from} / 1 / 1}, sys_days{year{until} / 1 / 1}};
}

/// The authority in ca.pem, a server of it in server.pem and server.key.
Workshop& prepare(Workshop& shop, const ServerNames& names) {
    const auto authority = make_authority("清河县 联心", between(2026, 2046));
    REQUIRE(authority);
    const auto server = make_server_certificate(*authority, names, between(2026, 2028));
    REQUIRE(server);
    shop.put("ca.pem", authority->certificate_pem);
    shop.put("server.pem", server->certificate_pem);
    shop.put("server.key", server->key_pem);
    return shop;
}

constexpr auto verify = "openssl verify -x509_strict -purpose sslserver -attime 1800000000 -CAfile ca.pem ";

} // namespace

TEST_CASE("openssl verifies the server's certificate for its names and for no other", "[county.certificate]") {
    Workshop shop;
    prepare(shop, {{"county.example"}, {"10.1.2.3", "::1"}});
    CHECK(shop.run(std::string(verify) + "-verify_hostname county.example server.pem") == 0);
    CHECK(shop.run(std::string(verify) + "-verify_ip 10.1.2.3 server.pem") == 0);
    CHECK(shop.run(std::string(verify) + "-verify_ip ::1 server.pem") == 0);
    CHECK(shop.run(std::string(verify) + "-verify_hostname other.example server.pem") != 0);
    CHECK(shop.run(std::string(verify) + "-verify_ip 10.1.2.4 server.pem") != 0);
}

TEST_CASE("a certificate holds in its time only") {
    Workshop shop;
    prepare(shop, {{"county.example"}, {}});
    CHECK(shop.run("openssl verify -attime 1700000000 -CAfile ca.pem server.pem") != 0);
    CHECK(shop.run("openssl verify -attime 1900000000 -CAfile ca.pem server.pem") != 0);
}

TEST_CASE("key and certificate belong together and use P-256") {
    Workshop shop;
    prepare(shop, {{"county.example"}, {}});
    REQUIRE(
        shop.run(
            "openssl x509 -in server.pem -noout -pubkey > a && openssl pkey -in server.key -pubout > b && cmp a b") ==
        0);
    REQUIRE(shop.run("openssl x509 -in server.pem -noout -text") == 0);
    const std::string text = shop.get_text("output");
    CHECK(text.find("NIST CURVE: P-256") != std::string::npos);
    CHECK(text.find("CA:FALSE") != std::string::npos);
    CHECK(text.find("TLS Web Server Authentication") != std::string::npos);
}

TEST_CASE("a server of one county is not one of another, and a server signs no servers") {
    Workshop shop;
    prepare(shop, {{"county.example"}, {}});
    const auto other = make_authority("another", between(2026, 2046));
    shop.put("ca.pem", other->certificate_pem);
    CHECK(shop.run(std::string(verify) + "server.pem") != 0);
}

TEST_CASE("impossible names, addresses and times are refused") {
    const auto authority = make_authority("a", between(2026, 2046));
    REQUIRE(authority);
    CHECK_FALSE(make_server_certificate(*authority, {}, between(2026, 2028)));
    CHECK_FALSE(make_server_certificate(*authority, {{"a b"}, {}}, between(2026, 2028)));
    CHECK_FALSE(make_server_certificate(*authority, {{"a,DNS:b"}, {}}, between(2026, 2028)));
    CHECK_FALSE(make_server_certificate(*authority, {{}, {"10.1.2"}}, between(2026, 2028)));
    CHECK_FALSE(make_server_certificate(*authority, {{"a"}, {}}, between(2028, 2026)));
    CHECK_FALSE(make_server_certificate(CertifiedKey(), {{"a"}, {}}, between(2026, 2028)));
    CHECK_FALSE(make_authority("", between(2026, 2046)));
    CHECK_FALSE(make_authority(std::string(65, 'a'), between(2026, 2046)));
}
