// Carrying by stick: the real outbox and inbox on one side, the county's real book on the other, and files between.
#include "county/public_items.h"
#include "records/store/database.h"
#include "records/store/schema.h"
#include "records/store/library.h"
#include "records/wire/routes.h"
#include "sync/health.h"
#include "sync/stick_sight.h"
#include "tests/records/pack/hall_library.h"
#include "tests/sync/stick_road.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <fcntl.h>

using namespace lianxin;

namespace {

/// A carriage file with its parts changed by `change`, or left out when it says false.
void rewrite(const Path& file, const std::function<bool(CarriedPart&)>& change) {
    auto reader = good(CarriageReader::open(file));
    auto writer = good(CarriageWriter::create(file, reader.head()));
    for (;;) {
        auto part = good(reader.next());
        if (!part) break;
        if (change(*part)) REQUIRE(writer.add(*part));
    }
    REQUIRE(writer.finish());
}

/// Without waiting for the disk, because it is done thousands of times.
void put(const Path& file, const Bytes& content) {
    auto open = good(File::open(file, O_WRONLY | O_TRUNC));
    REQUIRE(open.write_all(content));
}

/// The county, or one of its townships, publishes.
void publish(StickRoad& road, std::uint64_t number, std::string_view content, const std::string& township = "") {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%06llu.lxe", static_cast<unsigned long long>(number));
    const std::string file = (township.empty() ? "" : township + "-") + digits;
    REQUIRE(write_file(road.county.folder / "editions" / file, content));
    REQUIRE(road.county.writer->perform([&](Book& book) { return book.store.add(PublishedEdition{number, file, sha256(bytes_of(content)), Hall::noon, township}); }));
}

/// As if the disk under the outbox's database had failed at these records.
void spoil_bodies(const Hall& hall, const std::string& sequences) {
    auto database = Database::open_writer(hall.outbox_folder() / "outbox.db", outbox_schema);
    REQUIRE(database);
    REQUIRE(database->run_script("DROP TRIGGER body_never_changes; UPDATE body SET sealed = zeroblob(600) WHERE record IN "
                                 "(SELECT record FROM ledger WHERE sequence IN (" + sequences + "))"));
}

} // namespace

TEST_CASE("records travel to the county by stick, and its word that it has them travels back", "[stick][carry.once]") {
    StickRoad road;
    road.limits.batch_records = 10;
    road.hall.hand_in(25);
    const CarriedOut out = good(road.out());
    CHECK(out.records == 25);
    CHECK(out.left == 0);
    CHECK(road.delivered() == 0);
    const TakenIn taken = good(road.county_in());
    CHECK(taken.kiosk == Hall::kiosk_id);
    CHECK(taken.taken == 25);
    CHECK(road.held() == 25);
    const auto given = good(road.county_out());
    REQUIRE(given.size() == 1);
    CHECK(given[0].answers == 3);
    const CarriedIn in = good(road.in());
    CHECK(in.delivered == 25);
    CHECK(in.passed_over == 0);
    CHECK(in.county_time);
    CHECK(road.delivered() == 25);
}

TEST_CASE("attachments travel in the same file, behind the requests", "[stick][carry.attachments]") {
    StickRoad road;
    road.limits.batch_records = 2;
    const std::string chain = attachment_chain(Hall::kiosk_id);
    road.hall.attach(5, 300);
    road.hall.hand_in(3);
    const StickCarriage both = road.both_chains();
    CHECK(good(both.waiting()).requests == 3);
    CHECK(good(both.waiting()).parts == 5);
    const CarriedOut told = good(both.out(road.up(), 0, {}));
    CHECK(told.records == 8);
    CHECK(told.parts == 5);
    std::vector<std::string> order;
    auto reader = good(CarriageReader::open(road.up()));
    while (auto part = good(reader.next()))
        if (const auto batch = Batch::parse(std::get<CarriedRequest>(*part).body)) order.push_back(batch->head().kiosk);
    CHECK(order == std::vector<std::string>{"K-0001", "K-0001", chain, chain, chain});
    CHECK(good(road.county_in()).taken == 8);
    good(road.county_out());
    const CarriedIn home = good(both.in(road.down()));
    CHECK(home.delivered == 8);
    CHECK(home.parts == 5);
    CHECK(road.delivered() == 3);
    CHECK(road.hall.attachments_kept.delivery(1).delivered_through == 5);
}

