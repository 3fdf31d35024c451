// Looking at names first, then at heads and signatures.
#include "sync/stick_sight.h"

#include "records/base/text.h"
#include "records/pack/edition_file.h"
#include "records/pack/present.h"
#include "records/pack/refusal.h"
#include "records/pack/validity.h"
#include "records/wire/carriage_file.h"

#include <algorithm>
#include <set>

namespace lianxin {
namespace {

constexpr std::size_t longest_shown = 40;
constexpr std::string_view edition_beginning = "edition-", edition_ending = ".lxe";

struct Candidate {
    Path file;
    Manifest manifest;
};

void refuse(StickSight& sight, const Path& file, std::string_view reason, std::optional<TimePoint> valid_from = {}) {
    if (sight.refusals.size() < StickStatus::most_refusals)
        sight.refusals.push_back({shown_name(file.filename().string()), std::string(reason), valid_from});
}

bool is_folder(const Path& path) {
    std::error_code failed;
    return std::filesystem::is_directory(std::filesystem::symlink_status(path, failed));
}

bool is_regular(const Path& path) {
    std::error_code failed;
    return std::filesystem::is_regular_file(std::filesystem::symlink_status(path, failed));
}

/// Whose edition a file is by its name, which anybody may have given: "edition-000003.lxe" is the county's, "edition-<township>-000002.lxe"
/// a township's. Good for an order, and for nothing else.
enum class Named { Ours, Others, Freely };
Named named(const Path& file, const std::string& township) {
    const std::string name = file.filename().string();
    if (!name.starts_with(edition_beginning)) return Named::Freely;
    const std::string_view rest = std::string_view(name).substr(edition_beginning.size());
    const auto dash = rest.find('-');
    return dash == std::string_view::npos || rest.substr(0, dash) == township ? Named::Ours : Named::Others;
}

/// Adds what is named like an edition in one folder. Errors: Storage.
Result<void> add_editions(const Path& folder, std::vector<Path>& files, bool& too_many) {
    std::error_code failed;
    auto entries = std::filesystem::directory_iterator(folder, failed);
    std::size_t seen = 0;
    for (; !failed && entries != std::filesystem::directory_iterator(); entries.increment(failed)) {
        if (++seen > most_stick_entries) {
            too_many = true;
            return {};
        }
        if (entries->path().filename().string().ends_with(edition_ending)) files.push_back(entries->path());
    }
    if (failed) return Error{ErrorCode::Storage, "the stick cannot be read: " + failed.message(), {}};
    return {};
}

/// Those named as ours, then those with any name, then those named as another township's; each in the order of their names. A stick may hold
/// anything under any name, and as much as it likes: what fills its root hides nothing in the county's folder.
Result<std::vector<Path>> editions_on(const Path& stick, const std::string& township, bool& too_many) {
    std::vector<Path> files;
    if (is_folder(stick / stick_folder))
        if (auto added = add_editions(stick / stick_folder, files, too_many); !added) return std::move(added).error();
    if (auto added = add_editions(stick, files, too_many); !added) return std::move(added).error();
    const auto rank = [&](const Path& file) {
        const Named whose = named(file, township);
        return whose == Named::Ours ? 0 : whose == Named::Freely ? 1 : 2;
    };
    std::sort(files.begin(), files.end(), [&](const Path& one, const Path& other) { return std::pair(rank(one), one) < std::pair(rank(other), other); });
    return files;
}

/// Why an edition whose signatures hold is not for us now; empty when it is.
std::string_view why_not(const Manifest& manifest, const StickBeholder& beholder, const Present& present) {
    if (!is_meant_for(manifest, beholder.township, beholder.kiosk)) return name_of(Refusal::OtherAudience);
    const std::uint64_t installed = present.number(manifest.layer());
    if (manifest.info.number == installed) return "installed";
    if (manifest.info.number < installed) return name_of(Refusal::Older);
    const auto valid = check_validity(manifest.info, beholder.earliest, beholder.latest);
    return valid ? "" : name_of(*refusal_of(valid.error()));
}

/// Whether `one` is to be taken rather than `other`.
bool is_better(const Candidate& one, const Candidate& other) {
    const bool county = one.manifest.layer() == Layer::County, other_county = other.manifest.layer() == Layer::County;
    return county != other_county ? county : one.manifest.info.number > other.manifest.info.number;
}

StickEdition told_of(const Manifest& manifest, const Present& present, std::uint64_t chosen_from) {
    std::set<Hash> here;
    for (const std::string& text : {present.county_manifest, present.township_manifest})
        if (const auto known = parse_manifest(text))
            for (const ManifestItem& item : known->items) here.insert(item.hash);
    StickEdition told{manifest.info.number, manifest.info.title, manifest.info.publisher, manifest.info.made, manifest.items.size(), 0, chosen_from};
    for (const ManifestItem& item : manifest.items)
        if (here.count(item.hash) == 0) ++told.changed;
    return told;
}

} // namespace

std::string shown_name(std::string_view name) {
    std::string shown;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < name.size();) {
        const CodePoint point = code_point_at(name, at);
        at += point.length;
        if (++characters > longest_shown) return shown + "…";
        // Marks of direction and width without a shape could make a name look like another.
        const bool hidden = point.value < 0x20 || (point.value >= 0x7f && point.value < 0xa0) || (point.value >= 0x200b && point.value <= 0x200f) ||
                            (point.value >= 0x2028 && point.value <= 0x202e) || (point.value >= 0x2060 && point.value <= 0x206f) || point.value == 0xfeff ||
                            point.value == 0xfffd;
        shown += hidden ? "?" : to_utf8(point.value);
    }
    return shown;
}

Result<StickSight> look_at_stick(const Path& stick, const StickBeholder& beholder) {
    StickSight sight;
    // By its name, so that nothing can stand before it.
    const Path answers = stick / stick_folder / carriage_name(Way::Down, beholder.kiosk);
    if (is_folder(stick / stick_folder) && is_regular(answers)) sight.answers = answers;
    const auto files = editions_on(stick, beholder.township, sight.too_many);
    if (!files) return files.error();
    const auto present = look_at_library(beholder.library);
    if (!present) return present.error().in("looking at what is installed");
    std::vector<Candidate> candidates;
    std::size_t opened = 0;
    for (const Path& file : *files) {
        if (!is_regular(file)) {
            refuse(sight, file, "not_a_file");
            continue;
        }
        if (++opened > most_stick_editions) {
            // The rest of a long route need not be opened to be left alone.
            if (named(file, beholder.township) == Named::Others)
                ++sight.for_others;
            else
                sight.too_many = true;
            continue;
        }
        auto edition = EditionFile::open(file, beholder.trusted);
        if (!edition) {
            const auto reason = refusal_of(edition.error());
            refuse(sight, file, reason ? name_of(*reason) : "unreadable");
            continue;
        }
        const auto reason = why_not(edition->manifest(), beholder, *present);
        if (reason.empty())
            candidates.push_back({file, edition->manifest()});
        else if (reason == name_of(Refusal::OtherAudience))
            ++sight.for_others;
        else
            refuse(sight, file, reason, reason == name_of(Refusal::TooEarly) ? std::optional(edition->manifest().info.not_before) : std::nullopt);
    }
    if (candidates.empty()) return sight;
    const auto best = std::min_element(candidates.begin(), candidates.end(), is_better);
    sight.edition = told_of(best->manifest, *present, candidates.size());
    sight.edition->township_waits = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& one) { return one.manifest.layer() != best->manifest.layer(); });
    sight.edition_file = best->file;
    return sight;
}

} // namespace lianxin
