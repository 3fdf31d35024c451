// The test vectors of records/wire/FORMAT.md: what is printed there is what we write.
#include "records/base/compression.h"
#include "records/seal/hash.h"
#include "records/seal/merkle.h"
#include "records/wire/carriage_file.h"
#include "records/wire/log_event.h"
#include "records/wire/request_signature.h"
#include "tests/records/wire/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace lianxin;

namespace {

std::string format_document() {
    std::ifstream file(LIANXIN_SOURCE_DIR "/records/wire/FORMAT.md");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Whether the document prints these bytes, in lines of 96 digits inside a code block.
bool prints(const Bytes& bytes) {
    const std::string digits = to_hex(bytes);
    std::string lines;
    for (std::size_t at = 0; at < digits.size(); at += 96) lines += digits.substr(at, 96) + "\n";
    UNSCOPED_INFO(lines);
    return format_document().find("\n" + lines) != std::string::npos;
}

Submission sample_submission() {
    const auto record = samples::record(1, 24);
    return {std::string(samples::kiosk), 1, 1, record.parsed.record, leaf_hash(record.header), samples::noon};
}

} // namespace

TEST_CASE("FORMAT.md prints the batch that we write", "[wire]") {
    const auto record = samples::record(1, 24);
    const Bytes batch = encode_batch({std::string(samples::kiosk), 1, 7}, std::vector{record.item()}, 1);
    CHECK(prints(*decompress(batch, largest_unpacked_batch)));
}

TEST_CASE("FORMAT.md prints the log entry that we write, and its leaf", "[wire]") {
    const Bytes entry = log_entry(sample_submission());
    CHECK(prints(entry));
    const Hash leaf = leaf_hash(entry);
    CHECK(prints(Bytes(leaf.begin(), leaf.end())));
}

TEST_CASE("FORMAT.md prints the answer that we write", "[wire]") {
    CHECK(prints(encode_answer(samples::answer(), samples::county_key())));
}

TEST_CASE("FORMAT.md prints the changes that we write", "[wire]") {
    Changes changes = samples::changes();
    changes.updates.resize(1);
    CHECK(prints(encode_changes(changes, samples::county_key())));
}

TEST_CASE("FORMAT.md prints the public item that we write, and its signature", "[wire]") {
    const ItemChange change = signed_item({"board", "lamp", 2, samples::noon, "title = \"路灯\"\nquestion = \"坏了\"\nasked = \"2026-10-08\"\n", ""}, samples::county_key());
    CHECK(prints(change.document));
    CHECK(prints(Bytes(change.signature.begin(), change.signature.end())));
}

TEST_CASE("FORMAT.md prints the fields of a signed request that we write", "[wire]") {
    const auto fields = sign_request({"GET", "/v1/changes", "after=5"}, sha256({}), samples::kiosk, samples::noon, samples::kiosk_key());
    const std::string document = format_document();
    for (const std::string& value : {fields.content_digest, fields.signature_input, fields.signature}) {
        UNSCOPED_INFO(value);
        CHECK(document.find(value) != std::string::npos);
    }
}

TEST_CASE("FORMAT.md prints the carriage file that we write", "[wire]") {
    const Path path = std::filesystem::temp_directory_path() / ("lianxin-format-" + std::to_string(getpid()) + ".lxc");
    auto writer = CarriageWriter::create(path, {Way::Up, "411325", std::string(samples::kiosk), samples::noon});
    REQUIRE(writer);
    const RequestTarget target{"GET", "/v1/changes", "after=5"};
    REQUIRE(writer->add(CarriedRequest{target, sign_request(target, sha256({}), samples::kiosk, samples::noon, samples::kiosk_key()), {}}));
    REQUIRE(writer->finish());
    CHECK(prints(*read_file(path, 1 << 16)));
    std::filesystem::remove(path);
}
