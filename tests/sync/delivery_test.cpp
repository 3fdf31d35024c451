// The rule of delivery: what marks records, and everything that must not.
#include "sync/delivery.h"

#include "records/seal/chain.h"
#include "records/seal/hash.h"
#include "records/seal/merkle.h"
#include "tests/sync/fake_county.h"
#include "tests/sync/hall.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

/// A kiosk's chain in memory, and what it makes of a county's answers.
class Chain {
  public:
    explicit Chain(std::size_t records) {
        SeededRandom random(5);
        Hash head{};
        for (std::uint64_t sequence = 1; sequence <= records; ++sequence) {
            Envelope envelope;
            envelope.sealed = Bytes(100, static_cast<std::uint8_t>(sequence));
            RecordHeader header;
            header.record = make_uuid(Hall::noon, random);
            header.kiosk = Hall::kiosk_id;
            header.sequence = sequence;
            header.township = "411325100000";
            header.wall = Hall::noon;
            header.sealed_hash = sha256(envelope.sealed);
            header.previous_head = head;
            envelope.entry = {1, sequence, header.record, encode(header), {}, {}, {}};
            envelope.entry.leaf = leaf_hash(envelope.entry.header);
            envelope.entry.head = head = next_head(head, sequence, envelope.entry.leaf);
            envelopes_.push_back(std::move(envelope));
        }
    }

    OwnSide own(std::size_t first, std::size_t count) const {
        OwnSide own;
        own.kiosk = Hall::kiosk_id;
        own.epoch = 1;
        own.kept = kept;
        own.checkpoint = checkpoint;
        own.sent = std::span(envelopes_).subspan(first - 1, count);
        own.head_at = [this](std::uint64_t sequence) -> std::optional<Hash> {
            if (sequence == 0 || sequence > envelopes_.size()) return {};
            return envelopes_[sequence - 1].entry.head;
        };
        return own;
    }

    Bytes batch(std::size_t first, std::size_t count) const {
        std::vector<BatchItem> items;
        for (const Envelope& envelope : std::span(envelopes_).subspan(first - 1, count))
            items.push_back({envelope.entry.header, envelope.entry.signature, envelope.sealed});
        return encode_batch({std::string(Hall::kiosk_id), 1, size_of_log}, items, 1);
    }

    /// Sends records [first, first + count) and keeps what is settled.
    Result<Judgement> send(FakeCounty& county, std::size_t first, std::size_t count) {
        const auto answer = parse_answer(county.take(batch(first, count)), FakeCounty::answers_key().public_key());
        if (!answer) return answer.error();
        auto judgement = judge(*answer, county.keys(), own(first, count));
        if (judgement) {
            kept = judgement->settlement.delivery;
            checkpoint = judgement->settlement.checkpoint;
            size_of_log = std::stoull(checkpoint.substr(checkpoint.find('\n') + 1));
        }
        return judgement;
    }

    Delivery kept{1, 0, 0};
    std::string checkpoint;
    std::uint64_t size_of_log = 0;

  private:
    std::vector<Envelope> envelopes_;
};

} // namespace

TEST_CASE("records are delivered when head, checkpoint and proofs all hold", "[sync]") {
    Chain chain(10);
    FakeCounty county;
    auto first = chain.send(county, 1, 4);
    REQUIRE(first);
    CHECK(first->settlement.delivery.delivered_through == 4);
    CHECK(first->settlement.delivery.durable_through == 4);
    CHECK(first->send_after == 4);
    county.log_something();
    const auto second = chain.send(county, 5, 6);
    REQUIRE(second);
    CHECK(second->settlement.delivery.delivered_through == 10);
}

TEST_CASE("a batch that overlaps what the county has, with others' records between, is proved in two ranges", "[sync]") {
    Chain chain(6);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 3));
    county.log_something();
    chain.kept.delivered_through = 0; // as if the inbox had been lost
    const auto again = chain.send(county, 1, 6);
    REQUIRE(again);
    CHECK(again->settlement.delivery.delivered_through == 6);
}

