// The vectors that records/pack/FORMAT.md prints.
#include "records/base/text.h"
#include "records/pack/edition_file.h"
#include "records/seal/hash.h"
#include "tests/records/pack/small_county.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A signing key whose seed is 32 times the same byte.
SigningKey key_of(std::uint8_t byte) {
    return SigningKey::from_seed(Bytes(32, byte)).value();
}
Recipient recipient_of(std::uint8_t byte) {
    return Identity::from_secret(Bytes(32, byte)).value().recipient();
}

SignedKeys keys() {
    const auto root = key_of(1);
    CountyKeys keys;
    keys.county = "990021";
    keys.roots = {named(root)};
    keys.publishers = {named(key_of(2))};
    keys.answers = key_of(3).public_key();
    keys.log = key_of(4).public_key();
    keys.intake = recipient_of(5);
    keys.recovery = recipient_of(6);
    keys.discipline_first = recipient_of(7);
    keys.discipline_second = recipient_of(8);
    SignedKeys document{to_document(keys), ""};
    REQUIRE(add_root_signature(document, root));
    return document;
}

Bytes edition() {
    const std::string content = "Lianxin\n";
    Manifest manifest;
    manifest.info = {1,        "990021",    "青禾县",    "样例",
                     "县政府", TimePoint{}, TimePoint{}, TimePoint(std::chrono::hours(24))};
    manifest.audience = {"all"};
    ManifestItem item;
    item.path = "note.txt";
    item.kind_name = "other";
    item.size = item.stored = content.size();
    item.hash = blake2b(bytes_of(content));
    manifest.items = {item};
    EditionHead head{to_document(manifest), {}, "", 0};
    sign_edition(head, manifest, key_of(2));
    Bytes bytes = encode(head);
    append(bytes, bytes_of(content));
    return bytes;
}

/// Hexadecimal as FORMAT.md prints it.
std::string printed(ByteView bytes) {
    const std::string hex = to_hex(bytes);
    std::string out;
    for (std::size_t at = 0; at < hex.size(); at += 96) out += hex.substr(at, 96) + "\n";
    return out;
}

std::string format() {
    return read_text(Path(LIANXIN_SOURCE_DIR) / "records/pack/FORMAT.md", 1 << 20).value();
}

} // namespace

TEST_CASE("the format of editions prints the bytes of one", "[pack][format]") {
    INFO(printed(edition()));
    CHECK(format().find(printed(edition())) != std::string::npos);
    const TemporaryFolder folder;
    REQUIRE(write_file(folder.path() / "one.lxe", edition()));
    CHECK(problem_of(EditionFile::open(folder.path() / "one.lxe", keys())) == "");
}

TEST_CASE("the format of keys prints a document and its signature", "[pack][format]") {
    INFO(keys().document << keys().signatures);
    CHECK(format().find(keys().document) != std::string::npos);
    CHECK(format().find(keys().signatures) != std::string::npos);
    CHECK(verify_first(keys()));
}
