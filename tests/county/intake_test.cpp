// Intake: what is taken, what is known, what is refused, and that every answer can be proved.
#include "tests/county/county_fixture.h"

#include "county/audit.h"
#include "county/quarantine.h"
#include "county/sqlite_store.h"
#include "records/seal/hash.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <cstdlib>
#include <thread>

using namespace lianxin;

namespace {

std::vector<HeldRecord> some(FakeKiosk& kiosk, std::size_t count) {
    std::vector<HeldRecord> out;
    for (std::size_t at = 0; at < count; ++at) out.push_back(kiosk.make(bytes_of("sealed " + std::to_string(at))));
    return out;
}

std::vector<Verdict> verdicts(const Answer& answer) {
    std::vector<Verdict> out;
    for (const RecordVerdict& verdict : answer.verdicts) out.push_back(verdict.verdict);
    return out;
}

void nothing_is_wrong(const TestCounty& county) {
    const auto store = county.reader();
    const auto found = audit(*store, test_origin(), county.log_key.public_key());
    REQUIRE(found);
    for (const std::string& fault : found->faults) FAIL_CHECK(fault);
}

} // namespace

TEST_CASE("a batch is taken, its head told and every record proved in the log", "[intake-proof]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 20);
    const Answer answer = county.take(enrolled, kiosk.batch(records));
    CHECK(verdicts(answer) == std::vector<Verdict>(20, Verdict::Taken));
    CHECK(answer.chain == ChainHead{1, 20, kiosk.head});
    CHECK(answer.durable_through == 0); // nothing has been backed up
    const Checkpoint checkpoint = prove(answer, records, county.log_key.public_key());
    CHECK(checkpoint.size == 21);
    CHECK(answer.ranges.size() == 1);
    nothing_is_wrong(county);
}

TEST_CASE("attachments of an enrolled kiosk come on a chain of their own, beside its requests", "[intake-attachments]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto requests = some(kiosk, 3);
    FakeKiosk chain("hall-1/attachments", "990021101000", 1); // the same seed makes the same key
    chain.random = SeededRandom(2);
    const auto parts = some(chain, 4);
    CHECK(verdicts(county.take(enrolled, kiosk.batch(requests))) == std::vector<Verdict>(3, Verdict::Taken));
    const Answer answer = county.take(enrolled, chain.batch(parts));
    CHECK(verdicts(answer) == std::vector<Verdict>(4, Verdict::Taken));
    CHECK(answer.kiosk == "hall-1/attachments");
    CHECK(answer.chain == ChainHead{1, 4, chain.head});
    prove(answer, parts, county.log_key.public_key());
    const Answer again = county.take(enrolled, kiosk.batch(requests));
    CHECK(verdicts(again) == std::vector<Verdict>(3, Verdict::Known));
    CHECK(again.chain == ChainHead{1, 3, kiosk.head});
    nothing_is_wrong(county);
    const auto store = county.reader();
    CHECK(audit(*store, test_origin(), county.log_key.public_key())->records == 7);

    FakeKiosk other("hall-2", "990021101000", 3);
    const auto second = county.enrol(other);
    CHECK(county.intake->take(second, chain.batch(parts)).error().code == ErrorCode::Untrusted);
    // A record of the one chain does not enter the other, whoever signed it.
    const Answer mixed = county.take(enrolled, kiosk.batch(std::vector{chain.make(bytes_of("part"))}));
    CHECK(verdicts(mixed) == std::vector{Verdict::Refused});
    CHECK(mixed.verdicts[0].reason == refusal::kiosk);
}

TEST_CASE("the same batch again is known, with the same head and the same proof", "[intake-once]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 5);
    const Answer first = county.take(enrolled, kiosk.batch(records));
    county.restart();
    const Answer second = county.take(enrolled, kiosk.batch(records, 6));
    CHECK(verdicts(second) == std::vector<Verdict>(5, Verdict::Known));
    CHECK(second.chain == first.chain);
    CHECK(prove(second, records, county.log_key.public_key(), first.checkpoint).size == 6);
    CHECK(county.reader()->log_size().value() == 6);
    nothing_is_wrong(county);
}

