// Opens with the intake key, counts the clock, seals the update.
#include "county/key_agent.h"

#include "records/base/cbor.h"

namespace lianxin {

namespace {

/// The clock that runs for the request, counted from when the county got it; the day that the receipt promised when the
/// rule behind it is not known here.
void set_clock(Update& update, const Content& content, const Request& request, TimePoint received) {
    const Service* service = content.service(request.service);
    const ClockRule* rule = content.clock(service != nullptr ? std::string_view(service->clock) : std::string_view(request.clock));
    update.due = rule == nullptr ? request.promised : due_day(*rule, day_in_china(received), content.calendar);
    if (rule == nullptr) return;
    update.clock_sentence = rule->sentence;
    update.article = rule->article;
}

Update update_for(const Content& content, const std::string& office, const Request& request, TimePoint received,
                  const StepToTell& step) {
    Update update;
    update.record = request.record;
    update.number = step.number;
    update.case_number = step.case_number;
    update.state = step.state;
    update.at = step.at;
    update.office = office;
    update.text = step.text;
    const bool waits_for_us = !is_closed(step.state) && step.state != CaseState::Answered;
    if (waits_for_us) set_clock(update, content, request, received);
    const Service* service = content.service(request.service);
    update.service_title = service != nullptr ? service->title : request.service;
    update.handed_in = request.handed_in;
    return update;
}

} // namespace

Result<Value> KeyAgent::opened(const SealedRecord& record) const {
    auto body = open_record(record.suite, record.sealed, keys_.intake, keys_.dictionaries);
    if (!body) return std::move(body).error();
    auto value = parse_cbor(*body);
    wipe(*body);
    return value;
}

Result<AttachmentPart> KeyAgent::read_part(const SealedRecord& record) {
    const auto value = opened(record);
    if (!value) return value.error();
    auto part = attachment_part_from(*value);
    if (!part) return part;
    if (part->record != record.record)
        return Error{ErrorCode::Corrupt, "the sealed part names another record than its header", {}};
    return part;
}

Result<Request> KeyAgent::read(const SealedRecord& record) {
    const auto value = opened(record);
    if (!value) return value.error();
    auto request = request_from(*value);
    if (!request) return request;
    if (request->record != record.record)
        return Error{ErrorCode::Corrupt, "the sealed body names another record than its header", {}};
    return request;
}

Result<SealedStep> KeyAgent::tell(const SealedRecord& record, TimePoint received, const StepToTell& step) {
    const auto request = read(record);
    if (!request) return request.error();
    const Update update = update_for(content_, office_, *request, received, step);
    Bytes plain = to_cbor(to_value(update));
    SealedStep out;
    out.due = update.due;
    for (const ReplyAddress& address : {request->by_code, request->by_qr}) {
        if (address == ReplyAddress{}) continue;
        const Recipient to{address.recipient};
        auto sealed = seal(plain, std::span(&to, 1), *random_);
        if (!sealed) return std::move(sealed).error().in("sealing to an address of the receipt");
        out.letters.push_back({address.tag, std::move(*sealed)});
    }
    auto note = seal(plain, keys_.county, *random_);
    wipe(plain);
    if (!note) return std::move(note).error();
    out.note = std::move(*note);
    return out;
}

} // namespace lianxin
