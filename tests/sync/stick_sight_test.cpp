// What a stick may hold, and what of it is taken: the hostile corpus, each refused with its own word and nothing changed.
#include "sync/stick_sight.h"

#include "records/base/date.h"
#include "records/base/text.h"
#include "records/wire/carriage_file.h"
#include "tests/records/pack/hall_library.h"

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace lianxin;

namespace {

constexpr TimePoint today{Milliseconds(1'795'700'000'000)}; // 2026-11-26

/// A stick in front of a kiosk whose library holds edition 5.
struct Stick {
    Stick() { std::filesystem::create_directories(folder / stick_folder); }

    StickSight look(TimePoint now = today, std::optional<TimePoint> latest = today) const {
        const auto before = state_of(hall.library);
        auto sight = look_at_stick(folder, {"QX-01", "990021101000", hall.county.keys(), hall.library, now, latest});
        REQUIRE(problem_of(sight) == "");
        CHECK(state_of(hall.library) == before);
        return std::move(*sight);
    }
    void put(const Path& edition, const std::string& name) const { std::filesystem::copy_file(edition, folder / name, std::filesystem::copy_options::overwrite_existing); }
    void write(const std::string& name, std::string_view content) const {
        std::ofstream(folder / name, std::ios::binary) << content;
    }
    /// The only file's reason, after making sure that nothing would be installed.
    std::string reason(TimePoint now = today) const {
        const StickSight sight = look(now);
        CHECK_FALSE(sight.edition);
        REQUIRE(sight.refusals.size() == 1);
        return sight.refusals.front().reason;
    }
    Path newer() const { return hall.county.edition(6); }

    HallLibrary hall;
    Path folder = hall.county.folder() / "stick";
};

} // namespace

TEST_CASE("the newest edition for this kiosk is found wherever it lies, with its signer and what it would change", "[stick][stick.choice]") {
    const Stick stick;
    stick.put(stick.newer(), "six.lxe");
    stick.put(stick.hall.county.edition(8), "lianxin/eight.lxe");
    stick.put(stick.hall.county.edition(7), "a-seven.lxe");
    stick.put(stick.hall.county.edition(4), "four.lxe");
    stick.put(stick.hall.county.edition(5), "five.lxe");
    const StickSight sight = stick.look();
    REQUIRE(sight.edition);
    CHECK(sight.edition->number == 8);
    CHECK(sight.edition->chosen_from == 3);
    CHECK_FALSE(sight.edition->publisher.empty());
    CHECK(sight.edition->items > 0);
    CHECK(sight.edition->changed == 0); // the same pages under a new number
    CHECK(sight.edition_file == stick.folder / "lianxin/eight.lxe");
    REQUIRE(sight.refusals.size() == 2);
    CHECK(sight.refusals[0] == StickRefusal{"five.lxe", "installed"});
    CHECK(sight.refusals[1] == StickRefusal{"four.lxe", "older"});
}

TEST_CASE("an edition of later days waits on the stick, with the day from which it may be put in, and an older one is taken meanwhile", "[stick][stick.early]") {
    const Stick stick;
    stick.put(stick.newer(), "six.lxe");
    stick.hall.county.edit("edition.toml", "not_before = 2026-01-01", "not_before = 2027-01-01");
    stick.put(stick.hall.county.edition(7), "seven.lxe");
    const TimePoint first_day = parse_iso_time("2026-12-31T16:00:00Z").value();
    const StickSight sight = stick.look();
    REQUIRE(sight.edition);
    CHECK(sight.edition->number == 6);
    REQUIRE(sight.refusals.size() == 1);
    CHECK(sight.refusals[0] == StickRefusal{"seven.lxe", "too_early", first_day});
    CHECK(stick.look(first_day, first_day).edition->number == 7);
    CHECK(stick.look(today, std::nullopt).edition->number == 7); // with a clock that may be anywhere nothing is certainly too early
}

TEST_CASE("an empty stick and one full of other people's files are looked at in peace", "[stick][stick.choice]") {
    const Stick stick;
    CHECK_FALSE(stick.look().edition);
    stick.write("照片.jpg", "JFIF");
    stick.write("autorun.inf", "[autorun]");
    std::filesystem::create_directories(stick.folder / "System Volume Information");
    const StickSight sight = stick.look();
    CHECK_FALSE(sight.edition);
    CHECK(sight.refusals.empty());
    CHECK(sight.answers.empty());
}

