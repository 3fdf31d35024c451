// The attacks on updates that TUF and Uptane name, one test each: refused by a reason of its own, the library
// untouched.
#include "tests/records/pack/forged_edition.h"
#include "tests/records/pack/hall_library.h"

#include "records/base/text.h"

#include <fcntl.h>
#include <unistd.h>

using namespace lianxin;

namespace {

constexpr TimePoint at(int year, unsigned month, unsigned day) {
    return TimePoint(
        std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)));
}

SigningKey fresh_key() {
    SeededRandom random(31);
    return SigningKey::make(random);
}

} // namespace

TEST_CASE("rollback: an older edition that the county once signed is not put in again", "[attack][attack.rollback]") {
    const HallLibrary hall(4);
    const Path old = hall.county.edition(3);
    hall.install(hall.county.edition(5));
    CHECK(hall.refused(old) == "older");
    // Neither after the database was lost: the heads beside it still know the number.
    for (const auto* file : {"library.db", "library.db-wal", "library.db-shm"})
        std::filesystem::remove(hall.library / file);
    CHECK_FALSE(install_edition(old, hall.options()));
    CHECK(hall.installed_number() == 5);
    // Nor after the disk damaged what tells who signed the installed one.
    const Path head = hall.library / "heads/county-5.lxe";
    auto bytes = bytes_of_file(head);
    bytes[bytes.size() - 20] ^= 1;
    REQUIRE(write_file(head, bytes));
    CHECK(hall.refused(old) == "older");
}

TEST_CASE("freeze: whoever keeps newer editions away is found out when the old one expires",
          "[attack][attack.freeze]") {
    const HallLibrary hall;
    // The same edition again and again changes nothing, and pretends no freshness.
    const auto before = state_of(hall.library);
    CHECK(install_edition(hall.county.edition(5), hall.options())->outcome == Installed::Outcome::AlreadyThere);
    CHECK(state_of(hall.library) == before);
    CHECK(LibraryReader::open(hall.library)->edition()->expires == at(2027, 12, 31) + std::chrono::hours(16));
    // An edition kept back until it expired is not put in any more.
    auto late = hall.options();
    late.earliest = at(2028, 1, 1);
    CHECK(hall.refused(hall.county.edition(6), late) == "expired");
}

TEST_CASE("fast-forward: a stolen key's huge number does not keep the county out once the key is withdrawn",
          "[attack][attack.fast-forward]") {
    const HallLibrary hall;
    const std::uint64_t huge = INT64_MAX;
    hall.install(hall.county.edition(huge));
    CHECK(hall.refused(hall.county.edition(6)) == "older");
    const auto keys = hall.county.next_keys([](CountyKeys& next) { next.publishers = {named(fresh_key())}; });
    static_cast<void>(hall.county.edition(7));
    const Path recovered = hall.county.folder() / "recovered.lxe";
    REQUIRE(hall.county.build(recovered, {}, keys));
    REQUIRE(sign_edition_file(recovered, fresh_key()));
    hall.install(recovered);
    CHECK(hall.installed_number() == 7);
    // The stolen key opens nothing now, and numbers rise again.
    CHECK(hall.refused(hall.county.edition(8)) == "stranger");
}

TEST_CASE("mix and match: parts of editions that were all signed make no edition", "[attack][attack.mix]") {
    const HallLibrary hall;
    const auto with_picture = [&](char last) {
        hall.county.write("pictures/road.png",
                          text_of(small_png()) + std::string("\0\0\0", 3) + last + "IEND\xae\x42\x60\x82");
    };
    with_picture('6');
    const Path six = hall.county.edition(6);
    const auto six_head = head_of(six);
    const auto six_blobs = blobs_of(six);
    with_picture('7');
    const Path seven = hall.county.edition(7);

    auto mixed = head_of(seven);
    mixed.signatures = six_head.signatures;
    CHECK(hall.refused(put_together(hall.county, mixed, blobs_of(seven))) == "altered_signature");
    CHECK(hall.refused(put_together(hall.county, head_of(seven), six_blobs)) == "damaged_item");
    // A delta says of itself what it holds; what it holds of another edition is found out.
    auto delta = head_of(seven);
    delta.held = held_bits(8, [](std::size_t index) { return index < 8; });
    CHECK(hall.refused(put_together(hall.county, delta, six_blobs)) == "damaged_item");
}

