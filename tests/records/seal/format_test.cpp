// The vectors written in FORMAT.md are what the code does.
#include "records/base/text.h"
#include "records/seal/checkpoint.h"
#include "records/seal/hash.h"
#include "records/seal/merkle.h"
#include "records/seal/receipt_keys.h"
#include "records/seal/receipt_qr.h"
#include "records/seal/record_seal.h"

#include "records/base/file.h"
#include "tests/records/seal/samples.h"

#include <catch2/catch_test_macros.hpp>

#include <map>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// Lines "name = value" of the blocks marked "vector".
std::map<std::string, std::string> read_vectors() {
    const auto text = read_text(Path(LIANXIN_SOURCE_DIR) / "records/seal/FORMAT.md", 1 << 20);
    REQUIRE(text);
    std::map<std::string, std::string> out;
    bool inside = false;
    for (auto line : split(*text, '\n')) {
        if (line.starts_with("```")) inside = line == "```vector";
        const auto sign = line.find(" = ");
        if (inside && sign != std::string_view::npos) out.emplace(line.substr(0, sign), line.substr(sign + 3));
    }
    return out;
}

const std::string& written(const std::string& name) {
    static const auto all = read_vectors();
    INFO(name);
    REQUIRE(all.contains(name));
    return all.at(name);
}

std::vector<Identity> identity(const std::string& name) {
    auto key = Identity::parse(written(name));
    REQUIRE(key);
    return only(*std::move(key));
}

SigningKey signing_key(const std::string& name) {
    return *SigningKey::from_seed(*from_hex(written(name)));
}
std::uint64_t number(const std::string& name) {
    return std::stoull(written(name));
}

} // namespace

TEST_CASE("the seal of FORMAT.md opens") {
    const auto key = identity("age.identity");
    CHECK(to_text(key[0].recipient()) == written("age.recipient"));
    CHECK(text_of(*open(*from_base64(written("age.sealed")), key, 1000)) == written("age.plain"));
}

TEST_CASE("the record and the report of FORMAT.md open") {
    const auto county = identity("record.identity");
    CHECK(text_of(*open_record(Suite::AgeX25519, *from_base64(written("record.sealed")), county, {})) ==
          written("record.body"));
    const auto layer =
        open_layer(Suite::AgeX25519, *from_base64(written("report.sealed")), identity("report.first"), {});
    REQUIRE(layer);
    CHECK(text_of(*open_record(Suite::AgeX25519, layer->bytes, identity("report.second"), {})) ==
          written("record.body"));
}

TEST_CASE("the receipt keys of FORMAT.md come out") {
    const auto by_code =
        identity_from_code(written("code.digits"), written("code.county"), std::stoi(written("code.year")));
    REQUIRE(by_code);
    CHECK(to_hex(by_code->tag) == written("code.tag"));
    CHECK(to_text(by_code->identity.recipient()) == written("code.recipient"));
    const auto by_qr = identity_from_secret(*to_array<16>(*from_hex(written("secret.bytes"))));
    CHECK(to_hex(by_qr.tag) == written("secret.tag"));
    CHECK(to_text(by_qr.identity.recipient()) == written("secret.recipient"));
}

TEST_CASE("the receipt of FORMAT.md reads, verifies and is written again") {
    auto receipt = parse_receipt(written("receipt.text"));
    REQUIRE(receipt);
    CHECK(to_hex(signing_key("receipt.kiosk_seed").public_key().bytes) == written("receipt.kiosk_key"));
    CHECK(verify_receipt(*receipt, signing_key("receipt.kiosk_seed").public_key()));
    sign_receipt(*receipt, signing_key("receipt.kiosk_seed"));
    CHECK(receipt_text(*receipt) == written("receipt.text"));
}

TEST_CASE("the minisign text of FORMAT.md is what we write") {
    const SigningKey key = signing_key("minisign.seed");
    const MinisignKey open_key{key_id_of(key.public_key()), key.public_key()};
    CHECK(split(minisign_public_key(open_key), '\n')[1] == written("minisign.public_key"));
    const std::string text =
        minisign_signature(key, open_key.id, bytes_of(written("minisign.message")), written("minisign.comment"));
    CHECK(split(text, '\n')[1] == written("minisign.first_line"));
    CHECK(split(text, '\n')[3] == written("minisign.second_line"));
}

TEST_CASE("the tree of FORMAT.md has that root and range proof") {
    std::vector<Hash> leaves;
    std::map<std::pair<unsigned, std::uint64_t>, Hash> nodes;
    Frontier frontier;
    for (auto entry : split(written("tree.entries"), ',')) {
        leaves.push_back(leaf_hash(*from_hex(entry)));
        frontier.add(leaves.back(), [&](unsigned level, std::uint64_t index, const Hash& node) {
            nodes[{level, index}] = node;
        });
    }
    CHECK(to_hex(frontier.root()) == written("tree.root"));
    const auto first = number("tree.range_first");
    const auto proof = *range_proof(first, number("tree.range_count"), leaves.size(),
                                    [&](unsigned level, std::uint64_t index) -> Result<Hash> {
                                        return nodes.at({level, index});
                                    });
    std::string spelled;
    for (const auto& hash : proof) spelled += (spelled.empty() ? "" : ",") + to_hex(hash);
    CHECK(spelled == written("tree.range_proof"));
    CHECK(verify_range(std::span(leaves).subspan(first, number("tree.range_count")), first, leaves.size(), proof,
                       frontier.root()));
}

TEST_CASE("the checkpoint of FORMAT.md is what we write") {
    const SigningKey key = signing_key("note.seed");
    const Checkpoint checkpoint{written("note.origin"), number("note.size"),
                                *to_array<32>(*from_hex(written("tree.root")))};
    CHECK(to_base64(bytes_of(sign_checkpoint(checkpoint, key))) == written("note.text"));
    CHECK(verifier_key(checkpoint.origin, key.public_key()) == written("note.verifier_key"));
}