TEST_CASE("answers stay consistent while the log grows over many levels of its tree") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    std::string before;
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 3, 251, 100, 300, 7, 90}) {
        const auto records = some(kiosk, count);
        const std::uint64_t size = before.empty() ? 0 : parse_checkpoint(before)->size;
        const Answer answer = county.take(enrolled, kiosk.batch(records, size));
        prove(answer, records, county.log_key.public_key(), before);
        before = answer.checkpoint;
        if (count == 100) county.restart();
    }
    nothing_is_wrong(county);
}

TEST_CASE("a record whose body is broken is refused and stops nothing behind it", "[poisoned-record]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    auto records = some(kiosk, 5);
    records[2].sealed = copy_of(bytes_of("other bytes than the header names"));
    const Answer answer = county.take(enrolled, kiosk.batch(records));
    CHECK(verdicts(answer) == std::vector{Verdict::Taken, Verdict::Taken, Verdict::Refused, Verdict::Taken, Verdict::Taken});
    CHECK(answer.verdicts[2].reason == refusal::body);
    CHECK(answer.chain.head == kiosk.head);
    prove(answer, records, county.log_key.public_key());
    CHECK(county.reader()->quarantined().value() == 1);
    const Answer again = county.take(enrolled, kiosk.batch(records));
    CHECK(verdicts(again) == std::vector{Verdict::Known, Verdict::Known, Verdict::Refused, Verdict::Known, Verdict::Known});
    CHECK(county.reader()->quarantined().value() == 1);
    nothing_is_wrong(county);
}

TEST_CASE("the body of a record that came broken is taken when it comes whole", "[late-body]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 4);
    auto broken = records;
    broken[1].sealed.clear(); // the kiosk could not read it, and sent what its neighbours need
    const Answer first = county.take(enrolled, kiosk.batch(broken));
    CHECK(verdicts(first) == std::vector{Verdict::Taken, Verdict::Refused, Verdict::Taken, Verdict::Taken});
    prove(first, broken, county.log_key.public_key());
    const Answer late = county.take(enrolled, kiosk.batch(std::span(records).subspan(1, 1)));
    CHECK(verdicts(late) == std::vector{Verdict::Taken});
    CHECK(late.chain == first.chain);
    prove(late, std::span(records).subspan(1, 1), county.log_key.public_key());
    CHECK(verdicts(county.take(enrolled, kiosk.batch(records))) == std::vector<Verdict>(4, Verdict::Known));
    const auto bodies = county.reader()->bodies_after(enrolled.key.township, 0, 100).value();
    REQUIRE(bodies.size() == 4);
    CHECK(bodies.back().record == records[1].header.record);
    CHECK(bodies.back().arrival > bodies[2].arrival); // so that whoever registers cases comes to it
    // What comes next does not get the same place in the order of arrival.
    county.take(enrolled, kiosk.batch(some(kiosk, 1)));
    CHECK(county.reader()->bodies_after(enrolled.key.township, bodies.back().arrival, 100)->size() == 1);
    nothing_is_wrong(county);
}

