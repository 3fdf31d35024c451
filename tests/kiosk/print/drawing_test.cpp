// Sheets on paper: black dots and pages.
#include "kiosk/device/print/drawing.h"
#include "kiosk/ui/picture.h"
#include "tests/folder.h"
#include "tests/kiosk/print/print_samples.h"
#include "tests/programs/process.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <unistd.h>

using namespace lianxin;
using namespace lianxin::test;

namespace {

Bitmap picture_of(const Raster& raster) {
    Bitmap bitmap{{raster.width, raster.height}, {}};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            const std::uint8_t shade = raster.is_black(x, y) ? 0 : 255;
            bitmap.rgba.insert(bitmap.rgba.end(), {shade, shade, shade, 255});
        }
    return bitmap;
}

std::string qr_in(const Path& picture) {
    const Finished read = run({"zbarimg", "--quiet", "--raw", picture.string()});
    return read.out.substr(0, read.out.find('\n'));
}

int black_dots(const Raster& raster, int left, int top, int right, int bottom) {
    int count = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) count += raster.is_black(x, y) ? 1 : 0;
    return count;
}

Sheet only(SheetBlock block, TypeSize type = TypeSize::Normal) { return {type, {std::move(block)}}; }

} // namespace

TEST_CASE("the QR code on paper of each width and type reads back as it was given", "[print.qr]") {
    const Folder folder;
    const Roll roll = GENERATE(Roll::Narrow, Roll::Wide);
    const TypeSize type = GENERATE(TypeSize::Normal, TypeSize::Large);
    const auto raster = draw_for_roll(sample_sheet(type), roll);
    REQUIRE(raster);
    CHECK(raster->width == (roll == Roll::Wide ? 576 : 384));
    const Bitmap picture = picture_of(*raster);
    REQUIRE(write_png(folder.path / "paper.png", picture.size, picture.rgba));
    CHECK(qr_in(folder.path / "paper.png") == sample_qr);
}

TEST_CASE("a QR code keeps its white edge and modules of at least half a millimetre", "[print.qr]") {
    const auto raster = draw_for_roll(only({BlockKind::Qr, sample_qr}), Roll::Narrow);
    REQUIRE(raster);
    int left = raster->width, run = 0;
    for (int y = 0; y < raster->height; ++y)
        for (int x = 0; x < left; ++x)
            if (raster->is_black(x, y)) left = x;
    int top = 0;
    while (black_dots(*raster, 0, top, raster->width, top + 1) == 0) ++top;
    while (raster->is_black(left + run, top)) ++run; // the upper edge of a finder is seven modules wide
    CHECK(run % 7 == 0);
    const int module = run / 7;
    CHECK(module >= 4);
    CHECK(top >= 4 * module);
    CHECK(left >= 4 * module);
}

TEST_CASE("a QR code that would not fit is refused, not cut off") {
    CHECK(!draw_for_roll(only({BlockKind::Qr, std::string(2000, 'a')}), Roll::Narrow));
    CHECK(!draw_for_roll(only({BlockKind::Qr, std::string(3900, 'a')}), Roll::Wide));
}

TEST_CASE("the code is the largest thing on a receipt, and large type is larger") {
    const auto normal = draw_for_roll(only({BlockKind::Code, "4821 9077 3615 0248"}), Roll::Wide);
    const auto narrow = draw_for_roll(only({BlockKind::Code, "4821 9077 3615 0248"}), Roll::Narrow);
    const auto text = draw_for_roll(only({BlockKind::Text, "4821"}), Roll::Wide);
    const auto large = draw_for_roll(only({BlockKind::Text, "4821"}, TypeSize::Large), Roll::Wide);
    REQUIRE((normal && narrow && text && large));
    CHECK(normal->height > 4 * text->height);
    CHECK(narrow->height > 2 * text->height);
    CHECK(large->height > text->height);
}

