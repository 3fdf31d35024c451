// Asking the questions of a form.
#include "kiosk/form.h"

#include "records/base/text.h"

#include <algorithm>

namespace lianxin {
namespace {

/// Digits, and the X of an identity number, without the blanks and hyphens that group them.
std::string compact(std::string_view text) {
    std::string out;
    for (char c : folded(text))
        if (c != ' ' && c != '-') out += c == 'x' ? 'X' : c;
    return out;
}

bool is_eight_digits(std::string_view text) {
    return text.size() == 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::vector<const Field*> asked_fields(const Service& service, const Answers& answers) {
    std::vector<const Field*> out;
    for (const auto& field : service.fields)
        if (is_asked(service, field, answers)) out.push_back(&field);
    return out;
}

bool is_typed(const Field& field) { return pad_of(field) != Pad::None; }

Pad pad_of(const Field& field) {
    switch (field.type) {
    case FieldType::Text:
    case FieldType::LongText: return Pad::Pinyin;
    case FieldType::Phone:
    case FieldType::IdNumber:
    case FieldType::Number:
    case FieldType::Date: return Pad::Digits;
    default: return Pad::None;
    }
}

std::size_t longest_of(const Field& field) {
    switch (field.type) {
    case FieldType::Phone: return 13;
    case FieldType::IdNumber: return 18;
    case FieldType::Number: return 12;
    case FieldType::Date: return 10;
    default: return field.max_length;
    }
}

std::string typed_answer(const Field& field, std::string_view text) {
    if (field.type == FieldType::Text || field.type == FieldType::LongText) return std::string(trimmed(text));
    std::string digits = compact(text);
    if (field.type == FieldType::Date && is_eight_digits(digits)) {
        digits.insert(6, 1, '-');
        digits.insert(4, 1, '-');
    }
    return digits;
}

std::optional<FieldProblem> problem_while_typing(const Field& field, std::string_view text, Day today) {
    const std::string answer = typed_answer(field, text);
    if (answer.empty()) return std::nullopt;
    const auto problem = check(field, answer, today);
    if (!problem) return std::nullopt;
    switch (problem->problem) {
    // Whoever typed 12 means a wrong second digit; a hotline's number is told apart only when it is finished.
    case Problem::PhoneServiceNumber: return FieldProblem{Problem::PhoneStart, {}};
    case Problem::PhoneStart:
    case Problem::IdBirthday:
    case Problem::IdCheckDigit:
    case Problem::IdDigits: return problem;
    case Problem::PhoneLength: return answer.size() > 12 ? problem : std::nullopt;
    case Problem::TooEarly:
    case Problem::TooLate: return answer.size() == 10 ? problem : std::nullopt;
    default: return std::nullopt;
    }
}

bool is_personal(const Service& service, const Field& field) {
    if (field.type == FieldType::Phone || field.type == FieldType::IdNumber) return true;
    if (service.sealed_to == Opener::Discipline && is_typed(field)) return true;
    // What only those are asked who say who they are.
    const Field* asked_by = field.when ? service.field(field.when->field) : nullptr;
    return asked_by && asked_by->type == FieldType::Identity;
}

bool takes_memo(const Field& field) { return field.type == FieldType::LongText && field.memo; }

bool may_record(const Field& field, const Session& session, const HallState& hall, const DeviceState& devices) {
    return takes_memo(field) && devices.can_record && hall.can_attach && session.assistance.form.kind != Assistance::Paper;
}

bool offers_memo(const Field& field, const Session& session, const HallState& hall, const DeviceState& devices) {
    return may_record(field, session, hall, devices) || session.form.memos.contains(field.name);
}

std::optional<FieldProblem> problem_of(const Field& field, const Answers& answers, const Memos& memos, Day today) {
    const auto answer = answers.find(field.name);
    auto problem = check(field, answer == answers.end() ? "" : answer->second, today);
    const bool is_of_length = problem && (problem->problem == Problem::Missing || problem->problem == Problem::TooShort);
    if (is_of_length && memos.contains(field.name)) return std::nullopt;
    return problem;
}

const Field* first_problem(const Service& service, const Answers& answers, const Memos& memos, Day today) {
    for (const Field* field : asked_fields(service, answers))
        if (problem_of(*field, answers, memos, today)) return field;
    return nullptr;
}

Answers asked_answers(const Service& service, const Answers& answers) {
    Answers out;
    for (const Field* field : asked_fields(service, answers)) {
        const auto answer = answers.find(field->name);
        if (answer != answers.end() && !answer->second.empty()) out[field->name] = answer->second;
    }
    return out;
}

Memos asked_memos(const Service& service, const Answers& answers, const Memos& memos) {
    Memos out;
    for (const Field* field : asked_fields(service, answers))
        if (const auto memo = memos.find(field->name); memo != memos.end()) out.insert(*memo);
    return out;
}

} // namespace lianxin
