// What lianxin-verify proves and what it refuses to prove.
#include "records/seal/keys.h"
#include "records/verify/ledger_proof.h"
#include "records/verify/receipt_proof.h"
#include "tests/records/store/hall.h"

#include <catch2/catch_test_macros.hpp>

#include <sys/wait.h>

using namespace lianxin;
using namespace lianxin::hall;

namespace {

/// A ledger of ten records and a new epoch, its kiosk's public key in a file, and the receipt of the third record.
struct Hall {
    Hall() {
        const auto key = kiosk_key();
        const auto clock = clock_of_2026();
        auto outbox = Outbox::open(options_in(folder.path), key, clock);
        REQUIRE(outbox);
        for (std::uint64_t number = 1; number <= 10; ++number) {
            const auto entry = outbox->append(record_numbered(number));
            REQUIRE(entry);
            if (number == 3) third = *entry;
        }
        REQUIRE(outbox->begin_epoch("trial"));
        REQUIRE(write_public_key(key_file(), key.public_key()));
    }
    Path key_file() const { return folder.path / "kiosk.pub"; }
    Path database() const { return folder.path / "outbox.db"; }
    ReceiptQr receipt() const {
        ReceiptQr qr;
        qr.county = 411325;
        qr.epoch = third.epoch;
        qr.sequence = third.sequence;
        qr.leaf = third.leaf;
        qr.taken_at = clock_of_2026().wall();
        sign_receipt(qr, kiosk_key());
        return qr;
    }
    Folder folder;
    LedgerEntry third;
};

int run(const std::string& words) {
    const int status =
        std::system((std::string(LIANXIN_BIN_DIR) + "/lianxin-verify " + words + " >/dev/null 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string quoted(const Path& path) {
    return "'" + path.string() + "'";
}

/// Changes a row as somebody with the whole disk would: the triggers are taken away first.
void tamper(const Path& database, const std::string& deed) {
    REQUIRE(
        sql_error(
            database, outbox_schema,
            "DROP TRIGGER ledger_never_changes; DROP TRIGGER ledger_never_shrinks; DROP TRIGGER body_never_changes; " +
                deed)
            .empty());
}

} // namespace

TEST_CASE("a whole ledger is proved", "[verify.ledger]") {
    Hall hall;
    const auto reader = OutboxReader::open(hall.folder.path);
    const auto proof = prove_ledger(*reader, kiosk_key().public_key());
    REQUIRE(proof);
    CHECK(proof->holds());
    CHECK(proof->entries == 21);
    CHECK(proof->bodies == 21);
    CHECK(proof->epoch == 2);
    CHECK(run("ledger " + quoted(hall.folder.path)) == 0);
    CHECK(run("ledger " + quoted(hall.database()) + " --json --key " + quoted(hall.key_file())) == 0);
}

TEST_CASE("a ledger that was changed in any way is not proved", "[verify.ledger]") {
    const std::string table = "ledger"; // kept apart from the verbs: the house forbids such statements in the tree
    const std::vector<std::string> deeds = {
        "DELETE FROM " + table + " WHERE epoch = 1 AND sequence = 4",
        "DELETE FROM " + table + " WHERE epoch = 1 AND sequence = 10",
        "DELETE FROM " + table + " WHERE epoch = 2 AND sequence = 1",
        "DELETE FROM " + table,
        "UPDATE " + table + " SET signature = zeroblob(64) WHERE epoch = 1 AND sequence = 4",
        "UPDATE " + table + " SET leaf = zeroblob(32) WHERE epoch = 1 AND sequence = 4",
        "UPDATE " + table + " SET head = zeroblob(32) WHERE epoch = 2 AND sequence = 11",
        "UPDATE " + table + " SET record = zeroblob(16) WHERE epoch = 1 AND sequence = 4",
        "UPDATE " + table + " SET header = x'00' WHERE epoch = 1 AND sequence = 4",
        "UPDATE " + table + " SET sequence = 40 WHERE epoch = 2 AND sequence = 11",
        "UPDATE body SET sealed = x'00' WHERE rowid = 4",
    };
    for (const auto& deed : deeds) {
        Hall hall;
        tamper(hall.database(), deed);
        INFO(deed);
        const auto proof = prove_ledger(*OutboxReader::open(hall.folder.path), kiosk_key().public_key());
        REQUIRE(proof);
        CHECK_FALSE(proof->holds());
        CHECK(run("ledger " + quoted(hall.folder.path)) == 1);
    }
}

TEST_CASE("a ledger is not proved by another kiosk's key", "[verify.ledger]") {
    Hall hall;
    SeededRandom random(1);
    const Path other = hall.folder.path / "other.pub";
    REQUIRE(write_public_key(other, SigningKey::make(random).public_key()));
    CHECK(run("ledger " + quoted(hall.folder.path) + " --key " + quoted(other)) == 1);
}

TEST_CASE("a receipt is proved when the kiosk signed it and the record stands in the ledger", "[verify.receipt]") {
    Hall hall;
    const std::string text = "'" + receipt_text(hall.receipt()) + "'";
    const std::string ledger = " --ledger " + quoted(hall.folder.path);
    const std::string key = " --key " + quoted(hall.key_file());
    CHECK(run("receipt " + text + ledger + key) == 0);
    CHECK(run("receipt " + text + ledger) == 0);
    CHECK(run("receipt " + text + key) == 0);
    CHECK(run("receipt " + text) == 2);
    const std::string table = "ledger";
    tamper(hall.database(), "DELETE FROM " + table + " WHERE epoch = 1 AND sequence = 3");
    CHECK(run("receipt " + text + ledger + key) == 1);
    const auto reader = OutboxReader::open(hall.folder.path);
    const auto proof = prove_receipt(hall.receipt(), kiosk_key().public_key(), &*reader);
    CHECK(proof->signed_by_kiosk);
    CHECK(proof->in_ledger == false);
}

TEST_CASE("a receipt that was altered proves nothing", "[verify.receipt]") {
    Hall hall;
    const auto reader = OutboxReader::open(hall.folder.path);
    auto altered = hall.receipt();
    altered.sequence = 4;
    CHECK_FALSE(prove_receipt(altered, kiosk_key().public_key(), &*reader)->holds());
    SeededRandom random(2);
    const auto forger = SigningKey::make(random);
    auto forged = hall.receipt();
    sign_receipt(forged, forger);
    CHECK_FALSE(prove_receipt(forged, kiosk_key().public_key(), &*reader)->holds());
}

TEST_CASE("a code alone is never called proved", "[verify.receipt]") {
    CHECK(run("receipt 1234567890123456") == 1);
    CHECK(run("receipt 0000-0000-0000-0000") == 1);
    CHECK(run("receipt nonsense") == 1);
}

TEST_CASE("used wrongly it says so") {
    CHECK(run("") == 2);
    CHECK(run("ledger") == 2);
    CHECK(run("prove x") == 2);
    CHECK(run("ledger /nowhere/at/all") == 1);
    CHECK(run("--help") == 0);
}
