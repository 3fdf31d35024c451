// Answers: what goes in comes out, and nothing that the county did not sign passes.
#include "records/base/cbor.h"
#include "records/wire/signed_message.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const PublicKey county = samples::county_key().public_key();

Value body_of(const Answer& answer) {
    const Bytes message = encode_answer(answer, samples::county_key());
    return *parse_cbor(*open_message("LX1 answer", message, county));
}

Result<Answer> parse_body(const Value& body) {
    return parse_answer(sign_message("LX1 answer", to_cbor(body), samples::county_key()), county);
}

} // namespace

TEST_CASE("an answer comes out as it went in", "[wire]") {
    const auto answer = parse_answer(encode_answer(samples::answer(), samples::county_key()), county);
    REQUIRE(answer);
    CHECK(*answer == samples::answer());
    Answer restored = samples::answer();
    restored.recovered = 1'795'000'000;
    CHECK(*parse_answer(encode_answer(restored, samples::county_key()), county) == restored);
}

TEST_CASE("an answer that the county did not sign is not trusted", "[wire][wire.signed]") {
    const auto answer = parse_answer(encode_answer(samples::answer(), samples::key(9)), county);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::Untrusted);
}

TEST_CASE("no byte of an answer can be changed or cut off", "[wire][wire.signed]") {
    const Bytes message = encode_answer(samples::answer(), samples::county_key());
    for (std::size_t at = 0; at < message.size(); ++at) {
        Bytes changed = message;
        changed[at] ^= 0x20;
        CHECK_FALSE(parse_answer(changed, county));
        CHECK_FALSE(parse_answer(ByteView(message).first(at), county));
    }
}

TEST_CASE("the page of a captive portal is no answer", "[wire][wire.signed]") {
    const auto answer = parse_answer(bytes_of("<!DOCTYPE html><html><body>请先登录网络</body></html>" + std::string(200, ' ')), county);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::Corrupt);
}

TEST_CASE("a signed message of another kind is no answer", "[wire][wire.signed]") {
    CHECK(parse_answer(encode_changes(samples::changes(), samples::county_key()), county).error().code == ErrorCode::Untrusted);
}

TEST_CASE("an answer lacking any field is refused, one with a further field is read", "[wire]") {
    const Value whole = body_of(samples::answer());
    for (const auto& [missing, ignored] : *whole.map()) {
        Value::Map less;
        for (const auto& entry : *whole.map())
            if (entry.first != missing) less.push_back(entry);
        CHECK_FALSE(parse_body(less));
    }
    Value more = whole;
    more.set("weather", "rain");
    CHECK(parse_body(more));
}

TEST_CASE("fields out of their bounds are refused", "[wire]") {
    const auto refused = [](std::string_view key, Value value) {
        Value body = body_of(samples::answer());
        body.set(std::string(key), std::move(value));
        const auto answer = parse_body(body);
        return !answer && answer.error().code == ErrorCode::Corrupt;
    };
    CHECK(refused("durable", -1));
    CHECK(refused("time", std::int64_t{9'000'000'000'000'000}));
    CHECK(refused("consistency", Bytes(33)));
    CHECK(refused("consistency", Bytes(32 * 300)));
    CHECK(refused("checkpoint", std::string(5000, 'x')));
    CHECK(refused("chain", Value::Array{1, 4}));
    CHECK(refused("chain", Value::Array{std::int64_t{1} << 32, 4, Bytes(32)}));
    CHECK(refused("verdicts", Value::Array{Value::Array{Bytes(16), 4}}));
    CHECK(refused("verdicts", Value::Array{Value::Array{Bytes(15), 0}}));
    CHECK(refused("verdicts", Value::Array{Value::Array{Bytes(16), 3, std::int64_t{1} << 40}}));
    CHECK(refused("verdicts", Value::Array(most_batch_records + 1, Value::Array{Bytes(16), 0})));
    CHECK(refused("ranges", Value::Array{Value::Array{1, 2000, 0, 0, Bytes()}}));
}

TEST_CASE("an answer of another version is refused with that reason", "[wire]") {
    Value body = body_of(samples::answer());
    body.set("v", 2);
    CHECK(parse_body(body).error().code == ErrorCode::Unsupported);
}
