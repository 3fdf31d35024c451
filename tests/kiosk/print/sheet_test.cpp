// Sheets as JSON.
#include "kiosk/device/print/sheet.h"
#include "tests/kiosk/print/print_samples.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

TEST_CASE("a sheet is read as it was written") {
    const Sheet sheet = sample_sheet(TypeSize::Large);
    const auto read = parse_sheet(to_json(sheet));
    REQUIRE(read);
    CHECK(read->type == TypeSize::Large);
    REQUIRE(read->blocks.size() == sheet.blocks.size());
    for (std::size_t i = 0; i < sheet.blocks.size(); ++i) {
        CHECK(read->blocks[i].kind == sheet.blocks[i].kind);
        CHECK(read->blocks[i].text == sheet.blocks[i].text);
        CHECK(read->blocks[i].label == sheet.blocks[i].label);
    }
}

TEST_CASE("a sheet that breaks a rule is refused") {
    for (const char* wrong : {"", "[]", "{}", R"({"blocks":[]})", R"({"blocks":[{"kind":"dance"}]})", R"({"blocks":[{"text":"x"}]})", R"({"blocks":[{"kind":"text","text":"a\u001bb"}]})"})
        CHECK(!parse_sheet(wrong));
    Sheet endless = sample_sheet();
    endless.blocks.resize(101);
    CHECK(!parse_sheet(to_json(endless)));
    CHECK(!parse_sheet(to_json(Sheet{TypeSize::Normal, {{BlockKind::Text, std::string(4001, 'a')}}})));
}

TEST_CASE("a wiped sheet holds no text") {
    Sheet sheet = sample_sheet();
    wipe(sheet);
    for (const auto& block : sheet.blocks) CHECK((block.text.empty() && block.label.empty()));
}
