// Reading forms.
#include "records/model/service.h"

#include "records/base/toml.h"
#include "records/model/service_field.h"

#include <algorithm>
#include <array>

namespace lianxin {
namespace {

constexpr std::array<std::pair<ServiceKind, std::string_view>, 8> kinds = {{{ServiceKind::Consult, "consult"},
                                                                            {ServiceKind::Help, "help"},
                                                                            {ServiceKind::Complaint, "complaint"},
                                                                            {ServiceKind::Report, "report"},
                                                                            {ServiceKind::Suggest, "suggest"},
                                                                            {ServiceKind::Praise, "praise"},
                                                                            {ServiceKind::Petition, "petition"},
                                                                            {ServiceKind::Application, "application"}}};

ServiceKind read_kind(StrictTable& table) {
    const auto name = table.required_text("kind");
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.second == name; });
    if (found != kinds.end()) return found->first;
    table.complain("kind", "must be consult, help, complaint, report, suggest, praise, petition or application");
    return ServiceKind::Consult;
}

Opener read_opener(StrictTable& table) {
    const auto name = table.text("sealed_to", "intake");
    if (name != "intake" && name != "discipline") table.complain("sealed_to", "must be \"intake\" or \"discipline\"");
    return name == "discipline" ? Opener::Discipline : Opener::Intake;
}

std::vector<Document> read_documents(StrictTable& table, Problems& problems) {
    std::vector<Document> documents;
    for (const auto& entry : table.tables("documents")) {
        StrictTable row(entry, "documents: ", problems);
        documents.push_back({row.required_text("name"), row.text("note")});
        row.finish();
    }
    return documents;
}

void read_fields(StrictTable& table, Service& service, Problems& problems) {
    constexpr std::size_t most = 60;
    const auto& entries = table.tables("field");
    if (entries.empty()) table.complain("field", "must be given at least once, as [[field]]");
    if (entries.size() > most) return table.complain("field", "may stand at most 60 times");
    for (const auto& entry : entries) service.fields.push_back(read_field(entry, service.fields, problems));
}

} // namespace

std::string_view name_of(ServiceKind kind) {
    return std::find_if(kinds.begin(), kinds.end(), [&](const auto& known) { return known.first == kind; })->second;
}

const Field* Service::field(std::string_view name) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

Result<Service> parse_service(std::string_view toml) {
    auto root = parse_toml(toml);
    if (!root) return std::move(root).error();
    Problems problems;
    StrictTable table(*root, "", problems);
    Service service;
    service.id = table.required_name("id");
    service.version = table.required_integer("version", 1, 1'000'000);
    service.title = table.required_text("title");
    service.summary = table.required_text("summary");
    service.icon = table.required_name("icon");
    service.kind = read_kind(table);
    service.department = table.required_name("department");
    service.clock = table.required_name("clock");
    service.sealed_to = read_opener(table);
    service.order = table.integer("order", 0, 0, 9999);
    service.spoken = table.text("spoken");
    service.notice = table.required_text("notice");
    service.documents = read_documents(table, problems);
    read_fields(table, service, problems);
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return service;
}

} // namespace lianxin
