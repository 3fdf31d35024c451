// The units that mount sticks, as the service manager itself reads them.
#include "records/base/file.h"
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string folder = std::string(LIANXIN_SOURCE_DIR) + "/packaging/systemd/";

std::string text_of_file(const std::string& path) { return *read_text(path, 1 << 16); }

} // namespace

TEST_CASE("the units for sticks are sound and expose little", "[house][stick.units]") {
    for (const char* unit : {"lianxin-stick@.service", "lianxin-stick-write.path", "lianxin-stick-write.service"}) {
        const auto verified = test::run({"systemd-analyze", "verify", "--man=no", folder + unit});
        INFO(unit << ": " << verified.err);
        CHECK(verified.code == 0);
        CHECK(verified.err.empty());
    }
    // In tenths: 40 is "OK", 100 "unsafe".
    CHECK(test::run({"systemd-analyze", "security", "--offline=true", "--threshold=15", folder + "lianxin-stick@.service"}).code == 0);
    CHECK(test::run({"systemd-analyze", "security", "--offline=true", "--threshold=40", folder + "lianxin-stick-write.service"}).code == 0);
}

TEST_CASE("a stick is mounted without devices, programs and rights, and read-only but for carrying", "[house][stick.units]") {
    const std::string mount = text_of_file(folder + "lianxin-stick@.service");
    CHECK(mount.find("--options=ro,nosuid,nodev,noexec") != std::string::npos);
    const std::string write = text_of_file(folder + "lianxin-stick-write.service");
    CHECK(write.find("remount,rw,nosuid,nodev,noexec") != std::string::npos);
    CHECK(write.find("ExecStopPost=-/usr/bin/mount -o remount,ro") != std::string::npos);
    const std::string rule = text_of_file(std::string(LIANXIN_SOURCE_DIR) + "/packaging/udev/90-lianxin-stick.rules");
    CHECK(rule.find("ENV{ID_BUS}==\"usb\"") != std::string::npos);
    CHECK(rule.find("vfat|exfat|ntfs") != std::string::npos);
}
