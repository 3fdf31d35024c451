// Manifests: bounded before believed.
#include "records/base/date.h"
#include "records/pack/manifest.h"
#include "records/pack/picture_header.h"
#include "tests/records/pack/small_county.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

Manifest small() {
    Manifest manifest;
    manifest.info = {3,        "990021",    "小县",      "内容",
                     "办公室", TimePoint{}, TimePoint{}, TimePoint(std::chrono::hours(24))};
    manifest.audience = {"all"};
    manifest.previous = 2;
    ManifestItem item;
    item.path = "channels.toml";
    item.kind = ItemKind::Channels;
    item.kind_name = "channels";
    item.size = 10;
    item.stored = 10;
    manifest.items = {item};
    return manifest;
}

std::string refusal(std::string_view what, std::string_view with) {
    auto text = to_document(small());
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    text.replace(at, what.size(), with);
    return problem_of(parse_manifest(text));
}

} // namespace

TEST_CASE("a manifest comes back as it was written", "[manifest]") {
    auto manifest = small();
    manifest.items[0].packing = Packing::Zstd;
    manifest.items[0].stored = 5;
    manifest.items[0].title = "标题";
    manifest.items[0].pinyin = "biao ti";
    const auto text = to_document(manifest);
    const auto back = parse_manifest(text);
    REQUIRE(problem_of(back) == "");
    CHECK(to_document(*back) == text);
    CHECK(back->items[0].stored == 5);
}

TEST_CASE("paths of items stay inside the edition", "[manifest][pack.names]") {
    for (const char* good : {"a", "0", "notices/guides/how-to.md", "a.b_c-d", "a/b/c/d"}) CHECK(is_item_path(good));
    for (const char* bad : {"", "/a", "a/", "a//b", "..", "a/..", "../a", "a/../b", ".a", "-a", "A", "a b", "a\\b",
                            "a:b", "a/b/c/d/e", "c..d", "纸"})
        CHECK_FALSE(is_item_path(bad));
    CHECK_FALSE(is_item_path(std::string_view("a\0b", 3)));
    CHECK(is_item_path(std::string(64, 'a')));
    CHECK_FALSE(is_item_path(std::string(65, 'a')));
}

TEST_CASE("a manifest that breaks a rule is refused with the rule", "[manifest][pack.names]") {
    CHECK(refusal("\"channels.toml\"", "\"../etc/passwd\"") ==
          "invalid: manifest: \"../etc/passwd\" cannot be the path of an item");
    CHECK(refusal("\"channels.toml\"", "\"/etc/passwd\"") ==
          "invalid: manifest: \"/etc/passwd\" cannot be the path of an item");
    CHECK(refusal("\"channels.toml\"", "\"manifest.json\"") ==
          "invalid: manifest: \"manifest.json\" cannot be the path of an item");
    CHECK(refusal("\"size\":10", "\"size\":-1") ==
          "channels.toml: invalid: manifest: \"size\" must be from 0 to 67108864");
    CHECK(refusal("\"size\":10", "\"size\":99999999999") ==
          "channels.toml: invalid: manifest: \"size\" must be from 0 to 67108864");
    CHECK(refusal("\"format\":1", "\"format\":2") ==
          "unsupported: the edition is of a format that this program does not know");
    CHECK(refusal("\"number\":3", "\"number\":0") == "manifest: invalid: \"number\" must be at least 1");
    CHECK(refusal("\"items\":[", "\"items\":[0,") == "invalid: manifest: \"\" cannot be the path of an item");
    CHECK(refusal("\"hash\":\"0", "\"hash\":\"") == "invalid: manifest: channels.toml: \"hash\" is not a hash");
    CHECK(refusal("\"audience\":[\"all\"]", "\"audience\":[]") == "invalid: manifest: \"audience\" must be a list");
    CHECK(refusal("\"size\":10", "\"packing\":\"lzma\",\"size\":10") ==
          "channels.toml: unsupported: manifest: the packing \"lzma\"");
    CHECK(refusal("\"size\":10", "\"packing\":\"zstd\",\"stored\":11,\"size\":10") ==
          "channels.toml: invalid: manifest: a packed item is too large");
}

TEST_CASE("items out of order, doubled or too many are refused", "[manifest]") {
    auto manifest = small();
    manifest.items.push_back(manifest.items[0]);
    CHECK_FALSE(parse_manifest(to_document(manifest)));
    manifest.items[1].path = "a";
    CHECK_FALSE(parse_manifest(to_document(manifest)));
    std::string list = "\"items\":[0";
    for (int i = 0; i < 300'000; ++i) list += ",0";
    CHECK(refusal("\"items\":[", list + ",") == "invalid: manifest: there are more than 4096 items");
    for (int i = 0; i < 700'000; ++i) list += ",0";
    CHECK(refusal("\"items\":[", list + ",") == "invalid: manifest: larger than 1 MiB");
}

TEST_CASE("an item of a later kind is kept without being looked at", "[manifest]") {
    auto manifest = small();
    manifest.items[0].kind_name = "hologram";
    const auto back = parse_manifest(to_document(manifest));
    REQUIRE(back);
    CHECK(back->items[0].kind == ItemKind::Other);
    CHECK(to_document(*back) == to_document(manifest));
}

TEST_CASE("an edition is for whom it names", "[manifest]") {
    auto manifest = small();
    CHECK(is_meant_for(manifest, "990021101000", "QX-01"));
    manifest.audience = {"township:990021101000", "kiosk:BY-02"};
    CHECK(is_meant_for(manifest, "990021101000", "QX-01"));
    CHECK(is_meant_for(manifest, "990021103000", "BY-02"));
    CHECK_FALSE(is_meant_for(manifest, "990021103000", "QX-01"));
    CHECK(is_meant_for(manifest, "", ""));
}

TEST_CASE("pictures tell their size in their first bytes, and liars are refused", "[manifest][pictures]") {
    auto png = small_png();
    REQUIRE(picture_size(png));
    CHECK(picture_size(png)->width == 1);
    auto wide = png;
    wide[16] = 0x40; // a thousand million pixels wide
    CHECK(problem_of(picture_size(wide)).find("pixels; at most 4096") != std::string::npos);
    CHECK_FALSE(picture_size(ByteView(png).first(40)));
    CHECK_FALSE(picture_size({}));
    CHECK_FALSE(picture_size(bytes_of("GIF89a")));
    const auto jpeg = from_hex("ffd8ffe000040000ffc0000b08000a0014010111003fffd9");
    REQUIRE(problem_of(picture_size(*jpeg)) == "");
    CHECK(picture_size(*jpeg)->height == 10);
    CHECK(picture_size(*jpeg)->width == 20);
    for (std::size_t length = 0; length < 16; ++length) CHECK_FALSE(picture_size(ByteView(*jpeg).first(length)));
}
