// What the kiosk lets go of, and what it reads, when the file of what the county told is damaged or begun anew.
#include "kiosk/performer.h"
#include "kiosk/settling.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

using namespace lianxin;

namespace {

constexpr std::uint64_t handed_in = 400;

struct Hall {
    Folder folder;
    const Path& root = folder.path;
    ManualClock clock{parse_iso_time("2026-11-23T01:00:00Z").value()};
    SeededRandom random{7};
    SigningKey key = SigningKey::make(random);
    std::vector<Uuid> records;

    Outbox outbox() { return Outbox::open({.folder = root / "outbox", .kiosk = "qingxi-1", .township = "990021101000", .reserve = 0}, key, clock).value(); }
    void hand_in(Outbox& outbox) {
        std::vector<NewRecord> all;
        for (std::uint64_t at = 0; at < handed_in; ++at) {
            records.push_back(make_uuid(clock.wall(), random));
            all.push_back({records.back(), Suite::AgeX25519, RecordClass::Sealed, Bytes(40, static_cast<std::uint8_t>(at)), ClockQuality::Rtc});
        }
        REQUIRE(outbox.append_all(all));
    }
    /// All of it is delivered and backed up, and every body refused.
    void refuse_all() {
        Settlement settlement;
        settlement.delivery = {1, handed_in, handed_in};
        settlement.at = clock.wall();
        for (const Uuid& record : records) settlement.refused.push_back({record, "conflict", clock.wall()});
        REQUIRE(Inbox::open(root / "inbox")->record_settlement(settlement));
    }
    /// As a bad sector would: the pages of inbox.db that name this record cannot be read any more.
    void damage_pages_naming(const Uuid& record) const {
        constexpr std::size_t page = 4096;
        const Path file = root / "inbox/inbox.db";
        std::string content = read_text(file, 64 << 20).value();
        const std::string number(record.bytes.begin(), record.bytes.end());
        for (std::size_t at = content.find(number); at != std::string::npos; at = content.find(number, at + 1)) content.replace(at / page * page, 8, 8, '\xff');
        std::ofstream(file, std::ios::binary) << content;
    }
    std::uint64_t held() const {
        std::uint64_t count = 0;
        const auto reader = OutboxReader::open(root / "outbox");
        for (const Uuid& record : records) count += reader->body(record)->has_value() ? 1U : 0U;
        return count;
    }
};

} // namespace

TEST_CASE("while what the county refused cannot be read no body is dropped, and requests are taken as always", "[store.kept-aside]") {
    Hall hall;
    auto outbox = hall.outbox();
    hall.hand_in(outbox);
    hall.refuse_all();
    hall.clock.advance(keep_sealed + std::chrono::hours(1));
    hall.damage_pages_naming(hall.records.front());

    const auto inbox = InboxReader::open(hall.root / "inbox");
    REQUIRE(inbox);
    CHECK(inbox->delivery(1).durable_through == handed_in); // the rest of the file is whole
    CHECK_FALSE(inbox->proved(1));
    CHECK_FALSE(inbox->refused());
    CHECK(settle(outbox, *inbox, hall.clock.wall()));
    CHECK(hall.held() == handed_in);
    CHECK(outbox.append({make_uuid(hall.clock.wall(), hall.random), Suite::AgeX25519, RecordClass::Sealed, Bytes(40, 1), ClockQuality::Rtc}));
}

TEST_CASE("an inbox that was put aside and begun anew is read from then on", "[store.inbox-anew]") {
    Hall hall;
    KioskConfig config;
    config.state = hall.root / "state";
    config.inbox = hall.root / "inbox";
    config.library = hall.root / "library";
    config.enrolment = hall.root / "enrolment";
    config.scratch = hall.root / "volatile";
    config.assets = Path(LIANXIN_SOURCE_DIR) / "assets";
    std::filesystem::create_directories(config.state);
    hall.records.push_back(make_uuid(hall.clock.wall(), hall.random));
    hall.refuse_all();
    TrustedClock trusted(hall.clock, "wound by hand");
    MemoShelf shelf(config.scratch);
    Performer performer(config, trusted, hall.random, shelf);
    const auto state = [&] {
        for (const auto& event : performer.refresh())
            if (const auto* news = std::get_if<event::HallChanged>(&event)) return news->state;
        return HallState();
    };
    CHECK(state().refused == 1);
    CHECK_FALSE(state().last_contact);

    auto reader = InboxReader::open(config.inbox);
    REQUIRE(reader);
    CHECK(reader->is_current());
    hall.damage_pages_naming(hall.records.front());
    const TimePoint heard = hall.clock.wall();
    REQUIRE(Inbox::open(config.inbox)->record_contact({heard, heard, ""}));
    CHECK_FALSE(reader->is_current());
    const HallState now = state();
    CHECK(now.last_contact == heard);
    CHECK(now.refused == 0);
}
