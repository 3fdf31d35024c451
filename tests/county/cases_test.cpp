// Cases: registered by the clock, told to the receipt alone, answered, and readable by nobody in the store.
#include "tests/county/county_fixture.h"

#include "county/attachments.h"
#include "county/desk.h"
#include "county/key_agent.h"
#include "county/quarantine.h"
#include "county/listing.h"
#include "records/base/cbor.h"
#include "records/seal/hash.h"
#include "records/seal/receipt_keys.h"

#include <catch2/catch_test_macros.hpp>

#include <thread>

using namespace lianxin;

namespace {

const std::string secret_words = "我们村里路坏了，下雨天没法走";

Content sample_content() {
    const Path folder = Path(LIANXIN_SOURCE_DIR) / "assets/samples/county";
    Content out;
    out.clocks = parse_clock_rules(read_text(folder / "clocks.toml", 1 << 20).value()).value();
    out.services.push_back(parse_service(read_text(folder / "forms/help.toml", 1 << 20).value()).value());
    REQUIRE(out.calendar.add(read_text(folder / "holidays/2026.ics", 1 << 20).value()));
    return out;
}

/// The agent as it is, and a switch that takes it away as a crash does.
class SwitchedAgent final : public Unsealer {
  public:
    explicit SwitchedAgent(Unsealer& agent) : agent_(&agent) {}
    Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) override {
        if (!present) return Error{ErrorCode::Network, "the key agent is away", {}};
        return agent_->tell(record, received, step);
    }
    Result<Request> read(const SealedRecord& record) override {
        if (!present) return Error{ErrorCode::Network, "the key agent is away", {}};
        return agent_->read(record);
    }
    Result<AttachmentPart> read_part(const SealedRecord& record) override {
        if (!present) return Error{ErrorCode::Network, "the key agent is away", {}};
        return agent_->read_part(record);
    }
    bool present = true;

  private:
    Unsealer* agent_;
};

/// A county with its keys, a kiosk, and the paper of one resident.
struct Hall {
    TestCounty county;
    SeededRandom random{3};
    Identity intake = Identity::make(random), recovery = Identity::make(random);
    Identity first_holder = Identity::make(random), second_holder = Identity::make(random);
    KeyAgent agent;
    SwitchedAgent unsealer{agent};
    Reception reception;
    FakeKiosk kiosk{"hall-1", "990021101000", 1};
    EnrolledKiosk enrolled = county.enrol(kiosk);
    ReceiptIdentity paper = identity_from_secret({1, 2, 3}), code = identity_from_secret({4, 5, 6});
    Settings settings;
    Desk desk;

    Hall()
        : agent(keys(), sample_content(), "青禾县政务服务中心", random),
          reception(*county.writer, *county.readers, unsealer, county.answers, county.clock),
          desk(settings, *county.writer, *county.readers, unsealer, county.answers, county.clock) {
        settings.county = "990021";
    }
    KeyAgent::Keys keys() {
        KeyAgent::Keys out;
        out.intake.push_back(Identity::parse(intake.secret_text()).value());
        out.county = {intake.recipient(), recovery.recipient()};
        return out;
    }

    /// Hands in a request and brings it to the county.
    Uuid hand_in(const SealedTo& to, std::vector<Attachment> attachments = {}, std::optional<Uuid> record = {}) {
        Request request;
        request.record = record ? *record : make_uuid(county.clock.wall(), random);
        request.attachments = std::move(attachments);
        request.service = "help";
        request.answers = {{"matter", secret_words}, {"name", "王秀英"}, {"phone", "13800138000"}};
        request.handed_in = county.clock.wall() - std::chrono::hours(30);
        request.by_qr = {paper.tag, paper.identity.recipient().bytes};
        request.by_code = {code.tag, code.identity.recipient().bytes};
        const Bytes sealed = seal_record(Suite::AgeX25519, to_cbor(to_value(request)), to, {}, random).value();
        const HeldRecord made = kiosk.make(sealed, request.record);
        county.take(enrolled, kiosk.batch(std::vector{made}));
        return request.record;
    }
    /// Brings parts of attachments to the county; that chain is signed with the kiosk's own key.
    void carry_parts(const FakeKiosk& chain, std::span<const HeldRecord> parts) { county.take(enrolled, chain.batch(parts)); }
    SealedTo to_intake() const { return {{intake.recipient(), recovery.recipient()}, {}}; }
    SealedTo to_discipline() const { return {{first_holder.recipient()}, {second_holder.recipient()}}; }

