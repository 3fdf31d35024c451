// Requests as CBOR maps, and which fields of a form are asked.
#include "records/model/request.h"

#include "records/base/text.h"
#include "records/model/map_reader.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::int64_t version = 1;
constexpr std::size_t most_answers = 200;

Value to_value(const ReplyAddress& address) {
    return Value::Map{{"tag", address.tag}, {"to", address.recipient}};
}

ReplyAddress address_at(MapReader& outer, const Value& value, std::string_view key) {
    const Value* entry = value.find(key);
    static const Value nothing;
    MapReader map(entry ? *entry : nothing);
    ReplyAddress address{map.bytes<16>("tag"), map.bytes<32>("to")};
    if (!map.finish()) outer.fail(key);
    return address;
}

Answers answers_at(MapReader& outer, const Value& value) {
    const Value* entry = value.find("answers");
    const auto* map = entry ? entry->map() : nullptr;
    Answers answers;
    if (!map || map->size() > most_answers) outer.fail("answers");
    if (map)
        for (const auto& [name, answer] : *map) {
            if (!answer.text()) outer.fail("answers");
            answers[name] = answer.text() ? *answer.text() : "";
        }
    return answers;
}

bool has_one_of(std::string_view answer, const std::vector<std::string>& values) {
    for (const auto part : split(answer, ','))
        if (std::find(values.begin(), values.end(), part) != values.end()) return true;
    return false;
}

} // namespace

bool is_asked(const Service& service, const Field& field, const Answers& answers) {
    const Field* asked = &field;
    // A condition points only backwards (parse_service sees to it), so this ends; the count guards hand-made forms.
    for (std::size_t steps = 0; asked->when && steps <= service.fields.size(); ++steps) {
        const auto answer = answers.find(asked->when->field);
        if (answer == answers.end() || !has_one_of(answer->second, asked->when->is)) return false;
        asked = service.field(asked->when->field);
        if (!asked) return false;
    }
    return !asked->when;
}

Value to_value(const Request& request) {
    Value::Map answers;
    for (const auto& [name, answer] : request.answers) answers.emplace_back(name, answer);
    Value value = Value::Map{{"v", version},
                             {"record", request.record.bytes},
                             {"service", request.service},
                             {"version", request.version},
                             {"answers", std::move(answers)},
                             {"at", static_cast<std::int64_t>(request.handed_in.time_since_epoch().count())},
                             {"promised", iso_day(request.promised)},
                             {"clock", request.clock},
                             {"code", to_value(request.by_code)},
                             {"qr", to_value(request.by_qr)}};
    if (request.assistance) value.set("assist", to_value(*request.assistance));
    Value::Array attachments;
    for (const Attachment& attachment : request.attachments) attachments.push_back(to_value(attachment));
    if (!attachments.empty()) value.set("attach", std::move(attachments));
    return value;
}

Result<Request> request_from(const Value& value) {
    if (value.integer_or("v", version) != version)
        return Error{ErrorCode::Unsupported, "a request of version " + std::to_string(value.integer_or("v", 0)), {}};
    MapReader map(value);
    map.integer("v", version, version);
    Request request;
    request.record = map.uuid("record");
    request.service = map.text("service");
    request.version = map.integer("version", 1, INT64_MAX);
    request.answers = answers_at(map, value);
    request.handed_in = map.time("at");
    request.promised = map.day("promised");
    request.clock = map.text("clock");
    request.by_code = address_at(map, value, "code");
    request.by_qr = address_at(map, value, "qr");
    if (map.has("assist")) request.assistance = assistance_at(map, value, "assist");
    if (map.has("attach")) request.attachments = attachments_at(map, value, "attach");
    if (auto fine = map.finish(); !fine) return std::move(fine).error().in("reading a request");
    return request;
}

} // namespace lianxin