TEST_CASE("a stick read twice at either end changes nothing", "[stick][carry.once]") {
    StickRoad road;
    road.limits.batch_records = 10;
    road.hall.hand_in(25);
    good(road.out());
    good(road.county_in());
    const TakenIn again = good(road.county_in());
    CHECK(again.taken == 0);
    CHECK(again.known == 25);
    CHECK(road.held() == 25);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 25);
    const CarriedIn twice = good(road.in());
    CHECK(twice.delivered == 0);
    CHECK(twice.passed_over > 0);
    CHECK(road.delivered() == 25);
}

TEST_CASE("an inbox begun anew learns by stick, too, what was refused before anything counts as delivered", "[stick][sync.refused-kept]") {
    StickRoad road;
    road.hall.hand_in(5);
    spoil_bodies(road.hall, "2, 4");
    CHECK(road.there_and_back().refused == 2);
    const auto refused = road.hall.kept.proved(1)->kept_aside;
    REQUIRE(refused.size() == 2);
    const TimePoint later = road.hall.clock.wall() + std::chrono::hours(24 * 365);
    REQUIRE(*road.hall.outbox.settle(1, 5, 5, later, std::chrono::hours(1), refused) == 3);
    road.hall.forget_inbox();
    // Carried batch by batch: the first answer tells of one of them only.
    road.limits.batch_records = 1;
    CHECK(road.there_and_back().refused == 2);
    CHECK(road.delivered() == 5);
    CHECK(road.hall.kept.proved(1)->kept_aside == refused);
}

TEST_CASE("a body that the county refused goes by stick again once it can be read here", "[stick][carry.again]") {
    StickRoad road;
    road.hall.hand_in(5);
    spoil_bodies(road.hall, "3");
    const CarriedIn first = road.there_and_back();
    CHECK(first.refused == 1);
    CHECK(first.delivered == 5); // its header
    CHECK(road.held() == 4);
    CHECK(good(road.out()).records == 0); // still not readable
    road.hall.restart();                  // the kiosk mends it from its second copy
    road.hall.hand_in(1);
    CHECK(good(road.out()).records == 2);
    std::vector<std::uint64_t> order; // what was never sent goes first
    auto reader = good(CarriageReader::open(road.up()));
    while (auto part = good(reader.next()))
        if (const auto batch = Batch::parse(std::get<CarriedRequest>(*part).body))
            for (const ReceivedItem& item : batch->items()) order.push_back(item.header.sequence);
    CHECK(order == std::vector<std::uint64_t>{6, 3});
    CHECK(good(road.county_in()).taken == 2);
    good(road.county_out());
    const CarriedIn last = good(road.in());
    CHECK(last.delivered == 2);
    CHECK(last.refused == 0);
    CHECK(road.hall.kept.refused()->empty());
    CHECK(road.held() == 6);
    CHECK(good(road.out()).records == 0);
}

TEST_CASE("whatever was refused goes by stick again when somebody asks for it, and with each stick until it is taken", "[stick][carry.again]") {
    StickRoad road;
    road.hall.hand_in(4);
    CHECK(road.there_and_back().delivered == 4);
    // As a county would have said that did not know the kiosk's key yet.
    const auto sent = good(OutboxReader::open(road.hall.outbox_folder())->after(1, 0, 10, 1u << 20));
    const Delivery delivery = road.hall.kept.delivery(1);
    REQUIRE(road.hall.inbox.record_settlement({{{sent[1].entry.record, std::string(refusal::signature), Hall::noon}}, {}, delivery, Hall::noon, 4, road.hall.kept.known_log()->checkpoint, 0, {}}));
    CHECK(good(road.out()).records == 0);
    road.again = Again::All;
    CHECK(good(road.out()).records == 1);
    std::filesystem::remove(road.up()); // lost
    CHECK(good(road.out()).records == 1);
    CHECK(good(road.county_in()).known == 1);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 1);
    CHECK(road.hall.kept.refused()->empty());
    CHECK(good(road.out()).records == 0);
}

TEST_CASE("a county put back to a backup is sent by stick again a body that it had taken late", "[stick][carry.again][carry.recovery]") {
    StickRoad road;
    road.hall.hand_in(3);
    spoil_bodies(road.hall, "2");
    CHECK(road.there_and_back().refused == 1);
    const Path backup = road.county.folder / "backup.db"; // holds the header of the second record and not its body
    REQUIRE(road.county.reader()->copy_to(backup));
    road.hall.restart();
    CHECK(road.there_and_back().delivered == 1);
    CHECK(road.held() == 3);
    road.county.restart_from(backup);
    road.declare_recovery();
    CHECK(road.held() == 2);
    road.there_and_back(); // brings the roots' word
    road.there_and_back();
    CHECK(road.held() == 3);
    CHECK(road.hall.kept.refused()->empty());
}

