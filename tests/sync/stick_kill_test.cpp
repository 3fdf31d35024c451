// kill -9 at each step in which the real programs write for a stick, by strace's fault injection: every file is the old one or the whole new
// one, and nothing counts as delivered that the county does not hold.
#include "records/wire/carriage_file.h"
#include "tests/sync/county_at_work.h"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <set>

using namespace lianxin;
using test::CountyAtWork;

namespace {

constexpr std::size_t all_records = 9;

std::string edition_of(std::uint64_t number) { return std::string(2'500'000, static_cast<char>('0' + number)); }

/// As `lianxin-county publish` does; what is in it does not matter to who carries it.
void publish(const CountyAtWork& work, std::uint64_t number) {
    const std::string file = "00000" + std::to_string(number) + ".lxe", content = edition_of(number);
    REQUIRE(make_folder(work.folder() / "county/editions"));
    REQUIRE(write_file(work.folder() / "county/editions" / file, content));
    REQUIRE(test::run({"sqlite3", (work.folder() / "county/county.db").string(),
                       "INSERT INTO edition (number, file, digest, published) VALUES (" + std::to_string(number) + ", '" + file + "', X'" + to_hex(sha256(bytes_of(content))) + "', 1)"})
                .code == 0);
}

/// A copy of a hall, a county and the stick between them, in which one program is killed.
class Scene {
  public:
    Scene(const Path& original, Path folder) : folder_(std::move(folder)) {
        std::filesystem::remove_all(folder_);
        std::filesystem::copy(original, folder_, std::filesystem::copy_options::recursive);
    }
    ~Scene() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    std::vector<std::string> command(const std::string& name, const std::string& way) const {
        std::vector<std::string> words{std::string(LIANXIN_BIN_DIR) + "/lianxin-" + name, "--config", (folder_ / (name + ".toml")).string(), "carry", way, (folder_ / "stick").string()};
        if (name == "county" && way == "out") words.insert(words.end(), {"--route", "all"});
        return words;
    }
    void go(const std::string& name, const std::string& way) const {
        const auto done = test::run(command(name, way));
        INFO(name << " carry " << way << ": " << done.out << done.err);
        REQUIRE(done.code == 0);
    }
    /// Whether it was killed before its end.
    bool kill(const std::string& name, const std::string& way, const std::string& syscall, int count) const {
        std::vector<std::string> words{"strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + syscall, "-e", "inject=" + syscall + ":signal=KILL:when=" + std::to_string(count)};
        const auto killed = command(name, way);
        words.insert(words.end(), killed.begin(), killed.end());
        return test::run(words).code != 0;
    }
    /// The carriage files on the stick by name, after making sure that each is whole.
    std::map<std::string, Bytes> files() const {
        std::map<std::string, Bytes> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "stick/lianxin")) {
            if (entry.path().extension() != ".lxc") continue;
            INFO(entry.path());
            REQUIRE(CarriageReader::open(entry.path()));
            found[entry.path().filename().string()] = *read_file(entry.path(), 1 << 24);
        }
        return found;
    }
    /// The editions on the stick, after making sure that each is what its name says.
    std::set<std::uint64_t> editions() const {
        std::set<std::uint64_t> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "stick/lianxin")) {
            if (entry.path().extension() != ".lxe") continue;
            const std::uint64_t number = std::stoul(entry.path().stem().string().substr(std::string("edition-").size()));
            CHECK(*read_text(entry.path(), 4 << 20) == edition_of(number));
            found.insert(number);
        }
        return found;
    }
    std::uint64_t delivered() const {
        const auto inbox = InboxReader::open(folder_ / "sync/inbox");
        return inbox ? inbox->delivery(1).delivered_through : 0;
    }
    std::size_t count_at_county(const std::string& table) const {
        const auto counted = test::run({"sqlite3", (folder_ / "county/county.db").string(), "SELECT count(*) FROM " + table});
        REQUIRE(counted.code == 0);
        return std::stoul(counted.out);
    }

  private:
    Path folder_;
};

const std::vector<std::pair<std::string, std::string>> stages{{"sync", "out"}, {"county", "in"}, {"county", "out"}, {"sync", "in"}};

} // namespace

TEST_CASE("a program killed at any step while it writes for a stick leaves whole files and no false word of delivery", "[sync][stick][carry.killed]") {
    REQUIRE(test::run({"strace", "-qq", "-o", "/dev/null", "true"}).code == 0);
    CountyAtWork work;
    std::filesystem::create_directories(work.folder() / "stick");
    const auto obey = [](const test::Finished& finished) {
        INFO(finished.out << finished.err);
        REQUIRE(finished.code == 0);
    };
    // Every file of the last journey still lies on the stick when the next begins.
    const std::string stick = (work.folder() / "stick").string();
    publish(work, 1);
    work.hand_in(4);
    obey(work.sync({"carry", "out", stick}));
    obey(work.county({"carry", "in", stick}));
    obey(work.county({"carry", "out", stick, "--route", "all"}));
    obey(work.sync({"carry", "in", stick}));
    REQUIRE(work.delivered() == 4);
    work.hand_in(all_records - 4);
    publish(work, 2);
    int kills = 0;
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        const auto& [name, way] = stages[stage];
        for (const auto& [syscall, step] : {std::pair("write", 2), std::pair("fsync", 1), std::pair("fdatasync", 1), std::pair("rename", 1), std::pair("ftruncate", 1), std::pair("pwrite64", 6)}) {
            for (int count = 1;; count += step) {
                const Scene scene(work.folder(), work.folder().string() + "-scene");
                const auto before = scene.files();
                const bool killed = scene.kill(name, way, syscall, count);
                INFO(name << " carry " << way << " killed at " << syscall << " " << count);
                const auto after = scene.files();
                for (const auto& [file, content] : before) CHECK(after.contains(file));
                CHECK_FALSE(scene.editions().empty());
                CHECK(scene.delivered() <= scene.count_at_county("body"));
                kills += killed ? 1 : 0;
                // Whatever was left behind stands in nobody's way.
                for (std::size_t next = stage; next < stages.size(); ++next) scene.go(stages[next].first, stages[next].second);
                CHECK(scene.delivered() == all_records);
                CHECK(scene.count_at_county("body") == all_records);
                CHECK(scene.count_at_county("ledger") == all_records);
                CHECK(scene.editions() == std::set<std::uint64_t>{2});
                for (const auto& entry : std::filesystem::directory_iterator(work.folder().string() + "-scene/stick/lianxin")) CHECK(entry.path().extension() != ".part");
                if (!killed) break;
            }
        }
        obey(name == "sync" ? work.sync({"carry", way, stick}) : way == "in" ? work.county({"carry", "in", stick}) : work.county({"carry", "out", stick, "--route", "all"}));
    }
    CHECK(kills > 40);
    CHECK(work.delivered() == all_records);
}