TEST_CASE("the county's file for this kiosk is found, and those for others are passed over", "[stick][stick.choice]") {
    const Stick stick;
    for (const char* kiosk : {"QX-02", "QX-03"}) {
        auto writer = CarriageWriter::create(stick.folder / stick_folder / carriage_name(Way::Down, kiosk), {Way::Down, "990021", kiosk, today});
        REQUIRE(writer);
        REQUIRE(writer->finish());
    }
    CHECK(stick.look().answers.empty());
    stick.write("lianxin/" + carriage_name(Way::Down, "QX-01"), "whatever");
    CHECK(stick.look().answers == stick.folder / stick_folder / carriage_name(Way::Down, "QX-01"));
}

TEST_CASE("each hostile edition on a stick is refused with its own word, and no byte of the library changes", "[stick][stick.hostile]") {
    std::set<std::string> words;
    const auto refused = [&](const std::string& word, const auto& spoil) {
        INFO(word);
        const Stick stick;
        spoil(stick);
        CHECK(stick.reason(word == "expired" ? TimePoint(Milliseconds(4'000'000'000'000)) : today) == word);
        CHECK(words.insert(word).second);
    };
    refused("not_an_edition", [](const Stick& stick) { stick.write("bomb.lxe", std::string(5 << 20, 'P')); });
    refused("later_version", [](const Stick& stick) { stick.write("new.lxe", "LXE9\r\n\x1a\n" + std::string(200, '\0')); });
    refused("too_short", [](const Stick& stick) {
        const auto whole = read_file(stick.newer(), 64 << 20).value();
        stick.write("cut.lxe", text_of(ByteView(whole).first(whole.size() - 9)));
    });
    refused("too_long", [](const Stick& stick) { stick.write("long.lxe", text_of(read_file(stick.newer(), 64 << 20).value()) + "more"); });
    refused("stranger", [](const Stick& stick) {
        const SmallCounty other("990021", 99);
        const auto theirs = read_file(other.edition(6), 64 << 20).value();
        stick.write("stranger.lxe", text_of(theirs));
    });
    refused("altered_signature", [](const Stick& stick) {
        std::string whole = text_of(read_file(stick.newer(), 64 << 20).value());
        whole[whole.find("\"number\"") + 10] ^= 1;
        stick.write("altered.lxe", whole);
    });
    refused("other_county", [](const Stick& stick) {
        const SmallCounty other("990022");
        stick.write("neighbour.lxe", text_of(read_file(other.edition(6), 64 << 20).value()));
    });
    refused("older", [](const Stick& stick) { stick.put(stick.hall.county.edition(4), "old.lxe"); });
    refused("installed", [](const Stick& stick) { stick.put(stick.hall.county.edition(5), "same.lxe"); });
    refused("expired", [](const Stick& stick) { stick.put(stick.newer(), "late.lxe"); });
    refused("not_a_file", [](const Stick& stick) { std::filesystem::create_symlink("/etc/passwd", stick.folder / "link.lxe"); });
}

TEST_CASE("links, devices, pipes and folders named like editions are never opened", "[stick][stick.hostile]") {
    const Stick stick;
    std::filesystem::create_symlink(stick.newer(), stick.folder / "1-link.lxe");
    std::filesystem::create_directory(stick.folder / "2-folder.lxe");
    REQUIRE(mkfifo((stick.folder / "3-pipe.lxe").c_str(), 0644) == 0);
    const bool has_device = mknod((stick.folder / "4-device.lxe").c_str(), S_IFCHR | 0666, makedev(1, 5)) == 0; // /dev/zero; only root may
    std::filesystem::create_directory_symlink("/", stick.folder / "5-root");
    const StickSight sight = stick.look();
    CHECK_FALSE(sight.edition);
    CHECK(sight.refusals.size() == (has_device ? 4U : 3U));
    for (const StickRefusal& one : sight.refusals) CHECK(one.reason == "not_a_file");
}

TEST_CASE("a folder lianxin that is a link leads nowhere", "[stick][stick.hostile]") {
    const Stick stick;
    std::filesystem::remove(stick.folder / stick_folder);
    std::filesystem::create_directory_symlink(stick.hall.county.folder(), stick.folder / stick_folder);
    (void)stick.newer(); // lies where the link leads
    CHECK_FALSE(stick.look().edition);
}

