// The load check: the whole sample county passes, and what the kiosk could not show is named.
#include "kiosk/load_check/load_check.h"

#include "kiosk/ui/picture.h"
#include "records/base/random.h"
#include "records/pack/load_check.h"
#include "records/pack/refusal.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <unistd.h>

using namespace lianxin;

namespace {

std::string problem(const std::vector<CheckLine>& lines) {
    const auto checked = check_content(lines, system_fonts());
    return checked ? "" : checked.error().text();
}

Bytes page(std::string_view body) {
    return copy_of(bytes_of("+++\nid = \"p\"\ntitle = \"题\"\nchannel = \"c\"\ndepartment = \"d\"\npublished = 2026-02-10\nsummary = "
                            "\"短\"\n+++\n\n" +
                            std::string(body)));
}

/// 64 × 48 pixels of noise that does not pack.
Path write(const Folder& folder, const std::string& name, ByteView content) {
    REQUIRE(write_file(folder.path / name, content));
    return folder.path / name;
}

Bytes noise_png(const Folder& folder) {
    SeededRandom random(4);
    Bytes pixels(64 * 48 * 4);
    random.fill(pixels);
    REQUIRE(write_png(folder.path / "noise.png", {64, 48}, pixels));
    return read_file(folder.path / "noise.png", 1 << 20).value();
}

} // namespace

TEST_CASE("every page and picture of the sample county can be shown", "[load-check]") {
    const Path county = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    std::vector<LoadCheckItem> items;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(county)) {
        const auto path = entry.path().lexically_relative(county).string();
        if (entry.path().extension() == ".md" && path.starts_with("notices/"))
            items.push_back({LoadCheckItem::What::Page, path, entry.path()});
        if (entry.path().extension() == ".png") items.push_back({LoadCheckItem::What::Picture, path, entry.path()});
    }
    REQUIRE(items.size() > 50);
    const auto checked = run_load_check(LIANXIN_BIN_DIR "/lianxin-load-check", items);
    INFO((checked ? "" : checked.error().text()));
    CHECK(checked);
}

TEST_CASE("a picture that is whole by its frame but not inside is found before it is installed", "[load-check][pack.pictures]") {
    const Folder folder;
    auto bytes = noise_png(folder);
    CHECK(problem({{CheckLine::What::Picture, "pictures/a.png", write(folder, "a.png", bytes)}}) == "");
    for (std::size_t i = 41; i < 60; ++i) bytes[i] = 0xff; // where the packed pixels begin
    const Path broken = write(folder, "a.png", bytes);
    CHECK(problem({{CheckLine::What::Picture, "pictures/a.png", broken}}).starts_with("pictures/a.png: corrupt: the picture is damaged"));
    const auto refusal = run_load_check(LIANXIN_BIN_DIR "/lianxin-load-check", {{LoadCheckItem::What::Picture, "pictures/a.png", broken}});
    CHECK(refusal_of(refusal.error()) == Refusal::UnreadableItem);
    CHECK(refusal.error().message.starts_with("pictures/a.png: corrupt: the picture is damaged"));
}

TEST_CASE("a page is laid out with its pictures, new ones and those that were there", "[load-check]") {
    const Folder folder;
    const Path text = write(folder, "p.md", page("# 一\n\n![图](pictures/a.png)\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"));
    const Path picture = write(folder, "a.png", noise_png(folder));
    const CheckLine line{CheckLine::What::Page, "notices/c/p.md", text};
    CHECK(problem({line, {CheckLine::What::Picture, "pictures/a.png", picture}}) == "");
    CHECK(problem({line, {CheckLine::What::Beside, "pictures/a.png", picture}}) == "");
    write(folder, "a.png", Bytes(100, 7));
    CHECK(problem({line, {CheckLine::What::Beside, "pictures/a.png", picture}}).starts_with("notices/c/p.md: pictures/a.png: corrupt"));
    CHECK(problem({{CheckLine::What::Page, "notices/c/p.md", write(folder, "q.md", copy_of(bytes_of("no page")))}}).starts_with("notices/c/p.md: invalid"));
}

TEST_CASE("lines of the list that nobody writes are refused", "[load-check]") {
    CHECK(parse_check_line("page\tnotices/a/b.md\t/x")->what == CheckLine::What::Page);
    CHECK_FALSE(parse_check_line("page\tnotices/a/b.md"));
    CHECK_FALSE(parse_check_line("film\ta\t/x"));
    CHECK_FALSE(parse_check_line("page\t\t/x"));
    CHECK_FALSE(parse_check_line(""));
}
