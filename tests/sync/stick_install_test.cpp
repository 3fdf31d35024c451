// What a technician brings on a stick, through the daemon as it is, from the wish to the library: hostile editions and wild clocks.
#include "sync/carrier.h"

#include "records/base/compression.h"
#include "records/base/date.h"
#include "records/base/kept_time.h"
#include "records/base/text.h"
#include "records/wire/enrolment.h"
#include "tests/records/pack/forged_edition.h"
#include "tests/records/pack/hall_library.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

using std::chrono::days;

/// The daemon of a kiosk without a network whose library holds edition 5, at noon of a day after it was made, by its own clock.
struct StickKiosk {
    explicit StickKiosk(days after = days(1)) : machine(build_date() + after + std::chrono::hours(4)) {
        SeededRandom random(3);
        settings.outbox = hall.county.folder() / "outbox";
        settings.state = hall.county.folder() / "daemon";
        settings.enrolment = hall.county.keys_folder();
        settings.library = hall.library;
        settings.stick.folder = hall.county.folder() / "stick";
        settings.stick.presence = StickPlace::Presence::Folder;
        for (const Path& folder : {settings.outbox, settings.inbox(), settings.stick.folder}) std::filesystem::create_directories(folder);
        REQUIRE(write_enrolment(settings.enrolment, {"QX-01", "990021101000", "990021", "https://127.0.0.1:1", ""}));
        REQUIRE(write_kiosk_key(settings.enrolment, SigningKey::make(random)));
    }
    void keep_time(days floor, std::optional<days> heard = {}) const {
        KeptTime kept{build_date() + floor, {}};
        if (heard) kept.heard = CountyTime{build_date() + *heard, Milliseconds(0), Milliseconds(300), boot_id()};
        REQUIRE(write_kept_time(settings.time(), kept));
    }
    /// Validity of all editions made from now on, in days after the making of this program.
    void valid(int first, int last) const {
        hall.county.edit("edition.toml", "not_before = 2026-01-01", "not_before = " + iso_day(day_in_china(build_date() + days(first))));
        hall.county.edit("edition.toml", "expires = 2027-12-31", "expires = " + iso_day(day_in_china(build_date() + days(last))));
    }
    /// Nothing but this file lies on the stick.
    StickStatus serve(StickDeed deed, const Path& edition) {
        std::filesystem::copy_file(edition, settings.stick.folder / "brought.lxe", std::filesystem::copy_options::overwrite_existing);
        Carrier carrier(settings, machine, [] { return false; }, [] { return false; });
        REQUIRE(problem_of(carrier.open()) == "");
        REQUIRE(write_passing(settings.stick_wish(), to_text(StickWish{++wishes, deed})));
        REQUIRE(carrier.help());
        return parse_stick_status(read_text(settings.stick_status(), 1 << 16).value()).value();
    }
    /// Why the screen says that the edition is not taken, after making sure that no byte of the library changed by the wish to install it.
    std::string refused(const Path& edition) {
        const auto before = state_of(hall.library);
        const StickStatus told = serve(StickDeed::Install, edition);
        CHECK(told.phase == StickPhase::Failed);
        CHECK(state_of(hall.library) == before);
        CHECK(hall.installed_number() == 5);
        if (told.refusals.empty()) return told.problem;
        CHECK(told.problem == "not_found"); // it was not even offered
        return told.refusals.front().reason;
    }

    HallLibrary hall;
    Settings settings;
    ManualClock machine;
    std::uint64_t wishes = 0;
};

/// Edition 6 of one item for everybody.
Path lying(const SmallCounty& county, const Bytes& content, const Bytes& stored, std::uint64_t size) {
    Manifest manifest = with_item(content, stored, size);
    manifest.info.number = 6;
    manifest.info.expires = build_date() + days(300);
    return forged(county, manifest, stored);
}

} // namespace

