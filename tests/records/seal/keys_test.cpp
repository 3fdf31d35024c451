// Key files: what is written is read back, secrets stay private, and mistakes are named without showing keys.
#include "records/seal/keys.h"

#include "tests/records/seal/samples.h"
#include "tests/records/seal/workshop.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;
namespace fs = std::filesystem;

namespace {

bool is_owner_only(const Path& path) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    return (fs::status(path).permissions() & others) == fs::perms::none;
}

} // namespace

TEST_CASE("keys written to files are read back, secret ones readable by their owner alone", "[keys.private]") {
    const Workshop shop;
    SeededRandom random(60);
    const Identity identity = Identity::make(random);
    const SigningKey signing = SigningKey::make(random);
    REQUIRE(write_identity(shop.path("intake.key"), identity));
    REQUIRE(write_signing_key(shop.path("kiosk.key"), signing));
    REQUIRE(write_public_key(shop.path("kiosk.pub"), signing.public_key()));
    CHECK(read_identity(shop.path("intake.key"))->recipient() == identity.recipient());
    CHECK(read_signing_key(shop.path("kiosk.key"))->public_key() == signing.public_key());
    CHECK(*read_public_key(shop.path("kiosk.pub")) == signing.public_key());
    CHECK(is_owner_only(shop.path("intake.key")));
    CHECK(is_owner_only(shop.path("kiosk.key")));
    CHECK_FALSE(is_owner_only(shop.path("kiosk.pub")));
}

TEST_CASE("a secret key is never written over another", "[keys.kept]") {
    const Workshop shop;
    SeededRandom random(61);
    const Identity first = Identity::make(random);
    REQUIRE(write_identity(shop.path("intake.key"), first));
    CHECK(write_identity(shop.path("intake.key"), Identity::make(random)).error().code == ErrorCode::Conflict);
    CHECK(write_signing_key(shop.path("intake.key"), SigningKey::make(random)).error().code == ErrorCode::Conflict);
    CHECK(read_identity(shop.path("intake.key"))->recipient() == first.recipient());
}

TEST_CASE("a broken key file is named by file and line, without its content") {
    const Workshop shop;
    SeededRandom random(62);
    std::string secret = Identity::make(random).secret_text();
    secret.back() = secret.back() == 'Q' ? 'P' : 'Q';
    shop.put("broken.key", "# ours\n\n" + secret + "\n");
    const auto broken = read_identities(shop.path("broken.key"));
    REQUIRE_FALSE(broken);
    const std::string told = broken.error().text();
    CHECK(told.find("broken.key line 3") != std::string::npos);
    CHECK(told.find(secret.substr(20, 8)) == std::string::npos);
    CHECK(read_identities(shop.path("none.key")).error().code == ErrorCode::NotFound);
    shop.put("empty.key", std::string("# nothing\n"));
    CHECK(read_identities(shop.path("empty.key")).error().code == ErrorCode::Invalid);
    shop.put("other.key", std::string("lianxin ed25519 public key AAAA\n"));
    CHECK(read_signing_key(shop.path("other.key")).error().code == ErrorCode::Invalid);
    CHECK(read_public_key(shop.path("other.key")).error().code == ErrorCode::Invalid);
}

TEST_CASE("several recipients fit in a file, several identities are not one") {
    const Workshop shop;
    SeededRandom random(63);
    const auto keys = identities(2, random);
    REQUIRE(write_recipients(shop.path("all.pub"), recipients_of(keys)));
    CHECK(*read_recipients(shop.path("all.pub")) == recipients_of(keys));
    shop.put("two.key", keys[0].secret_text() + "\n" + keys[1].secret_text() + "\n");
    CHECK(read_identities(shop.path("two.key"))->size() == 2);
    CHECK(read_identity(shop.path("two.key")).error().code == ErrorCode::Invalid);
}