    /// What the holder of the paper reads at the kiosk.
    std::vector<Update> read(const ReceiptIdentity& receipt) {
        const auto response = county.respond(kiosk.request("GET", "/v1/changes", "after=0", {}));
        const auto changes = parse_changes(response.body, county.answers.public_key());
        REQUIRE(changes);
        std::vector<Update> out;
        for (const UpdateChange& change : changes->updates) {
            if (change.tag != receipt.tag) continue;
            CHECK(verify_update(change.tag, change.sealed, change.signature, county.answers.public_key()));
            const auto plain = open(change.sealed, std::span(&receipt.identity, 1), 1 << 20);
            REQUIRE(plain);
            out.push_back(update_from(parse_cbor(*plain).value()).value());
        }
        return out;
    }
};

} // namespace

TEST_CASE("a request becomes a case and its receipt is told the number, the due day and the article", "[case-registered]") {
    Hall hall;
    const Uuid record = hall.hand_in(hall.to_intake());
    CHECK(hall.reception.round().value() == 1);
    CHECK(hall.reception.round().value() == 0);
    for (const ReceiptIdentity* receipt : {&hall.paper, &hall.code}) {
        const auto updates = hall.read(*receipt);
        REQUIRE(updates.size() == 1);
        CHECK(updates[0].record == record);
        CHECK(updates[0].case_number == "2026-101-0001");
        CHECK(updates[0].state == CaseState::Accepted);
        // Ten working days after Sunday 22 November 2026.
        CHECK(iso_day(updates[0].due.value()) == "2026-12-04");
        CHECK(updates[0].article == "《青禾县便民服务诉求办理规定（示范）》第十二条第二项");
        CHECK(updates[0].service_title == "求助");
        CHECK(updates[0].office == "青禾县政务服务中心");
    }
    const auto event = hall.county.reader()->events(2, 1).value().front();
    CHECK(event.kind == "accept");
}

TEST_CASE("no case is made of an attachment, and one does not hold up the requests behind it", "[attachment-no-case]") {
    Hall hall;
    FakeKiosk chain("hall-1/attachments", "990021101000", 1); // the same seed makes the same key
    chain.random = SeededRandom(9);
    std::vector<HeldRecord> parts;
    for (int count = 0; count < 70; ++count) parts.push_back(chain.make(bytes_of("part " + std::to_string(count))));
    hall.carry_parts(chain, parts);
    hall.hand_in(hall.to_intake());
    CHECK(hall.reception.round().value() == 64);
    CHECK(hall.reception.round().value() == 7);
    CHECK(hall.reception.round().value() == 0);
    CHECK(hall.county.reader()->cases()->size() == 1);
}

namespace {

/// A memo cut, sealed and listed as a kiosk does it.
struct HandedMemo {
    Uuid request;
    Bytes whole;
    Attachment attachment;
    std::vector<HeldRecord> parts;