TEST_CASE("other bytes under a sequence or an id that came before are a conflict, kept aside and told in the log",
          "[intake-conflict]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 3);
    county.take(enrolled, kiosk.batch(records));
    const std::uint64_t size = county.reader()->log_size().value();

    SECTION("the same sequence") {
        RecordHeader header = records[1].header;
        header.record = make_uuid(county.clock.wall(), kiosk.random);
        const HeldRecord other = kiosk.sign(header, records[1].sealed);
        const Answer answer = county.take(enrolled, kiosk.batch(std::vector{records[0], other, records[2]}));
        CHECK(verdicts(answer) == std::vector{Verdict::Known, Verdict::Refused, Verdict::Known});
        CHECK(answer.verdicts[1].reason == refusal::conflict);
    }
    SECTION("the same id") {
        RecordHeader header = records[1].header;
        header.sequence = 4;
        header.previous_head = kiosk.head;
        header.sealed_hash = sha256(bytes_of("another text"));
        const HeldRecord other = kiosk.sign(header, bytes_of("another text"));
        const Answer answer = county.take(enrolled, kiosk.batch(std::vector{other}));
        CHECK(verdicts(answer) == std::vector{Verdict::Refused});
        CHECK(answer.chain.sequence == 4);
    }
    const auto store = county.reader();
    CHECK(store->quarantined().value() == 1);
    CHECK(store->body(enrolled.key.township, records[1].header.record).value()->sealed == records[1].sealed);
    const auto events = store->events(size, 10).value();
    CHECK(events.back().kind == "alarm");
    nothing_is_wrong(county);
}

TEST_CASE("what was put aside is listed with its reason, and whether it was taken since", "[county-quarantine]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    auto records = some(kiosk, 3);
    const Bytes whole = std::exchange(records[1].sealed, copy_of(bytes_of("broken")));
    county.take(enrolled, kiosk.batch(records));
    RecordHeader header = records[2].header;
    header.sealed_hash = sha256(bytes_of("another text"));
    county.clock.advance(Milliseconds(1000));
    county.take(enrolled, kiosk.batch(std::vector{kiosk.sign(header, bytes_of("another text"))}));
    auto list = list_put_aside(*county.reader());
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK((*list)[0].mark.reason == refusal::body);
    CHECK((*list)[1].mark.reason == refusal::conflict);
    CHECK((*list)[1].mark.bytes == 12);
    CHECK((*list)[1].header->sequence == 3);
    CHECK(open_ones(*list) == 2);
    records[1].sealed = whole;
    county.take(enrolled, kiosk.batch(records));
    list = list_put_aside(*county.reader());
    CHECK((*list)[0].taken_since);
    CHECK(open_ones(*list) == 1);
    CHECK(value_of(*list).array()->size() == 2);
    CHECK(lines_of(*list).find("taken since") != std::string::npos);
}

TEST_CASE("however much was put aside before, what is refused is listed and raises its alarm; only bodies stop being kept", "[county-quarantine.full]") {
    TestCounty county;
    Intake small(*county.writer, *county.readers, county.answers, county.clock, 2);
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    auto records = some(kiosk, 5);
    for (HeldRecord& record : records) record.sealed = copy_of(bytes_of("broken"));
    REQUIRE(small.take(enrolled, kiosk.batch(records)));
    REQUIRE(small.take(enrolled, kiosk.batch(records))); // the same again
    const auto list = list_put_aside(*county.reader());
    REQUIRE(list);
    REQUIRE(list->size() == 5);
    CHECK(std::count_if(list->begin(), list->end(), [](const PutAside& one) { return one.mark.bytes == 6; }) == 2);
    CHECK(std::count_if(list->begin(), list->end(), [](const PutAside& one) { return one.mark.bytes == 0; }) == 3);
    CHECK(open_ones(*list) == 5);
    CHECK(lines_of(*list).find("no body here") != std::string::npos);
    const auto events = county.reader()->events(0, 100).value();
    CHECK(std::count_if(events.begin(), events.end(), [](const LogEvent& event) { return event.kind == "alarm"; }) == 5);
}

