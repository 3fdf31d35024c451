// Looking through both chains for what was refused.
#include "sync/quarantine.h"

#include "records/base/date.h"
#include "records/wire/enrolment.h"

#include <algorithm>

namespace lianxin {
namespace {

/// One chain's stores; nothing where they were not made yet.
struct Stores {
    OutboxReader outbox;
    InboxReader inbox;
};

Result<std::optional<Stores>> stores_in(const Path& outbox_folder, const Path& inbox_folder) {
    auto outbox = OutboxReader::open(outbox_folder);
    if (!outbox && outbox.error().code != ErrorCode::NotFound) return std::move(outbox).error();
    auto inbox = InboxReader::open(inbox_folder);
    if (!inbox && inbox.error().code != ErrorCode::NotFound) return std::move(inbox).error();
    if (!outbox || !inbox) return std::optional<Stores>();
    return std::optional(Stores{std::move(*outbox), std::move(*inbox)});
}

/// Told with its bytes, as far as they are there.
using Visit = std::function<Result<void>(const QuarantinedRecord&, const std::optional<Envelope>&)>;

Result<void> visit_refused(const Stores& stores, const std::string& chain, const Visit& visit) {
    const auto all = stores.inbox.refused();
    if (!all) return all.error();
    for (const RefusedRecord& refused : *all) {
        QuarantinedRecord found{chain, refused.record, 0, 0, {}, refused.reason, refused.at, false};
        auto entry = stores.outbox.newest(refused.record);
        if (!entry) return std::move(entry).error();
        std::optional<Envelope> envelope;
        if (*entry) {
            found.epoch = (*entry)->epoch;
            found.sequence = (*entry)->sequence;
            if (const auto header = parse_record_header((*entry)->header)) found.handed_in = header->wall;
            auto whole = stores.outbox.whole(found.epoch, refused.record);
            if (!whole) return std::move(whole).error();
            envelope = std::move(*whole);
            found.readable = envelope.has_value();
        }
        if (auto visited = visit(found, envelope); !visited) return visited;
    }
    return {};
}

Result<void> visit_both(const Settings& settings, const Visit& visit) {
    const auto enrolment = read_enrolment(settings.enrolment);
    if (!enrolment) return enrolment.error();
    const std::string attachments = attachment_chain(enrolment->kiosk);
    const std::array<std::tuple<std::string, Path, Path>, 2> chains{
        {{enrolment->kiosk, settings.outbox, settings.inbox()}, {attachments, settings.attachments(), settings.attachment_inbox()}}};
    for (const auto& [name, outbox, inbox] : chains) {
        auto stores = stores_in(outbox, inbox);
        if (!stores) return std::move(stores).error();
        if (!*stores) continue;
        if (auto visited = visit_refused(**stores, name, visit); !visited) return visited;
    }
    return {};
}

} // namespace

Result<std::vector<QuarantinedRecord>> Quarantine::list() const {
    std::vector<QuarantinedRecord> found;
    auto visited = visit_both(settings_, [&](const QuarantinedRecord& each, const std::optional<Envelope>&) -> Result<void> {
        found.push_back(each);
        return {};
    });
    if (!visited) return std::move(visited).error();
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.refused < other.refused; });
    return found;
}

Result<std::size_t> Quarantine::export_to(const Path& folder) const {
    if (auto made = make_folder(folder); !made) return std::move(made).error();
    std::vector<QuarantinedRecord> told;
    auto visited = visit_both(settings_, [&](const QuarantinedRecord& each, const std::optional<Envelope>& envelope) -> Result<void> {
        told.push_back(each);
        if (!envelope) return {};
        const BatchItem item{envelope->entry.header, envelope->entry.signature, envelope->sealed};
        return write_file(folder / ("refused-" + to_text(each.record) + ".batch"), encode_batch({each.chain, each.epoch, 0, 0}, {&item, 1}, 3));
    });
    if (!visited) return std::move(visited).error();
    if (auto written = write_file(folder / "refused.txt", lines_of(told)); !written) return std::move(written).error();
    return told.size();
}

Result<void> Quarantine::ask_again() const {
    for (const Goods goods : {Goods::Requests, Goods::Attachments})
        if (auto written = write_file(wish(goods), std::string_view("all\n")); !written) return written;
    return {};
}

bool Quarantine::is_asked_again(Goods goods) const {
    std::error_code problem;
    return std::filesystem::exists(wish(goods), problem);
}

void Quarantine::asked(Goods goods) const {
    std::error_code problem; // if it stays, they are sent once more than was asked for
    std::filesystem::remove(wish(goods), problem);
}

std::string_view advice_on(std::string_view reason) {
    if (reason == refusal::body) return "its body could not be read here: restart lianxin-kiosk, which mends it from its second copy; it is then sent by itself";
    if (reason == refusal::signature) return "the county does not know the key that signed it: have the county look at this kiosk's enrolment, then retry";
    if (reason == refusal::kiosk) return "it names another kiosk: have the county look at this kiosk's enrolment, then retry";
    if (reason == refusal::conflict) return "the county holds other bytes under its number: export it and hand the files to the county; it stays here until then";
    return "the county cannot read its header: export it and hand the files to the county; it stays here until then";
}

Value value_of(const std::vector<QuarantinedRecord>& records) {
    Value::Array all;
    for (const QuarantinedRecord& each : records)
        all.push_back(Value(Value::Map{{"chain", each.chain},
                                       {"record", to_text(each.record)},
                                       {"epoch", each.epoch},
                                       {"sequence", each.sequence},
                                       {"handed_in", iso_time(each.handed_in)},
                                       {"reason", each.reason},
                                       {"refused", iso_time(each.refused)},
                                       {"readable", each.readable},
                                       {"advice", advice_on(each.reason)}}));
    return Value(std::move(all));
}

std::string lines_of(const std::vector<QuarantinedRecord>& records) {
    std::string text;
    for (const QuarantinedRecord& each : records)
        text += to_text(each.record) + "  " + each.chain + ", " + place_of(each.epoch, each.sequence) + ", handed in " + iso_time(each.handed_in) + ", refused " +
                iso_time(each.refused) + " (" + each.reason + ")" + (each.readable ? "" : ", body not readable now") + "\n    " + std::string(advice_on(each.reason)) + "\n";
    return text;
}

} // namespace lianxin
