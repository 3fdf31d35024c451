// kill -9 at each step of an installation, by strace's fault injection: afterwards the old edition is there or the new
// one.
#include "records/base/text.h"
#include "records/pack/installer.h"
#include "records/store/library.h"
#include "tests/records/pack/small_county.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <map>

using namespace lianxin;

namespace {

std::string quoted(const Path& path) {
    return "'" + path.string() + "'";
}

/// Whether the library holds one whole edition, and which.
std::uint64_t whole_edition(const Path& library, const std::map<std::uint64_t, std::string>& words) {
    auto reader = LibraryReader::open(library);
    REQUIRE(problem_of(reader) == "");
    const auto number = reader->edition().value().number;
    REQUIRE(words.count(number) == 1);
    CHECK(reader->page("roads")->body.find(words.at(number)) != std::string::npos);
    CHECK(reader->search(words.at(number), 10).size() == 1);
    const auto manifest = parse_manifest(text_of(reader->blob(manifest_blob, largest_manifest).value()));
    REQUIRE(manifest);
    CHECK(manifest->info.number == number);
    for (const auto& item : manifest->items) CHECK(reader->blob(item.path, 1 << 20));
    return number;
}

/// Runs the installer until its `count`-th call of `syscall`; false when it got to its end.
bool install_and_kill(const SmallCounty& county, const Path& edition, const Path& library, const std::string& syscall,
                      int count) {
    const std::string command = "strace -f -qq -o /dev/null -e trace=" + syscall + " -e inject=" + syscall +
                                ":signal=KILL:when=" + std::to_string(count) + " " +
                                LIANXIN_BIN_DIR "/lianxin-pack install " + quoted(edition) + " --library " +
                                quoted(library) + " --trust " + quoted(county.keys_folder()) + " >/dev/null 2>&1";
    return std::system(command.c_str()) != 0;
}

/// The installer's calls that change or sync the disk, in order, with the paths of what they change.
std::vector<std::string> traced_installation(const SmallCounty& county, const Path& edition, const Path& library) {
    const Path trace = county.folder() / "trace";
    const std::string command = "strace -f -y -qq -o " + quoted(trace) + " -e trace=rename,syncfs,write,pwrite64 " + LIANXIN_BIN_DIR
                                "/lianxin-pack install " + quoted(edition) + " --library " + quoted(library) + " --trust " +
                                quoted(county.keys_folder()) + " >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
    const auto text = read_text(trace, 8 << 20).value();
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n')) lines.emplace_back(line);
    return lines;
}

} // namespace

TEST_CASE("at every moment of an installation the disk holds all that the database names", "[install][pack.power]") {
    const SmallCounty county;
    const Path library = county.folder() / "library";
    REQUIRE(problem_of(install_edition(county.edition(1), {library, county.keys(), "", "", {}})) == "");
    county.edit("notices/guides/roads.md", "公路坏了就修。", "塌方当天抢通。");
    const auto lines = traced_installation(county, county.edition(2), library);
    // What a power cut may lose is what was not synced: files before they get their names, names before the database tells of them.
    int barriers = 0, blobs = 0, heads = 0, pages = 0;
    for (const auto& line : lines) {
        const auto tells = [&](std::string_view what) { return line.find(what) != std::string::npos; };
        INFO(line);
        if (tells("syncfs(")) ++barriers;
        if (tells("write(") && tells("/staging/")) CHECK(barriers == 0);
        if (tells("rename(") && tells("/blobs/")) {
            CHECK(barriers == 1);
            ++blobs;
        }
        if (tells("rename(") && tells("/heads/")) {
            CHECK(barriers == 0);
            ++heads;
        }
        if (tells("pwrite64(") && tells("library.db-wal")) {
            CHECK(barriers == 2);
            ++pages;
        }
    }
    CHECK(barriers == 2);
    CHECK(blobs == 2);
    CHECK(heads == 1);
    CHECK(pages > 0);
}

TEST_CASE("kill -9 at any step of an installation leaves the old edition or the new one", "[install][pack.crash]") {
    REQUIRE(std::system("strace -qq -o /dev/null true >/dev/null 2>&1") == 0);
    const SmallCounty county;
    const Path kept = county.folder() / "kept", library = county.folder() / "library";
    REQUIRE(problem_of(install_edition(county.edition(1), {kept, county.keys(), "", "", {}})) == "");
    county.edit("notices/guides/roads.md", "公路坏了就修。", "塌方当天抢通。");
    const auto next = county.edition(2);
    const std::map<std::uint64_t, std::string> words{{1, "坏了就修"}, {2, "当天抢通"}};
    std::map<std::uint64_t, int> found;
    for (const auto& [syscall, step] :
         {std::pair("rename", 1), std::pair("mkdir", 1), std::pair("syncfs", 1), std::pair("fdatasync", 1),
          std::pair("unlink", 1), std::pair("write", 1), std::pair("pwrite64", 3)})
        for (int count = 1;; count += step) {
            std::filesystem::remove_all(library);
            std::filesystem::copy(kept, library, std::filesystem::copy_options::recursive);
            INFO("killed at " << syscall << " " << count);
            const bool killed = install_and_kill(county, next, library, syscall, count);
            ++found[whole_edition(library, words)];
            // Whatever was left behind does not stand in the way of the next try.
            REQUIRE(problem_of(install_edition(next, {library, county.keys(), "", "", {}})) == "");
            REQUIRE(whole_edition(library, words) == 2);
            if (!killed) break;
        }
    CHECK(found[1] > 0);
    CHECK(found[2] > 0);
}