    HandedMemo(Hall& hall, FakeKiosk& chain, std::size_t size) : request(make_uuid(hall.county.clock.wall(), hall.random)), whole(size) {
        hall.random.fill(whole);
        attachment = {"matter", "memo", "audio/ogg", Milliseconds{72'000}, whole.size(), sha256(whole), {}};
        for (const ByteView bytes : cut_into_parts(whole)) {
            const AttachmentPart part{make_uuid(hall.county.clock.wall(), hall.random), request, static_cast<std::uint32_t>(attachment.parts.size() + 1), copy_of(bytes)};
            attachment.parts.push_back(part.record);
            parts.push_back(chain.make(seal_record(Suite::AgeX25519, to_cbor(to_value(part)), hall.to_intake(), {}, hall.random).value(), part.record));
        }
    }
};

FakeKiosk attachment_chain_of(const Hall& hall) {
    FakeKiosk chain(hall.kiosk.name + "/attachments", hall.kiosk.township, 1); // the same seed makes the same key
    chain.random = SeededRandom(9);
    return chain;
}

} // namespace

TEST_CASE("a memo is on its way until its last part has come, and then comes out as it was spoken", "[attachment-out]") {
    Hall hall;
    FakeKiosk chain = attachment_chain_of(hall);
    const HandedMemo memo(hall, chain, 120'000);
    REQUIRE(memo.parts.size() == 3);
    hall.hand_in(hall.to_intake(), {memo.attachment}, memo.request);
    hall.carry_parts(chain, std::span(memo.parts).first(2));
    while (hall.reception.round().value() > 0) {}
    const auto listed = [&] { return list_cases(*hall.county.reader(), hall.unsealer).value().array()->front().find("attachments")->array()->front(); };
    CHECK(listed().text_or("field", "") == "matter");
    CHECK(listed().integer_or("seconds", 0) == 72);
    CHECK_FALSE(listed().flag_or("complete", true));
    CHECK(lines_of_cases(list_cases(*hall.county.reader(), hall.unsealer).value()).find("attachment 1: memo for matter, 72 seconds, still on its way") != std::string::npos);
    const auto store = hall.county.reader();
    const CaseFile file = store->cases()->front().file;
    const Request request = open_case(*store, hall.unsealer, file).value();
    CHECK(whole_attachment(*store, hall.unsealer, file.township, request, request.attachments[0]).error().code == ErrorCode::NotFound);
    hall.carry_parts(chain, std::span(memo.parts).subspan(2));
    CHECK(listed().flag_or("complete", false));
    const auto whole = whole_attachment(*store, hall.unsealer, file.township, request, request.attachments[0]);
    REQUIRE(whole);
    CHECK(*whole == memo.whole);
}

TEST_CASE("a memo that is not the one that was handed in does not come out", "[attachment-out]") {
    Hall hall;
    FakeKiosk chain = attachment_chain_of(hall);
    const HandedMemo memo(hall, chain, 100'000);
    hall.hand_in(hall.to_intake());
    hall.carry_parts(chain, memo.parts);
    const auto store = hall.county.reader();
    const TownshipId township = hall.enrolled.key.township;
    Request request;
    request.record = memo.request;
    const auto problem = [&](Attachment attachment) { return whole_attachment(*store, hall.unsealer, township, request, attachment).error().code; };
    CHECK(whole_attachment(*store, hall.unsealer, township, request, memo.attachment));
    Attachment other = memo.attachment;
    other.hash[0] ^= 1;
    CHECK(problem(other) == ErrorCode::Corrupt);
    other = memo.attachment;
    std::swap(other.parts[0], other.parts[1]);
    CHECK(problem(other) == ErrorCode::Corrupt);
    other = memo.attachment;
    other.size -= 1;
    CHECK(problem(other) == ErrorCode::Corrupt);
    other.parts.pop_back();
    CHECK(problem(other) == ErrorCode::Corrupt);
    request.record = make_uuid(hall.county.clock.wall(), hall.random); // parts of another request
    CHECK(problem(memo.attachment) == ErrorCode::Corrupt);
}

TEST_CASE("a reply reaches the receipt, and steps that may not follow are refused", "[case-reply]") {
    Hall hall;
    hall.hand_in(hall.to_intake());
    REQUIRE(hall.reception.round());
    hall.county.clock.advance(std::chrono::hours(24));
    REQUIRE(hall.desk.reply("2026-101-0001", "已派人**修补**，三天内完工。", CaseState::Answered));
    const auto updates = hall.read(hall.paper);
    REQUIRE(updates.size() == 2);
    CHECK(updates[1].number == 2);
    CHECK(updates[1].state == CaseState::Answered);
    CHECK(updates[1].text == "已派人**修补**，三天内完工。");
    CHECK_FALSE(updates[1].due.has_value());
    CHECK(hall.desk.reply("2026-101-0001", "", CaseState::Waiting).error().code == ErrorCode::Conflict);
    CHECK(hall.desk.reply("2026-101-0009", "", CaseState::Answered).error().code == ErrorCode::NotFound);
    CHECK(hall.desk.reply("nonsense", "", CaseState::Answered).error().code == ErrorCode::Invalid);
    CHECK(hall.read(hall.paper).size() == 2);
    const auto last = hall.county.reader()->log_size().value() - 1;
    CHECK(hall.county.reader()->events(last, 1).value().front().kind == "reply");
}

TEST_CASE("with the key agent away everything is taken, and registered once it is back", "[agent-away]") {
    Hall hall;
    hall.unsealer.present = false;
    hall.hand_in(hall.to_intake());
    hall.hand_in(hall.to_intake());
    CHECK(hall.reception.round().error().code == ErrorCode::Network);
    CHECK(hall.county.reader()->cases()->empty());
    hall.unsealer.present = true;
    CHECK(hall.reception.round().value() == 2);
    const auto cases = hall.county.reader()->cases().value();
    REQUIRE(cases.size() == 2);
    CHECK(case_number(cases[0].file) == "2026-101-0002");
}

TEST_CASE("a report sealed to the discipline holders becomes a case that the county cannot read", "[report-sealed]") {
    Hall hall;
    hall.hand_in(hall.to_discipline());
    CHECK(hall.reception.round().value() == 1);
    CHECK(hall.read(hall.paper).empty());
    const auto list = list_cases(*hall.county.reader(), hall.unsealer).value();
    const Value& entry = list.array()->front();
    CHECK(entry.text_or("service", "") == "sealed");
    CHECK(entry.text_or("state", "") == "waiting");
    CHECK(entry.find("fields")->map()->empty());
    CHECK(hall.desk.reply("2026-101-0001", "", CaseState::Accepted).error().code == ErrorCode::Untrusted);
}

TEST_CASE("whoever asks for the cases waits for those of records that came in already") {
    Hall hall;
    hall.hand_in(hall.to_intake());
    const auto reader = hall.county.reader();
    CHECK_FALSE(wait_for_cases(*reader, Milliseconds(0)).value());
    std::jthread late([&] {
        std::this_thread::sleep_for(Milliseconds(100));
        hall.reception.round().value();
    });
    CHECK(wait_for_cases(*reader, Milliseconds(60'000)).value());
    CHECK(reader->cases()->size() == 1);
}

TEST_CASE("the list of cases opens what the resident wrote") {
    Hall hall;
    const Uuid record = hall.hand_in(hall.to_intake());
    REQUIRE(hall.reception.round());
    const auto list = list_cases(*hall.county.reader(), hall.unsealer).value();
    const Value& entry = list.array()->front();
    CHECK(entry.text_or("case", "") == "2026-101-0001");
    CHECK(entry.text_or("record", "") == to_text(record));
    CHECK(entry.text_or("kiosk", "") == "hall-1");
    CHECK(entry.text_or("service", "") == "help");
    CHECK(entry.text_or("state", "") == "accepted");
    CHECK(entry.text_or("received", "") == "2026-11-22T02:00:00.000Z");
    CHECK(entry.find("fields")->text_or("matter", "") == secret_words);
}

TEST_CASE("no file of the county holds a resident's words in clear", "[county-sealed]") {
    Hall hall;
    hall.hand_in(hall.to_intake());
    REQUIRE(hall.reception.round());
    REQUIRE(hall.desk.reply("2026-101-0001", "答复里的机密", CaseState::Answered));
    for (const auto& file : std::filesystem::recursive_directory_iterator(hall.county.folder)) {
        if (!file.is_regular_file()) continue;
        const std::string content = read_text(file.path(), 64 << 20).value();
        INFO(file.path());
        for (const std::string& words : {secret_words, std::string("王秀英"), std::string("13800138000"), std::string("答复里的机密")})
            CHECK(content.find(words) == std::string::npos);
    }
}

TEST_CASE("questions to the agent pass a socket unchanged") {
    Hall hall;
    hall.hand_in(hall.to_intake());
    auto ends = Intercom::make_pair().value();
    std::thread process([&] { serve_agent(hall.agent, ends.second); });
    {
        RemoteAgent remote(std::move(ends.first));
        const auto body = hall.county.reader()->bodies_after(hall.enrolled.key.township, 0, 1).value().front();
        const SealedRecord record{body.suite, body.record, body.sealed};
        CHECK(remote.read(record)->answers.at("matter") == secret_words);
        const auto step = remote.tell(record, body.taken, {"2026-101-0001", 1, CaseState::Accepted, body.taken, ""});
        REQUIRE(step);
        CHECK(step->letters.size() == 2);
        CHECK(iso_day(step->due.value()) == "2026-12-04");
        CHECK(remote.read({body.suite, body.record, copy_of(bytes_of("not sealed"))}).error().code == ErrorCode::Corrupt);
    }
    process.join();
}

namespace {

/// Cannot read one record, whatever it holds.
class HalfBlind final : public Unsealer {
  public:
    HalfBlind(Unsealer& sighted, const Uuid& dark) : sighted_(sighted), dark_(dark) {}
    Result<SealedStep> tell(const SealedRecord& record, TimePoint received, const StepToTell& step) override {
        return sighted_.tell(record, received, step);
    }
    Result<Request> read(const SealedRecord& record) override {
        if (record.record == dark_) return Error{ErrorCode::Corrupt, "damaged", {}};
        return sighted_.read(record);
    }
    Result<AttachmentPart> read_part(const SealedRecord& record) override { return sighted_.read_part(record); }

  private:
    Unsealer& sighted_;
    Uuid dark_;
};

} // namespace

TEST_CASE("a case that cannot be opened says so and hides no other") {
    Hall hall;
    const Uuid dark = hall.hand_in(hall.to_intake());
    hall.hand_in(hall.to_intake());
    REQUIRE(hall.reception.round());
    HalfBlind unsealer(hall.unsealer, dark);
    const auto list = list_cases(*hall.county.reader(), unsealer).value();
    REQUIRE(list.array()->size() == 2);
    int opened = 0, dim = 0;
    for (const Value& entry : *list.array()) {
        if (entry.text_or("error", "").find("damaged") != std::string::npos) ++dim;
        if (entry.find("fields")->text_or("matter", "") == secret_words) ++opened;
    }
    CHECK(opened == 1);
    CHECK(dim == 1);
}

TEST_CASE("of what was put aside staff read what it says beside what is held under its id, as far as the county may open it", "[county-quarantine.show]") {
    Hall hall;
    const Uuid record = hall.hand_in(hall.to_intake());
    hall.hand_in(hall.to_intake(), {}, record); // another text under the same id
    hall.hand_in(hall.to_discipline(), {}, record);
    const auto shown = show_put_aside(*hall.county.reader(), hall.unsealer, to_text(record));
    REQUIRE(shown);
    REQUIRE(shown->array()->size() == 2);
    std::size_t sealed = 0;
    for (const Value& one : *shown->array()) {
        CHECK(one.text_or("reason", "") == "conflict");
        CHECK(one.find("held")->text_or("name", "") == "王秀英");
        const Value& opened = *one.find("opened");
        sealed += static_cast<std::size_t>(opened.text() != nullptr && *opened.text() == "it is sealed to others");
        if (opened.map() != nullptr) CHECK(opened.text_or("phone", "") == "13800138000");
        const auto by_name = show_put_aside(*hall.county.reader(), hall.unsealer, one.text_or("name", ""));
        REQUIRE(by_name);
        CHECK(by_name->array()->size() == 1);
    }
    CHECK(sealed == 1);
    CHECK(lines_of_shown(*shown).find("name: 王秀英") != std::string::npos);
    hall.unsealer.present = false;
    CHECK(show_put_aside(*hall.county.reader(), hall.unsealer, to_text(record)).error().code == ErrorCode::Network);
    CHECK(show_put_aside(*hall.county.reader(), hall.unsealer, "no such name").error().code == ErrorCode::NotFound);
}