TEST_CASE("odd names are shown without what could deceive", "[stick][stick.hostile]") {
    CHECK(shown_name("内容包 2026.lxe") == "内容包 2026.lxe");
    CHECK(shown_name("a\xe2\x80\xae""exl.jpg") == "a?exl.jpg");   // right-to-left override
    CHECK(shown_name("a\nb\tc\x7f") == "a?b?c?");
    CHECK(shown_name("\xff\xfe.lxe") == "??.lxe");
    CHECK(shown_name("\xef\xbb\xbfx\xe2\x80\x8b") == "?x?");
    CHECK(count_characters(shown_name(std::string(300, 'x'))) == 41);
    const Stick stick;
    stick.write("a\xe2\x80\xae\xff.lxe", "junk");
    CHECK(stick.look().refusals.front().name == "a??.lxe");
}

TEST_CASE("a hundred thousand entries end the looking, not the kiosk", "[stick][stick.hostile]") {
    const Stick stick;
    for (int count = 0; count < 100'000; ++count) (void)File::open(stick.folder / ("x" + std::to_string(count)), O_CREAT | O_WRONLY);
    const StickSight sight = stick.look();
    CHECK(sight.too_many);
    CHECK_FALSE(sight.edition);
}

TEST_CASE("many editions on one stick: so many are opened and no more", "[stick][stick.hostile]") {
    const Stick stick;
    for (int count = 0; count < 60; ++count) stick.write("junk" + std::to_string(count) + ".lxe", "junk");
    const StickSight sight = stick.look();
    CHECK(sight.too_many);
    CHECK(sight.refusals.size() == StickStatus::most_refusals);
}

TEST_CASE("a stick full of photographs shows what the county put into its folder", "[stick][stick.choice]") {
    const Stick stick;
    for (int count = 0; count < 2100; ++count) stick.write("IMG_" + std::to_string(count) + ".jpg", "");
    stick.put(stick.newer(), "lianxin/edition-000006.lxe");
    stick.write("lianxin/" + carriage_name(Way::Down, "QX-01"), "whatever");
    const StickSight sight = stick.look();
    CHECK(sight.too_many);
    CHECK(sight.edition);
    CHECK(sight.answers == stick.folder / stick_folder / carriage_name(Way::Down, "QX-01"));
}

TEST_CASE("answers are taken from the county's folder alone, however much lies in it", "[stick][stick.choice]") {
    const Stick stick;
    stick.write(carriage_name(Way::Down, "QX-01"), "an old copy");
    CHECK(stick.look().answers.empty());
    for (int count = 0; count < 2100; ++count) stick.write("lianxin/x" + std::to_string(count), "");
    stick.write("lianxin/" + carriage_name(Way::Down, "QX-01"), "whatever");
    CHECK(stick.look().answers == stick.folder / stick_folder / carriage_name(Way::Down, "QX-01"));
}

TEST_CASE("on a stick for a long route this township's edition is opened before those of the others, which are counted and no complaint", "[stick][stick.route]") {
    const Stick stick;
    stick.hall.county.edit("edition.toml", "audience = \"all\"", "audience = [\"township:990021102000\"]");
    const Path theirs = stick.hall.county.edition(6);
    for (int count = 0; count < 40; ++count) stick.put(theirs, "lianxin/edition-99002100" + std::to_string(1000 + count) + "-000001.lxe");
    stick.write("lianxin/edition-990021101000-000002.lxe", "junk");
    stick.write("lianxin/edition-000006.lxe", "junk");
    stick.write("zzz.lxe", "junk");
    const StickSight sight = stick.look();
    CHECK(sight.for_others == 40);
    CHECK_FALSE(sight.too_many);
    REQUIRE(sight.refusals.size() >= 2);
    CHECK(sight.refusals[0].name == "edition-000006.lxe");
    CHECK(sight.refusals[1].name == "edition-990021101000-000002.lxe");
}

TEST_CASE("where a township's edition waits behind the county's, that is known beside the choice", "[stick][stick.choice]") {
    const Stick stick;
    const SmallTownship town(stick.hall.county);
    const auto look = [&] { return look_at_stick(stick.folder, {"QX-01", "990021101000", town.keys(), stick.hall.library, today, today}).value(); };
    stick.put(town.edition(90), "town.lxe");
    CHECK(look().edition->number == 90);
    CHECK_FALSE(look().edition->township_waits);
    stick.put(stick.newer(), "county.lxe");
    CHECK(look().edition->number == 6);
    CHECK(look().edition->township_waits);
    CHECK(look().edition->chosen_from == 2);
}
