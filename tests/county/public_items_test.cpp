// Public matters between editions: announced, addressed, replaced, withdrawn, and found by the kiosks they are for.
#include "tests/county/county_fixture.h"

#include "county/desk.h"
#include "county/listing.h"
#include "records/base/cbor.h"
#include "records/base/text.h"
#include "records/wire/changes.h"
#include "records/wire/health_report.h"
#include "records/wire/routes.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

class NoKeys final : public Unsealer {
  public:
    Result<SealedStep> tell(const SealedRecord&, TimePoint, const StepToTell&) override { return Error{ErrorCode::Network, "", {}}; }
    Result<Request> read(const SealedRecord&) override { return Error{ErrorCode::Network, "", {}}; }
    Result<AttachmentPart> read_part(const SealedRecord&) override { return Error{ErrorCode::Network, "", {}}; }
};

struct Square {
    TestCounty county;
    FakeKiosk here{"hall-1", "990021101000", 1}, beside{"hall-2", "990021101000", 2}, there{"hall-3", "990021102000", 3};
    EnrolledKiosk enrolled_here = county.enrol(here), enrolled_beside = county.enrol(beside), enrolled_there = county.enrol(there);
    NoKeys keys;
    Settings settings;
    Desk desk{settings, *county.writer, *county.readers, keys, county.answers, county.clock};

    Square() { settings.county = "990021"; }

    std::uint64_t announce(const std::string& id, const std::string& title, const Audience& audience = {}) {
        const std::string content = "title = \"" + title + "\"\nquestion = \"路灯坏了\"\nasked = \"2026-10-08\"\n";
        auto version = desk.announce({"board", id, 1, {}, content, ""}, audience);
        if (!version) FAIL(version.error().text());
        return *version;
    }
    Changes changes(const FakeKiosk& kiosk, std::uint64_t after = 0) {
        const auto response = county.respond(kiosk.request("GET", "/v1/changes", "after=" + std::to_string(after), {}));
        auto read = parse_changes(response.body, county.answers.public_key());
        if (!read) FAIL(read.error().text());
        return std::move(*read);
    }
    std::vector<std::string> ids(const FakeKiosk& kiosk, std::uint64_t after = 0) {
        std::vector<std::string> out;
        for (const ItemChange& change : changes(kiosk, after).items) out.push_back(change.item.id);
        return out;
    }
    Result<std::uint64_t> warn(const std::string& id, const std::string& xml, const Audience& audience = {}) {
        return desk.announce({"alert", id, 1, {}, xml, ""}, audience);
    }
    /// "2026-06-12T08:30:00+08:00", that long after the county's time.
    std::string cap_time(std::chrono::minutes after) const { return iso_time(county.clock.wall() + after + std::chrono::hours(8)).substr(0, 19) + "+08:00"; }
    /// A warning of the weather office for two hours.
    std::string rain(const std::string& identifier, const std::string& type = "Alert", const std::string& references = "") const {
        using std::chrono::minutes;
        return "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>" + identifier + "</identifier><sender>qixiang@qinghe.example</sender><sent>" +
               cap_time(minutes(-10)) + "</sent><status>Actual</status><msgType>" + type + "</msgType><scope>Public</scope>" +
               (references.empty() ? "" : "<references>qixiang@qinghe.example," + references + "," + cap_time(minutes(-60)) + "</references>") +
               "<info><language>zh-CN</language><event>暴雨</event><urgency>Immediate</urgency><severity>Extreme</severity><expires>" + cap_time(minutes(120)) +
               "</expires><headline>暴雨红色预警信号</headline><area><areaDesc>清溪镇</areaDesc><geocode><valueName>division</valueName><value>990021101000</value></geocode></area></info></alert>";
    }
    void add_update(const EnrolledKiosk& kiosk, const Uuid& record, std::uint64_t number, const ByteArray<16>& tag, TimePoint made) {
        const auto entered = county.writer->perform([&](Book& book) -> Result<void> {
            UpdateChange update{*book.store.last_cursor(kiosk.key.township) + 1, tag, copy_of(bytes_of("sealed")), {}};
            update.signature = sign_update(update.tag, update.sealed, county.answers);
            CaseStep step;
            step.number = number;
            step.made = made;
            if (auto added = book.store.add(kiosk.key.township, record, step); !added) return added;
            return book.store.add(kiosk.key.township, record, number, update);
        });
        REQUIRE(entered);
    }
};

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("what is announced reaches the kiosks it is addressed to, and no others", "[public.addressed]") {
    Square square;
    CHECK(square.announce("for-all", "路灯") == 1);
    square.announce("for-town", "路灯", {"990021102000"});
    square.announce("for-one", "路灯", {"hall-2"});
    CHECK(square.ids(square.here) == Ids{"for-all"});
    CHECK(square.ids(square.beside) == Ids{"for-all", "for-one"});
    CHECK(square.ids(square.there) == Ids{"for-all", "for-town"});
    CHECK_FALSE(square.desk.announce({"board", "x", 1, {}, "title = \"a\"\nquestion = \"b\"\nasked = \"2026-10-08\"", ""}, {"990022101000"}));
    CHECK(square.desk.announce({"board", "x", 1, {}, "title = \"a\"\nquestion = \"b\"\nasked = \"2026-10-08\"", ""}, {"nobody"}).error().code == ErrorCode::NotFound);
    CHECK_FALSE(square.desk.announce({"board", "x", 1, {}, "not toml", ""}, {}));
    CHECK(square.ids(square.here) == Ids{"for-all"});
}