TEST_CASE("what a witness saw of the county's log reaches the county by stick", "[stick][carry.alarm]") {
    StickRoad road;
    road.hall.hand_in(1);
    REQUIRE(road.hall.inbox.record_alarm({"kept head", "seen head", Hall::noon}));
    Health health;
    health.requests = state_of(road.hall.outbox_folder(), &road.hall.kept);
    good(road.carriage().out(road.up(), 0, encode_health(report_of(health)))); // as the daemon does
    good(road.county_in());
    const auto contact = good(road.county.reader()->contact({good(township_id_of(road.hall.enrolment.township)), road.hall.enrolment.kiosk}));
    REQUIRE(contact);
    const HealthReport told = good(parse_health(contact->report));
    CHECK(told.kept_head == "kept head");
    CHECK(told.seen_head == "seen head");
}

TEST_CASE("a lost stick loses nothing: the next one carries everything again", "[stick][carry.lost]") {
    StickRoad road;
    road.hall.hand_in(5);
    good(road.out());
    std::filesystem::remove(road.up());
    road.hall.hand_in(3);
    CHECK(good(road.out()).records == 8);
    CHECK(good(road.county_in()).taken == 8);
    // This time it is lost on its way back.
    good(road.county_out());
    std::filesystem::remove(road.down());
    CHECK(good(road.out()).records == 8);
    CHECK(good(road.county_in()).known == 8);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 8);
    CHECK(road.held() == 8);
}

TEST_CASE("records that take both roads at once count once", "[stick][carry.both]") {
    StickRoad road;
    road.hall.hand_in(10);
    good(road.out());
    SECTION("the network is faster all the way") {
        road.round();
        CHECK(road.delivered() == 10);
        CHECK(good(road.county_in()).known == 10);
        good(road.county_out());
        const CarriedIn in = good(road.in());
        CHECK(in.delivered == 0);
        CHECK(in.passed_over == 1);
        CHECK(road.delivered() == 10);
    }
    SECTION("the stick is at the county first, the network at the kiosk") {
        CHECK(good(road.county_in()).taken == 10);
        road.round();
        CHECK(road.delivered() == 10);
        good(road.county_out());
        CHECK(good(road.in()).delivered == 0);
    }
    SECTION("the stick is faster all the way") {
        CHECK(good(road.county_in()).taken == 10);
        good(road.county_out());
        CHECK(good(road.in()).delivered == 10);
        road.round();
    }
    CHECK(road.held() == 10);
    CHECK(road.delivered() == 10);
    road.hall.hand_in(2);
    CHECK(good(road.out()).records == 2);
    CHECK(good(road.county_in()).taken == 2);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 2);
    CHECK(road.held() == 12);
}

TEST_CASE("two sticks under way hold each other up at most, and lose nothing", "[stick][carry.lost]") {
    StickRoad road;
    road.hall.hand_in(4);
    good(road.out());
    const Path first = road.stick() / "first.lxc";
    std::filesystem::copy_file(road.up(), first);
    road.hall.hand_in(4);
    good(road.out());
    // The younger stick is there first, and the answers to the older one take the place of its.
    CHECK(good(road.county_in()).taken == 8);
    CHECK(good(road.desk().take(first)).known == 4);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 4);
    CHECK(good(road.out()).records == 4);
    CHECK(good(road.county_in()).known == 4);
    good(road.county_out());
    CHECK(good(road.in()).delivered == 4);
    CHECK(road.held() == 8);
}

TEST_CASE("replies come by stick from where the kiosk stands, and a gap is never jumped", "[stick][carry.replies]") {
    StickRoad road;
    road.tell(1);
    road.tell(2);
    good(road.out());
    good(road.county_in());
    CHECK(good(road.county_out())[0].updates == 2);
    CHECK(good(road.in()).updates == 2);
    CHECK(road.hall.kept.cursor() == 2);
    ByteArray<16> tag{};
    tag.fill(2);
    CHECK(road.hall.kept.updates(tag).size() == 1);
    // The same file again, with one more: what is known is passed over.
    road.tell(3);
    CHECK(good(road.county_out())[0].updates == 3);
    CHECK(good(road.in()).updates == 1);
    CHECK(road.hall.kept.cursor() == 3);
    // Changes that begin behind our cursor would hide what lies between.
    road.tell(4);
    road.tell(5);
    const auto kiosk = good(road.county.reader()->kiosk(Hall::kiosk_id));
    const Bytes later = encode_changes(good(road.county.routes->changes_for(*kiosk, 4)), road.county.answers);
    good(road.county_out());
    rewrite(road.down(), [&](CarriedPart& part) {
        auto& answer = std::get<CarriedAnswer>(part);
        if (answer.path == routes::changes) answer.body = later;
        return answer.path == routes::changes;
    });
    CHECK(good(road.in()).passed_over == 1);
    CHECK(road.hall.kept.cursor() == 3);
}

