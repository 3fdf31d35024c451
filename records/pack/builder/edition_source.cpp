// Finding what belongs to an edition.
#include "records/pack/builder/edition_source.h"

#include "records/base/text.h"
#include "records/base/toml.h"
#include "records/model/division.h"
#include "records/model/record_header.h"
#include "records/model/strict_table.h"

#include <algorithm>
#include <array>
#include <optional>

namespace lianxin {
namespace {

constexpr std::size_t largest_description = 64 * 1024;

struct Place {
    std::string_view folder; ///< empty: the source folder itself
    std::string_view name;   ///< the whole name, or empty
    std::string_view extension;
    ItemKind kind;
};

constexpr std::array<Place, 16> places = {{{"", "channels.toml", "", ItemKind::Channels},
                                           {"", "clocks.toml", "", ItemKind::Clocks},
                                           {"", "divisions.csv", "", ItemKind::Divisions},
                                           {"", "departments.csv", "", ItemKind::Departments},
                                           {"", "signage.toml", "", ItemKind::Signage},
                                           {"", "roster.csv", "", ItemKind::Roster},
                                           {"", "synonyms.csv", "", ItemKind::Synonyms},
                                           {"alerts", "", ".xml", ItemKind::Alert},
                                           {"forms", "", ".toml", ItemKind::Form},
                                           {"notices", "", ".md", ItemKind::Notice},
                                           {"pictures", "", ".png", ItemKind::Picture},
                                           {"pictures", "", ".jpg", ItemKind::Picture},
                                           {"pictures", "", ".jpeg", ItemKind::Picture},
                                           {"audio", "", ".opus", ItemKind::Audio},
                                           {"audio", "", ".csv", ItemKind::Marks},
                                           {"holidays", "", ".ics", ItemKind::Holidays}}};

/// What spreadsheets, editors and file managers leave behind.
bool is_left_behind(std::string_view name) {
    return name.front() == '.' || name.front() == '~' || name.back() == '~' || name == "Thumbs.db" ||
           name == "desktop.ini";
}

std::optional<ItemKind> kind_of(const Path& path) {
    const auto first = path.begin()->string();
    const bool top = path.parent_path().empty();
    for (const auto& place : places) {
        if (top && place.folder.empty() && path.string() == place.name) return place.kind;
        if (!top && first == place.folder && path.extension() == place.extension) return place.kind;
    }
    return std::nullopt;
}

void take_file(const Path& folder, const Path& file, EditionSource& source, std::vector<std::string>& problems) {
    const Path path = file.lexically_relative(folder);
    const std::string name = path.generic_string();
    if (is_left_behind(path.filename().string()) || name == "edition.toml") return;
    const auto kind = kind_of(path);
    if (!kind && path.parent_path().empty()) {
        source.passed_over.push_back(name);
        return;
    }
    if (!kind)
        return problems.push_back(name + ": such a file is not used here; in forms/ lie .toml, in notices/ .md, in "
                                         "pictures/ .png or .jpg, in audio/ .opus and .csv, in holidays/ .ics, in alerts/ .xml files");
    if (!is_item_path(name))
        return problems.push_back(name + ": rename the file with small letters, digits, \".\", \"_\" and \"-\" only");
    if (*kind == ItemKind::Notice && std::distance(path.begin(), path.end()) != 3)
        return problems.push_back(name + ": a page lies in the folder of its channel, like notices/guides/" +
                                  path.filename().string());
    source.files.push_back({file, name, *kind});
}

Result<void> list_files(const Path& folder, EditionSource& source, std::vector<std::string>& problems) {
    std::error_code code;
    std::filesystem::recursive_directory_iterator walk(folder, code);
    for (const std::filesystem::recursive_directory_iterator end; !code && walk != end; walk.increment(code)) {
        if (walk->is_symlink())
            problems.push_back(walk->path().lexically_relative(folder).generic_string() +
                               ": a link to elsewhere is not taken; copy the file");
        else if (walk->is_directory())
            continue;
        else if (walk->is_regular_file())
            take_file(folder, walk->path(), source, problems);
    }
    if (code) return Error{ErrorCode::Storage, "listing " + folder.string() + ": " + code.message(), {}};
    std::sort(source.files.begin(), source.files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return {};
}

bool is_audience(std::string_view whom) {
    if (whom == "all") return true;
    if (whom.substr(0, 9) == "township:") return bool(level_of(whom.substr(9)));
    return whom.substr(0, 6) == "kiosk:" && is_kiosk_id(whom.substr(6));
}

std::vector<std::string> read_audience(StrictTable& table) {
    const Value* entry = table.raw("audience");
    auto audience =
        entry && entry->array() ? table.texts("audience") : std::vector<std::string>{table.text("audience", "all")};
    if (audience.empty() || !std::all_of(audience.begin(), audience.end(), is_audience))
        table.complain("audience", "must be \"all\" or a list like [\"township:990021101000\", \"kiosk:QX-01\"]");
    return audience;
}

void read_description(StrictTable& table, EditionSource& source) {
    auto& info = source.info;
    info.number = static_cast<std::uint64_t>(table.required_integer("number", 1, INT64_MAX));
    source.previous =
        static_cast<std::uint64_t>(table.integer("previous", static_cast<std::int64_t>(info.number) - 1, 0, INT64_MAX));
    if (source.previous >= info.number) table.complain("previous", "must be smaller than \"number\"");
    info.county = table.required_text("county");
    if (info.county.size() != 6 || info.county.find_first_not_of("0123456789") != std::string::npos)
        table.complain("county", "must be the county's code of six digits");
    info.county_name = table.required_text("county_name");
    info.title = table.required_text("title");
    info.publisher = table.required_text("publisher");
    source.township = table.text("township", "");
    if (source.township.empty())
        source.audience = read_audience(table);
    else
        source.audience = {"township:" + source.township};
    const Day first = table.required_day("not_before");
    const Day last = table.required_day("expires");
    info.not_before = end_in_china(first - std::chrono::days(1));
    info.expires = end_in_china(last);
    if (last < first) table.complain("expires", "lies before \"not_before\"");
    table.finish();
}

} // namespace

Result<EditionSource> read_edition_source(const Path& folder, std::vector<std::string>& problems) {
    EditionSource source;
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored))
        return Error{ErrorCode::NotFound, folder.string() + " is not a folder", {}};
    if (auto listed = list_files(folder, source, problems); !listed) return std::move(listed).error();
    const auto text = read_text(folder / "edition.toml", largest_description);
    const auto root = text ? parse_toml(*text) : Result<Value>(text.error());
    if (!root) {
        problems.push_back("edition.toml: " + root.error().message);
        return source;
    }
    StrictTable table(*root, "edition.toml: ", problems);
    read_description(table, source);
    return source;
}

} // namespace lianxin
