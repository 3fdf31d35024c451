// The answer as a signed CBOR map.
#include "records/wire/answer.h"

#include "records/base/cbor.h"
#include "records/wire/batch.h"
#include "records/wire/signed_message.h"
#include "records/wire/strict.h"

namespace lianxin {
namespace {

constexpr std::string_view context = "LX1 answer";
constexpr std::size_t longest_checkpoint = 4096;
constexpr std::size_t longest_recovery_text = 8 * 1024;
constexpr std::size_t longest_reason = 64;
constexpr std::uint64_t longest_wait = 7 * 24 * 3600;

Value to_value(const RecordVerdict& verdict) {
    Value::Array entry{verdict.record.bytes, static_cast<int>(verdict.verdict)};
    if (verdict.verdict == Verdict::Refused) entry.push_back(verdict.reason);
    if (verdict.verdict == Verdict::Wait) entry.push_back(static_cast<std::int64_t>(verdict.wait.count()));
    return entry;
}

RecordVerdict read_verdict(Strict& strict, const Value& value) {
    RecordVerdict verdict;
    verdict.record = strict.uuid(entry(value, 0));
    verdict.verdict = static_cast<Verdict>(strict.number(entry(value, 1), 3));
    if (verdict.verdict == Verdict::Refused) verdict.reason = strict.text(entry(value, 2), longest_reason);
    if (verdict.verdict == Verdict::Wait)
        verdict.wait = std::chrono::seconds(static_cast<std::int64_t>(strict.number(entry(value, 2), longest_wait)));
    return verdict;
}

Value to_value(const ProvenRange& range) {
    return Value::Array{range.first_sequence, range.count, range.log_index, to_milliseconds(range.taken), joined(range.proof)};
}

ProvenRange read_range(Strict& strict, const Value& value) {
    ProvenRange range;
    range.first_sequence = strict.number(entry(value, 0));
    range.count = strict.number(entry(value, 1), most_batch_records);
    range.log_index = strict.number(entry(value, 2));
    range.taken = strict.time(entry(value, 3));
    range.proof = strict.proof(entry(value, 4));
    return range;
}

template <class T> Value list(const std::vector<T>& things) {
    Value::Array array;
    array.reserve(things.size());
    for (const T& thing : things) array.push_back(to_value(thing));
    return array;
}

Value to_value(const ChainHead& chain) { return Value::Array{chain.epoch, chain.sequence, chain.head}; }

ChainHead read_chain(Strict& strict, const Value* value) {
    const Value chain = value ? *value : Value();
    return {strict.small(entry(chain, 0)), strict.number(entry(chain, 1)), strict.fixed<32>(entry(chain, 2))};
}

Answer read(Strict& strict, const Value& map) {
    Answer answer;
    answer.kiosk = strict.text(map.find("kiosk"), longest_chain_name);
    answer.chain = read_chain(strict, map.find("chain"));
    for (const Value& verdict : strict.array(map.find("verdicts"), most_batch_records))
        answer.verdicts.push_back(read_verdict(strict, verdict));
    answer.checkpoint = strict.text(map.find("checkpoint"), longest_checkpoint);
    answer.consistent_from = strict.number(map.find("from"));
    answer.consistency = strict.proof(map.find("consistency"));
    for (const Value& range : strict.array(map.find("ranges"), most_batch_records))
        answer.ranges.push_back(read_range(strict, range));
    answer.durable_through = strict.number(map.find("durable"));
    answer.time = strict.time(map.find("time"));
    if (const Value* recovered = map.find("recovered")) answer.recovered = strict.number(recovered);
    if (const Value* recovery = map.find("recovery")) {
        answer.recovery_document = strict.text(entry(*recovery, 0), longest_recovery_text);
        answer.recovery_signatures = strict.text(entry(*recovery, 1), longest_recovery_text);
    }
    return answer;
}

} // namespace

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::Taken: return "taken";
    case Verdict::Known: return "known";
    case Verdict::Refused: return "refused";
    case Verdict::Wait: return "wait";
    }
    return "";
}

Bytes encode_answer(const Answer& answer, const SigningKey& county) {
    Value map(Value::Map{
        {"v", 1},
        {"kiosk", answer.kiosk},
        {"chain", to_value(answer.chain)},
        {"verdicts", list(answer.verdicts)},
        {"checkpoint", answer.checkpoint},
        {"from", answer.consistent_from},
        {"consistency", joined(answer.consistency)},
        {"ranges", list(answer.ranges)},
        {"durable", answer.durable_through},
        {"time", to_milliseconds(answer.time)},
    });
    if (!answer.recovery_document.empty()) map.set("recovery", Value::Array{answer.recovery_document, answer.recovery_signatures});
    if (answer.recovered > 0) map.set("recovered", answer.recovered);
    return sign_message(context, to_cbor(map), county);
}

Result<Answer> parse_answer(ByteView bytes, const PublicKey& county) {
    const auto body = open_message(context, bytes, county);
    if (!body) return body.error().in("reading an answer");
    const auto map = parse_cbor(*body);
    if (!map) return map.error().in("reading an answer");
    if (map->integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "an answer of another version", {}};
    Strict strict;
    Answer answer = read(strict, *map);
    if (auto whole = strict.finish("answer"); !whole) return std::move(whole).error();
    return answer;
}

} // namespace lianxin