TEST_CASE("a warning that was announced travels by stick, and so does its end", "[stick][carry.warning]") {
    StickRoad road;
    const auto announce = [&](PublicItem item) {
        const ItemChange change = signed_item(item, road.county.answers);
        const PublicItemRow row{item.kind, item.id, item.version, {}, change.document, change.signature, 0};
        REQUIRE(road.county.writer->perform([&](Book& book) -> Result<void> {
            if (auto put = book.store.put(row); !put) return put;
            return send_down(book.store, row);
        }));
    };
    const std::string xml = *read_text(std::string(LIANXIN_SOURCE_DIR) + "/assets/samples/county/alerts/2026-06-12-rain-red.xml", 1 << 16);
    announce({"alert", "rain", 1, Hall::noon, xml, ""});
    good(road.county_out());
    CHECK(good(road.in()).passed_over == 0);
    REQUIRE(road.hall.kept.items("alert").size() == 1);
    CHECK(road.hall.kept.items("alert").front().item.content == xml);
    announce({"alert", "rain", 2, Hall::noon, "", "发错了"});
    good(road.county_out());
    good(road.in());
    CHECK(road.hall.kept.items("alert").empty());
}

TEST_CASE("a kiosk that never sent a stick is told everything of its township", "[stick][carry.replies]") {
    StickRoad road;
    road.tell(1);
    CHECK(good(road.county_out())[0].answers == 0);
    CHECK(good(road.in()).updates == 1);
}

TEST_CASE("a carriage file cut or changed at any byte is refused at both ends and changes nothing", "[stick][carry.torn]") {
    StickRoad road;
    road.hall.hand_in(1, 40);
    road.tell(1);
    good(road.out());
    good(road.county_out());
    const Bytes up = *read_file(road.up(), 1 << 20), down = *read_file(road.down(), 1 << 20);
    const auto before = road.state();
    const auto refused = [](const auto& result) {
        return !result && (result.error().code == ErrorCode::Corrupt || result.error().code == ErrorCode::Invalid || result.error().code == ErrorCode::Unsupported);
    };
    for (std::size_t at = 0; at < std::max(up.size(), down.size()); ++at) {
        INFO(at);
        for (const bool cut : {true, false}) {
            const auto spoilt = [&](const Bytes& whole) {
                Bytes bytes = cut ? copy_of(ByteView(whole).first(std::min(at, whole.size() - 1))) : whole;
                if (!cut) bytes[std::min(at, whole.size() - 1)] ^= 0x41;
                return bytes;
            };
            put(road.up(), spoilt(up));
            put(road.down(), spoilt(down));
            REQUIRE(refused(road.county_in()));
            REQUIRE(refused(road.in()));
        }
    }
    CHECK(road.state() == before);
    REQUIRE(write_file(road.up(), up));
    REQUIRE(write_file(road.down(), down));
    CHECK(good(road.county_in()).taken == 1);
    CHECK(good(road.in()).updates == 1);
}

