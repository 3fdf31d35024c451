// Reasons for refusing an edition: stable words, and one sentence each for the technician.
#include "records/pack/refusal.h"

#include "records/base/file.h"
#include "records/base/toml.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

std::vector<Refusal> all_refusals() {
    std::vector<Refusal> all;
    for (int i = 0; i <= static_cast<int>(Refusal::DidNotLoad); ++i) all.push_back(static_cast<Refusal>(i));
    return all;
}

} // namespace

TEST_CASE("an error keeps the reason for which an edition was refused, whatever is told around it", "[refusal]") {
    for (const Refusal refusal : all_refusals()) {
        const Error error = refused(refusal, ErrorCode::Conflict, "why").in("pictures/a.png").in("installing");
        CHECK(refusal_of(error) == refusal);
        CHECK(error.text() ==
              "installing: pictures/a.png: refused as " + std::string(name_of(refusal)) + ": conflict: why");
    }
    CHECK(refusal_of(refused(Refusal::Older, refused(Refusal::Expired, ErrorCode::Invalid, ""))) == Refusal::Expired);
    CHECK_FALSE(refusal_of(Error{ErrorCode::NoSpace, "full", {}}));
    CHECK_FALSE(refusal_of(Error{ErrorCode::Invalid, "", {"refused as something else"}}));
}

TEST_CASE("each reason for refusing an edition has a sentence of its own", "[refusal][pack.sentences]") {
    const auto text = read_text(Path(LIANXIN_SOURCE_DIR) / "assets/text/zh-CN.toml", 1 << 20);
    REQUIRE(text);
    const auto words = parse_toml(*text);
    REQUIRE(words);
    const Value* sentences = words->find("refusal");
    REQUIRE(sentences);
    std::vector<std::string> told;
    for (const Refusal refusal : all_refusals()) {
        INFO(name_of(refusal));
        told.push_back(sentences->text_or(name_of(refusal), ""));
        CHECK(told.back().ends_with("。"));
        CHECK(std::count(told.begin(), told.end(), told.back()) == 1);
    }
    CHECK(sentences->map()->size() == told.size());
}
