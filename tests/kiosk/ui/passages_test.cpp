// What 朗读 reads of a screen, and where a page marks it.
#include "kiosk/screens/passages.h"
#include "kiosk/ui/markdown.h"
#include "records/base/file.h"
#include "records/model/narration.h"
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace lianxin;
using namespace lianxin::test;

namespace {

std::vector<Passage> passages_on(Stage& stage, const SampleHall& hall, const Session& session) {
    stage.show(hall, session, Look::Normal);
    return passages_of(stage.ui().touch.targets(), session);
}

} // namespace

TEST_CASE("a screen is read in the order it is seen, without header, footer and keys", "[voice.screens]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    for (const Sample& each : samples(hall)) {
        CAPTURE(each.name);
        const auto passages = passages_on(stage, hall, each.session);
        if (each.name.starts_with("dialog-")) continue;
        CHECK_FALSE(passages.empty());
        for (const Passage& passage : passages) {
            CHECK_FALSE(passage.text.empty());
            CHECK_FALSE(passage.target.starts_with("common."));
            CHECK_FALSE(passage.target.starts_with("reading."));
        }
    }
}

TEST_CASE("a question of the board, its answer and what was decided are read sentence by sentence", "[board.read]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    const auto passages = passages_on(stage, hall, sample(hall, "board-entry"));
    const auto parts_of = [&](const char* target) {
        return std::count_if(passages.begin(), passages.end(), [&](const Passage& passage) { return passage.target == target; });
    };
    CHECK(parts_of("board.question") >= 3);
    CHECK(parts_of("board.answer") >= 3);
    CHECK(parts_of("board.outcome") >= 1);
    const auto last = std::find_if(passages.rbegin(), passages.rend(), [](const Passage& passage) { return passage.target == "board.outcome"; });
    REQUIRE(last != passages.rend());
    CHECK(last->text.find("村务公开栏") != std::string::npos);
}

TEST_CASE("every sentence of every page of the samples is read, and stands where it is marked", "[voice.sentences]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    Session session = sample(hall, "notice");
    for (const Page& page : hall.pages) {
        CAPTURE(page.id);
        session.notices.page = page.id;
        session.notices.open = page;
        const auto passages = passages_on(stage, hall, session);
        const std::string plain = plain_text(parse_markdown(page.body));
        std::size_t last = 0, lost = 0;
        for (const Passage& passage : passages) {
            if (passage.target != "notice.text") continue;
            REQUIRE(passage.begin >= last);
            REQUIRE(passage.end > passage.begin);
            REQUIRE(passage.end <= plain.size());
            lost = std::max(lost, passage.begin - last);
            last = passage.end;
        }
        CHECK(plain.size() - last < 16);
        CHECK(lost < 400); // the header of a table is read with its rows
        PageLayout layout(page.body, 900, stage.ui().paint, {});
        CHECK(std::all_of(passages.begin(), passages.end(), [&](const Passage& passage) {
            return passage.target != "notice.text" || !layout.place_of({passage.begin, passage.end}).is_empty();
        }));
    }
}

TEST_CASE("the recorded page of the samples is played by its marks; with another number of marks the voice reads", "[voice.narration]") {
    const SampleHall hall;
    Stage stage({1080, 1920});
    Session session = sample(hall, "notice");
    const auto page = std::find_if(hall.pages.begin(), hall.pages.end(), [](const Page& each) { return each.id == "straw-burning"; });
    REQUIRE(page != hall.pages.end());
    session.notices.page = page->id;
    session.notices.open = *page;
    const auto marks = parse_marks(*read_text(Path(LIANXIN_SOURCE_DIR) / "assets/samples/county" / marks_path(page->id), 4096));
    REQUIRE(marks);
    session.notices.narration = {recording_path(page->id), *marks};

    std::size_t played = 0;
    for (const Passage& passage : passages_on(stage, hall, session)) {
        if (passage.target != "notice.text") {
            CHECK(passage.recording.empty());
            continue;
        }
        REQUIRE(played < marks->size());
        CHECK(passage.recording == "audio/straw-burning.opus");
        CHECK(passage.from == (*marks)[played++]);
        CHECK(passage.to == (played < marks->size() ? (*marks)[played] : Milliseconds(0)));
    }
    CHECK(played == marks->size());

    session.notices.narration.from.pop_back();
    for (const Passage& passage : passages_on(stage, hall, session)) CHECK(passage.recording.empty());
}

TEST_CASE("the row of a table is read with the names of its columns", "[voice.tables]") {
    const auto blocks = parse_markdown("# 表\n\n前言。\n\n| 路 | 几天修好 |\n|---|---|\n| 村道 | 7天 |\n| 乡道 | |\n");
    const auto parts = spoken_parts(blocks);
    REQUIRE(parts.size() == 4);
    CHECK(parts[2].row == "路：村道；几天修好：7天");
    CHECK(parts[3].row == "路：乡道");
    const std::string plain = plain_text(blocks);
    CHECK(plain.substr(parts[2].begin, parts[2].end - parts[2].begin) == "村道 7天 ");
}

TEST_CASE("while something is read, its bar is above the footer; without a voice there is nothing to listen to", "[voice.bar]") {
    SampleHall hall;
    Stage stage({1080, 1920});
    Session session = sample(hall, "notice-reading");
    stage.show(hall, session, Look::Normal);
    for (const char* id : {"reading.pause", "reading.repeat", "reading.skip", "reading.slower", "reading.faster", "reading.quieter", "reading.louder", "reading.stop", "common.read"})
        CHECK(stage.ui().touch.find(id));
    session.voice.volume = 5;
    stage.show(hall, session, Look::Normal);
    CHECK_FALSE(stage.ui().touch.find("reading.louder")->enabled);
    session.reading = {};
    hall.devices.can_speak = false;
    stage.show(hall, session, Look::Normal);
    CHECK_FALSE(stage.ui().touch.find("reading.stop"));
    CHECK_FALSE(stage.ui().touch.find("common.read"));
}
