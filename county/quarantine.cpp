// Holding what was put aside against what was taken.
#include "county/quarantine.h"

#include "records/base/json.h"
#include "records/store/ledger.h"
#include "records/wire/batch.h"

#include <algorithm>

namespace lianxin {
namespace {

/// What it means, and for whom.
std::string_view meaning_of(std::string_view reason) {
    if (reason == refusal::conflict) return "other bytes under an id or sequence that came before: the kiosk was cloned or got an old disk, or somebody forges; look at this kiosk";
    if (reason == refusal::body) return "the body is not the one its header names: it was broken at the kiosk, which sends it again once it is mended";
    if (reason == refusal::signature) return "the kiosk's key did not sign it: look at this kiosk's enrolment";
    if (reason == refusal::kiosk) return "it names another kiosk: look at this kiosk's enrolment";
    return "its header cannot be read: look at this kiosk";
}

constexpr const char* no_body = "no body is here: the kiosk keeps it until it is taken";

/// Field names and values, or a sentence why there are none. Errors: Network.
Result<Value> opened(Unsealer& unsealer, const std::string& chain, const SealedRecord& record) {
    if (record.sealed.empty()) return Value(no_body);
    if (is_attachment_chain(chain)) return Value("a part of an attachment");
    const auto request = unsealer.read(record);
    if (!request && request.error().code == ErrorCode::Network) return request.error();
    if (!request) return Value(request.error().code == ErrorCode::Untrusted ? "it is sealed to others" : "it cannot be read: " + request.error().text());
    Value::Map fields;
    for (const auto& [name, value] : request->answers) fields.emplace_back(name, value);
    return Value(std::move(fields));
}

Value value_of(const PutAside& one) {
    Value told(Value::Map{{"name", short_name(one)},
                          {"kiosk", one.mark.key.kiosk},
                          {"reason", one.mark.reason},
                          {"came", iso_time(one.mark.came)},
                          {"bytes", one.mark.bytes},
                          {"taken_since", one.taken_since},
                          {"meaning", meaning_of(one.mark.reason)}});
    if (one.header) {
        told.set("record", to_text(one.header->record));
        told.set("epoch", one.header->epoch);
        told.set("sequence", one.header->sequence);
    }
    return told;
}

/// What the county holds under the id of one that was put aside; null when nothing.
Result<Value> held_under(Store& store, Unsealer& unsealer, const PutAside& one) {
    const auto body = store.body(one.mark.key.township, one.header->record);
    if (!body) return body.error();
    if (!*body) return Value();
    return opened(unsealer, (*body)->kiosk, {(*body)->suite, (*body)->record, (*body)->sealed});
}

Result<Value> shown(Store& store, Unsealer& unsealer, const PutAside& one) {
    Value told = value_of(one);
    told.set("opened", "its header cannot be read");
    told.set("held", Value());
    if (!one.header) return told;
    const auto row = store.put_aside(one.mark.digest);
    if (!row) return row.error();
    auto said = opened(unsealer, one.mark.key.kiosk, {one.header->suite, one.header->record, *row ? (*row)->sealed : Bytes()});
    if (!said) return said;
    told.set("opened", std::move(*said));
    auto held = held_under(store, unsealer, one);
    if (!held) return held;
    told.set("held", std::move(*held));
    return told;
}

std::string lines_of_said(const char* heading, const Value& said) {
    if (said.is_null()) return "";
    std::string text = std::string("  ") + heading + "\n";
    if (const auto* sentence = said.text()) return text + "    " + *sentence + "\n";
    for (const auto& [name, value] : *said.map()) text += "    " + name + ": " + (value.text() != nullptr ? *value.text() : to_json(value)) + "\n";
    return text;
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

std::string short_name(const PutAside& one) { return to_hex(ByteView(one.mark.digest).first(8)); }

Value value_of(const std::vector<PutAside>& list) {
    Value::Array all;
    for (const PutAside& one : list) all.push_back(value_of(one));
    return Value(std::move(all));
}

std::string lines_of(const std::vector<PutAside>& list) {
    std::string text;
    for (const PutAside& one : list) {
        text += short_name(one) + "  " + iso_time(one.mark.came) + "  " + one.mark.key.kiosk + "  ";
        text += one.header ? to_text(one.header->record) + ", " + place_of(one.header->epoch, one.header->sequence) : "no record";
        text += "  " + one.mark.reason + (one.mark.bytes == 0 ? ", no body here" : "");
        text += one.taken_since ? ", taken since\n" : "\n    " + std::string(meaning_of(one.mark.reason)) + "\n";
    }
    return text;
}

Result<Value> show_put_aside(Store& store, Unsealer& unsealer, std::string_view name) {
    const auto list = list_put_aside(store);
    if (!list) return list.error();
    Value::Array all;
    for (const PutAside& one : *list) {
        const bool is_meant = short_name(one) == name || (one.header && to_text(one.header->record) == name);
        if (!is_meant) continue;
        auto told = shown(store, unsealer, one);
        if (!told) return told;
        all.push_back(std::move(*told));
    }
    if (all.empty()) return Error{ErrorCode::NotFound, "nothing was put aside under the name or record " + std::string(name), {}};
    return Value(std::move(all));
}

std::string lines_of_shown(const Value& shown) {
    std::string text;
    for (const Value& one : *shown.array()) {
        text += one.text_or("name", "") + "  " + one.text_or("came", "") + "  " + one.text_or("kiosk", "") + "  " + one.text_or("record", "no record") + "  " + one.text_or("reason", "");
        text += std::string(one.flag_or("taken_since", false) ? ", taken since" : "") + "\n    " + one.text_or("meaning", "") + "\n";
        text += lines_of_said("what was refused says:", *one.find("opened"));
        text += lines_of_said("what the county holds under its id says:", *one.find("held"));
    }
    return text;
}

Result<std::size_t> export_put_aside(Store& store, const Path& folder) {
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    const auto list = list_put_aside(store);
    if (!list) return list.error();
    for (const PutAside& one : *list) {
        const auto row = store.put_aside(one.mark.digest);
        if (!row) return row.error();
        if (!*row || one.mark.bytes == 0) continue;
        const BatchItem item{(*row)->header, (*row)->signature, (*row)->sealed};
        const BatchHead head{one.mark.key.kiosk, one.header ? one.header->epoch : 1, 0, 0};
        if (auto written = write_file(folder / ("refused-" + short_name(one) + ".batch"), encode_batch(head, {&item, 1}, 3)); !written) return std::move(written).error();
    }
    if (auto written = write_file(folder / "refused.txt", lines_of(*list)); !written) return std::move(written).error();
    return list->size();
}

} // namespace lianxin
