// Installing, and knowing what to fetch.
#include "sync/library_shelf.h"

#include "records/base/log.h"
#include "records/pack/kept_heads.h"
#include "records/pack/present.h"
#include "records/pack/validity.h"
#include "records/store/reserve.h"

#include <algorithm>

namespace lianxin {
namespace {

constexpr std::uint64_t head_may_grow = 64 << 10; ///< bytes: a further publisher may sign, and newer keys may come with it
/// Bytes that content leaves free at least: the margin of a reserve as most kiosks have it, and what the library's database may take.
constexpr std::uint64_t least_left_free = 80ull << 20;

} // namespace

LibraryShelf::LibraryShelf(const Settings& settings, std::string township, std::string kiosk, const TrustedClock& clock)
    : settings_(settings), township_(std::move(township)), kiosk_(std::move(kiosk)), clock_(clock), tender_(settings.library) {}

EditionShelf LibraryShelf::shelf() {
    return {[this] { return layers(); }, [this](Layer layer) { return installed(layer); },
            [this](const Path& file) { return install(file); }, [this](const Path& head) { return look(head); },
            [this](Layer layer) { return to_mend(layer); }, [this] { return room(); }};
}

Result<InstallOptions> LibraryShelf::options() const {
    auto enrolled = read_signed_keys(settings_.enrolment);
    if (!enrolled) return std::move(enrolled).error();
    InstallOptions options{settings_.library, std::move(*enrolled), township_, kiosk_, clock_.earliest()};
    options.latest = clock_.latest();
    if (!settings_.load_check.empty())
        options.load_check = [program = settings_.load_check](const auto& items) { return run_load_check(program, items); };
    return options;
}

/// The township's only where the county's newest keys name it: no round is longer for a door that nobody uses.
std::vector<Layer> LibraryShelf::layers() const {
    const auto enrolled = read_signed_keys(settings_.enrolment);
    const auto library = LibraryReader::open(settings_.library);
    if (!enrolled || !library) return {Layer::County};
    const auto newest = newest_keys(*enrolled, library->keys());
    const auto keys = newest ? parse_county_keys(newest->document) : Result<CountyKeys>(newest.error());
    const bool publishes = keys && std::any_of(keys->townships.begin(), keys->townships.end(),
                                               [this](const TownshipPublisher& one) { return one.township == township_; });
    return publishes ? std::vector<Layer>{Layer::County, Layer::Township} : std::vector<Layer>{Layer::County};
}

std::uint64_t LibraryShelf::installed(Layer layer) const {
    const auto present = look_at_library(settings_.library);
    return present ? present->number(layer) : 0;
}

Result<void> LibraryShelf::install(const Path& file, CopyProgress progress) {
    auto how = options();
    if (!how) return std::move(how).error();
    how->progress = std::move(progress);
    auto done = install_edition(file, *how);
    if (!done) return std::move(done).error();
    return {};
}

Result<EditionLook> LibraryShelf::look(const Path& head) const {
    const auto how = options();
    if (!how) return how.error();
    const auto present = look_at_library(settings_.library);
    if (!present) return present.error();
    const auto trusted = newest_keys(how->enrolled, present->keys);
    if (!trusted) return trusted.error();
    const auto edition = EditionFile::open(head, *trusted, OlderKeys::PassedOver);
    if (!edition) return edition.error();
    // Too late is too late before anything is fetched; too early is not, because the edition then waits here.
    if (auto holds = check_validity(edition->manifest().info, how->earliest, {}); !holds) return std::move(holds).error();
    const auto& items = edition->manifest().items;
    const auto missing = missing_items(settings_.library, *edition, known_media(*present));
    std::error_code none;
    const std::uint64_t before_blobs = std::filesystem::file_size(head, none);
    EditionLook found{edition->manifest().info.number, edition->manifest().layer(), {}, before_blobs + head_may_grow, 0};
    std::uint64_t all = 0, lacks = 0;
    for (const auto& item : items) all += item.stored;
    for (const auto index : missing) lacks += items[index].stored, found.unpacked += items[index].size;
    // Of a whole edition the county keeps one file for everybody; a delta of most of it would be a second one.
    found.download += lacks > all / 2 ? all : lacks;
    if (lacks > all / 2) return found;
    found.wanted = held_bits(items.size(), [&](std::size_t index) { return std::binary_search(missing.begin(), missing.end(), index); });
    return found;
}

std::optional<Path> LibraryShelf::to_mend(Layer layer) {
    bool& may_lack = may_lack_.at(static_cast<std::size_t>(layer));
    if (!may_lack) return std::nullopt;
    const Path head = head_file(settings_.library, layer, installed(layer));
    const auto found = look(head);
    const bool lacks = found && (found->wanted.empty() || std::any_of(found->wanted.begin(), found->wanted.end(), [](std::uint8_t byte) { return byte != 0; }));
    may_lack = lacks;
    return lacks ? std::optional(head) : std::nullopt;
}

/// Residents come before content: beyond the reserve, attachments need the margin below which the outbox takes none. Where state and
/// library lie on two disks, the fuller one counts.
std::uint64_t LibraryShelf::room() const {
    const std::uint64_t here = free_space(settings_.state).value_or(0);
    const std::uint64_t free = std::min(here, free_space(settings_.library).value_or(here));
    std::error_code none;
    const auto reserve = std::filesystem::file_size(settings_.outbox / "reserve", none);
    const std::uint64_t left = std::max(least_left_free, none ? 0 : Reserve::margin_of(reserve));
    return free - std::min(free, left);
}

void LibraryShelf::restore() {
    const auto how = options();
    const auto restored = how ? restore_library(*how) : Result<bool>(how.error());
    if (!restored) log(Priority::Error, "looking whether the library is whole", restored.error());
}

void LibraryShelf::heed(const LibraryWord& word) {
    const bool of_now = word.county == 0 || (word.county == installed(Layer::County) && word.township == installed(Layer::Township));
    const auto how = options();
    if (!is_failing(word) || !of_now || !how) return;
    const auto restored = restore_library(*how);
    if (!restored) return log(Priority::Error, "looking whether the library is whole", restored.error());
    if (*restored) return;
    const auto back = roll_back_library(*how);
    if (!back) log(Priority::Error, "the edition does not load and cannot be taken out", back.error());
}

void LibraryShelf::tend() {
    if (++tended_ % LibraryTender::steps == 0) restore();
    const auto tended = tender_.step();
    if (!tended) return log(Priority::Warning, "looking after the library", tended.error());
    if (tended->damaged > 0) may_lack_.fill(true);
    if (tended->removed + tended->damaged > 0)
        log(Priority::Info, "files of editions dropped: " + std::to_string(tended->removed) + " not needed any more, " +
                                std::to_string(tended->damaged) + " damaged");
}

} // namespace lianxin