TEST_CASE("what was put aside is carried away as it came", "[county-quarantine.export]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    auto records = some(kiosk, 2);
    records[1].sealed = copy_of(bytes_of("broken"));
    county.take(enrolled, kiosk.batch(records));
    const Path folder = county.folder / "export/quarantine";
    CHECK(export_put_aside(*county.reader(), folder).value() == 1);
    const auto list = list_put_aside(*county.reader()).value();
    const auto batch = Batch::parse(read_file(folder / ("refused-" + short_name(list[0]) + ".batch"), largest_batch).value());
    REQUIRE(batch);
    REQUIRE(batch->items().size() == 1);
    CHECK(copy_of(batch->items()[0].item.sealed) == copy_of(bytes_of("broken")));
    CHECK(batch->items()[0].header.record == records[1].header.record);
    CHECK(verify(kiosk.key.public_key(), batch->items()[0].item.header, batch->items()[0].item.signature));
    CHECK(read_text(folder / "refused.txt", 100'000).value().find(to_text(records[1].header.record)) != std::string::npos);
    CHECK(list_put_aside(*county.reader())->size() == 1); // nothing went away
}

TEST_CASE("a record is answered alike however it comes: 201, 201 and 409 of a form server", "[resubmission]") {
    struct Row {
        const char* what;
        bool same_id, same_bytes, new_epoch, after_restart;
        Verdict verdict;
    };
    // The behaviours of ODK Central: a new instance is created (201), the same instance again is accepted again (201), the same id with
    // other content is a conflict (409), whichever road or restart lies between.
    const std::vector<Row> rows{{"new", false, false, false, false, Verdict::Taken},
                                {"the same again", true, true, false, false, Verdict::Known},
                                {"the same again after a restart", true, true, false, true, Verdict::Known},
                                {"the same in a new chain", true, true, true, false, Verdict::Known},
                                {"the same in a new chain after a restart", true, true, true, true, Verdict::Known},
                                {"the same id with other bytes", true, false, false, false, Verdict::Refused},
                                {"the same id with other bytes after a restart", true, false, false, true, Verdict::Refused},
                                {"the same id with other bytes in a new chain", true, false, true, false, Verdict::Refused},
                                {"another record in a new chain", false, false, true, false, Verdict::Taken}};
    for (const Row& row : rows) {
        INFO(row.what);
        TestCounty county;
        FakeKiosk kiosk("hall-1", "990021101000", 1);
        const auto enrolled = county.enrol(kiosk);
        const HeldRecord first = kiosk.make(bytes_of("sealed once"));
        CHECK(verdicts(county.take(enrolled, kiosk.batch(std::vector{first}))) == std::vector{Verdict::Taken});
        if (row.new_epoch) kiosk.begin_epoch();
        if (row.after_restart) county.restart();
        const Uuid id = row.same_id ? first.header.record : make_uuid(county.clock.wall(), kiosk.random);
        const Bytes bytes = row.same_bytes ? first.sealed : copy_of(bytes_of("other words"));
        const bool is_the_first = row.same_id && row.same_bytes && !row.new_epoch;
        const HeldRecord second = is_the_first ? first : kiosk.make(bytes, id);
        for (int again = 0; again < 3; ++again) { // and it stays so
            const Answer answer = county.take(enrolled, kiosk.batch(std::vector{second}));
            const bool created = row.verdict == Verdict::Taken && again > 0;
            CHECK(verdicts(answer) == std::vector{created ? Verdict::Known : row.verdict});
            if (row.verdict == Verdict::Refused) CHECK(answer.verdicts[0].reason == refusal::conflict);
            CHECK(answer.chain.head == kiosk.head); // nothing behind it is held up
        }
        const auto store = county.reader();
        CHECK(store->body(enrolled.key.township, first.header.record).value()->sealed == first.sealed);
        CHECK(store->bodies_after(enrolled.key.township, 0, 10)->size() == (row.same_id ? 1 : 2));
        CHECK(store->quarantined().value() == (row.verdict == Verdict::Refused ? 1 : 0));
        nothing_is_wrong(county);
    }
}

TEST_CASE("records count once whichever of two roads is faster, and in whichever order they come", "[resubmission]") {
    // Batches of the same chain arrive over the network and by stick, overtaking each other: what cannot go on the chain yet waits, and
    // in the end each record is there once.
    SeededRandom chance(3);
    for (int story = 0; story < 40; ++story) {
        TestCounty county;
        FakeKiosk kiosk("hall-1", "990021101000", 1);
        const auto enrolled = county.enrol(kiosk);
        const auto records = some(kiosk, 6);
        std::vector<std::span<const HeldRecord>> on_the_road;
        for (int road = 0; road < 2; ++road)
            for (std::size_t at = 0; at < records.size();) {
                const std::size_t count = std::min<std::size_t>(1 + chance.below(3), records.size() - at);
                on_the_road.push_back(std::span(records).subspan(at, count));
                at += count;
            }
        while (!on_the_road.empty()) {
            const std::size_t next = chance.below(static_cast<std::uint32_t>(on_the_road.size()));
            const Answer answer = county.take(enrolled, kiosk.batch(on_the_road[next]));
            const auto told = verdicts(answer);
            const bool waits = std::count(told.begin(), told.end(), Verdict::Wait) > 0;
            if (!waits) on_the_road.erase(on_the_road.begin() + static_cast<std::ptrdiff_t>(next)); // what waits is sent again
            CHECK(std::count(told.begin(), told.end(), Verdict::Refused) == 0);
        }
        const auto bodies = county.reader()->bodies_after(enrolled.key.township, 0, 10).value();
        REQUIRE(bodies.size() == 6);
        for (std::size_t at = 0; at < 6; ++at) CHECK(bodies[at].record == records[at].header.record);
        nothing_is_wrong(county);
    }
}

TEST_CASE("a gap and a chain that left ours wait for the kiosk to see the head") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 5);
    const Answer gap = county.take(enrolled, kiosk.batch(std::span(records).subspan(2)));
    CHECK(verdicts(gap) == std::vector(3, Verdict::Wait));
    CHECK(gap.chain == ChainHead{1, 0, {}});
    county.take(enrolled, kiosk.batch(std::span(records).first(2)));
    RecordHeader header = records[2].header;
    header.previous_head = sha256(bytes_of("another past"));
    const Answer fork = county.take(enrolled, kiosk.batch(std::vector{kiosk.sign(header, records[2].sealed)}));
    CHECK(verdicts(fork) == std::vector{Verdict::Wait});
    CHECK(fork.chain.sequence == 2);
    nothing_is_wrong(county);
}

