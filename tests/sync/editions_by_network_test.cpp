// Editions by the network, with the real programs: published at the county, fetched by the daemon, mended when the disk lost something.
#include "records/base/text.h"
#include "records/store/library.h"
#include "tests/programs/process.h"
#include "tests/sync/county_at_work.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace lianxin;
using test::CountyAtWork;

namespace {

/// A county with the sample content, its publishers, and a kiosk that tries new content before it is installed.
class Publishing {
  public:
    Publishing() {
        std::filesystem::copy(LIANXIN_SOURCE_DIR "/assets/samples/county", source(), std::filesystem::copy_options::recursive);
        std::ofstream(work.folder() / "sync.toml", std::ios::app) << "load_check = \"" LIANXIN_BIN_DIR "/lianxin-load-check\"\n";
        work.serve();
    }
    Path source() const { return work.folder() / "source"; }
    std::string file(const std::string& name) const { return (work.folder() / name).string(); }
    void pack(std::vector<std::string> words) const { must("pack", std::move(words)); }
    /// Builds the source as edition `number` and publishes it.
    void publish(int number, std::vector<std::string> with = {}) const {
        const auto text = read_text(source() / "edition.toml", 1 << 16).value();
        const auto at = text.find("number = ");
        REQUIRE(write_file(source() / "edition.toml", text.substr(0, at) + "number = " + std::to_string(number) + text.substr(text.find('\n', at))));
        std::vector<std::string> words{"build", source().string(), "--out", file("next.lxe"), "--key", file("keys/publisher.key")};
        words.insert(words.end(), with.begin(), with.end());
        pack(words);
        publish_file("next.lxe");
    }
    void publish_file(const std::string& name) const { must("county", {"--config", file("county.toml"), "publish", file(name)}); }
    void sync() const {
        const auto finished = work.sync({"--once"});
        INFO(finished.err);
        REQUIRE(finished.code == 0);
    }
    LibraryReader library() const {
        auto reader = LibraryReader::open(work.folder() / "library");
        REQUIRE(reader);
        return std::move(*reader);
    }
    /// Bytes of the largest delta that the county made so far.
    std::uintmax_t largest_delta() const {
        std::uintmax_t most = 0;
        for (const auto& entry : std::filesystem::directory_iterator(work.folder() / "county/editions/deltas")) most = std::max(most, entry.file_size());
        return most;
    }

    CountyAtWork work;

  private:
    static void must(const std::string& program, std::vector<std::string> words) {
        words.insert(words.begin(), LIANXIN_BIN_DIR "/lianxin-" + program);
        const auto finished = test::run(words);
        INFO(finished.err);
        REQUIRE(finished.code == 0);
    }
};

} // namespace

TEST_CASE("an edition arrives whole, the next one as a delta, and what the disk lost of it comes again", "[sync][carriage.edition]") {
    const Publishing county;
    county.publish(1);
    county.sync();
    CHECK(county.library().edition()->number == 1);
    const auto pages = county.library().page_count("");
    CHECK(pages > 50);

    std::ofstream(county.source() / "notices/discipline/banquet-limits.md", std::ios::app) << "\n又及：厉行节约。\n";
    county.publish(2);
    county.sync();
    CHECK(county.library().edition()->number == 2);
    CHECK(county.library().search("厉行节约", 100).size() > 0);
    CHECK(county.largest_delta() * 4 < std::filesystem::file_size(county.file("next.lxe")));

    // A blob that was cut short by a bad disk, and then the database.
    std::uintmax_t largest = 0;
    Path victim;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(county.work.folder() / "library/blobs"))
        if (entry.is_regular_file() && entry.file_size() > largest) {
            largest = entry.file_size();
            victim = entry.path();
        }
    std::filesystem::resize_file(victim, largest / 2);
    county.sync();
    CHECK(std::filesystem::file_size(victim) == largest);
    for (const auto* name : {"library.db", "library.db-wal", "library.db-shm"}) std::filesystem::remove(county.work.folder() / "library" / name);
    county.sync();
    CHECK(county.library().edition()->number == 2);
    CHECK(county.library().page_count("") == pages);
}

TEST_CASE("a township's pages reach its kiosk beside the county's edition", "[sync][carriage.township][pack.keys-put]") {
    const Publishing county;
    county.pack({"keys", "draw", county.file("qingxi.key")});
    county.pack({"keys", "next", county.file("keys/keys.json"), "--out", county.file("next.json"), "--township", "990021101000", "--township-key",
                 county.file("qingxi.key.pub"), "--channel", "announcements"});
    for (const auto* root : {"keys/root-1.key", "keys/root-2.key"}) county.pack({"keys", "sign", county.file("next.json"), "--key", county.file(root)});
    county.publish(1, {"--keys", county.file("next.json")});
    county.sync();
    const Path town = county.work.folder() / "town";
    REQUIRE(make_folder(town / "notices/announcements"));
    REQUIRE(write_file(town / "edition.toml", "county = \"990021\"\ncounty_name = \"青禾县\"\ntownship = \"990021101000\"\ntitle = \"清溪镇的内容\"\n"
                                              "number = 1\nnot_before = 2026-01-01\nexpires = 2028-01-01\npublisher = \"清溪镇政府\"\n"));
    REQUIRE(write_file(town / "notices/announcements/qingxi-market.md",
                       "+++\nid = \"qingxi-market\"\ntitle = \"赶集日\"\nchannel = \"announcements\"\ndepartment = \"agriculture\"\n"
                       "published = 2026-02-10\nsummary = \"哪天赶集\"\n+++\n\n逢五逢十赶集。\n"));
    county.pack({"build", town.string(), "--out", county.file("town.lxe"), "--key", county.file("qingxi.key")});
    // The edition that carried the new keys put them in place at the county, so it serves what the township signed.
    county.publish_file("town.lxe");
    county.sync();
    CHECK(county.library().page("qingxi-market")->title == "赶集日");
    REQUIRE(county.library().township_edition());
    CHECK(county.library().township_edition()->publisher == "清溪镇政府");
    CHECK(county.library().edition()->number == 1);
    county.publish(2);
    county.sync();
    CHECK(county.library().edition()->number == 2);
    CHECK(county.library().page("qingxi-market"));
}
