// The list of staff, their PINs, and the lock-out, on real files.
#include "kiosk/paper_numbers.h"
#include "kiosk/staff_login.h"

#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace lianxin;
using namespace std::chrono_literals;

namespace {

constexpr PinCost cheap{64, 1};
constexpr const char* pin_of_wang = "28064175";
constexpr const char* pin_of_li = "61930527";
constexpr const char* wrong_pin = "70318264";

struct Hall {
    Path state;
    ManualClock clock{parse_iso_time("2026-11-23T01:00:00Z").value()};
    SeededRandom random{7};

    Hall() {
        std::string name = (std::filesystem::temp_directory_path() / "lianxin-XXXXXX").string();
        state = ::mkdtemp(name.data());
    }
    ~Hall() { std::filesystem::remove_all(state); }

    StaffList list() const { return StaffList::read(state, cheap).value(); }
    void employ() {
        auto staff = list();
        REQUIRE(staff.add({"wang-fang", "王芳", false}, pin_of_wang, random));
        REQUIRE(staff.add({"li-qiang", "李强", true}, pin_of_li, random));
    }
    /// As after a start of the program.
    StaffLogin start() const { return StaffLogin(state, clock, cheap); }
};

std::string everything_below(const Path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) all += text_of(read_file(entry.path(), 1 << 20).value());
    return all;
}

} // namespace

TEST_CASE("each PIN finds its person, over restarts, and no other PIN finds anybody", "[staff.pin]") {
    Hall hall;
    CHECK(hall.list().is_empty());
    hall.employ();
    const auto wang = hall.list().holder(pin_of_wang);
    REQUIRE((wang && *wang));
    CHECK((*wang)->name == "王芳");
    CHECK_FALSE((*wang)->technician);
    CHECK(hall.list().holder(pin_of_li).value()->technician);
    CHECK_FALSE(hall.list().holder(wrong_pin).value());
    CHECK_FALSE(hall.list().holder("").value());
    auto staff = hall.list();
    REQUIRE(staff.remove("wang-fang"));
    CHECK_FALSE(hall.list().holder(pin_of_wang).value());
    CHECK(hall.list().members().size() == 1);
    CHECK_FALSE(staff.remove("wang-fang"));
}

TEST_CASE("PINs lie on the disk only as hashes that the owner alone can read", "[staff.pin]") {
    Hall hall;
    hall.employ();
    CHECK(hall.start().check(pin_of_wang).result == PinResult::Right);
    CHECK(hall.start().check(wrong_pin).result == PinResult::Wrong);
    const std::string all = everything_below(hall.state);
    for (const char* pin : {pin_of_wang, pin_of_li, wrong_pin}) CHECK(all.find(pin) == std::string::npos);
    for (const char* file : {"staff.json", "staff.pepper"}) {
        struct stat status {};
        REQUIRE(::stat((hall.state / file).c_str(), &status) == 0);
        CHECK((status.st_mode & 0077) == 0);
    }
    REQUIRE(::chmod((hall.state / "staff.json").c_str(), 0644) == 0);
    CHECK(StaffList::read(hall.state, cheap).error().code == ErrorCode::Untrusted);
}

TEST_CASE("a list carried to another kiosk opens nothing there", "[staff.pin]") {
    Hall hall, other;
    hall.employ();
    other.random = SeededRandom(8);
    other.employ();
    std::filesystem::copy_file(hall.state / "staff.json", other.state / "staff.json", std::filesystem::copy_options::overwrite_existing);
    CHECK_FALSE(other.list().holder(pin_of_wang).value());
}

TEST_CASE("a PIN that is taken, an id that is taken, and names and ids that cannot be are refused", "[staff.people]") {
    Hall hall;
    hall.employ();
    auto staff = hall.list();
    CHECK(staff.add({"zhao", "赵敏", false}, pin_of_li, hall.random).error().code == ErrorCode::Conflict);
    CHECK(staff.add({"wang-fang", "王芳芳", false}, wrong_pin, hall.random).error().code == ErrorCode::Conflict);
    for (const char* id : {"", "Zhao", "zhao min", "赵", "../zhao"}) CHECK(staff.add({id, "赵敏", false}, wrong_pin, hall.random).error().code == ErrorCode::Invalid);
    for (const char* name : {"", " 赵敏", "赵\n敏"}) CHECK(staff.add({"zhao", name, false}, wrong_pin, hall.random).error().code == ErrorCode::Invalid);
    CHECK(staff.add({"zhao", "赵敏", false}, "12345678", hall.random).error().code == ErrorCode::Invalid);
    CHECK(hall.list().members().size() == 2);
}