TEST_CASE("what strangers write onto a stick is refused and changes nothing, and keeps nothing behind it from being read", "[stick][carry.forged]") {
    StickRoad road;
    road.hall.hand_in(2);
    road.tell(1);
    good(road.out());
    SECTION("a request that the kiosk did not sign") {
        rewrite(road.up(), [&](CarriedPart& part) {
            auto& request = std::get<CarriedRequest>(part);
            if (request.target.path == routes::changes) request.target.query = "after=7";
            return true;
        });
        const auto before = road.state();
        const auto taken = road.county_in();
        REQUIRE_FALSE(taken);
        CHECK(taken.error().code == ErrorCode::Untrusted);
        CHECK(road.state() == before);
    }
    SECTION("answers that the county did not sign") {
        good(road.county_in());
        good(road.county_out());
        SeededRandom random(99);
        const SigningKey stranger = SigningKey::make(random);
        rewrite(road.down(), [&](CarriedPart& part) {
            auto& answer = std::get<CarriedAnswer>(part);
            if (answer.path == routes::changes)
                answer.body = encode_changes(*parse_changes(answer.body, road.keys.answers), stranger);
            else
                answer.body = encode_answer(*parse_answer(answer.body, road.keys.answers), stranger);
            return true;
        });
        const auto before = road.state();
        const auto in = road.in();
        REQUIRE_FALSE(in);
        CHECK(in.error().code == ErrorCode::Untrusted);
        CHECK(road.state() == before);
    }
    SECTION("verdicts on another kiosk's records among ours") {
        FakeKiosk other("K-0002", "990021101000", 5);
        const EnrolledKiosk entry = road.county.enrol(other);
        const std::vector<HeldRecord> records{other.make(bytes_of("one")), other.make(bytes_of("two"))};
        const Bytes theirs = encode_answer(road.county.take(entry, other.batch(records)), road.county.answers);
        good(road.county_in());
        good(road.county_out({"K-0001"}));
        rewrite(road.down(), [&](CarriedPart& part) {
            auto& answer = std::get<CarriedAnswer>(part);
            if (answer.path == routes::batches) answer.body = theirs;
            return answer.path == routes::batches;
        });
        const auto before = road.state();
        const CarriedIn in = good(road.in());
        CHECK(in.untrusted == 1);
        CHECK(road.state() == before);
        CHECK(road.delivered() == 0);
    }
    SECTION("forged verdicts before replies that the county did sign") {
        good(road.county_in());
        good(road.county_out());
        SeededRandom random(99);
        const SigningKey stranger = SigningKey::make(random);
        rewrite(road.down(), [&](CarriedPart& part) {
            auto& answer = std::get<CarriedAnswer>(part);
            if (answer.path == routes::batches) answer.body = encode_answer(*parse_answer(answer.body, road.keys.answers), stranger);
            return true;
        });
        const CarriedIn in = good(road.in());
        CHECK(in.delivered == 0);
        CHECK(in.passed_over == 1);
        CHECK(in.untrusted == 1);
        CHECK(in.updates == 1);
        CHECK(road.delivered() == 0);
        CHECK(road.hall.kept.known_log()->checkpoint.empty());
        CHECK(road.hall.kept.cursor() == 1);
        // The next journey brings the proof.
        CHECK(road.there_and_back().delivered == 2);
    }
    SECTION("an answer that somebody put before ours") {
        good(road.county_in());
        good(road.county_out());
        bool first = true;
        rewrite(road.down(), [&](CarriedPart& part) {
            auto& answer = std::get<CarriedAnswer>(part);
            if (answer.path == routes::batches && std::exchange(first, false)) answer.body = copy_of(bytes_of("not an answer at all"));
            return true;
        });
        CHECK(good(road.in()).updates == 1);
    }
    SECTION("replies for another kiosk among ours") {
        FakeKiosk other("K-0002", "990021102000", 5);
        road.county.enrol(other);
        const auto kiosk = good(road.county.reader()->kiosk("K-0002"));
        const Bytes theirs = encode_changes(good(road.county.routes->changes_for(*kiosk, 0)), road.county.answers);
        good(road.county_out({"K-0001"}));
        rewrite(road.down(), [&](CarriedPart& part) {
            std::get<CarriedAnswer>(part).body = theirs;
            return true;
        });
        const auto before = road.state();
        const auto in = road.in();
        REQUIRE_FALSE(in);
        CHECK(in.error().code == ErrorCode::Untrusted);
        CHECK(road.state() == before);
    }
}

TEST_CASE("answers of two journeys mixed on one stick, in any order, doubled or missing, prove no more than is so", "[stick][carry.mixed]") {
    StickRoad road;
    road.limits.batch_records = 2;
    const auto journey = [&] {
        good(road.out());
        good(road.county_in());
        road.county.clock.advance(std::chrono::hours(1));
        good(road.county_out());
        std::vector<CarriedPart> parts;
        auto reader = good(CarriageReader::open(road.down()));
        while (auto part = good(reader.next())) parts.push_back(*part);
        return parts;
    };
    road.hall.hand_in(4);
    road.tell(1);
    std::vector<CarriedPart> parts = journey();
    const CarriageHead head = good(CarriageReader::open(road.down())).head();
    road.hall.hand_in(3);
    road.tell(2);
    for (CarriedPart& part : journey()) parts.push_back(std::move(part));
    REQUIRE(parts.size() == 2 + 1 + 4 + 1);
    SeededRandom random(20261126);
    for (int mix = 0; mix < 60; ++mix) {
        INFO(mix);
        const Path folder = road.hall.folder / ("inbox-" + std::to_string(mix));
        Inbox inbox = good(Inbox::open(folder));
        const InboxReader kept = good(InboxReader::open(folder));
        StickCarriage carriage(road.hall.enrolment, road.hall.key, road.keys, {{road.hall.enrolment.kiosk, road.hall.outbox_folder(), inbox, kept}}, road.hall.clock);
        carriage.set_limits(road.limits);
        auto writer = good(CarriageWriter::create(road.down(), head));
        for (std::uint32_t count = random.below(12); count > 0; --count) REQUIRE(writer.add(parts[random.below(static_cast<std::uint32_t>(parts.size()))]));
        REQUIRE(writer.finish());
        const CarriedIn in = good(carriage.in(road.down()));
        CHECK(kept.delivery(1).delivered_through == in.delivered);
        CHECK(in.delivered <= 7);
        CHECK(in.refused == 0);
        CHECK(kept.cursor() <= 2);
        CHECK(kept.alarms().empty());
        CHECK_FALSE(kept.divergence(1));
        // Whatever was believed, the next whole journey brings the rest.
        good(carriage.out(road.up(), 0, {}));
        good(road.county_in());
        good(road.county_out());
        good(carriage.in(road.down()));
        CHECK(kept.delivery(1).delivered_through == 7);
        CHECK(kept.cursor() == 2);
    }
    CHECK(road.held() == 7);
}

