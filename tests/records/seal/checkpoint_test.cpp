// Signed checkpoints: exact text, strict reading, and the example of the standard.
#include "records/seal/checkpoint.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

SigningKey log_key() {
    SeededRandom random(70);
    return SigningKey::make(random);
}

Checkpoint sample() {
    Checkpoint checkpoint{"lianxin/411325", 20852163, {}};
    checkpoint.root.fill(0x5a);
    return checkpoint;
}

bool holds(std::string_view note) {
    return bool(verify_checkpoint(note, "lianxin/411325", log_key().public_key()));
}

} // namespace

TEST_CASE("the checkpoint is three lines, an empty one, and a signature line") {
    const std::string note = sign_checkpoint(sample(), log_key());
    CHECK(note.starts_with(
        "lianxin/411325\n20852163\nWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=\n\n\xe2\x80\x94 lianxin/411325 "));
    CHECK(note.ends_with("\n"));
    CHECK(*parse_checkpoint(note) == sample());
    CHECK(*verify_checkpoint(note, "lianxin/411325", log_key().public_key()) == sample());
}

TEST_CASE("the published example of a signed note verifies under our reader's rules") {
    // PeterNeumann, the key and note in the documentation of the Go package note.
    const Bytes key = *from_base64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    PublicKey peter;
    std::copy(key.begin() + 1, key.end(), peter.bytes.begin());
    CHECK(verifier_key("PeterNeumann", peter) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

TEST_CASE("no byte of a signed checkpoint can be changed", "[ledger.checkpoint]") {
    const std::string note = sign_checkpoint(sample(), log_key());
    for (std::size_t i = 0; i < note.size(); ++i) {
        std::string changed = note;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        INFO("byte " << i);
        CHECK_FALSE(holds(changed));
    }
    for (std::size_t length = 0; length < note.size(); ++length) CHECK_FALSE(holds(note.substr(0, length)));
}

TEST_CASE("another log, another key and no signature are refused") {
    const std::string note = sign_checkpoint(sample(), log_key());
    CHECK_FALSE(verify_checkpoint(note, "lianxin/411326", log_key().public_key()));
    SeededRandom random(71);
    CHECK_FALSE(verify_checkpoint(note, "lianxin/411325", SigningKey::make(random).public_key()));
    CHECK_FALSE(holds(checkpoint_text(sample())));
    CHECK_FALSE(holds(checkpoint_text(sample()) + "\n"));
    CHECK_FALSE(holds(""));
    CHECK_FALSE(holds(note + std::string(20'000, 'x')));
}

TEST_CASE("signatures of witnesses beside ours are passed over") {
    const std::string note = sign_checkpoint(sample(), log_key());
    const std::string witness = "\xe2\x80\x94 witness.example AAAAAQEBAQE=\n";
    CHECK(holds(note + witness));
    const auto gap = note.find("\n\n") + 2;
    CHECK(holds(note.substr(0, gap) + witness + note.substr(gap)));
    CHECK_FALSE(holds(note.substr(0, gap) + witness));
    CHECK_FALSE(holds(note + "no signature\n"));
}

TEST_CASE("sizes and roots have one spelling") {
    const auto reads = [](const std::string& body) {
        return bool(parse_checkpoint(body + "\n\xe2\x80\x94 a AAAAAA==\n"));
    };
    const std::string root = "WlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlo=";
    CHECK(reads("a\n0\n" + root + "\n"));
    CHECK(reads("a\n18446744073709551615\n" + root + "\nextension\n"));
    CHECK_FALSE(reads("a\n007\n" + root + "\n"));
    CHECK_FALSE(reads("a\n+7\n" + root + "\n"));
    CHECK_FALSE(reads("a\n-7\n" + root + "\n"));
    CHECK_FALSE(reads("a\n18446744073709551616\n" + root + "\n"));
    CHECK_FALSE(reads("a\n7\nWlpa\n"));
    CHECK_FALSE(reads("\n7\n" + root + "\n"));
    CHECK_FALSE(reads("a\n7\n"));
    CHECK_FALSE(reads("a\t\n7\n" + root + "\n"));
}