TEST_CASE("nothing is delivered by an answer with a single thing wrong", "[sync][sync.delivered]") {
    struct Row {
        const char* what;
        std::function<void(Answer&)> tamper;
    };
    const std::vector<Row> rows{
        {"another kiosk", [](Answer& answer) { answer.kiosk = "K-0002"; }},
        {"another epoch", [](Answer& answer) { answer.chain.epoch = 2; }},
        {"another head", [](Answer& answer) { answer.chain.head[0] ^= 1; }},
        {"a head beyond our chain", [](Answer& answer) { answer.chain.sequence = 50; }},
        {"no head", [](Answer& answer) { answer.chain = {1, 0, {}}; }},
        {"a changed checkpoint", [](Answer& answer) { answer.checkpoint[20] ^= 1; }},
        {"no checkpoint", [](Answer& answer) { answer.checkpoint.clear(); }},
        {"no proof of consistency", [](Answer& answer) { answer.consistency.clear(); }},
        {"a proof from another size", [](Answer& answer) { answer.consistent_from = 1; }},
        {"a broken proof of consistency", [](Answer& answer) { answer.consistency[0][0] ^= 1; }},
        {"no word about the body", [](Answer& answer) { answer.verdicts.erase(answer.verdicts.begin()); }},
        {"a body to wait for", [](Answer& answer) { answer.verdicts[0].verdict = Verdict::Wait; }},
        {"no range", [](Answer& answer) { answer.ranges.clear(); }},
        {"a broken range proof", [](Answer& answer) { answer.ranges[0].proof[0][0] ^= 1; }},
        {"another place in the log", [](Answer& answer) { answer.ranges[0].log_index += 1; }},
        {"another time taken", [](Answer& answer) { answer.ranges[0].taken += Milliseconds(1); }},
        {"a range of records not sent", [](Answer& answer) { answer.ranges[0].first_sequence += 1; }},
        {"a longer range than sent", [](Answer& answer) { answer.ranges[0].count += 1; }},
        {"an empty range", [](Answer& answer) { answer.ranges[0].count = 0; }},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        Chain chain(8);
        FakeCounty county;
        REQUIRE(chain.send(county, 1, 3));
        county.log_something();
        county.tamper = row.tamper;
        const auto judgement = chain.send(county, 4, 5);
        CHECK(chain.kept.delivered_through == 3);
        if (judgement) CHECK(judgement->settlement.delivery.delivered_through == 3);
        county.tamper = {};
        REQUIRE(chain.send(county, 4, 5));
        CHECK(chain.kept.delivered_through == 8);
    }
}

TEST_CASE("a log signed by another key, or shorter than it was, is not believed", "[sync][sync.witness]") {
    Chain chain(4);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 2));
    FakeCounty restored; // from before our records came
    CHECK(chain.send(restored, 3, 2).error().code == ErrorCode::Untrusted);
    FakeCounty forked;
    for (int count = 0; count < 5; ++count) forked.log_something();
    CHECK(chain.send(forked, 3, 2).error().code == ErrorCode::Untrusted);
    county.change_log_key();
    CHECK(chain.send(county, 3, 2).error().code == ErrorCode::Untrusted);
    CHECK(chain.kept.delivered_through == 2);
}

TEST_CASE("an answer that comes a second time marks nothing more", "[sync][sync.delivered]") {
    Chain chain(4);
    FakeCounty county;
    const auto old = parse_answer(county.take(chain.batch(1, 2)), FakeCounty::answers_key().public_key());
    REQUIRE(chain.send(county, 1, 2));
    county.log_something();
    REQUIRE(chain.send(county, 3, 1));
    const auto judged = judge(*old, county.keys(), chain.own(4, 1));
    CHECK_FALSE(judged);
}

TEST_CASE("another head of the county is a divergence and delivers nothing", "[sync][sync.diverged]") {
    Chain chain(4);
    FakeCounty county;
    county.tamper = [](Answer& answer) { answer.chain.head[5] ^= 1; };
    const auto judgement = chain.send(county, 1, 4);
    REQUIRE(judgement);
    REQUIRE(judgement->settlement.divergence);
    CHECK(judgement->settlement.divergence->sequence == 4);
    CHECK(judgement->settlement.delivery.delivered_through == 0);
}

TEST_CASE("a refused record is noted and does not hold up its neighbours", "[sync][sync.neighbours]") {
    Chain chain(5);
    FakeCounty county;
    county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence != 3) return {};
        return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::body), {}};
    };
    const auto judgement = chain.send(county, 1, 5);
    REQUIRE(judgement);
    CHECK(judgement->settlement.delivery.delivered_through == 5);
    REQUIRE(judgement->settlement.refused.size() == 1);
    CHECK(judgement->settlement.refused[0].reason == refusal::body);
    CHECK_FALSE(judgement->settlement.divergence);
}

TEST_CASE("a refused record that is taken in the end is refused no more", "[sync][sync.retried]") {
    Chain chain(5);
    FakeCounty county;
    county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence != 3) return {};
        return RecordVerdict{header.record, Verdict::Refused, std::string(refusal::body), {}};
    };
    const auto refused = chain.send(county, 1, 5);
    REQUIRE(refused);
    CHECK(refused->settlement.accepted.empty());
    county.decide = nullptr;
    const auto answer = parse_answer(county.take(chain.batch(3, 1)), FakeCounty::answers_key().public_key());
    OwnSide own = chain.own(3, 1);
    own.refused = {refused->settlement.refused[0].record};
    const auto again = judge(*answer, county.keys(), own);
    REQUIRE(again);
    REQUIRE(again->settlement.accepted.size() == 1);
    CHECK(again->settlement.accepted[0] == refused->settlement.refused[0].record);
    CHECK(again->settlement.chain_end == 5);
    CHECK(again->settlement.delivery.delivered_through == 5);
}