TEST_CASE("answers of an older journey read after newer ones take nothing back", "[stick][carry.mixed]") {
    StickRoad road;
    road.hall.hand_in(3);
    spoil_bodies(road.hall, "2");
    road.tell(1);
    CHECK(road.there_and_back().refused == 1);
    const Path older = road.stick() / "older.lxc";
    std::filesystem::copy_file(road.down(), older);
    road.hall.restart();
    road.tell(2);
    CHECK(road.there_and_back().delivered == 1);
    const CarriedIn again = good(road.carriage().in(older));
    CHECK(again.passed_over > 0);
    CHECK(again.delivered + again.refused + again.updates == 0);
    CHECK(road.hall.kept.refused()->empty());
    CHECK(road.delivered() == 3);
    CHECK(road.hall.kept.cursor() == 2);
}

TEST_CASE("a refused record that goes again by both roads at once counts once", "[stick][carry.again][carry.both]") {
    StickRoad road;
    road.hall.hand_in(3);
    spoil_bodies(road.hall, "2");
    CHECK(road.there_and_back().refused == 1);
    road.hall.restart();
    CHECK(good(road.out()).records == 1);
    SECTION("the network is faster") {
        road.round();
        CHECK(road.hall.kept.refused()->empty());
        CHECK(good(road.county_in()).known == 1);
    }
    SECTION("the stick is at the county first, the network at the kiosk") {
        CHECK(good(road.county_in()).taken == 1);
        road.round();
        CHECK(road.hall.kept.refused()->empty());
    }
    SECTION("the stick is faster all the way") {
        CHECK(good(road.county_in()).taken == 1);
        good(road.county_out());
        CHECK(good(road.in()).delivered == 1);
        road.round();
    }
    good(road.county_out());
    good(road.in());
    CHECK(road.hall.kept.refused()->empty());
    CHECK(road.held() == 3);
    CHECK(road.delivered() == 3);
    CHECK(good(road.out()).records == 0);
}

TEST_CASE("requests of two kiosks in one file are refused by the county, and neither is told what is the other's", "[stick][carry.mixed]") {
    StickRoad road;
    FakeKiosk other("K-0002", "990021102000", 5);
    road.county.enrol(other);
    road.tell(1);
    good(road.out());
    const HttpRequest theirs = other.request("GET", std::string(routes::changes), "after=1", {});
    rewrite(road.up(), [&](CarriedPart& part) {
        auto& request = std::get<CarriedRequest>(part);
        if (request.target.path != routes::changes) return true;
        request.target = {theirs.method, theirs.path, theirs.query};
        request.fields = {theirs.headers.at("content-digest"), theirs.headers.at("signature-input"), theirs.headers.at("signature")};
        return true;
    });
    const auto taken = road.county_in();
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::Untrusted);
    CHECK(taken.error().message == "a request of K-0002 lies in the file of K-0001");
    good(road.county_out({"K-0001"}));
    CHECK(good(road.in()).updates == 1); // its own, from the beginning
}

TEST_CASE("a kiosk whose outbox went with its disk passes over answers about it, and takes its replies", "[stick][carry.mixed]") {
    StickRoad road;
    road.hall.hand_in(2);
    road.tell(1);
    good(road.out());
    good(road.county_in());
    good(road.county_out());
    road.hall.forget_inbox();
    StickCarriage anew(road.hall.enrolment, road.hall.key, road.keys, {{road.hall.enrolment.kiosk, road.hall.folder / "new-disk", road.hall.inbox, road.hall.kept}}, road.hall.clock);
    const CarriedIn in = good(anew.in(road.down()));
    CHECK(in.passed_over == 1);
    CHECK(in.delivered == 0);
    CHECK(in.updates == 1);
}