TEST_CASE("PINs that are easy to guess have their fault named", "[staff.people]") {
    for (const char* pin : {"", "1234567", "123456789", "1234567a", "２８０６４１７５"}) CHECK(fault_of(pin) == PinFault::NotEightDigits);
    for (const char* pin : {"11111111", "12121212", "11223311", "10001000"}) CHECK(fault_of(pin) == PinFault::TooFewDigits);
    for (const char* pin : {"12345678", "87654321", "23456789", "12344321", "98765432", "44556677", "70317031"}) CHECK(fault_of(pin) == PinFault::Pattern);
    for (const char* pin : {"19580301", "20081206", "03011958", "31121990", "12311990"}) CHECK(fault_of(pin) == PinFault::Date);
    for (const char* pin : {pin_of_wang, pin_of_li, wrong_pin, "19589901"}) CHECK_FALSE(fault_of(pin));
}

TEST_CASE("a damaged list lets nobody in and says so", "[staff.pin]") {
    Hall hall;
    hall.employ();
    for (const char* text : {"", "{", "{\"version\":2}", "{\"version\":1,\"salt\":\"00\",\"people\":[]}"}) {
        REQUIRE(write_file(hall.state / "staff.json", text, Access::OwnerOnly));
        CHECK_FALSE(StaffList::read(hall.state, cheap));
        CHECK(hall.start().check(pin_of_wang).result == PinResult::Unavailable);
        CHECK_FALSE(hall.start().has_staff());
    }
}

TEST_CASE("a PIN costs 64 MiB and three passes of Argon2id to guess", "[staff.pin]") {
    CHECK(PinCost{}.memory_kib == 64 * 1024);
    CHECK(PinCost{}.passes == 3);
}

TEST_CASE("after five wrong PINs there is a wait that doubles up to an hour, and a right PIN ends it", "[staff.lockout]") {
    Hall hall;
    hall.employ();
    auto login = hall.start();
    for (int i = 0; i < 4; ++i) CHECK(login.check(wrong_pin).result == PinResult::Wrong);
    Milliseconds expected = 60s;
    for (int i = 0; i < 8; ++i) {
        const auto refused = login.check(wrong_pin);
        CHECK(refused.result == PinResult::Wait);
        CHECK(refused.wait_until - hall.clock.monotonic() == std::min<Milliseconds>(expected, 1h));
        CHECK(login.check(pin_of_wang).result == PinResult::Wait); // not even a right one is looked at
        hall.clock.advance(refused.wait_until - hall.clock.monotonic());
        expected *= 2;
    }
    CHECK(login.check(pin_of_wang).result == PinResult::Right);
    for (int i = 0; i < 4; ++i) CHECK(login.check(wrong_pin).result == PinResult::Wrong);
}

TEST_CASE("no restart, pulled plug or set clock shortens the wait after wrong PINs", "[staff.lockout]") {
    Hall hall;
    hall.employ();
    for (int i = 0; i < 4; ++i) CHECK(hall.start().check(wrong_pin).result == PinResult::Wrong);
    CHECK(hall.start().check(wrong_pin).result == PinResult::Wait);
    CHECK(hall.start().check(pin_of_wang).wait_until == hall.clock.monotonic() + 60s);
    hall.clock.advance(30s);
    auto login = hall.start(); // the whole wait begins again
    CHECK(login.check(pin_of_wang).wait_until == hall.clock.monotonic() + 60s);
    for (const char* time : {"2040-01-01T00:00:00Z", "1999-01-01T00:00:00Z"}) {
        hall.clock.set_wall(parse_iso_time(time).value());
        CHECK(login.check(pin_of_wang).result == PinResult::Wait);
        CHECK(hall.start().check(pin_of_wang).result == PinResult::Wait);
    }
    hall.clock.advance(60s);
    CHECK(login.check(pin_of_wang).result == PinResult::Right);
    CHECK(hall.start().check(wrong_pin).result == PinResult::Wrong);
}

TEST_CASE("a try is counted on the disk before the PIN is looked at, and where it cannot be counted it is not looked at", "[staff.lockout]") {
    Hall hall;
    hall.employ();
    for (int i = 0; i < 3; ++i) (void)hall.start().check(wrong_pin);
    CHECK(read_text(hall.state / "staff.misses", 32).value() == "3");
    CHECK(hall.start().check(pin_of_wang).result == PinResult::Right);
    CHECK(read_text(hall.state / "staff.misses", 32).value() == "0");
    std::filesystem::remove(hall.state / "staff.misses");
    std::filesystem::create_directory(hall.state / "staff.misses"); // nothing can be renamed over it
    REQUIRE(write_file(hall.state / "staff.misses" / "kept", "x"));
    CHECK(hall.start().check(pin_of_wang).result == PinResult::Unavailable);
}

TEST_CASE("a paper form's number is known again after it was entered", "[staff.paper]") {
    const Hall hall;
    PaperNumbers papers(hall.state / "papers");
    CHECK_FALSE(papers.hold("QX20260017"));
    REQUIRE(papers.add("QX20260017"));
    REQUIRE(papers.add("QX20260018"));
    CHECK(PaperNumbers(hall.state / "papers").hold("QX20260017"));
    CHECK(papers.hold("QX20260018"));
    CHECK_FALSE(papers.hold("QX2026001"));
    CHECK_FALSE(papers.hold(""));
}
