// Edition files: nothing that was not signed is believed, whatever byte was changed.
#include "records/base/compression.h"
#include "records/base/text.h"
#include "records/seal/hash.h"
#include "tests/records/pack/forged_edition.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace lianxin;

namespace {

/// Opens the edition and reads every item, as `lianxin-pack verify` does.
Result<void> read_whole(const Path& path, const SignedKeys& trusted) {
    auto edition = EditionFile::open(path, trusted);
    if (!edition) return std::move(edition).error();
    for (std::size_t i = 0; i < edition->manifest().items.size(); ++i)
        if (auto read = edition->read_item(i, [](ByteView) { return Result<void>(); }); !read) return read;
    return {};
}

} // namespace

TEST_CASE("an edition is read back as it was made", "[edition]") {
    const SmallCounty county;
    const auto path = county.edition(1);
    const auto edition = EditionFile::open(path, county.keys());
    REQUIRE(problem_of(edition) == "");
    CHECK(edition->manifest().info.number == 1);
    CHECK(edition->keys() == county.keys());
    for (std::size_t i = 0; i < edition->manifest().items.size(); ++i) {
        Bytes content;
        REQUIRE(edition->read_item(i, [&](ByteView bytes) {
            append(content, bytes);
            return Result<void>();
        }));
        CHECK(content == bytes_of_file(county.source() / edition->manifest().items[i].path));
    }
}

