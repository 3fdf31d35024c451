// Holding what was put aside against what was taken.
#include "county/quarantine.h"

#include <algorithm>

namespace lianxin {
namespace {

/// What it means, and for whom.
std::string_view meaning_of(std::string_view reason) {
    if (reason == "conflict") return "other bytes under an id or sequence that came before: the kiosk was cloned or got an old disk, or somebody forges; look at this kiosk";
    if (reason == "body") return "the body is not the one its header names: it was broken at the kiosk, which sends it again once it is mended";
    if (reason == "signature") return "the kiosk's key did not sign it: look at this kiosk's enrolment";
    if (reason == "kiosk") return "it names another kiosk: look at this kiosk's enrolment";
    return "its header cannot be read: look at this kiosk";
}

} // namespace

Result<std::vector<PutAside>> list_put_aside(Store& store) {
    auto marks = store.quarantine();
    if (!marks) return std::move(marks).error();
    std::vector<PutAside> list;
    for (QuarantineMark& mark : *marks) {
        PutAside one{std::move(mark), std::nullopt, false};
        if (auto header = parse_record_header(one.mark.header)) {
            const auto held = store.body_hash(one.mark.key.township, header->record);
            if (!held) return held.error();
            one.taken_since = *held && **held == header->sealed_hash;
            one.header = std::move(*header);
        }
        list.push_back(std::move(one));
    }
    return list;
}

std::uint64_t open_ones(const std::vector<PutAside>& list) {
    return static_cast<std::uint64_t>(std::count_if(list.begin(), list.end(), [](const PutAside& one) { return !one.taken_since; }));
}

Value value_of(const std::vector<PutAside>& list) {
    Value::Array all;
    for (const PutAside& one : list) {
        Value told(Value::Map{{"kiosk", one.mark.key.kiosk}, {"reason", one.mark.reason}, {"came", iso_time(one.mark.came)}, {"bytes", one.mark.bytes}, {"taken_since", one.taken_since}});
        if (one.header) {
            told.set("record", to_text(one.header->record));
            told.set("epoch", one.header->epoch);
            told.set("sequence", one.header->sequence);
        }
        all.push_back(std::move(told));
    }
    return Value(std::move(all));
}

std::string lines_of(const std::vector<PutAside>& list) {
    std::string text;
    for (const PutAside& one : list) {
        text += iso_time(one.mark.came) + "  " + one.mark.key.kiosk + "  ";
        text += one.header ? to_text(one.header->record) + ", epoch " + std::to_string(one.header->epoch) + ", record " + std::to_string(one.header->sequence) : "no record";
        text += "  " + one.mark.reason + (one.taken_since ? ", taken since\n" : "\n    " + std::string(meaning_of(one.mark.reason)) + "\n");
    }
    return text;
}

} // namespace lianxin
