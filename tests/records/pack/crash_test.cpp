// kill -9 at each step of an installation, by strace's fault injection: afterwards the old edition is there or the new
// one.
#include "records/base/text.h"
#include "records/pack/installer.h"
#include "records/store/library.h"
#include "tests/records/pack/disk_model.h"
#include "tests/records/pack/hall_library.h"

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

/// A folder in memory, where there is one.
class MemoryFolder {
  public:
    MemoryFolder() {
        std::string name = std::filesystem::is_directory("/dev/shm") ? "/dev/shm/lianxin-cut-XXXXXX" : (std::filesystem::temp_directory_path() / "lianxin-cut-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~MemoryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    const Path& path() const { return path_; }

  private:
    Path path_;
};

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

TEST_CASE("a power cut at any write, sync or renaming of an installation leaves exactly the old edition or exactly the new one", "[install][pack.cut]") {
    const SmallCounty county;
    const Path kept = county.folder() / "kept", library = county.folder() / "library";
    const MemoryFolder memory; // thousands of states; what of each is on a disk is the model's to say
    const Path cut = memory.path() / "cut";
    REQUIRE(problem_of(install_edition(county.edition(1), {kept, county.keys(), "", "", {}})) == "");
    std::filesystem::copy(kept, library, std::filesystem::copy_options::recursive);
    county.edit("notices/guides/roads.md", "公路坏了就修。", "塌方当天抢通。");
    const auto next = county.edition(2);
    const std::map<std::uint64_t, std::string> words{{1, "坏了就修"}, {2, "当天抢通"}};
    DiskModel disk(library);
    const auto calls = traced_calls(LIANXIN_BIN_DIR "/lianxin-pack install " + quoted(next) + " --library " + quoted(library) + " --trust " + quoted(county.keys_folder()),
                                    library, county.folder() / "trace");
    REQUIRE(problem_of(calls) == "");
    CHECK(calls->size() > 60);
    SeededRandom random(41);
    std::map<std::uint64_t, int> found;
    for (std::size_t done = 0; done <= calls->size(); ++done) {
        if (done > 0) disk.apply(calls->at(done - 1));
        for (const Kept how : all_kept) {
            INFO("cut after call " << done << " of " << calls->size() << ", kept " << static_cast<int>(how) << ": " << (done > 0 ? calls->at(done - 1).name + " " + calls->at(done - 1).texts.front() : "none"));
            disk.leave(cut, how, random);
            // What the kiosk shows at once, and what the daemon makes of it when it starts.
            const auto at_once = whole_edition(cut, words);
            ++found[at_once];
            REQUIRE(problem_of(restore_library({cut, county.keys(), "", "", {}})) == "");
            REQUIRE(whole_edition(cut, words) >= at_once);
        }
    }
    disk.leave(cut, Kept::Nothing, random);
    CHECK(whole_edition(cut, words) == 2); // once it is said to be installed no cut takes it away
    CHECK(found[1] > 0);
    CHECK(found[2] > 0);
}

TEST_CASE("a stick that is pulled at any read of an installation changes nothing", "[install][pack.pulled]") {
    const HallLibrary hall;
    hall.county.edit("notices/guides/roads.md", "公路坏了就修。", "塌方当天抢通。");
    const auto next = hall.county.edition(6);
    const auto before = state_of(hall.library);
    int reads = 0;
    for (bool pulled = true; pulled; ++reads) {
        REQUIRE(reads < 200);
        const std::string command = "strace -f -qq -o /dev/null -P " + quoted(next) + " -e trace=pread64 -e inject=pread64:error=EIO:when=" + std::to_string(reads + 1) +
                                    "+ " + LIANXIN_BIN_DIR "/lianxin-pack install " + quoted(next) + " --library " + quoted(hall.library) + " --trust " +
                                    quoted(hall.county.keys_folder()) + " >/dev/null 2>&1";
        INFO("pulled at read " << reads + 1);
        pulled = std::system(command.c_str()) != 0;
        if (pulled) REQUIRE(state_of(hall.library) == before);
    }
    CHECK(reads > 8);
    CHECK(hall.installed_number() == 6);
}