TEST_CASE("every changed byte of an edition is noticed", "[edition][pack.flip]") {
    const SmallCounty county;
    REQUIRE(county.build(county.folder() / "one.lxe", {"publisher"}, county.keys()));
    const auto whole = bytes_of_file(county.folder() / "one.lxe");
    REQUIRE(read_whole(county.folder() / "one.lxe", county.keys()));
    const Path spoiled = county.folder() / "spoiled.lxe";
    auto file = File::open(spoiled, O_RDWR | O_CREAT);
    REQUIRE(file);
    REQUIRE(file->write_all(whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const auto changed = static_cast<std::uint8_t>(whole[i] ^ (1u << (i % 8)));
        REQUIRE(::pwrite(file->descriptor(), &changed, 1, static_cast<off_t>(i)) == 1);
        INFO("byte " << i);
        REQUIRE_FALSE(read_whole(spoiled, county.keys()));
        REQUIRE(::pwrite(file->descriptor(), &whole[i], 1, static_cast<off_t>(i)) == 1);
    }
    CHECK(read_whole(spoiled, county.keys()));
}

TEST_CASE("an edition cut short anywhere, or with bytes behind its end, is refused", "[edition][pack.torn]") {
    const SmallCounty county;
    const auto whole = bytes_of_file(county.edition(1));
    const Path torn = county.folder() / "torn.lxe";
    for (std::size_t length = 0; length < whole.size(); length += 100) {
        REQUIRE(write_file(torn, ByteView(whole).first(length)));
        REQUIRE_FALSE(EditionFile::open(torn, county.keys()));
    }
    REQUIRE(write_file(torn, ByteView(whole).first(whole.size() - 1)));
    CHECK(problem_of(EditionFile::open(torn, county.keys())) == "refused as too_short: corrupt: the file ends too early; copy it again");
    auto longer = whole;
    longer.push_back(0);
    REQUIRE(write_file(torn, longer));
    CHECK(problem_of(EditionFile::open(torn, county.keys())) == "refused as too_long: corrupt: bytes follow the end of the edition");
    REQUIRE(write_file(torn, "%PDF-1.4 a leaflet"));
    CHECK(problem_of(EditionFile::open(torn, county.keys())) == "refused as not_an_edition: invalid: this file is not a content edition");
    REQUIRE(write_file(torn, "LXE2\r\n\x1a\n"));
    CHECK(problem_of(EditionFile::open(torn, county.keys())) ==
          "refused as later_version: unsupported: the edition is of a version that this program does not know");
}

TEST_CASE("only a publisher of the county is believed", "[edition][pack.stranger]") {
    const SmallCounty county;
    const SmallCounty stranger("990021", 2);
    const auto refused = [](const std::string& reason) {
        return "refused as " + reason + ": untrusted: the edition is not signed by a publisher of county 990021 ";
    };
    CHECK(problem_of(EditionFile::open(stranger.edition(1), county.keys())) ==
          refused("stranger") + "(signed by a key that the county does not name)");
    const Path path = county.folder() / "x.lxe";
    REQUIRE(county.build(path, {}));
    CHECK(problem_of(EditionFile::open(path, county.keys())) == refused("unsigned") + "(it carries no signature)");
    REQUIRE(county.build(path, {"root-1"}));
    CHECK(problem_of(EditionFile::open(path, county.keys())) ==
          refused("stranger") + "(signed by a key that the county does not name)");
    REQUIRE(sign_edition_file(path, county.key("publisher")));
    CHECK(problem_of(EditionFile::open(path, county.keys())) ==
          refused("stranger") + "(signed by a key that the county does not name)");
    REQUIRE(county.build(path, {}));
    REQUIRE(sign_edition_file(path, county.key("publisher")));
    CHECK(problem_of(read_whole(path, county.keys())) == "");
    CHECK(sign_edition_file(path, county.key("publisher")).error().code == ErrorCode::Conflict);
}

TEST_CASE("an edition of another county is refused even when our publisher signed it", "[edition][pack.stranger]") {
    const SmallCounty county;
    county.edit("edition.toml", "county = \"990021\"", "county = \"990022\"");
    CHECK(problem_of(EditionFile::open(county.edition(1), county.keys())) ==
          "refused as other_county: untrusted: the edition is for county 990022, not for 990021");
}

TEST_CASE("an edition brings new keys along when the roots signed them", "[edition][pack.roll-over]") {
    const SmallCounty county;
    auto keys = parse_county_keys(county.keys().document).value();
    SeededRandom random(5);
    const auto publisher = SigningKey::make(random);
    keys.version = 2;
    keys.publishers = {{key_id_of(publisher.public_key()), publisher.public_key()}};
    SignedKeys next{to_document(keys), ""};
    REQUIRE(add_root_signature(next, county.key("root-2")));
    CHECK(EditionFile::open(county.edition(1), county.keys()));

    const Path path = county.folder() / "rolled.lxe";
    REQUIRE(county.build(path, {}, next));
    REQUIRE(sign_edition_file(path, publisher));
    CHECK(problem_of(EditionFile::open(path, county.keys())) ==
          "the keys that the edition carries: refused as unsigned_keys: untrusted: keys.json is signed by 1 of the county's root keys, 2 are "
          "needed");
    REQUIRE(add_root_signature(next, county.key("root-3")));
    REQUIRE(county.build(path, {}, next));
    REQUIRE(sign_edition_file(path, publisher));
    const auto edition = EditionFile::open(path, county.keys());
    REQUIRE(problem_of(edition) == "");
    CHECK(edition->keys() == next);
    // From now on the old publisher is a stranger.
    CHECK(EditionFile::open(county.edition(2), next).error().code == ErrorCode::Untrusted);
}

TEST_CASE("the stock minisign verifies an edition's manifest", "[edition][pack.minisign]") {
    REQUIRE(std::system("command -v minisign >/dev/null 2>&1") == 0);
    const SmallCounty county;
    auto file = File::open(county.edition(7), O_RDONLY);
    REQUIRE(file);
    const auto head = read_edition_head(*file);
    REQUIRE(head);
    const auto publisher = county.key("publisher").public_key();
    REQUIRE(write_file(county.folder() / "manifest.json", head->manifest));
    REQUIRE(write_file(county.folder() / "manifest.json.minisig", head->signatures));
    REQUIRE(write_file(county.folder() / "publisher.pub", minisign_public_key({key_id_of(publisher), publisher})));
    const std::string command =
        "cd '" + county.folder().string() + "' && minisign -V -Q -p publisher.pub -m manifest.json >comment.txt 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(read_text(county.folder() / "comment.txt", 1000).value() == "edition 7 of county 990021\n");
    REQUIRE(write_file(county.folder() / "manifest.json", head->manifest + " "));
    CHECK(std::system(command.c_str()) != 0);
}

TEST_CASE("an item that unpacks to more or other than it says is refused before it fills anything",
          "[edition][pack.bomb]") {
    const SmallCounty county;
    const Bytes zeros = bomb_content();
    const Bytes bomb = compress(zeros, 1);
    REQUIRE(bomb.size() < 64 * 1024);
    const Bytes small(100, 'a');

    // The frame says 64 MiB, the manifest 8.
    auto problem = problem_of(read_whole(forged(county, with_item(zeros, bomb, 8 << 20), bomb), county.keys()));
    CHECK(problem == "a.txt: refused as damaged_item: invalid: unpacked size exceeds 8388608 bytes");
    // The manifest itself says that it grows like nothing that anybody writes.
    const Bytes blanks(8 << 20, ' '), packed_blanks = compress(blanks, 19);
    problem = problem_of(read_whole(forged(county, with_item(blanks, packed_blanks, blanks.size()), packed_blanks), county.keys()));
    CHECK(problem == "a.txt: refused as unreadable_manifest: invalid: manifest: a packed item would grow more than 500 times");
    // The manifest itself says 64 MiB.
    problem = problem_of(read_whole(forged(county, with_item(zeros, bomb, 64 << 20), bomb), county.keys()));
    CHECK(problem == "a.txt: refused as unreadable_manifest: invalid: manifest: a packed item is too large");
    const Bytes packed = compress(small, 3);
    problem = problem_of(read_whole(forged(county, with_item(small, packed, 101), packed), county.keys()));
    CHECK(problem == "a.txt: refused as damaged_item: corrupt: the item does not unpack to what the manifest says");
    const Bytes other = compress(Bytes(100, 'b'), 3);
    problem = problem_of(read_whole(forged(county, with_item(small, other, 100), other), county.keys()));
    CHECK(problem == "a.txt: refused as damaged_item: corrupt: the item does not unpack to what the manifest says");
    CHECK(problem_of(read_whole(forged(county, with_item(small, packed, 100), packed), county.keys())) == "");
}