TEST_CASE("records that come again in a new epoch stand in the log and count once", "[intake-once]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    const auto records = some(kiosk, 4);
    county.take(enrolled, kiosk.batch(std::span(records).first(2)));
    kiosk.begin_epoch();
    std::vector<HeldRecord> again;
    for (const HeldRecord& record : records) again.push_back(kiosk.make_again(record));
    const Answer answer = county.take(enrolled, kiosk.batch(again));
    CHECK(verdicts(answer) == std::vector{Verdict::Known, Verdict::Known, Verdict::Taken, Verdict::Taken});
    CHECK(answer.chain == ChainHead{2, 4, kiosk.head});
    prove(answer, again, county.log_key.public_key());
    CHECK(county.reader()->bodies_after(enrolled.key.township, 0, 100)->size() == 4);
    nothing_is_wrong(county);
}

TEST_CASE("records of another kiosk, with another's signature or with an unreadable header are refused") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1), other("hall-2", "990021101000", 2);
    const auto enrolled = county.enrol(kiosk);
    auto stranger = other.make(bytes_of("sealed"));
    auto forged = kiosk.make(bytes_of("sealed"));
    forged.signature = other.key.sign(forged.encoded);
    auto unreadable = stranger;
    unreadable.encoded = copy_of(bytes_of("no header"));
    const Answer answer = county.take(enrolled, kiosk.batch(std::vector{stranger, forged, unreadable}));
    CHECK(verdicts(answer) == std::vector{Verdict::Refused, Verdict::Refused});
    CHECK(answer.verdicts[0].reason == refusal::kiosk);
    CHECK(answer.verdicts[1].reason == refusal::signature);
    CHECK(answer.chain.sequence == 0);
    CHECK(county.reader()->quarantined().value() == 3);
    nothing_is_wrong(county);
}

