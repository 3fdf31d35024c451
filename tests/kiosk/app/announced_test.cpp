// What came down the road since the edition was made: believed by its signature, and weighed together with what the edition says.
#include "kiosk/announced.h"
#include "records/wire/changes.h"

#include <catch2/catch_test_macros.hpp>
#include <unistd.h>

using namespace lianxin;

namespace {

struct Folder {
    Path path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "lianxin-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

/// What the daemon wrote down for the kiosk.
struct Inhabited {
    Folder folder;
    SeededRandom random{7};
    SigningKey county = SigningKey::make(random), stranger = SigningKey::make(random);
    Inbox inbox = Inbox::open(folder.path).value();
    std::uint64_t cursor = 0;

    void receive(PublicItem item, const SigningKey& key) {
        const ItemChange change = signed_item(std::move(item), key);
        REQUIRE(inbox.record_updates({}, ++cursor, {{change.item, copy_of(change.document), copy_of(change.signature), TimePoint(Milliseconds(1))}}));
    }
    void receive(std::string_view kind, std::string id, std::string content) { receive({std::string(kind), std::move(id), 1, TimePoint(Milliseconds(cursor)), std::move(content), ""}, county); }
    InboxReader reader() const { return InboxReader::open(folder.path).value(); }
    std::vector<Alert> alerts() const { return announced_alerts(reader(), county.public_key(), "990021101000"); }
};

std::string cap(const std::string& identifier, const std::string& type, const std::string& references = "") {
    return "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>" + identifier + "</identifier><sender>weather</sender><sent>2026-11-26T08:00:00+08:00</sent>"
           "<status>Actual</status><msgType>" + type + "</msgType><scope>Public</scope>" +
           (references.empty() ? "" : "<references>weather," + references + ",2026-11-26T07:00:00+08:00</references>") +
           "<info><event>暴雨</event><urgency>Immediate</urgency><severity>Extreme</severity></info></alert>";
}

std::vector<std::string> standing(std::vector<Alert> edition, const std::vector<Alert>& announced) {
    edition.insert(edition.end(), announced.begin(), announced.end());
    std::vector<std::string> names;
    for (const Alert& alert : standing_alerts(std::move(edition), "990021101000")) names.push_back(alert.identifier);
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("what one road brought is updated and cancelled by the other, and what came by both counts once", "[alert.roads]") {
    Inhabited here;
    const Alert first = parse_alert(cap("first", "Alert")).value();
    here.receive("alert", "a", cap("first", "Alert"));
    CHECK(standing({first}, here.alerts()) == Names{"first"});
    here.receive("alert", "b", cap("second", "Update", "first"));
    CHECK(standing({first}, here.alerts()) == Names{"second"});
    const Alert cancel = parse_alert(cap("third", "Cancel", "second")).value();
    CHECK(standing({first, cancel}, here.alerts()).empty());
}

TEST_CASE("a warning that the county did not sign is passed over, and a withdrawn one is gone", "[alert.roads]") {
    Inhabited here;
    here.receive({"alert", "forged", 1, {}, cap("forged", "Alert"), ""}, here.stranger);
    CHECK(here.alerts().empty());
    here.receive("alert", "rain", cap("rain", "Alert"));
    CHECK(here.alerts().size() == 1);
    here.receive({"alert", "rain", 2, {}, "", "发错了"}, here.county);
    CHECK(here.alerts().empty());
}

TEST_CASE("of very many warnings the newest are weighed", "[alert.roads]") {
    Inhabited here;
    for (int i = 0; i < 505; ++i) here.receive("alert", "n" + std::to_string(i), cap("n" + std::to_string(i), "Alert"));
    const auto alerts = here.alerts();
    REQUIRE(alerts.size() == 500);
    CHECK(alerts.front().identifier == "n504");
}

TEST_CASE("what was announced gets slides of its own where the edition has none for it", "[signage.roster]") {
    Inhabited here;
    here.receive("board", "bus", "title = \"班车\"\nquestion = \"几点\"\nasked = \"2026-10-08\"\n");
    Catalogue with;
    announce_in(with, here.reader(), here.county.public_key());
    CHECK(with.slides.empty()); // nothing is answered yet
    here.receive("board", "lamp", "title = \"路灯\"\nquestion = \"坏了\"\nasked = \"2026-10-08\"\nanswer = \"修好了\"\nanswered = \"2026-10-09\"\n");
    here.receive("roster", "town", "day,hours,name,post,phone,place\n1,,刘春梅,,,\n");
    with = {};
    announce_in(with, here.reader(), here.county.public_key());
    REQUIRE(with.slides.size() == 2);
    CHECK(with.slides[0].kind == Slide::Kind::Board);
    CHECK(with.highlight(0)->id == "lamp");
    const Catalogue edition = with;
    announce_in(with, here.reader(), here.county.public_key());
    CHECK(with.slides.size() == edition.slides.size()); // those that are there are enough
}

TEST_CASE("an announced roster stands in place of the edition's until it is withdrawn", "[signage.roster]") {
    Inhabited here;
    Catalogue edition;
    edition.roster = parse_roster("day,hours,name,post,phone,place\n1,,王建国,,,\n").value();
    here.receive("roster", "town", "day,hours,name,post,phone,place\n1,,刘春梅,,,\n");
    Catalogue with = edition;
    announce_in(with, here.reader(), here.county.public_key());
    REQUIRE(with.roster.size() == 1);
    CHECK(with.roster[0].name == "刘春梅");
    here.receive({"roster", "town", 2, {}, "", "换人了"}, here.county);
    with = edition;
    announce_in(with, here.reader(), here.county.public_key());
    CHECK(with.roster[0].name == "王建国");
}
