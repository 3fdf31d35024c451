// Hand-in and inquiry on real stores: what is sealed, who can open it, and how an answer finds its receipt.
#include "kiosk/inquiry.h"
#include "kiosk/registrar.h"
#include "records/base/cbor.h"
#include "records/seal/hash.h"
#include "records/seal/receipt_code.h"
#include "records/seal/receipt_qr.h"
#include "records/wire/changes.h"
#include "tests/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <unistd.h>

using namespace lianxin;

namespace {

Service service_of(Opener opener) {
    Service service;
    service.id = opener == Opener::Discipline ? "report" : "help";
    service.title = "求助";
    service.clock = "help";
    service.sealed_to = opener;
    return service;
}

/// A kiosk's hand-in desk with a county whose keys we hold.
struct Desk {
    Folder folder;
    SeededRandom random{11};
    ManualClock clock{parse_iso_time("2026-11-23T01:00:00Z").value()};
    SigningKey kiosk_key = SigningKey::make(random);
    SigningKey county_key = SigningKey::make(random);
    Identity intake = Identity::make(random), recovery = Identity::make(random), first = Identity::make(random), second = Identity::make(random);
    CodeCost cost{.memory_kib = 1024, .passes = 1};
    Catalogue catalogue;
    Outbox outbox = Outbox::open(OutboxOptions{.folder = folder.path / "outbox", .kiosk = "qingxi-1", .township = "990021101000", .reserve = 1 << 20}, kiosk_key, clock).value();
    Registrar registrar{{"990021", {{intake.recipient(), recovery.recipient()}, {}}, {{first.recipient()}, {second.recipient()}}, {}, cost, clock, random}};
    Inquiry inquiry{{"990021", county_key.public_key(), cost, clock}, MissCounter(folder.path / "misses", Inquiry::patience)};

    Desk() { catalogue.clock_rules = {{"help", "求助", 10, ClockUnit::WorkingDays, "第十条", "10个工作日内答复"}}; }

    Receipt take(Opener opener = Opener::Intake) {
        auto receipt = registrar.take(outbox, kiosk_key, catalogue, service_of(opener), {{"matter", "我们村里路坏了"}, {"name", "王小明"}}, ClockQuality::Rtc);
        REQUIRE(receipt);
        return *receipt;
    }
    Bytes sealed_body(std::uint64_t sequence) {
        auto reader = OutboxReader::open(folder.path / "outbox");
        REQUIRE(reader);
        return reader->after(1, sequence - 1, 1, 1 << 20).value().at(0).sealed;
    }
    Request open_with(const Identity& identity, ByteView sealed) {
        auto body = open_record(Suite::AgeX25519, sealed, std::span(&identity, 1), {});
        REQUIRE(body);
        return request_from(parse_cbor(*body).value()).value();
    }
    /// The county's answer, sealed to both addresses of the request and put into the inbox.
    void answer(const Request& request, std::string text) {
        Update update;
        update.record = request.record;
        update.case_number = "2026-000001";
        update.state = CaseState::Answered;
        update.at = clock.wall();
        update.text = std::move(text);
        std::vector<SealedUpdate> updates;
        for (const auto& address : {request.by_code, request.by_qr}) {
            const Recipient recipient{address.recipient};
            SealedUpdate sealed;
            sealed.tag = address.tag;
            sealed.sealed = seal(to_cbor(to_value(update)), std::span(&recipient, 1), random).value();
            const Signature signature = sign_update(sealed.tag, sealed.sealed, county_key);
            sealed.signature.assign(signature.begin(), signature.end());
            sealed.cursor = updates.size() + 1;
            updates.push_back(std::move(sealed));
        }
        auto inbox = Inbox::open(folder.path / "inbox");
        REQUIRE(inbox);
        REQUIRE(inbox->record_updates(updates, updates.size()));
    }
};

} // namespace

TEST_CASE("a receipt carries a valid code, a promise with its article, and a QR that proves the kiosk took it", "[receipt]") {
    Desk desk;
    const Receipt receipt = desk.take();
    CHECK(has_valid_check_digit(receipt.code));
    CHECK(receipt.number == "20261123-000001");
    CHECK(receipt.article == "第十条");
    CHECK(iso_day(receipt.promised) == "2026-12-07");
    const auto qr = parse_receipt(receipt.qr);
    REQUIRE(qr);
    CHECK(verify_receipt(*qr, desk.kiosk_key.public_key()));
    CHECK(qr->sequence == 1);
    CHECK(qr->leaf == desk.outbox.entry(1, 1)->leaf);
}

TEST_CASE("the county's intake or its recovery key opens a record, the kiosk cannot", "[seal.kiosk]") {
    Desk desk;
    desk.take();
    const Bytes sealed = desk.sealed_body(1);
    CHECK(desk.open_with(desk.intake, sealed).answers.at("matter") == "我们村里路坏了");
    CHECK(desk.open_with(desk.recovery, sealed).answers.at("name") == "王小明");
    const Identity stranger = Identity::make(desk.random);
    CHECK_FALSE(open_record(Suite::AgeX25519, sealed, std::span(&stranger, 1), {}));
    CHECK(text_of(sealed).find("王小明") == std::string::npos);
}

TEST_CASE("a report opens only for both discipline holders together", "[seal]") {
    Desk desk;
    desk.take(Opener::Discipline);
    const Bytes sealed = desk.sealed_body(1);
    CHECK_FALSE(open_record(Suite::AgeX25519, sealed, std::span(&desk.intake, 1), {}));
    CHECK_FALSE(open_record(Suite::AgeX25519, sealed, std::span(&desk.first, 1), {}));
    std::vector<Identity> both;
    both.push_back(Identity::parse(desk.first.secret_text()).value());
    both.push_back(Identity::parse(desk.second.secret_text()).value());
    CHECK(open_record(Suite::AgeX25519, sealed, both, {}));
}

