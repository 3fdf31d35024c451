// Signed requests: the vector of RFC 9421, and that nothing covered can be changed.
#include "records/wire/request_signature.h"
#include "records/seal/hash.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const RequestTarget target{"GET", "/v1/changes", "after=5"};
const Hash body = sha256(bytes_of("batch"));
const PublicKey key = samples::kiosk_key().public_key();

SignedFields sample_fields(const RequestTarget& of = target) { return sign_request(of, body, samples::kiosk, samples::noon, samples::kiosk_key()); }

} // namespace

TEST_CASE("the signature base of RFC 9421 B.2.6 gives the signature printed there", "[wire][wire.rfc9421]") {
    const std::vector<Component> components{
        {"\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"}, {"\"@method\"", "POST"},
        {"\"@path\"", "/foo"},                         {"\"@authority\"", "example.com"},
        {"\"content-type\"", "application/json"},      {"\"content-length\"", "18"},
    };
    const std::string base = signature_base(components, R"(("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")");
    const auto seed = from_base64("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=");
    const auto public_key = from_base64("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
    const auto signature = from_base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
    REQUIRE((seed && public_key && signature));
    CHECK(verify(PublicKey{*to_array<32>(*public_key)}, bytes_of(base), *to_array<64>(*signature)));
    CHECK(equal(SigningKey::from_seed(*seed)->sign(bytes_of(base)), *signature));
}

TEST_CASE("the digest is spelled as RFC 9530 spells it", "[wire][wire.rfc9530]") {
    CHECK(content_digest(sha256(bytes_of("{\"hello\": \"world\"}\n"))) == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
}

TEST_CASE("a signed request is recognised, and by whom", "[wire][wire.request]") {
    const SignedFields fields = sample_fields();
    CHECK(*claimed_signer(fields.signature_input) == samples::kiosk);
    CHECK(verify_request(target, body, fields, key));
    const RequestTarget plain{"POST", "/v1/batches", ""};
    CHECK(verify_request(plain, body, sample_fields(plain), key));
}

TEST_CASE("a request changed in anything that is covered is not trusted", "[wire][wire.request]") {
    const SignedFields fields = sample_fields();
    const auto refused = [&](const RequestTarget& other) { return !verify_request(other, body, fields, key); };
    CHECK(refused({"POST", target.path, target.query}));
    CHECK(refused({target.method, "/v1/edition", target.query}));
    CHECK(refused({target.method, target.path, "after=6"}));
    CHECK(refused({target.method, target.path, ""}));
    CHECK_FALSE(verify_request(target, sha256(bytes_of("other")), fields, key));
    CHECK_FALSE(verify_request(target, body, fields, samples::county_key().public_key()));
}

TEST_CASE("no character of the three fields can be changed", "[wire][wire.request]") {
    const SignedFields fields = sample_fields();
    const auto check = [&](std::string SignedFields::*field) {
        for (std::size_t at = 0; at < (fields.*field).size(); ++at) {
            SignedFields changed = fields;
            (changed.*field)[at] = static_cast<char>((changed.*field)[at] ^ 1);
            CHECK_FALSE(verify_request(target, body, changed, key));
            changed.*field = (fields.*field).substr(0, at);
            CHECK_FALSE(verify_request(target, body, changed, key));
        }
    };
    check(&SignedFields::content_digest);
    check(&SignedFields::signature_input);
    check(&SignedFields::signature);
}

TEST_CASE("a signature that covers less than it must is refused", "[wire][wire.request]") {
    SignedFields fields = sample_fields();
    const std::string parameters = R"(("@method" "@path");created=1;keyid="K-0001";alg="ed25519")";
    fields.signature_input = "lianxin=" + parameters;
    const std::string base = signature_base({{"\"@method\"", target.method}, {"\"@path\"", target.path}}, parameters);
    fields.signature = "lianxin=:" + to_base64(samples::kiosk_key().sign(bytes_of(base))) + ":";
    CHECK(verify_request(target, body, fields, key).error().code == ErrorCode::Invalid);
}

TEST_CASE("fields of another form are refused", "[wire][wire.request]") {
    for (const char* input : {"", "lianxin=", "sig1=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"K\";alg=\"ed25519\"",
                              "lianxin=(\"@method\" \"@path\" \"content-digest\");created=;keyid=\"K\";alg=\"ed25519\"",
                              "lianxin=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"\";alg=\"ed25519\"",
                              "lianxin=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"../K\";alg=\"ed25519\"",
                              "lianxin=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"K\";alg=\"none\"",
                              "lianxin=(\"@method\" \"@path\" \"content-digest\");created=1;keyid=\"K\";alg=\"ed25519\";expires=1"})
        CHECK(claimed_signer(input).error().code == ErrorCode::Invalid);
}
