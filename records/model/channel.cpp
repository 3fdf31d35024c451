// Reading the lists of channels and departments.
#include "records/base/toml.h"
#include "records/model/csv_columns.h"
#include "records/model/identifiers.h"
#include "records/model/page.h"

namespace lianxin {

Result<std::vector<Channel>> parse_channels(std::string_view toml) {
    auto root = parse_toml(toml);
    if (!root) return std::move(root).error();
    Problems problems;
    StrictTable table(*root, "", problems);
    std::vector<Channel> channels;
    std::set<std::string> seen;
    for (const auto& entry : table.tables("channel")) {
        StrictTable row(entry, "channel \"" + entry.text_or("id", "?") + "\": ", problems);
        Channel channel{row.required_name("id"), row.required_text("name"), row.text("summary"),
                        row.required_name("icon"), row.integer("order", 0, 0, 9999), row.integer("weight", 100, 10, 1000)};
        if (!seen.insert(channel.id).second) row.complain("id", "stands twice");
        row.finish();
        channels.push_back(std::move(channel));
    }
    if (channels.empty()) table.complain("channel", "must be given at least once, as [[channel]]");
    table.finish();
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return channels;
}

Result<std::vector<Department>> parse_departments(std::string_view csv) {
    Problems problems;
    auto rows = read_columns(csv, {"id", "name", "phone", "address"}, problems);
    if (!rows) return std::move(rows).error();
    std::vector<Department> departments;
    std::set<std::string> seen;
    for (auto& row : *rows) {
        Department department{row["id"], row["name"], row["phone"], row["address"]};
        const auto complain = [&](const char* why) {
            problems.push_back("department \"" + department.id + "\": " + why);
        };
        if (!is_name(department.id)) complain("the id must be of small letters, digits and hyphens");
        if (!seen.insert(department.id).second) complain("stands twice");
        if (department.name.empty()) complain("the name is missing");
        if (!department.phone.empty() && check_phone(department.phone)) complain("the phone number cannot be right");
        departments.push_back(std::move(department));
    }
    if (auto fine = as_result(problems); !fine) return std::move(fine).error();
    return departments;
}

} // namespace lianxin