TEST_CASE("a file for others is refused with its own sentence", "[stick][carry.others]") {
    StickRoad road;
    FakeKiosk other("K-0002", "990021101000", 5);
    road.county.enrol(other);
    good(road.out());
    good(road.county_out());
    std::vector<std::string> sentences;
    const auto told = [&](const auto& result) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::Invalid);
        sentences.push_back(result.error().message);
    };
    told(road.carriage().in(road.stick() / carriage_name(Way::Down, "K-0002")));
    told(road.carriage().in(road.up()));
    told(road.desk().take(road.down()));
    road.hall.enrolment.county = "990022";
    told(road.in());
    good(road.out());
    told(road.county_in());
    std::sort(sentences.begin(), sentences.end());
    CHECK(std::adjacent_find(sentences.begin(), sentences.end()) == sentences.end());
}

TEST_CASE("a stick passes by the kiosks of its route only", "[stick][carry.route]") {
    StickRoad road;
    FakeKiosk near("K-0002", "990021101000", 5), far("K-0003", "990021102000", 6), gone("K-0004", "990021101000", 7);
    for (const auto* kiosk : {&near, &far, &gone}) road.county.enrol(*kiosk);
    REQUIRE(road.county.writer->perform([&](Book& book) { return book.store.revoke("K-0004", Hall::noon); }));
    CHECK(good(road.county_out({"all"})).size() == 3);
    CHECK(good(road.county_out({"990021101000"})).size() == 2);
    CHECK(good(road.county_out({"K-0003", "K-0001"})).size() == 2);
    CHECK(road.county_out({"K-0009"}).error().code == ErrorCode::NotFound);
    CHECK_FALSE(parse_route(" , "));
    CHECK(*parse_route("K-0001, 990021101000") == Route{"K-0001", "990021101000"});
}

TEST_CASE("a revoked kiosk's stick is not taken in", "[stick][carry.route]") {
    StickRoad road;
    road.hall.hand_in(1);
    good(road.out());
    REQUIRE(road.county.writer->perform([&](Book& book) { return book.store.revoke(Hall::kiosk_id, Hall::noon); }));
    const auto taken = road.county_in();
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::Untrusted);
    CHECK(taken.error().message == "this kiosk has been revoked\n");
}

TEST_CASE("the newest edition travels with the answers, and takes the place of older ones", "[stick][carry.edition]") {
    StickRoad road;
    publish(road, 1, "one");
    good(road.county_out());
    CHECK(*read_text(road.stick() / "edition-000001.lxe", 100) == "one");
    publish(road, 2, "two");
    good(road.county_out());
    CHECK(*read_text(road.stick() / "edition-000002.lxe", 100) == "two");
    CHECK_FALSE(std::filesystem::exists(road.stick() / "edition-000001.lxe"));
}

TEST_CASE("each township of the route gets its own edition, and those of other routes stay on the stick", "[stick][carry.edition]") {
    StickRoad road;
    FakeKiosk near("K-0002", "990021102000", 5), far("K-0003", "990021103000", 6);
    for (const auto* kiosk : {&near, &far}) road.county.enrol(*kiosk);
    publish(road, 3, "county");
    publish(road, 1, "near", "990021102000");
    publish(road, 7, "far", "990021103000");
    const auto names = [&] {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(road.stick()))
            if (entry.path().extension() == ".lxe") found.push_back(entry.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    };
    good(road.county_out({"K-0002"}));
    CHECK(names() == std::vector<std::string>{"edition-000003.lxe", "edition-990021102000-000001.lxe"});
    publish(road, 4, "county again");
    publish(road, 2, "near again", "990021102000");
    good(road.county_out({"K-0003"}));
    CHECK(names() == std::vector<std::string>{"edition-000004.lxe", "edition-990021102000-000001.lxe", "edition-990021103000-000007.lxe"});
    good(road.county_out({"990021102000"}));
    CHECK(names() == std::vector<std::string>{"edition-000004.lxe", "edition-990021102000-000002.lxe", "edition-990021103000-000007.lxe"});
    CHECK(*read_text(road.stick() / "edition-990021102000-000002.lxe", 100) == "near again");
}

TEST_CASE("an edition that rotted on the stick is written again, and one that rotted at the county is not passed on", "[stick][carry.edition]") {
    StickRoad road;
    publish(road, 1, "one");
    good(road.county_out());
    const Path copy = road.stick() / "edition-000001.lxe";
    REQUIRE(write_file(copy, std::string_view("onf"))); // of the same size
    good(road.county_out());
    CHECK(*read_text(copy, 100) == "one");
    publish(road, 2, "two");
    REQUIRE(write_file(road.county.folder / "editions/000002.lxe", std::string_view("twp")));
    const Given given = good(road.desk().give(road.stick(), {"all"}));
    REQUIRE(given.editions.size() == 1);
    CHECK(given.editions[0].problem.find("is not what was published") != std::string::npos);
    CHECK(given.kiosks.at(0).problem.empty());
    CHECK(*read_text(copy, 100) == "one"); // better an old one than none
    CHECK_FALSE(std::filesystem::exists(road.stick() / "edition-000002.lxe.part"));
}

