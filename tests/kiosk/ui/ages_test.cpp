// What an idle kiosk tells who passes by of its last contact and the age of its content.
#include "kiosk/screens/hall_frame.h"
#include "tests/kiosk/ui/stage.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;
using namespace lianxin::test;

namespace {

/// At ten in the morning of China.
struct Morning {
    Morning() { hall.now = *parse_iso_time("2026-11-26T02:00:00Z"); }
    Ages ages_with(std::optional<std::string_view> contact, std::string_view made, std::string_view expires = "2027-12-31T00:00:00Z") {
        hall.hall.last_contact = contact ? std::optional(*parse_iso_time(*contact)) : std::nullopt;
        hall.catalogue.edition.made = *parse_iso_time(made);
        hall.catalogue.edition.expires = *parse_iso_time(expires);
        return lianxin::ages(hall.view(), stage.ui().words);
    }
    /// The rectangle of the line on the idle screen.
    Rect drawn(std::string_view slide = "idle") {
        stage.show(hall, sample(hall, slide), Look::Normal);
        const Target* line = stage.ui().touch.find("idle.freshness");
        return line ? line->rect : Rect{};
    }

    SampleHall hall;
    Stage stage{{1080, 1920}, 268};
};

constexpr const char *today = "2026-11-26T00:00:00Z", *recent = "2026-11-25T00:00:00Z";

} // namespace

TEST_CASE("when the county was last reached is told as today, yesterday and days, and three days are too long", "[idle.ages]") {
    struct Row {
        std::optional<std::string_view> contact;
        std::string_view text;
        bool is_stale;
    };
    Morning morning;
    for (const Row& row : {Row{"2026-11-26T01:07:00Z", "今天09:07联通县里", false}, Row{"2026-11-25T16:00:00Z", "今天00:00联通县里", false}, // midnight of China
                           Row{"2026-11-25T15:59:00Z", "昨天联通县里", false}, Row{"2026-11-24T15:59:00Z", "已2天未联通县里", false},
                           Row{"2026-11-23T15:59:00Z", "已3天未联通县里", true}, Row{"2026-10-27T02:00:00Z", "已30天未联通县里", true}, Row{std::nullopt, "尚未联通县里", true},
                           Row{"2026-11-26T03:00:00Z", "今天11:00联通县里", false}}) { // the county's clock is ahead
        const Ages told = morning.ages_with(row.contact, today);
        CHECK(told.contact.text == row.text);
        CHECK(told.contact.is_stale == row.is_stale);
        CHECK_FALSE(told.content.is_stale);
        CHECK(told.is_stale() == row.is_stale);
    }
}

TEST_CASE("how old the content is is told as today, yesterday and days, and a month is too old", "[idle.ages]") {
    struct Row {
        std::string_view made, text;
        bool is_stale;
    };
    Morning morning;
    for (const Row& row : {Row{"2026-11-26T01:00:00Z", "内容今天更新", false}, Row{"2026-11-25T15:59:00Z", "内容昨天更新", false}, Row{"2026-11-24T01:00:00Z", "内容更新于2天前", false},
                           Row{"2026-10-27T01:00:00Z", "内容更新于30天前", false}, Row{"2026-10-26T01:00:00Z", "内容已31天没有更新", true}}) {
        const Ages told = morning.ages_with(today, row.made);
        CHECK(told.content.text == row.text);
        CHECK(told.content.is_stale == row.is_stale);
        CHECK_FALSE(told.contact.is_stale);
    }
    CHECK(morning.ages_with(today, recent, "2026-11-26T01:59:59Z").content.text == "内容已过有效期");
    CHECK(morning.ages_with(today, recent, "2026-11-26T01:59:59Z").is_stale());
    morning.hall.hall.content_trouble = "corrupt";
    CHECK(morning.ages_with(today, recent).content.text == "部分公告内容打不开");
    morning.hall.catalogue.edition.number = 0;
    CHECK(morning.ages_with(today, recent).content.text == "公告内容打不开");
    morning.hall.hall.content_trouble = "not_found";
    CHECK(morning.ages_with(today, recent).content.text == "还没有装入公告内容");
    CHECK(morning.ages_with(today, recent).is_stale());
}

TEST_CASE("what is stale turns the calm line into a large warning, beside every slide", "[idle.ages]") {
    Morning morning;
    (void)morning.ages_with(today, recent);
    const float calm = morning.drawn().height;
    CHECK(calm > 0);
    CHECK(morning.drawn("idle-page").height == 0); // the header tells it
    (void)morning.ages_with("2026-11-23T00:00:00Z", recent);
    CHECK(morning.drawn().height > 1.8F * calm);
    for (const char* slide : {"idle-picture", "idle-page", "idle-notices", "idle-roster"}) {
        INFO(slide);
        CHECK(morning.drawn(slide).height > 1.8F * calm);
    }
    (void)morning.ages_with(today, "2026-10-01T00:00:00Z");
    CHECK(morning.drawn().height > 1.8F * calm);
}