TEST_CASE("a good edition goes in by stick where nothing but the floor is certain and the machine's clock stands a year ahead", "[stick][stick.wild-clock]") {
    StickKiosk kiosk(days(395));
    kiosk.valid(-20, 390);
    const Path six = kiosk.hall.county.edition(6);
    SECTION("it has not certainly expired") {
        CHECK(kiosk.serve(StickDeed::Look, six).edition);
        CHECK(kiosk.serve(StickDeed::Install, six).phase == StickPhase::Done);
        CHECK(kiosk.hall.installed_number() == 6);
    }
    SECTION("it has, by what the county signed") {
        kiosk.keep_time(days(392));
        CHECK(kiosk.refused(six) == "expired");
    }
}

TEST_CASE("an edition goes in by stick on its first day on a machine that goes on from where it was switched off", "[stick][stick.wild-clock]") {
    StickKiosk kiosk(days(1));
    kiosk.valid(3, 300);
    const Path six = kiosk.hall.county.edition(6);
    SECTION("the machine's clock says that the day is not there yet") {
        CHECK(kiosk.serve(StickDeed::Look, six).edition);
        CHECK(kiosk.serve(StickDeed::Install, six).phase == StickPhase::Done);
        CHECK(kiosk.hall.installed_number() == 6);
    }
    SECTION("the county said so in this boot") {
        kiosk.keep_time(days(1), days(1));
        CHECK(kiosk.refused(six) == "too_early");
    }
}

TEST_CASE("no bomb, no mixture and no damage that a stick brings gets past the daemon, and each is told by its word", "[stick][stick.hostile]") {
    StickKiosk kiosk;
    const SmallCounty& county = kiosk.hall.county;
    SECTION("a packed item of 64 MiB that says it is 8") {
        const Bytes zeros = bomb_content();
        CHECK(kiosk.refused(lying(county, zeros, compress(zeros, 1), 8 << 20)) == "damaged_item");
    }
    SECTION("one that says how it would grow") {
        const Bytes blanks(8 << 20, ' ');
        CHECK(kiosk.refused(lying(county, blanks, compress(blanks, 19), blanks.size())) == "unreadable_manifest");
    }
    SECTION("parts of two editions that were both signed") {
        const auto with_picture = [&](char last) {
            county.write("pictures/road.png", text_of(small_png()) + std::string("\0\0\0", 3) + last + "IEND\xae\x42\x60\x82");
        };
        with_picture('6');
        const Path six = county.edition(6);
        const auto six_head = head_of(six);
        const auto six_blobs = blobs_of(six);
        with_picture('7');
        const Path seven = county.edition(7);
        auto mixed = head_of(seven);
        mixed.signatures = six_head.signatures;
        CHECK(kiosk.refused(put_together(county, mixed, blobs_of(seven))) == "altered_signature");
        CHECK(kiosk.refused(put_together(county, head_of(seven), six_blobs)) == "damaged_item");
        auto delta = head_of(seven);
        delta.held = held_bits(8, [](std::size_t index) { return index < 8; });
        CHECK(kiosk.refused(put_together(county, delta, six_blobs)) == "damaged_item");
    }
    SECTION("a bit of its blobs that the stick turned") {
        county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
        const Path six = county.edition(6);
        const auto head = head_of(six);
        const Bytes blobs = blobs_of(six);
        std::size_t begin = 0;
        const auto manifest = parse_manifest(head.manifest).value();
        for (const auto& item : manifest.items) {
            // What the library has already is not read from the stick.
            const bool is_new = item.path == "notices/guides/roads.md";
            for (std::size_t at = 0; is_new && at < item.stored; at += 20) {
                INFO("byte " << at);
                Bytes turned = blobs;
                turned[begin + at] ^= 0x10;
                CHECK(kiosk.refused(put_together(county, head, turned)) == "damaged_item");
            }
            begin += item.stored;
        }
        CHECK(kiosk.serve(StickDeed::Install, six).phase == StickPhase::Done);
    }
}