TEST_CASE("endless data: no file fills the disk or the memory, however it goes on", "[attack][attack.endless]") {
    const HallLibrary hall;
    const Path six = hall.county.edition(6);
    auto longer = bytes_of_file(six);
    longer.resize(longer.size() + 5000);
    REQUIRE(write_file(hall.county.folder() / "longer.lxe", longer));
    CHECK(hall.refused(hall.county.folder() / "longer.lxe") == "too_long");
    auto endless = bytes_of_file(six);
    for (std::size_t i = 8; i < 12; ++i) endless[i] = 0xff; // the length of the manifest
    REQUIRE(write_file(hall.county.folder() / "endless.lxe", endless));
    CHECK(hall.refused(hall.county.folder() / "endless.lxe") == "too_long");
    // A file without an end to read, and one of a terabyte that is all hole.
    CHECK(hall.refused("/dev/zero") == "not_an_edition");
    const Path hole = hall.county.folder() / "hole.lxe";
    REQUIRE(write_file(hole, bytes_of_file(six)));
    REQUIRE(::truncate(hole.c_str(), off_t{1} << 40) == 0);
    CHECK(hall.refused(hole) == "too_long");
}

TEST_CASE("arbitrary content: what the county did not sign is not looked into", "[attack][attack.arbitrary]") {
    const HallLibrary hall;
    const SmallCounty stranger("990021", 2);
    CHECK(hall.refused(stranger.edition(6)) == "stranger");
    const Path unsigned_file = hall.county.folder() / "unsigned.lxe";
    static_cast<void>(hall.county.edition(6));
    REQUIRE(hall.county.build(unsigned_file, {}));
    CHECK(hall.refused(unsigned_file) == "unsigned");
    auto changed = head_of(hall.county.edition(6));
    changed.manifest = replaced(changed.manifest, "便民", "害民");
    CHECK(hall.refused(put_together(hall.county, changed, blobs_of(hall.county.edition(6)))) == "altered_signature");
    // A manifest that would break the reader is refused by its signature, before it is parsed.
    changed.manifest = std::string(1000, '[');
    CHECK(hall.refused(put_together(hall.county, changed, {})) == "altered_signature");
    REQUIRE(write_file(hall.county.folder() / "leaflet.lxe", "%PDF-1.4"));
    CHECK(hall.refused(hall.county.folder() / "leaflet.lxe") == "not_an_edition");
}

TEST_CASE("slow retrieval: half an edition, whenever it stops, is no edition", "[attack][attack.slow]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    const auto whole = bytes_of_file(hall.county.edition(6));
    const Path half = hall.county.folder() / "half.lxe";
    for (const std::size_t size : {whole.size() / 3, whole.size() / 2, whole.size() - 1}) {
        REQUIRE(write_file(half, ByteView(whole).first(size)));
        CHECK(hall.refused(half) == "too_short");
    }
}

TEST_CASE("key compromise: one stolen key of two is not enough, and a withdrawn one is worth nothing",
          "[attack][attack.keys]") {
    const HallLibrary hall;
    auto two = hall.options();
    two.enrolled = hall.county.next_keys([](CountyKeys& next) {
        next.publishers.push_back(named(fresh_key()));
        next.publisher_threshold = 2;
    });
    CHECK(hall.refused(hall.county.edition(6), two) == "too_few_signers");
    // New keys that one root alone signed, though the county asks for two.
    auto keys = parse_county_keys(hall.county.keys().document).value();
    keys.version = 2;
    keys.publishers = {named(fresh_key())};
    SignedKeys stolen{to_document(keys), ""};
    REQUIRE(add_root_signature(stolen, hall.county.key("root-1")));
    const Path file = hall.county.folder() / "stolen.lxe";
    REQUIRE(hall.county.build(file, {}, stolen));
    REQUIRE(sign_edition_file(file, fresh_key()));
    CHECK(hall.refused(file) == "unsigned_keys");
    // Keys that were good once, carried by whoever would like them back.
    auto later = hall.options();
    later.enrolled = hall.county.next_keys([](CountyKeys& next) { ++next.version; });
    REQUIRE(hall.county.build(file, {"publisher"}, hall.county.keys()));
    CHECK(hall.refused(file, later) == "older_keys");
}

TEST_CASE("another county's, township's or kiosk's edition is refused, though it is well signed",
          "[attack][attack.audience]") {
    const HallLibrary hall;
    hall.county.edit("edition.toml", "county = \"990021\"", "county = \"990022\"");
    CHECK(hall.refused(hall.county.edition(6)) == "other_county");
    hall.county.edit("edition.toml", "county = \"990022\"", "county = \"990021\"");
    hall.county.edit("edition.toml", "audience = \"all\"", "audience = [\"township:990021103000\", \"kiosk:BY-02\"]");
    CHECK(hall.refused(hall.county.edition(6)) == "other_audience");
    hall.county.edit("edition.toml", "便民服务内容", "另外的内容");
    CHECK(hall.refused(hall.county.edition(5), [&] {
        auto how = hall.options();
        how.township = "990021103000";
        return how;
    }()) == "same_number");
}
