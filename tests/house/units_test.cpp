// The units that mount sticks, as the service manager itself reads them.
#include "records/base/file.h"
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

using namespace lianxin;

namespace {

const std::string folder = std::string(LIANXIN_SOURCE_DIR) + "/packaging/systemd/";

std::string text_of_file(const std::string& path) { return *read_text(path, 1 << 16); }

} // namespace

TEST_CASE("the unit for sticks is sound and exposes little", "[house][stick.units]") {
    // The service manager wants to see the program; on a machine that only builds it is not installed.
    std::string unit = text_of_file(folder + "lianxin-stick@.service");
    const std::string program = "/usr/bin/lianxin-stick-mount";
    REQUIRE(unit.find(program) != std::string::npos);
    unit.replace(unit.find(program), program.size(), "/usr/bin/true");
    std::string place = (std::filesystem::temp_directory_path() / "lianxin-units-XXXXXX").string();
    REQUIRE(::mkdtemp(place.data()) != nullptr);
    const std::string copy = place + "/lianxin-stick@.service";
    REQUIRE(write_file(copy, unit));
    const auto verified = test::run({"systemd-analyze", "verify", "--man=no", copy});
    CHECK(verified.code == 0);
    CHECK(verified.err == "");
    // In tenths: 40 is "OK", 100 "unsafe". It may mount, which costs most of what is left.
    const auto judged = test::run({"systemd-analyze", "security", "--offline=true", "--threshold=15", copy});
    INFO(judged.out);
    CHECK(judged.code == 0);
    std::filesystem::remove_all(place);
}

TEST_CASE("only the stick's own partition can be mounted, by a program that the rule starts for the file systems of sticks", "[house][stick.units]") {
    const std::string unit = text_of_file(folder + "lianxin-stick@.service");
    for (const char* line : {"\nCapabilityBoundingSet=CAP_SYS_ADMIN\n", "\nDevicePolicy=closed\n", "\nDeviceAllow=/dev/%I rw\n", "\nPrivateMounts=yes\n", "\nNoNewPrivileges=yes\n"})
        CHECK(unit.find(line) != std::string::npos);
    const std::string rule = text_of_file(std::string(LIANXIN_SOURCE_DIR) + "/packaging/udev/90-lianxin-stick.rules");
    CHECK(rule.find("ENV{ID_BUS}==\"usb\"") != std::string::npos);
    CHECK(rule.find("vfat|exfat|ntfs") != std::string::npos);
    CHECK(rule.find("lianxin-stick@%k.service") != std::string::npos);
    // Partitions of firmware, by their types in both kinds of partition table (UEFI 2.10, 5.2.2 and 5.3.3).
    CHECK(rule.find("ENV{ID_PART_ENTRY_TYPE}!=\"c12a7328-f81f-11d2-ba4b-00a0c93ec93b|0xef\"") != std::string::npos);
}
