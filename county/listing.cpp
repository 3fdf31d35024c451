// Reads the store, and opens each case for the one who asked.
#include "county/listing.h"

#include "county/attachments.h"
#include "records/base/cbor.h"
#include "records/wire/health_report.h"

#include <thread>

namespace lianxin {

namespace {

Value time_or_null(const std::optional<TimePoint>& moment) { return moment ? Value(iso_time(*moment)) : Value(); }

Value sealed_case(const Case& known) {
    return Value(Value::Map{{"case", case_number(known.file)},
                            {"record", to_text(known.file.record)},
                            {"kiosk", known.file.kiosk},
                            {"service", "sealed"},
                            {"state", std::string(name_of(known.last.state))},
                            {"received", iso_time(known.file.received)},
                            {"due", known.last.due ? Value(iso_day(*known.last.due)) : Value()},
                            {"fields", Value::Map{}},
                            {"assistance", Value()},
                            {"attachments", Value::Array{}}});
}

/// Who helped and what the resident confirmed; null when nobody helped.
Value value_of(const std::optional<AssistanceNote>& note) {
    if (!note) return Value();
    return Value(Value::Map{{"kind", name_of(note->kind)},
                            {"staff", note->staff},
                            {"name", note->name},
                            {"confirmed", note->confirmed},
                            {"paper", note->paper_number.empty() ? Value() : Value(note->paper_number)},
                            {"paper_day", note->paper_day ? Value(iso_day(*note->paper_day)) : Value()}});
}

/// The same for reading: "王芳 (wang-fang), oral, confirmed by the resident".
std::string line_of_assistance(const Value& note) {
    std::string line = note.text_or("name", "") + " (" + note.text_or("staff", "") + "), " + note.text_or("kind", "");
    if (const std::string paper = note.text_or("paper", ""); !paper.empty()) line += " " + paper + " of " + note.text_or("paper_day", "no day");
    return line + (note.flag_or("confirmed", false) ? ", confirmed by the resident" : ", not confirmed by the resident");
}

std::string line_of_attachment(const Value& attachment) {
    return "attachment " + std::to_string(attachment.integer_or("number", 0)) + ": " + attachment.text_or("kind", "") + " for " + attachment.text_or("field", "") + ", " +
           std::to_string(attachment.integer_or("seconds", 0)) + " seconds" + (attachment.flag_or("complete", false) ? "" : ", still on its way");
}

void add_request(Value& entry, const Request& request) {
    Value::Map fields;
    for (const auto& [name, value] : request.answers) fields.emplace_back(name, value);
    entry.set("service", request.service);
    entry.set("handed_in", iso_time(request.handed_in));
    entry.set("fields", std::move(fields));
    entry.set("assistance", value_of(request.assistance));
}

/// What a kiosk says it handed in and delivered is its own word: it may make no sense.
std::uint64_t waiting_of(const HealthReport& report) { return report.handed_in - std::min(report.handed_in, report.delivered); }

Value attachments_of(const AttachmentsHealth& attachments) {
    return Value(Value::Map{{"waiting", attachments.waiting},
                            {"waiting_bytes", attachments.bytes},
                            {"oldest_waiting", time_or_null(attachments.oldest)},
                            {"refused", attachments.refused},
                            {"diverged", attachments.diverged}});
}

Value health_of(const HealthReport& report) {
    return Value(Value::Map{{"program", report.program},
                            {"epoch", report.epoch},
                            {"handed_in", report.handed_in},
                            {"delivered", report.delivered},
                            {"edition", report.edition},
                            {"edition_made", time_or_null(report.edition_made)},
                            {"free_space", report.free_space},
                            {"wall", iso_time(report.wall)},
                            {"problem", report.problem},
                            {"waiting", waiting_of(report)},
                            {"waiting_bytes", report.waiting_bytes},
                            {"oldest_waiting", time_or_null(report.oldest)},
                            {"refused", report.refused},
                            {"attachments", attachments_of(report.attachments)},
                            {"clock", report.clock},
                            {"machine_offset", report.machine_offset},
                            {"round_trip", report.round_trip},
                            {"rate", report.rate},
                            {"failures", report.failures},
                            {"heads", report.seen_head.empty() ? Value() : Value(Value::Array{report.kept_head, report.seen_head})}});
}

/// Why somebody should look after a kiosk, by what it told last and when.
Value::Array stale_words(const std::optional<KioskContact>& contact, const std::optional<HealthReport>& report, TimePoint now) {
    constexpr std::chrono::days longest_silence{3}, longest_wait{3}, oldest_content{31};
    constexpr std::int64_t largest_offset = 24 * 3600;
    if (!contact) return {"never"};
    Value::Array words;
    if (now - contact->heard > longest_silence) words.push_back("silent");
    if (!report) return words;
    const bool has_content = report->edition > 0;
    if (!has_content || (report->edition_made && now - *report->edition_made > oldest_content)) words.push_back("old_content");
    const auto waits_long = [&](const std::optional<TimePoint>& oldest) { return oldest && now - *oldest > longest_wait; };
    if (waits_long(report->oldest) || waits_long(report->attachments.oldest)) words.push_back("waiting");
    if (report->refused + report->attachments.refused > 0) words.push_back("refused");
    if (report->problem == "diverged") words.push_back("diverged");
    if (report->machine_offset > largest_offset || report->machine_offset < -largest_offset) words.push_back("clock");
    return words;
}

Result<Value> kiosk_entry(Store& store, const EnrolledKiosk& kiosk, TimePoint now) {
    const auto contact = store.contact(kiosk.key);
    if (!contact) return contact.error();
    std::optional<HealthReport> report;
    if (*contact)
        if (auto parsed = parse_health((*contact)->report)) report = std::move(*parsed);
    return Value(Value::Map{{"kiosk", kiosk.key.kiosk},
                            {"township", kiosk.township},
                            {"enrolled", iso_time(kiosk.enrolled)},
                            {"revoked", time_or_null(kiosk.revoked)},
                            {"heard", *contact ? Value(iso_time((*contact)->heard)) : Value()},
                            {"reported", *contact ? time_or_null((*contact)->reported) : Value()},
                            {"health", report ? health_of(*report) : Value()},
                            {"stale", kiosk.revoked ? Value::Array() : stale_words(*contact, report, now)}});
}

Result<bool> has_case_of_each(Store& store) {
    const auto kiosks = store.kiosks();
    if (!kiosks) return kiosks.error();
    for (const EnrolledKiosk& kiosk : *kiosks) {
        const auto done = store.registered_through(kiosk.key.township);
        if (!done) return done.error();
        const auto waiting = store.bodies_after(kiosk.key.township, *done, 1);
        if (!waiting) return waiting.error();
        if (!waiting->empty()) return false;
    }
    return true;
}

/// "3 requests and 2 parts of attachments wait"; empty when nothing does.
std::string line_of_waiting(const Value& health) {
    const std::int64_t requests = health.integer_or("waiting", 0), parts = health.find("attachments")->integer_or("waiting", 0);
    if (requests == 0 && parts == 0) return "";
    return std::to_string(requests) + " requests and " + std::to_string(parts) + " parts of attachments wait ";
}

void add_padded(std::string& line, const std::string& text, std::size_t width) {
    line += text;
    line.append(text.size() < width ? width - text.size() : 1, ' ');
}

} // namespace

Result<Request> open_case(Store& store, Unsealer& unsealer, const CaseFile& file) {
    const auto body = store.body(file.township, file.record);
    if (!body) return body.error();
    if (!*body) return Error{ErrorCode::Corrupt, "its sealed body is missing", {}};
    return unsealer.read({(*body)->suite, file.record, (*body)->sealed});
}

Result<bool> wait_for_cases(Store& store, Milliseconds patience) {
    constexpr Milliseconds pause{50};
    for (Milliseconds waited{0};; waited += pause) {
        auto all = has_case_of_each(store);
        if (!all || *all || waited >= patience) return all;
        std::this_thread::sleep_for(pause);
    }
}

Result<Value> list_cases(Store& store, Unsealer& unsealer) {
    const auto cases = store.cases();
    if (!cases) return cases.error();
    Value::Array out;
    for (const Case& known : *cases) {
        Value entry = sealed_case(known);
        if (known.file.readable == CaseFile::Readable::Yes) {
            // One case that cannot be opened must not hide the others from the desk.
            const auto request = open_case(store, unsealer, known.file);
            if (!request && request.error().code == ErrorCode::Network) return request.error().in("opening the cases");
            if (!request) {
                entry.set("error", request.error().text());
            } else {
                auto attachments = list_attachments(store, known.file.township, *request);
                if (!attachments) return attachments;
                add_request(entry, *request);
                entry.set("attachments", std::move(*attachments));
            }
        }
        out.push_back(std::move(entry));
    }
    return Value(std::move(out));
}

Result<Value> list_kiosks(Store& store, TimePoint now) {
    const auto kiosks = store.kiosks();
    if (!kiosks) return kiosks.error();
    Value::Array out;
    for (const EnrolledKiosk& kiosk : *kiosks) {
        auto entry = kiosk_entry(store, kiosk, now);
        if (!entry) return entry;
        out.push_back(std::move(*entry));
    }
    return Value(std::move(out));
}

std::string lines_of_cases(const Value& cases) {
    std::string out;
    for (const Value& one : *cases.array()) {
        add_padded(out, one.text_or("case", ""), 16);
        add_padded(out, one.text_or("received", ""), 26);
        add_padded(out, one.text_or("state", ""), 12);
        add_padded(out, one.text_or("service", ""), 16);
        out += one.text_or("kiosk", "") + "\n";
        if (const Value* note = one.find("assistance"); note != nullptr && note->map() != nullptr)
            out += "                staff helped: " + line_of_assistance(*note) + "\n";
        if (const Value* attachments = one.find("attachments"); attachments != nullptr && attachments->array() != nullptr)
            for (const Value& attachment : *attachments->array()) out += "                " + line_of_attachment(attachment) + "\n";
    }
    return out;
}

std::string lines_of_kiosks(const Value& kiosks) {
    std::string out;
    for (const Value& one : *kiosks.array()) {
        add_padded(out, one.text_or("kiosk", ""), 20);
        add_padded(out, one.text_or("township", ""), 14);
        add_padded(out, one.text_or("heard", "never heard"), 26);
        const Value* health = one.find("health");
        if (health != nullptr && !health->is_null()) {
            add_padded(out, health->text_or("program", ""), 10);
            add_padded(out, "edition " + std::to_string(health->integer_or("edition", 0)) + " of " + health->text_or("edition_made", "no day").substr(0, 10), 28);
            add_padded(out, line_of_waiting(*health), 40);
            if (const std::string problem = health->text_or("problem", ""); !problem.empty()) out += problem + " ";
            if (const Value* heads = health->find("heads"); heads != nullptr && !heads->is_null()) out += "ALARM: it saw two heads of our log that contradict each other ";
        }
        for (const Value& word : *one.find("stale")->array()) out += "!" + *word.text() + " ";
        out += one.find("revoked")->is_null() ? "\n" : "revoked\n";
    }
    return out;
}

std::string lines_of_carried_in(const Value& outcome) {
    std::string out;
    for (const Value& one : *outcome.find("files")->array()) {
        const auto number = [&](const char* key) { return std::to_string(one.integer_or(key, 0)); };
        add_padded(out, one.text_or("kiosk", "NOT TAKEN"), 20);
        if (const std::string problem = one.text_or("problem", ""); !problem.empty())
            out += problem;
        else
            out += number("taken") + " new, " + number("known") + " known before, " + number("refused") + " refused, " + number("waiting") + " to come again";
        out += "  " + one.text_or("file", "") + "\n";
    }
    return out;
}

std::string lines_of_carried_out(const Value& outcome) {
    std::string out;
    for (const Value& one : *outcome.find("kiosks")->array()) {
        add_padded(out, one.text_or("kiosk", ""), 20);
        if (one.find("problem") != nullptr) {
            out += "NOT WRITTEN: " + one.text_or("problem", "") + "\n";
            continue;
        }
        out += std::to_string(one.integer_or("answers", 0)) + " answers, " + std::to_string(one.integer_or("updates", 0)) + " updates";
        out += one.flag_or("more", false) ? ", more with the next stick\n" : "\n";
    }
    for (const Value& one : *outcome.find("editions")->array()) {
        const std::string township = one.text_or("township", "");
        add_padded(out, township.empty() ? "county" : township, 20);
        out += "edition " + std::to_string(one.integer_or("number", 0));
        out += one.find("problem") != nullptr ? " NOT WRITTEN: " + one.text_or("problem", "") + "\n" : "\n";
    }
    return out;
}

Result<Value> list_items(Store& store) {
    const auto items = store.items();
    if (!items) return items.error();
    Value::Array out;
    for (const PublicItemRow& row : *items) {
        const auto value = parse_cbor(row.document);
        const auto item = value ? public_item_from(*value) : Result<PublicItem>(value.error());
        if (!item) return item.error().in(row.kind + " " + row.id);
        out.push_back(Value::Map{{"kind", item->kind},
                                 {"id", item->id},
                                 {"version", item->version},
                                 {"made", iso_time(item->made)},
                                 {"audience", Value::Array(row.audience.begin(), row.audience.end())},
                                 {"withdrawn", item->is_withdrawn() ? Value(item->withdrawn) : Value()}});
    }
    return Value(std::move(out));
}

std::string lines_of_items(const Value& items) {
    std::string out;
    for (const Value& one : *items.array()) {
        add_padded(out, one.text_or("kind", ""), 10);
        add_padded(out, one.text_or("id", ""), 32);
        add_padded(out, "version " + std::to_string(one.integer_or("version", 0)), 13);
        add_padded(out, one.text_or("made", ""), 26);
        const Value* audience = one.find("audience");
        if (audience->array()->empty()) out += "the whole county";
        for (const Value& word : *audience->array()) out += *word.text() + " ";
        if (const std::string reason = one.text_or("withdrawn", ""); !reason.empty()) out += " withdrawn: " + reason;
        out += "\n";
    }
    return out;
}

} // namespace lianxin