TEST_CASE("a new version comes once more, the old one no longer, and a kiosk that has it is told nothing", "[public.delta]") {
    Square square;
    square.announce("one", "路灯");
    square.announce("two", "公路");
    const std::uint64_t cursor = square.changes(square.here).cursor;
    CHECK(square.ids(square.here, cursor).empty());
    CHECK(square.announce("one", "路灯修好了") == 2);
    CHECK(square.ids(square.here, cursor) == Ids{"one"});
    const Changes fresh = square.changes(square.here);
    REQUIRE(fresh.items.size() == 2);
    CHECK(fresh.items[0].item.id == "two");
    CHECK(fresh.items[1].item.version == 2);
}

TEST_CASE("what is withdrawn is told to everybody who was told, with the reason, and stands in the log", "[public.withdrawn]") {
    Square square;
    square.announce("one", "路灯", {"990021101000"});
    const std::uint64_t cursor = square.changes(square.here).cursor;
    CHECK(*square.desk.withdraw("board", "one", "说错了地名") == 2);
    const Changes changes = square.changes(square.here, cursor);
    REQUIRE(changes.items.size() == 1);
    CHECK(changes.items[0].item.withdrawn == "说错了地名");
    CHECK(changes.items[0].item.version == 2);
    CHECK(square.ids(square.there).empty());
    CHECK(square.desk.withdraw("board", "one", "again").error().code == ErrorCode::Conflict);
    CHECK(square.desk.withdraw("board", "none", "why").error().code == ErrorCode::NotFound);
    const auto events = square.county.reader()->events(0, 100);
    REQUIRE(events);
    CHECK(events->at(events->size() - 2).kind == "announce");
    CHECK(events->back().kind == "withdraw");
    CHECK(parse_cbor(events->back().entry)->text_or("reason", "") == "说错了地名");
    CHECK(list_items(*square.county.reader())->array()->front().text_or("withdrawn", "") == "说错了地名");
}

TEST_CASE("a township's first kiosk is told what was announced to the county before it came", "[public.addressed]") {
    Square square;
    square.announce("for-all", "路灯");
    square.announce("for-town", "路灯", {"990021103000"});
    square.announce("elsewhere", "路灯", {"990021102000"});
    FakeKiosk late("hall-4", "990021103000", 4);
    REQUIRE(square.desk.enrol(late.name, late.township, late.key.public_key()));
    CHECK(square.ids(late) == Ids{"for-town", "for-all"});
    FakeKiosk later("hall-5", "990021103000", 5);
    REQUIRE(square.desk.enrol(later.name, later.township, later.key.public_key()));
    CHECK(square.ids(later) == Ids{"for-town", "for-all"});
}

TEST_CASE("a township's first kiosk is not told of warnings that were over a month ago, but of every end", "[public.long-over]") {
    Square square;
    REQUIRE(square.warn("rain", square.rain("QH-1")));
    REQUIRE(square.warn("end", square.rain("QH-2", "Cancel", "QH-9")));
    const auto told_at = [&](const char* kiosk, const char* township, std::chrono::hours later) {
        square.county.clock.advance(later);
        FakeKiosk late(kiosk, township, 4);
        REQUIRE(square.desk.enrol(late.name, late.township, late.key.public_key()));
        return square.ids(late);
    };
    CHECK(told_at("hall-4", "990021103000", std::chrono::hours(24 * 30)) == Ids{"end", "rain"});
    CHECK(told_at("hall-5", "990021104000", std::chrono::hours(3)) == Ids{"end"});
}

