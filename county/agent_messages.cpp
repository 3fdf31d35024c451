// How questions and answers of the key agent look on the intercom.
#include "county/key_agent.h"

#include <mutex>

namespace lianxin {

namespace {

std::int64_t to_number(TimePoint moment) { return moment.time_since_epoch().count(); }
TimePoint to_time(std::int64_t number) { return TimePoint(Milliseconds(number)); }

Value to_message(const SealedRecord& record) {
    return Value(Value::Map{{"suite", static_cast<int>(record.suite)}, {"record", record.record.bytes}, {"sealed", record.sealed}});
}

Result<SealedRecord> record_from(const Value& message) {
    SealedRecord out;
    auto suite = to_suite(static_cast<std::uint8_t>(message.integer_or("suite", 0)));
    if (!suite) return std::move(suite).error();
    auto id = message.bytes_at("record");
    auto sealed = message.bytes_at("sealed");
    if (!id) return std::move(id).error();
    if (!sealed) return std::move(sealed).error();
    auto uuid = to_uuid(*id);
    if (!uuid) return std::move(uuid).error();
    out.suite = *suite;
    out.record = *uuid;
    out.sealed = std::move(*sealed);
    return out;
}

Value to_message(const StepToTell& step) {
    return Value(Value::Map{{"case", step.case_number},
                            {"number", step.number},
                            {"state", std::string(name_of(step.state))},
                            {"at", to_number(step.at)},
                            {"text", step.text}});
}

Result<StepToTell> step_from(const Value& message) {
    StepToTell out;
    auto state = case_state(message.text_or("state", ""));
    if (!state) return std::move(state).error();
    out.case_number = message.text_or("case", "");
    out.number = static_cast<std::uint64_t>(message.integer_or("number", 1));
    out.state = *state;
    out.at = to_time(message.integer_or("at", 0));
    out.text = message.text_or("text", "");
    return out;
}

Value to_message(const SealedStep& step) {
    Value::Array letters;
    for (const auto& letter : step.letters) letters.push_back(Value::Map{{"tag", letter.tag}, {"sealed", letter.sealed}});
    Value out(Value::Map{{"letters", std::move(letters)}, {"note", step.note}});
    if (step.due) out.set("due", iso_day(*step.due));
    return out;
}

Result<SealedStep> sealed_step_from(const Value& message) {
    SealedStep out;
    auto letters = message.array_at("letters");
    auto note = message.bytes_at("note");
    if (!letters) return std::move(letters).error();
    if (!note) return std::move(note).error();
    out.note = std::move(*note);
    for (const Value& letter : *letters) {
        auto tag = letter.bytes_at("tag");
        auto sealed = letter.bytes_at("sealed");
        if (!tag) return std::move(tag).error();
        if (!sealed) return std::move(sealed).error();
        auto exact = to_array<16>(*tag);
        if (!exact) return std::move(exact).error();
        out.letters.push_back({*exact, std::move(*sealed)});
    }
    if (auto due = parse_iso_day(message.text_or("due", ""))) out.due = *due;
    return out;
}

Result<Value> answer_to(KeyAgent& agent, const Value& question) {
    const Value* record_part = question.find("record");
    if (record_part == nullptr) return Error{ErrorCode::Invalid, "a question without a record", {}};
    const auto record = record_from(*record_part);
    if (!record) return record.error();
    const std::string wish = question.text_or("wish", "");
    if (wish == "read") {
        const auto request = agent.read(*record);
        if (!request) return request.error();
        return Value(Value::Map{{"request", to_value(*request)}});
    }
    if (wish == "read_part") {
        const auto part = agent.read_part(*record);
        if (!part) return part.error();
        return Value(Value::Map{{"part", to_value(*part)}});
    }
    const Value* step_part = question.find("step");
    if (wish != "tell" || step_part == nullptr) return Error{ErrorCode::Invalid, "an unknown question", {}};
    const auto step = step_from(*step_part);
    if (!step) return step.error();
    const auto told = agent.tell(*record, to_time(question.integer_or("received", 0)), *step);
    if (!told) return told.error();
    return to_message(*told);
}

} // namespace

void serve_agent(KeyAgent& agent, Intercom& intercom) {
    for (;;) {
        const auto question = intercom.receive();
        if (!question) return;
        const auto answer = answer_to(agent, *question);
        if (!intercom.send(answer ? *answer : to_message(answer.error()))) return;
    }
}

struct RemoteAgent::State {
    std::mutex mutex;
    Intercom intercom;
    explicit State(Intercom with) : intercom(std::move(with)) {}

    Result<Value> ask(const Value& question) {
        const std::lock_guard lock(mutex);
        auto answer = intercom.ask(question);
        if (!answer) return answer;
        if (auto error = error_in(*answer)) return std::move(*error);
        return answer;
    }
};

RemoteAgent::RemoteAgent(Intercom intercom) : state_(std::make_unique<State>(std::move(intercom))) {}
RemoteAgent::~RemoteAgent() = default;

Result<SealedStep> RemoteAgent::tell(const SealedRecord& record, TimePoint received, const StepToTell& step) {
    const auto answer = state_->ask(Value(Value::Map{{"wish", "tell"},
                                                     {"record", to_message(record)},
                                                     {"received", to_number(received)},
                                                     {"step", to_message(step)}}));
    if (!answer) return answer.error();
    return sealed_step_from(*answer);
}

Result<Request> RemoteAgent::read(const SealedRecord& record) {
    const auto answer = state_->ask(Value(Value::Map{{"wish", "read"}, {"record", to_message(record)}}));
    if (!answer) return answer.error();
    const Value* request = answer->find("request");
    if (request == nullptr) return Error{ErrorCode::Corrupt, "the key agent sent no request", {}};
    return request_from(*request);
}

Result<AttachmentPart> RemoteAgent::read_part(const SealedRecord& record) {
    const auto answer = state_->ask(Value(Value::Map{{"wish", "read_part"}, {"record", to_message(record)}}));
    if (!answer) return answer.error();
    const Value* part = answer->find("part");
    if (part == nullptr) return Error{ErrorCode::Corrupt, "the key agent sent no part", {}};
    return attachment_part_from(*part);
}

} // namespace lianxin
