// Attachments and their parts as they are sealed, with the vectors that FORMAT.md prints.
#include "records/base/cbor.h"
#include "records/model/request.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Uuid numbered(std::uint8_t last) {
    Uuid id = parse_uuid("0193bd2a-7c00-7abc-8def-012345678900").value();
    id.bytes[15] = last;
    return id;
}

Attachment memo() {
    Attachment made{"matter", "memo", "audio/ogg", Milliseconds{72'000}, 98'304, {}, {numbered(1), numbered(2)}};
    made.hash.fill(0xaa);
    return made;
}

Result<std::vector<Attachment>> read(Value list) {
    const Value value = Value::Map{{"attach", std::move(list)}};
    MapReader map(value);
    auto out = attachments_at(map, value, "attach");
    if (auto fine = map.finish(); !fine) return std::move(fine).error();
    return out;
}

bool is_refused(const char* key, Value entry) {
    Value value = to_value(memo());
    value.set(key, std::move(entry));
    return !read(Value::Array{value});
}

} // namespace

TEST_CASE("an attachment is the bytes that its format names", "[attachment.format]") {
    CHECK(to_hex(to_cbor(to_value(memo()))) ==
          "a7626d731a0001194064686173685820aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          "646b696e64646d656d6f6473697a651a00018000647479706569617564696f2f6f6767656669656c64666d6174746572"
          "65706172747382500193bd2a7c007abc8def012345678901500193bd2a7c007abc8def012345678902");
    CHECK(to_hex(to_cbor(to_value(AttachmentPart{numbered(1), numbered(9), 1, {1, 2, 3}}))) ==
          "a5616e016176016470617274500193bd2a7c007abc8def01234567890165627974657343010203667265636f72645001"
          "93bd2a7c007abc8def012345678909");
}

TEST_CASE("attachments come back as they were written", "[attachment.format]") {
    const auto back = read(Value::Array{to_value(memo())});
    REQUIRE(back);
    CHECK(*back == std::vector{memo()});
    Request request;
    request.service = "help";
    request.handed_in = TimePoint(Milliseconds(1795320845123));
    request.promised = std::chrono::year(2026) / 12 / 4;
    CHECK(to_value(request).find("attach") == nullptr); // requests without one are as they always were
    request.attachments = {memo(), memo()};
    const auto whole = request_from(to_value(request));
    REQUIRE(whole);
    CHECK(whole->attachments == request.attachments);
}

TEST_CASE("an attachment of another shape makes its request corrupt", "[attachment.strict]") {
    CHECK(is_refused("field", ""));
    CHECK(is_refused("field", std::string(65, 'a')));
    CHECK(is_refused("kind", 1));
    CHECK(is_refused("ms", -1));
    CHECK(is_refused("size", 0));
    CHECK(is_refused("size", std::int64_t{1} << 40));
    CHECK(is_refused("hash", Bytes(31)));
    CHECK(is_refused("parts", Value::Array{}));
    CHECK(is_refused("parts", Value::Array{Bytes(15)}));
    CHECK(is_refused("parts", Value::Array{numbered(1).bytes, numbered(1).bytes}));
    CHECK(is_refused("parts", Value::Array(33, Value(numbered(1).bytes))));
    CHECK_FALSE(read(Value::Array(17, to_value(memo()))));
    CHECK_FALSE(read(Value("memo")));
    CHECK_FALSE(is_refused("later", 1));
}

TEST_CASE("a part comes back as it was written, and one of another shape is corrupt", "[attachment.strict]") {
    const AttachmentPart part{numbered(1), numbered(9), 32, Bytes(largest_part, 7)};
    const auto back = attachment_part_from(to_value(part));
    REQUIRE(back);
    CHECK(back->record == part.record);
    CHECK(back->request == part.request);
    CHECK(back->number == 32);
    CHECK(back->bytes == part.bytes);
    const auto problem = [&](const char* key, Value entry) {
        Value value = to_value(part);
        value.set(key, std::move(entry));
        return attachment_part_from(value).error().code;
    };
    CHECK(problem("bytes", Bytes()) == ErrorCode::Corrupt);
    CHECK(problem("bytes", Bytes(largest_part + 1)) == ErrorCode::Corrupt);
    CHECK(problem("n", 0) == ErrorCode::Corrupt);
    CHECK(problem("n", 33) == ErrorCode::Corrupt);
    CHECK(problem("record", Bytes(4)) == ErrorCode::Corrupt);
    CHECK(problem("v", 2) == ErrorCode::Unsupported);
    CHECK_FALSE(attachment_part_from(Value()));
}

TEST_CASE("a whole is cut into parts that give it again", "[attachment.format]") {
    Bytes whole(2 * largest_part + 5);
    for (std::size_t at = 0; at < whole.size(); ++at) whole[at] = static_cast<std::uint8_t>(at * 7);
    const auto parts = cut_into_parts(whole);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].size() == largest_part);
    CHECK(parts[2].size() == 5);
    Bytes joined;
    for (const ByteView part : parts) append(joined, part);
    CHECK(joined == whole);
    CHECK(cut_into_parts({}).empty());
}