TEST_CASE("updates and public items share one order, and a full answer goes on where it stopped", "[changes]") {
    Square square;
    const ByteArray<16> tag{7};
    square.add_update(square.enrolled_here, Uuid{{1}}, 1, tag, square.county.clock.wall());
    square.announce("one", "路灯");
    square.add_update(square.enrolled_here, Uuid{{1}}, 2, tag, square.county.clock.wall());
    const Changes all = square.changes(square.here);
    CHECK(all.updates.size() == 2);
    REQUIRE(all.items.size() == 1);
    CHECK(all.updates[0].cursor < all.items[0].cursor);
    CHECK(all.items[0].cursor < all.updates[1].cursor);
    const std::string big(60'000, 'x');
    for (int i = 0; i < 80; ++i) square.announce("big-" + std::to_string(i), big);
    std::size_t seen = 0, answers = 0;
    for (std::uint64_t cursor = all.cursor;; ++answers) {
        const Changes some = square.changes(square.here, cursor);
        seen += some.items.size();
        cursor = some.cursor;
        if (!some.more) break;
    }
    CHECK(seen == 80);
    CHECK(answers >= 1);
}

TEST_CASE("updates older than a kiosk would keep are not sent, and not looked through again", "[changes]") {
    Square square;
    square.add_update(square.enrolled_here, Uuid{{1}}, 1, {7}, square.county.clock.wall() - std::chrono::days(91));
    square.add_update(square.enrolled_here, Uuid{{2}}, 1, {8}, square.county.clock.wall() - std::chrono::days(89));
    square.add_update(square.enrolled_here, Uuid{{3}}, 1, {9}, square.county.clock.wall() - std::chrono::days(91));
    const Changes changes = square.changes(square.here);
    REQUIRE(changes.updates.size() == 1);
    CHECK(changes.updates[0].tag == ByteArray<16>{8});
    CHECK(changes.cursor == 3);
}

TEST_CASE("the updates of one receipt are found by its tag in the whole county, however old", "[updates-by-tag]") {
    Square square;
    const ByteArray<16> tag{7}, other{8};
    square.add_update(square.enrolled_there, Uuid{{1}}, 1, tag, square.county.clock.wall() - std::chrono::days(200));
    square.add_update(square.enrolled_there, Uuid{{1}}, 2, tag, square.county.clock.wall());
    square.add_update(square.enrolled_there, Uuid{{2}}, 1, other, square.county.clock.wall());
    const auto ask = [&](const std::string& query) { return square.county.respond(square.here.request("GET", "/v1/updates", query, {})); };
    const auto found = parse_found(ask("tag=" + to_hex(tag)).body, square.county.answers.public_key());
    REQUIRE(found);
    CHECK(found->tag == tag);
    CHECK(found->updates.size() == 2);
    const auto nothing = parse_found(ask("tag=" + to_hex(ByteArray<16>{9})).body, square.county.answers.public_key());
    REQUIRE(nothing);
    CHECK(nothing->updates.empty());
    for (const char* wrong : {"tag=", "tag=07", "", "tag=zz070000000000000000000000000000"}) CHECK(ask(wrong).status == 400);
}

TEST_CASE("a kiosk that asks for tags very often is told to wait", "[updates-by-tag]") {
    Square square;
    const auto ask = [&](const FakeKiosk& kiosk) { return square.county.respond(kiosk.request("GET", "/v1/updates", "tag=" + to_hex(ByteArray<16>{9}), {})); };
    for (unsigned i = 0; i < AskingLimit::most_an_hour; ++i) REQUIRE(ask(square.here).status == 200);
    const auto refused = ask(square.here);
    CHECK(refused.status == 429);
    CHECK(ask(square.there).status == 200);
    square.county.clock.advance(std::chrono::hours(1));
    CHECK(ask(square.here).status == 200);
}

TEST_CASE("the list of kiosks says of each how it is, and why somebody should look after it", "[kiosks-stale]") {
    Square square;
    const TimePoint now = square.county.clock.wall();
    const auto report = [&](const FakeKiosk& kiosk, const HealthReport& health) {
        CHECK(square.county.respond(kiosk.request("POST", "/v1/health", "", encode_health(health))).status == 204);
    };
    HealthReport good;
    good.program = "0.1.0";
    good.edition = 17;
    good.edition_made = now - std::chrono::days(3);
    good.clock = "county";
    report(square.here, good);
    HealthReport bad = good;
    bad.edition_made = now - std::chrono::days(40);
    bad.oldest = now - std::chrono::days(4);
    bad.refused = 1;
    bad.handed_in = 9;
    bad.delivered = 6;
    bad.attachments = {40, 1'900'000, now - std::chrono::days(4), 0, true};
    bad.problem = "diverged";
    bad.machine_offset = -900'000'000;
    report(square.beside, bad);
    const auto words_of = [&](TimePoint at, std::size_t which) {
        std::vector<std::string> words;
        const auto list = list_kiosks(*square.county.reader(), at);
        REQUIRE(list);
        for (const Value& word : *(*list->array())[which].find("stale")->array()) words.push_back(*word.text());
        return words;
    };
    using Words = std::vector<std::string>;
    CHECK(words_of(now, 0).empty());
    CHECK(words_of(now, 1) == Words{"old_content", "waiting", "refused", "diverged", "clock"});
    // Of attachments it is enough.
    HealthReport parts = good;
    parts.attachments = bad.attachments;
    parts.attachments.refused = 2;
    report(square.beside, parts);
    CHECK(words_of(now, 1) == Words{"waiting", "refused"});
    report(square.beside, bad);
    const Value told = *(*list_kiosks(*square.county.reader(), now)->array())[1].find("health");
    CHECK(told.integer_or("waiting", 0) == 3);
    CHECK(told.find("attachments")->integer_or("waiting", 0) == 40);
    CHECK(told.find("attachments")->flag_or("diverged", false));
    CHECK(words_of(now, 2) == Words{"never"});
    CHECK(words_of(now + std::chrono::days(4), 0) == Words{"silent"});
    REQUIRE(square.desk.revoke("hall-3"));
    CHECK(words_of(now, 2).empty());
    const std::string lines = lines_of_kiosks(*list_kiosks(*square.county.reader(), now));
    CHECK(lines.find("!old_content !waiting !refused !diverged !clock") != std::string::npos);
    CHECK(lines.find("edition 17 of 2026-") != std::string::npos);
    CHECK(lines.find("3 requests and 40 parts of attachments wait") != std::string::npos);
    CHECK(lines.find("0 requests") == std::string::npos);
}

TEST_CASE("a warning is announced as it was written, under a name of its own, and what ends it reaches whoever was told of it", "[public.warned]") {
    Square square;
    const auto told = square.desk.perform(Value(Value::Map{{"order", "announce"}, {"kind", "alert"}, {"content", square.rain("QH-2026-01")}, {"audience", "990021101000"}}));
    REQUIRE(told);
    const std::string name = told->text_or("item", "");
    CHECK(name.starts_with("alert qh-2026-01-"));
    REQUIRE(square.ids(square.here).size() == 1);
    CHECK("alert " + square.ids(square.here).front() == name);
    CHECK(square.changes(square.here).items.front().item.content == square.rain("QH-2026-01"));
    CHECK(square.ids(square.there).empty());
    // The clerk cancels it for one hall only; the township was told and hears of its end.
    REQUIRE(square.warn("end", square.rain("QH-2026-02", "Cancel", "QH-2026-01"), {"hall-3"}));
    CHECK(square.ids(square.beside).size() == 2);
    CHECK(square.ids(square.there) == Ids{"end"});
    // Another sender's word reaches nobody but those it is for.
    REQUIRE(square.warn("other", square.rain("QH-2026-03", "Cancel", "QH-2026-99"), {"hall-3"}));
    CHECK(square.ids(square.beside).size() == 2);
}

TEST_CASE("whoever announces an end that ends nothing is told so, and it is announced all the same", "[public.ends-nothing]") {
    Square square;
    const auto announced = [&](const std::string& xml) {
        const auto told = square.desk.perform(Value(Value::Map{{"order", "announce"}, {"kind", "alert"}, {"content", xml}, {"audience", ""}}));
        REQUIRE(told);
        return *told;
    };
    CHECK_FALSE(announced(square.rain("QH-1")).find("ends"));
    CHECK(announced(square.rain("QH-2", "Cancel", "QH-l")).integer_or("ends", 9) == 0); // a letter for the digit
    CHECK(square.ids(square.here).size() == 2);
    CHECK(announced(replaced(square.rain("QH-3", "Cancel", "QH-1"), "qixiang@", "yingji@")).integer_or("ends", 9) == 0);
    CHECK(announced(square.rain("QH-4", "Update", "QH-1")).integer_or("ends", 9) == 1);
}

TEST_CASE("a warning that kiosks here would not show is refused with the reason, and changes nothing", "[public.warned]") {
    Square square;
    const auto refusal = [&](const std::string& what, const std::string& with) {
        const std::string xml = replaced(square.rain("QH-1"), what, with);
        REQUIRE(xml != square.rain("QH-1"));
        const auto outcome = square.warn("x", xml);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == ErrorCode::Invalid);
        return outcome.error().message;
    };
    CHECK(refusal("990021101000", "110105001000").find("none of its areas (110105001000) lies in county 990021") != std::string::npos);
    CHECK(refusal("Actual", "Draft").find("<status>") != std::string::npos);
    CHECK(refusal("Public", "Restricted").find("not Public") != std::string::npos);
    CHECK(refusal(">Alert<", ">Ack<").find("<msgType>") != std::string::npos);
    CHECK(refusal(square.cap_time(std::chrono::minutes(120)), square.cap_time(std::chrono::minutes(-1))).find("it was over at") != std::string::npos);
    CHECK(refusal("<severity>Extreme</severity>", "").find("<severity> must be given") != std::string::npos);
    CHECK(refusal("</alert>", "").find("line") != std::string::npos);
    CHECK(square.ids(square.here).empty());
    CHECK(square.warn("x", replaced(square.rain("QH-1"), "990021101000", "990000")));
}
