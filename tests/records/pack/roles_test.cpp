// Who may sign what: publishers together, a township only its own pages.
#include "tests/records/pack/small_county.h"

#include "records/base/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

std::string refusal_in(const Result<EditionFile>& edition) {
    if (edition) return "";
    const auto refusal = refusal_of(edition.error());
    return refusal ? std::string(name_of(*refusal)) : edition.error().text();
}

SigningKey second_publisher() {
    SeededRandom random(9);
    return SigningKey::make(random);
}

/// The edition file with the text of its manifest changed and signed by `key`.
Path resigned(const SmallCounty& county, const Path& edition, std::string_view what, std::string_view with,
              const SigningKey& key) {
    auto file = File::open(edition, 0);
    REQUIRE(file);
    auto head = read_edition_head(*file).value();
    REQUIRE(head.manifest.find(what) != std::string::npos);
    const auto blobs = file->read_at(head.blobs_at, 1 << 20).value();
    head.manifest = replaced(head.manifest, what, with);
    head.signatures.clear();
    Manifest named_manifest;
    named_manifest.info.county = "990021";
    sign_edition(head, named_manifest, key);
    Bytes bytes = encode(head);
    append(bytes, blobs);
    const Path path = county.folder() / "resigned.lxe";
    REQUIRE(write_file(path, bytes));
    return path;
}

} // namespace

TEST_CASE("where two publishers must sign, one alone is refused", "[edition][pack.threshold]") {
    const SmallCounty county;
    const auto keys = county.next_keys([](CountyKeys& next) {
        next.publishers.push_back(named(second_publisher()));
        next.publisher_threshold = 2;
    });
    const Path path = county.edition(1);
    const auto alone = EditionFile::open(path, keys);
    CHECK(refusal_in(alone) == "too_few_signers");
    CHECK(alone.error().message == "the edition is not signed by a publisher of county 990021 (by 1, 2 are needed)");
    REQUIRE(sign_edition_file(path, second_publisher()));
    CHECK(refusal_in(EditionFile::open(path, keys)) == "");
}

TEST_CASE("a township publishes pages of its own channels, and nothing else", "[edition][pack.township-role]") {
    const SmallCounty county;
    const SmallTownship town(county);
    const auto edition = EditionFile::open(town.edition(1), town.keys());
    REQUIRE(problem_of(edition) == "");
    CHECK(edition->manifest().township == "990021101000");
    CHECK(edition->manifest().layer() == Layer::Township);
    CHECK(refusal_in(EditionFile::open(town.edition(1), county.keys())) == "stranger");

    const auto forged = [&](std::string_view what, std::string_view with, const SigningKey& key) {
        return refusal_in(EditionFile::open(resigned(county, town.edition(1), what, with, key), town.keys()));
    };
    CHECK(forged("notices/town/", "notices/guides/", town.key()) == "beyond_its_role");
    CHECK(forged("\"notice\"", "\"form\"", town.key()) == "unreadable_manifest");
    CHECK(forged("\"audience\":[\"township:990021101000\"]", "\"audience\":[\"all\"]", town.key()) ==
          "unreadable_manifest");
    CHECK(forged("990021101000", "990021102000", town.key()) == "beyond_its_role");
    CHECK(forged("\"township\":\"990021101000\",", "", town.key()) == "beyond_its_role");
    // Neither does the county speak in the name of a township, nor anybody with two kinds of keys together.
    CHECK(forged("小县", "小县", county.key("publisher")) == "beyond_its_role");
    const Path both = town.edition(1);
    REQUIRE(sign_edition_file(both, county.key("publisher")));
    CHECK(refusal_in(EditionFile::open(both, town.keys())) == "stranger");
}