TEST_CASE("two signed heads of which one does not go on from the other are an alarm", "[sync][sync.alarm]") {
    Chain chain(6);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 4)); // a log of five entries
    const auto answered = [&](FakeCounty& by, std::size_t first, std::size_t count) {
        return *parse_answer(by.take(chain.batch(first, count)), FakeCounty::answers_key().public_key());
    };
    const auto alarm = [&](const Answer& answer, TimePoint last_heard) { return contradiction(answer, county.keys(), chain.own(1, 1), last_heard); };
    const TimePoint before = Hall::noon - Milliseconds(1);

    SECTION("a log that only grew is none") {
        CHECK_FALSE(alarm(answered(county, 5, 2), before));
    }
    SECTION("the same size and another root") {
        FakeCounty forked;
        for (int count = 0; count < 4; ++count) forked.log_something();
        const auto raised = alarm(answered(forked, 1, 0), Hall::noon);
        REQUIRE(raised);
        CHECK(raised->kept == chain.checkpoint);
        CHECK(raised->seen != chain.checkpoint);
    }
    SECTION("a longer log that was another once") {
        FakeCounty forked;
        for (int count = 0; count < 9; ++count) forked.log_something();
        CHECK(alarm(answered(forked, 1, 0), Hall::noon));
    }
    SECTION("a shorter one, when it was signed later; an old answer on a slow road is none") {
        FakeCounty restored;
        CHECK(alarm(answered(restored, 1, 0), before));
        CHECK_FALSE(alarm(answered(restored, 1, 0), Hall::noon));
    }
    SECTION("a head that the county did not sign proves nothing") {
        FakeCounty stranger;
        stranger.change_log_key();
        CHECK_FALSE(alarm(answered(stranger, 1, 0), before));
    }
}

TEST_CASE("what the county said before it was restored is not believed afterwards", "[sync][sync.delivered]") {
    Chain chain(4);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 2));
    auto answer = *parse_answer(county.take(chain.batch(3, 2)), FakeCounty::answers_key().public_key());
    OwnSide own = chain.own(3, 2);
    own.recovery = 7;
    CHECK(judge(answer, county.keys(), own).error().code == ErrorCode::Untrusted);
    CHECK_FALSE(contradiction(answer, county.keys(), own, Hall::noon));
    answer.recovered = 7;
    const auto judgement = judge(answer, county.keys(), own);
    REQUIRE(judgement);
    CHECK(judgement->settlement.delivery.delivered_through == 4);
}

TEST_CASE("a record refused with its header would stop the chain, and is a divergence", "[sync][sync.diverged]") {
    Chain chain(3);
    FakeCounty county;
    county.tamper = [](Answer& answer) {
        answer.verdicts[0] = {answer.verdicts[0].record, Verdict::Refused, std::string(refusal::signature), {}};
        answer.chain = {1, 0, {}};
        answer.ranges.clear();
    };
    const auto judgement = chain.send(county, 1, 3);
    REQUIRE(judgement);
    CHECK(judgement->settlement.divergence);
    CHECK(judgement->settlement.delivery.delivered_through == 0);
}

TEST_CASE("a row of ours that went bad on the disk is a divergence, whatever the county could make of it", "[sync][sync.bad-row]") {
    Chain chain(5);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 2));
    const auto answer = *parse_answer(county.take(chain.batch(3, 3)), FakeCounty::answers_key().public_key());
    OwnSide own = chain.own(3, 3);
    REQUIRE_FALSE(judge(answer, county.keys(), own)->settlement.divergence);
    std::vector<Envelope> sent(own.sent.begin(), own.sent.end());
    LedgerEntry& row = sent[1].entry;
    SECTION("a header that cannot be read") { row.header[0] ^= 1; }
    SECTION("a header that says something else") { row.header.back() ^= 1; }
    SECTION("its record") { row.record.bytes[3] ^= 1; }
    SECTION("its leaf") { row.leaf[3] ^= 1; }
    own.sent = sent;
    const auto judgement = judge(answer, county.keys(), own);
    REQUIRE(judgement);
    REQUIRE(judgement->settlement.divergence);
    CHECK(judgement->settlement.delivery.delivered_through == 2);
    CHECK(judgement->settlement.refused.empty());
}

TEST_CASE("records the county wants later wait, what came before them is delivered", "[sync]") {
    Chain chain(4);
    FakeCounty county;
    county.decide = [](const RecordHeader& header) -> std::optional<RecordVerdict> {
        if (header.sequence < 3) return {};
        return RecordVerdict{header.record, Verdict::Wait, "", std::chrono::seconds(header.sequence * 10)};
    };
    const auto judgement = chain.send(county, 1, 4);
    REQUIRE(judgement);
    CHECK(judgement->settlement.delivery.delivered_through == 2);
    CHECK(judgement->wait == std::chrono::seconds(40));
}

TEST_CASE("a county that lost records is sent them again, and delivery does not fall", "[sync]") {
    Chain chain(6);
    FakeCounty county;
    REQUIRE(chain.send(county, 1, 4));
    county.lose_after(2);
    const auto judgement = chain.send(county, 5, 2);
    REQUIRE(judgement);
    CHECK(judgement->settlement.delivery.delivered_through == 4);
    CHECK(judgement->send_after == 2);
}