TEST_CASE("what is no batch, or the batch of another kiosk, changes nothing") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1), other("hall-2", "990021101000", 2);
    const auto enrolled = county.enrol(kiosk);
    CHECK(county.intake->take(enrolled, bytes_of("hello")).error().code == ErrorCode::Corrupt);
    const auto records = some(other, 1);
    CHECK(county.intake->take(enrolled, other.batch(records)).error().code == ErrorCode::Untrusted);
    CHECK(county.reader()->log_size().value() == 1);
}

TEST_CASE("many kiosks at once share commits and none is lost", "[group-commit]") {
    TestCounty county;
    std::vector<FakeKiosk> kiosks;
    std::vector<EnrolledKiosk> enrolled;
    for (std::uint64_t at = 0; at < 8; ++at) {
        kiosks.emplace_back("hall-" + std::to_string(at), "99002110" + std::to_string(at % 4) + "000", 10 + at);
        enrolled.push_back(county.enrol(kiosks.back()));
    }
    const auto before = county.writer->count();
    std::vector<std::thread> threads;
    std::vector<int> good(8);
    for (std::size_t at = 0; at < 8; ++at)
        threads.emplace_back([&, at] {
            for (int round = 0; round < 10; ++round) {
                const auto records = some(kiosks[at], 5);
                const auto bytes = county.intake->take(enrolled[at], kiosks[at].batch(records));
                const auto answer = bytes ? parse_answer(*bytes, county.answers.public_key()) : Result<Answer>(bytes.error());
                if (answer && answer->chain.head == kiosks[at].head && answer->ranges.size() == 1) ++good[at];
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(good == std::vector<int>(8, 10));
    const auto after = county.writer->count();
    CHECK(after.jobs - before.jobs == 80);
    CHECK(after.transactions - before.transactions < 80);
    CHECK(county.reader()->log_size().value() == 401);
    nothing_is_wrong(county);
}

TEST_CASE("one failing job undoes itself and not those that share its transaction", "[group-commit]") {
    TestCounty county;
    std::vector<std::thread> threads;
    std::atomic<int> kept{0}, failed{0};
    for (int at = 0; at < 20; ++at)
        threads.emplace_back([&, at] {
            const auto done = county.writer->perform([&](Book& book) -> Result<void> {
                const auto added = book.log.append_event(book.store, "test", {{"number", at}});
                if (!added) return added.error();
                if (at % 5 == 0) return Error{ErrorCode::Conflict, "refused on purpose", {}};
                return {};
            });
            ++(done ? kept : failed);
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(kept == 16);
    CHECK(failed == 4);
    CHECK(county.reader()->log_size().value() == 17);
    nothing_is_wrong(county);
}

TEST_CASE("a log that was altered behind our back is noticed when the book is opened, and by the audit", "[log-tamper]") {
    TestCounty county;
    FakeKiosk kiosk("hall-1", "990021101000", 1);
    const auto enrolled = county.enrol(kiosk);
    county.take(enrolled, kiosk.batch(some(kiosk, 3)));
    county.readers.reset();
    county.writer.reset();
    const std::string file = (county.folder / "county.db").string();
    REQUIRE(std::system(("sqlite3 '" + file + "' \"UPDATE log_event SET entry = x'00', leaf = zeroblob(32) WHERE log_index = 2\"").c_str()) == 0);
    auto store = SqliteStore::open_writer(file);
    REQUIRE(store);
    CHECK(CountyLog::open(**store, test_origin(), county.log_key).error().code == ErrorCode::Corrupt);
    const auto found = audit(**store, test_origin(), county.log_key.public_key());
    REQUIRE(found);
    CHECK(found->faults.size() >= 2);
}