TEST_CASE("an answer is found and opened by the code and by the QR, and by nothing else", "[progress.answer]") {
    Desk desk;
    const Receipt receipt = desk.take();
    desk.answer(desk.open_with(desk.intake, desk.sealed_body(1)), "已派人查看");
    auto inbox = InboxReader::open(desk.folder.path / "inbox");
    REQUIRE(inbox);
    for (const auto& key : {receipt.code, receipt.qr}) {
        const auto finds = desk.inquiry.find(&*inbox, key);
        REQUIRE(finds);
        REQUIRE(finds->updates.size() == 1);
        CHECK(finds->updates[0].text == "已派人查看");
    }
    const auto other = desk.inquiry.find(&*inbox, make_code(desk.random));
    REQUIRE(other);
    CHECK(other->updates.empty());
}

TEST_CASE("an update that the county did not sign is not shown", "[progress.forged]") {
    Desk desk;
    const Receipt receipt = desk.take();
    const Request request = desk.open_with(desk.intake, desk.sealed_body(1));
    desk.county_key = SigningKey::make(desk.random); // a stranger signs
    desk.answer(request, "请汇款");
    auto inbox = InboxReader::open(desk.folder.path / "inbox");
    const auto finds = desk.inquiry.find(&*inbox, receipt.qr);
    REQUIRE(finds);
    CHECK(finds->updates.empty());
}

TEST_CASE("too many wrong codes are waited out whichever screen asks, over restarts too, and forgotten after an hour", "[progress.wait]") {
    using namespace std::chrono_literals;
    Desk desk;
    const auto miss = [&](Inquiry& inquiry) { return inquiry.find(nullptr, make_code(desk.random))->wait; };
    for (int i = 0; i < 4; ++i) CHECK(miss(desk.inquiry) == 0s);
    CHECK(miss(desk.inquiry) == 30s);
    desk.clock.advance(10s);
    CHECK(miss(desk.inquiry) == 20s);

    Inquiry restarted{{"990021", desk.county_key.public_key(), desk.cost, desk.clock}, MissCounter(desk.folder.path / "misses", Inquiry::patience)};
    CHECK(miss(restarted) == 30s);

    desk.clock.advance(20s);
    CHECK(miss(desk.inquiry) == 60s);
    desk.clock.advance(1h);
    CHECK(miss(desk.inquiry) == 0s);
}

TEST_CASE("a memo is stored in parts before the request that lists them, sealed to the same holders", "[memo.sealed]") {
    for (const Opener opener : {Opener::Intake, Opener::Discipline}) {
        Desk desk;
        Outbox attachments = Outbox::open(OutboxOptions{.folder = desk.folder.path / "outbox/attachments", .kiosk = "qingxi-1/attachments", .township = "990021101000", .reserve = 0},
                                          desk.kiosk_key, desk.clock).value();
        Bytes opus(130'000);
        desk.random.fill(opus);
        const auto receipt = desk.registrar.take(desk.outbox, desk.kiosk_key, desk.catalogue, service_of(opener), {}, ClockQuality::Rtc, {},
                                                 {&attachments, {{"matter", Milliseconds{65'000}, opus}}});
        REQUIRE(receipt);
        CHECK(attachments.last_sequence() == 3);
        CHECK(desk.outbox.last_sequence() == 1);
        const auto opened = [&](ByteView sealed) {
            std::vector<Identity> keys;
            if (opener == Opener::Intake) keys.push_back(Identity::parse(desk.intake.secret_text()).value());
            else {
                keys.push_back(Identity::parse(desk.first.secret_text()).value());
                CHECK_FALSE(open_record(Suite::AgeX25519, sealed, keys, {})); // one holder alone opens nothing
                keys.push_back(Identity::parse(desk.second.secret_text()).value());
            }
            return parse_cbor(open_record(Suite::AgeX25519, sealed, keys, {}).value()).value();
        };
        const Request request = request_from(opened(desk.sealed_body(1))).value();
        REQUIRE(request.attachments.size() == 1);
        const Attachment& memo = request.attachments[0];
        CHECK(memo.field == "matter");
        CHECK(memo.kind == "memo");
        CHECK(memo.length == Milliseconds{65'000});
        CHECK(memo.size == opus.size());
        CHECK(memo.hash == sha256(opus));
        REQUIRE(memo.parts.size() == 3);
        auto reader = OutboxReader::open(desk.folder.path / "outbox/attachments").value();
        Bytes whole;
        for (std::size_t at = 0; at < 3; ++at) {
            const auto part = attachment_part_from(opened(reader.body(memo.parts[at]).value().value())).value();
            CHECK(part.request == request.record);
            CHECK(part.number == at + 1);
            append(whole, part.bytes);
        }
        CHECK(whole == opus);
    }
}

TEST_CASE("without an outbox for attachments nothing is receipted that has a memo", "[memo.sealed]") {
    Desk desk;
    const auto refused = desk.registrar.take(desk.outbox, desk.kiosk_key, desk.catalogue, service_of(Opener::Intake), {}, ClockQuality::Rtc, {},
                                             {nullptr, {{"matter", Milliseconds{65'000}, Bytes(10)}}});
    CHECK(refused.error().code == ErrorCode::Unavailable);
    CHECK(desk.outbox.last_sequence() == 0);
}