TEST_CASE("a kiosk finds both editions on the stick, and installs the county's before its township's", "[stick][carry.edition]") {
    StickRoad road;
    const HallLibrary hall;
    hall.county.write("channels.toml", "[[channel]]\nid = \"guides\"\nname = \"办事指南\"\nsummary = \"怎么办事\"\nicon = \"book\"\norder = 1\n"
                                       "[[channel]]\nid = \"town\"\nname = \"本镇\"\nsummary = \"本镇的事\"\nicon = \"home\"\norder = 2\n");
    const SmallTownship town{hall.county};
    static_cast<void>(hall.county.edition(6));
    const Path of_county = hall.county.folder() / "with-keys.lxe";
    REQUIRE(problem_of(hall.county.build(of_county, {"publisher"}, town.keys())) == "");
    publish(road, 6, *read_text(of_county, 64 << 20));
    publish(road, 1, *read_text(town.edition(1), 64 << 20), "990021101000");
    good(road.county_out());
    const auto look = [&] { return good(look_at_stick(road.stick(), {"QX-01", "990021101000", town.keys(), hall.library, Hall::noon})); };
    const auto install = [&] {
        const StickSight sight = look();
        REQUIRE(sight.edition);
        hall.install(sight.edition_file);
        return sight.edition_file.filename().string();
    };
    CHECK(install() == "edition-000006.lxe");
    CHECK(install() == "edition-990021101000-000001.lxe");
    const auto reader = good(LibraryReader::open(hall.library));
    CHECK(reader.edition()->number == 6);
    CHECK(reader.township_edition()->number == 1);
    const StickSight after = look();
    CHECK_FALSE(after.edition);
    REQUIRE(after.refusals.size() == 2);
    for (const StickRefusal& one : after.refusals) CHECK(one.reason == "installed");
}

TEST_CASE("what does not fit onto a stick waits for the next one", "[stick][carry.lost]") {
    StickRoad road;
    road.limits.batch_records = 5;
    road.limits.file_bytes = 4000;
    road.hall.hand_in(20);
    const CarriedOut out = good(road.out());
    CHECK(out.records > 0);
    CHECK(out.left == 20 - out.records);
    CHECK(good(road.county_in()).taken == out.records);
    good(road.county_out());
    CHECK(good(road.in()).delivered == out.records);
    CHECK(good(road.out()).records <= out.left);
}

TEST_CASE("a county that was put back to a backup is sent by stick again what it lost", "[stick][carry.recovery]") {
    StickRoad road;
    road.hall.hand_in(3);
    const auto there_and_back = [&] {
        good(road.out());
        const TakenIn taken = good(road.county_in());
        good(road.county_out());
        good(road.in());
        return taken.taken;
    };
    CHECK(there_and_back() == 3);
    const Path book = road.county.folder / "county.db", backup = road.county.folder / "backup.db";
    REQUIRE(road.county.reader()->copy_to(backup));
    road.hall.hand_in(2);
    CHECK(there_and_back() == 2);
    CHECK(road.delivered() == 5);
    road.county.restart_from(backup);
    CHECK(road.held() == 3);
    // Nothing is believed of the shorter log until the roots declare it.
    good(road.out());
    good(road.county_in());
    good(road.county_out());
    const auto unbelieved = road.in(); // the log went back, and its roots said nothing
    REQUIRE(unbelieved);
    CHECK(unbelieved->passed_over > 0);
    CHECK(unbelieved->delivered == 0);
    CHECK(road.delivered() == 5);
    road.declare_recovery();
    CHECK(there_and_back() == 0);
    CHECK(road.delivered() == 3);
    CHECK(there_and_back() == 2);
    CHECK(road.delivered() == 5);
    CHECK(road.held() == 5);
}

TEST_CASE("asked to stop, carrying leaves the file that was there", "[stick][carry.torn]") {
    StickRoad road;
    road.hall.hand_in(3);
    good(road.out());
    const Bytes before = *read_file(road.up(), 1 << 20);
    road.hall.hand_in(3);
    auto carriage = road.carriage();
    carriage.set_progress([](std::uint64_t, std::uint64_t) { return false; });
    CHECK(carriage.out(road.up(), 0, {}).error().code == ErrorCode::Unavailable);
    CHECK(*read_file(road.up(), 1 << 20) == before);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(road.stick())) ++files;
    CHECK(files == 1);
}
