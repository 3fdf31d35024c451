// The log tells of each step when and about which record it was, and the hash of what was said; never the words.
#include "county/cases.h"

#include "records/base/text.h"
#include "records/seal/hash.h"

#include <charconv>

namespace lianxin {

namespace {

std::string_view event_of(CaseState state) {
    switch (state) {
    case CaseState::Waiting: return "receive";
    case CaseState::Accepted: return "accept";
    case CaseState::Dispatched: return "route";
    case CaseState::Answered: return "reply";
    case CaseState::Reopened: return "reopen";
    default: return is_closed(state) ? "close" : "step";
    }
}

template <class Number> bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

NewStep signed_step(const CaseFile& file, CaseStep step, SealedStep sealed, const SigningKey& answers) {
    NewStep out{file.township, file.record, case_number(file), std::move(step), {}};
    out.step.note = std::move(sealed.note);
    out.step.due = sealed.due;
    for (SealedStep::Letter& letter : sealed.letters) {
        const Signature signature = sign_update(letter.tag, letter.sealed, answers);
        out.letters.push_back({0, letter.tag, std::move(letter.sealed), signature});
    }
    return out;
}

Result<void> enter_step(Book& book, NewStep step) {
    auto index = book.log.append_event(book.store, event_of(step.step.state),
                                       {{"case", step.case_number},
                                        {"record", step.record.bytes},
                                        {"number", step.step.number},
                                        {"state", std::string(name_of(step.step.state))},
                                        {"note", sha256(step.step.note)},
                                        {"at", static_cast<std::int64_t>(step.step.made.time_since_epoch().count())}});
    if (!index) return std::move(index).error();
    step.step.log_index = *index;
    if (auto added = book.store.add(step.township, step.record, step.step); !added) return added;
    auto cursor = book.store.last_cursor(step.township);
    if (!cursor) return std::move(cursor).error();
    for (UpdateChange& letter : step.letters) {
        letter.cursor = ++*cursor;
        if (auto added = book.store.add(step.township, step.record, step.step.number, letter); !added) return added;
    }
    return {};
}

Result<CasePlace> parse_case_number(std::string_view text, std::string_view county) {
    const auto parts = split(text, '-');
    CasePlace out;
    TownshipId local = 0, prefix = 0;
    const bool right = parts.size() == 3 && parts[0].size() == 4 && parts[1].size() == 3 && parts[2].size() >= 4 &&
                       read_number(parts[0], out.year) && read_number(parts[1], local) &&
                       read_number(parts[2], out.serial) && read_number(county, prefix);
    if (!right) return Error{ErrorCode::Invalid, "'" + std::string(text) + "' is not a case number like 2026-101-0001", {}};
    out.township = prefix * 1000 + local;
    return out;
}

} // namespace lianxin
