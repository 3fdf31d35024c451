// lianxin-pack as a clerk uses it: from a folder to an edition, and keys that change hands.
#include "tests/records/pack/small_county.h"

#include "records/base/json.h"
#include "records/base/text.h"
#include "records/pack/kept_heads.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>

using namespace lianxin;

namespace {

struct Finished {
    int code = -1;
    std::string out; ///< both outputs
};

/// Runs lianxin-pack in the county's folder.
Finished pack(const SmallCounty& county, const std::string& words) {
    const std::string command =
        "cd '" + county.folder().string() + "' && " LIANXIN_BIN_DIR "/lianxin-pack " + words + " 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe);
    Finished finished;
    std::array<char, 4096> piece{};
    for (std::size_t count; (count = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
        finished.out.append(piece.data(), count);
    const int status = ::pclose(pipe);
    finished.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return finished;
}

void must(const SmallCounty& county, const std::string& words) {
    const auto finished = pack(county, words);
    INFO(words << "\n" << finished.out);
    REQUIRE(finished.code == 0);
}

} // namespace

TEST_CASE("an edition is built, signed, verified, compared, cut down to a delta and installed by commands",
          "[pack-program]") {
    const SmallCounty county;
    must(county, "build source --out 1.lxe --key keys/publisher.key");
    must(county, "verify 1.lxe --trust keys");
    must(county, "install 1.lxe --library library --trust keys");
    county.edit("edition.toml", "number = 1", "number = 2");
    county.edit("notices/guides/roads.md", "公路坏了就修。", "公路坏了当天修。");
    CHECK(pack(county, "build source --out 2.lxe").out.find("not signed yet") != std::string::npos);
    const auto unsigned_yet = pack(county, "install 2.lxe --library library --trust keys --json");
    CHECK(unsigned_yet.code == 1);
    const auto at = unsigned_yet.out.find("{");
    REQUIRE(at != std::string::npos);
    const auto told = parse_json(unsigned_yet.out.substr(at, unsigned_yet.out.find('\n', at) - at));
    REQUIRE(told);
    CHECK(told->text_or("result", "") == "refused");
    CHECK(pack(county, "verify 1.lxe --trust keys --now 2025-12-31T15:59:59Z").out.find("too_early: unavailable: the edition is valid from 2026-01-01 on") !=
          std::string::npos);
    CHECK(pack(county, "verify 1.lxe --trust keys --now 2028-01-01T00:00:00Z").out.find("expired on") != std::string::npos);
    must(county, "verify 1.lxe --trust keys --now 2025-12-31T16:00:00Z");
    CHECK(pack(county, "install 1.lxe --library elsewhere --trust keys --now 2025-12-31T15:59:59Z --json").out.find("too_early") != std::string::npos);
    CHECK(told->text_or("reason", "") == "unsigned");
    must(county, "sign 2.lxe --key keys/publisher.key");
    CHECK(pack(county, "diff 1.lxe 2.lxe").out.find("changed") == 0);
    must(county, "delta 2.lxe --since 1.lxe --out 1-2.lxe");
    CHECK(pack(county, "verify 1-2.lxe --trust keys").out ==
          "delta of edition 2 of county 990021 is signed, and the 1 of 8 items it holds are whole\n");
    const auto installed = pack(county, "install 1-2.lxe --library library --trust keys --json");
    CHECK(installed.code == 0);
    const auto outcome = parse_json(installed.out);
    REQUIRE(outcome);
    CHECK(outcome->text_or("result", "") == "new");
    CHECK(outcome->integer_or("number", 0) == 2);
    CHECK(outcome->integer_or("before", 0) == 1);
    CHECK(pack(county, "install 2.lxe --library library --trust keys").out == "edition 2 is installed already\n");
    CHECK(pack(county, "install 1.lxe --library library --trust keys").out.find("refused as older") !=
          std::string::npos);
    for (const auto* wrong :
         {"delta 2.lxe --out x.lxe", "keys next keys/keys.json", "keys draw", "install 2.lxe --trust keys"})
        CHECK(pack(county, wrong).code == 2);
}

TEST_CASE("keys change hands by commands: a second publisher, and a township of its own",
          "[pack-program][pack.clerk-keys]") {
    const SmallCounty county;
    const SmallTownship town(county);
    must(county, "keys draw li.key");
    must(county, "keys draw qingxi.key");
    must(county, "keys next keys/keys.json --out next.json --publisher li.key.pub --publisher-threshold 2 "
                 "--township 990021101000 --township-key qingxi.key.pub --channel town");
    CHECK(pack(county, "keys show next.json").code == 1); // the roots have yet to sign
    must(county, "keys sign next.json --key keys/root-1.key");
    must(county, "keys sign next.json --key keys/root-3.key");
    must(county, "keys show next.json");
    county.write(
        "channels.toml",
        "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n"
        "[[channel]]\nid = \"town\"\nname = \"本镇\"\nsummary = \"本镇的事\"\nicon = \"home\"\norder = 2\n");
    must(county, "build source --out 1.lxe --key keys/publisher.key --keys next.json");
    CHECK(pack(county, "verify 1.lxe --trust keys").out.find("by 1, 2 are needed") != std::string::npos);
    must(county, "sign 1.lxe --key li.key");
    must(county, "install 1.lxe --library library --trust keys");
    static_cast<void>(town.edition(1)); // writes the source
    CHECK(pack(county, "build town --out town.lxe --key qingxi.key").out.find("  notices/town/market.md: channel \"town\"\n") != std::string::npos);
    CHECK(pack(county, "build town --out town.lxe --key qingxi.key --over 1.lxe").code == 2);
    CHECK(pack(county, "build town --out town.lxe --key qingxi.key --over 1.lxe --trust keys").out ==
          "edition 1 of 小县: 1 items, " + std::to_string(std::filesystem::file_size(county.folder() / "town.lxe")) + " bytes\n");
    must(county, "install town.lxe --library library --trust keys --township 990021101000");
    CHECK(pack(county, "verify town.lxe --trust next.json").out ==
          "edition 1 of county 990021, township 990021101000 is whole and signed\n");
    CHECK(kept_heads(county.folder() / "library").size() == 2);
    // At the county's server the new keys take the place of the old ones by one command, and the old ones never come back.
    std::filesystem::copy(county.keys_folder(), county.folder() / "old");
    CHECK(pack(county, "keys put next.json --into keys").out == "version 2 is in use in keys; before it was version 1\n");
    must(county, "verify town.lxe --trust keys");
    CHECK(pack(county, "keys put old --into keys").out.find("older_keys") != std::string::npos);
    CHECK(pack(county, "keys put next.json").code == 2);
    // What makes no sense is refused before the roots are bothered.
    CHECK(pack(county, "keys next next.json --out x.json --publisher-threshold 3").out.find("publisher_threshold") !=
          std::string::npos);
    CHECK(pack(county, "keys next next.json --out x.json --without qingxi.key.pub")
              .out.find("not among the publishers") != std::string::npos);
    CHECK(pack(county, "keys next next.json --out x.json --publisher li.key").code == 1);
}

TEST_CASE("the man pages can be set, and name every command", "[pack-program]") {
    const Path folder = Path(LIANXIN_SOURCE_DIR) / "packaging/man";
    for (const auto& page : std::filesystem::directory_iterator(folder)) {
        INFO(page.path());
        CHECK(std::system(("scdoc < '" + page.path().string() + "' > /dev/null").c_str()) == 0);
    }
    const auto text = read_text(folder / "lianxin-pack.1.scd", 1 << 20).value();
    const SmallCounty county;
    const auto help = pack(county, "--help").out;
    for (const auto* command : {"build", "sign", "verify", "show", "diff", "delta", "install", "keys make", "keys draw",
                                "keys next", "keys sign"}) {
        CHECK(help.find("  " + std::string(command)) != std::string::npos);
        CHECK(text.find("*" + std::string(command) + "*\n") != std::string::npos);
    }
}