TEST_CASE("nothing is drawn outside the paper, however long a text is") {
    std::string endless;
    for (int i = 0; i < 300; ++i) endless += "清溪镇";
    for (const BlockKind kind : {BlockKind::Title, BlockKind::Heading, BlockKind::Text, BlockKind::Note, BlockKind::Caption, BlockKind::Fact, BlockKind::Code}) {
        const auto raster = draw_for_roll(only({kind, endless.substr(0, 300), "登记号"}), Roll::Narrow);
        REQUIRE(raster);
        CHECK(black_dots(*raster, 0, 0, raster->width, raster->height) > 500);
        if (kind != BlockKind::Code) CHECK(black_dots(*raster, 0, 0, 2, raster->height) + black_dots(*raster, raster->width - 2, 0, raster->width, raster->height) == 0);
    }
    CHECK(!draw_for_roll(Sheet{TypeSize::Normal, std::vector<SheetBlock>(100, SheetBlock{BlockKind::Title, endless})}, Roll::Narrow));
}

TEST_CASE("a character that no typeface has is told, not printed as a box") {
    CHECK(!draw_for_roll(only({BlockKind::Text, "\U0010fffd"}), Roll::Wide));
}

TEST_CASE("the page holds text that can be searched, in its own typeface, and a QR code that reads back", "[print.pdf]") {
    const Folder folder;
    const auto pdf = draw_as_pdf(sample_sheet());
    REQUIRE(pdf);
    const std::string file = (folder.path / "receipt.pdf").string();
    REQUIRE(write_file(file, *pdf));
    const std::string text = run({"pdftotext", "-layout", file, "-"}).out;
    for (const char* wanted : {"清溪镇便民服务中心", "4821", "9077", "3615", "0248", "求助", "不要把码给别人"}) CHECK(text.find(wanted) != std::string::npos);
    const std::string about = run({"pdfinfo", file}).out;
    CHECK(about.find("Pages:           1\n") != std::string::npos);
    CHECK(about.find("(A4)") != std::string::npos);
    const std::string fonts = run({"pdffonts", file}).out;
    CHECK(fonts.find("+NotoSansCJK") != std::string::npos); // "ABCDEF+": a subset
    CHECK(fonts.find(" no  ") == std::string::npos);         // none that is not embedded
    CHECK(pdf->size() < 200'000);
    REQUIRE(run({"pdftoppm", "-r", "150", "-png", "-singlefile", file, (folder.path / "page").string()}).code == 0);
    CHECK(qr_in(folder.path / "page.png") == sample_qr);
}

TEST_CASE("what does not fit on one page goes on the next") {
    const Folder folder;
    Sheet sheet{TypeSize::Large, std::vector<SheetBlock>(60, SheetBlock{BlockKind::Text, "身份证原件和复印件各一份"})};
    const auto pdf = draw_as_pdf(sheet);
    REQUIRE(pdf);
    REQUIRE(write_file(folder.path / "list.pdf", *pdf));
    CHECK(run({"pdfinfo", (folder.path / "list.pdf").string()}).out.find("Pages:           3\n") != std::string::npos);
}

TEST_CASE("paper looks as it was blessed", "[print.look]") {
    const char* wish = std::getenv("LIANXIN_BLESS");
    for (const auto& [name, roll, type] : {std::tuple{"paper-80.png", Roll::Wide, TypeSize::Normal}, {"paper-58.png", Roll::Narrow, TypeSize::Normal},
                                           {"paper-80-large.png", Roll::Wide, TypeSize::Large}}) {
        const Path golden = Path(LIANXIN_SOURCE_DIR) / "tests/pictures" / name;
        const auto raster = draw_for_roll(sample_sheet(type), roll);
        REQUIRE(raster);
        const Bitmap now = picture_of(*raster);
        if (wish && std::string_view(wish) == "1") REQUIRE(write_png(golden, now.size, now.rgba));
        const auto file = read_file(golden, 8 << 20);
        REQUIRE(file);
        const auto before = read_picture(*file);
        REQUIRE(before);
        INFO(name);
        REQUIRE(before->size == now.size);
        std::size_t differing = 0;
        for (std::size_t i = 0; i < now.rgba.size(); i += 4) if (now.rgba[i] != before->rgba[i]) ++differing;
        CHECK(static_cast<double>(differing) * 4 < 0.005 * static_cast<double>(now.rgba.size()));
    }
}
