// The steps of an installation.
#include "records/pack/installer.h"

#include "records/base/date.h"
#include "records/pack/content_check.h"
#include "records/pack/staging.h"
#include "records/seal/hash.h"
#include "records/store/blob_folder.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_checked = 4 << 20;   ///< items of the kinds that the load check reads
constexpr std::uint64_t spare_space = 16ull << 20; ///< bytes left free beside the blobs, for the database

/// What is installed now.
struct Present {
    std::optional<EditionInfo> edition;
    std::string manifest;
    Value keys;
};

Result<Present> look(const Path& library) {
    auto reader = LibraryReader::open(library);
    if (!reader && reader.error().code == ErrorCode::NotFound) return Present{};
    if (!reader) return std::move(reader).error();
    Present present;
    auto edition = reader->edition();
    if (!edition && edition.error().code == ErrorCode::NotFound) return Present{};
    if (!edition) return std::move(edition).error();
    present.edition = std::move(*edition);
    if (auto manifest = reader->blob(manifest_blob, largest_manifest)) present.manifest = text_of(*manifest);
    present.keys = reader->keys();
    return present;
}

Error older(const EditionInfo& offered, const EditionInfo& present) {
    return refused(Refusal::Older, ErrorCode::Conflict,
                   "edition " + std::to_string(offered.number) + " is older than the installed edition " +
                       std::to_string(present.number));
}

Result<Installed::Outcome> compare(const EditionFile& edition, const Present& present) {
    const auto& info = edition.manifest().info;
    if (!present.edition || info.number > present.edition->number) return Installed::Outcome::New;
    if (info.number < present.edition->number) return older(info, *present.edition);
    if (edition.manifest_text() == present.manifest) return Installed::Outcome::AlreadyThere;
    return refused(Refusal::SameNumber, ErrorCode::Conflict,
                   "another edition with the number " + std::to_string(info.number) + " is installed");
}

Result<void> check_aim(const Manifest& manifest, const InstallOptions& options) {
    if (manifest.layer() == Layer::Township)
        return refused(Refusal::BeyondItsRole, ErrorCode::Unsupported, "editions of townships are not installed yet");
    if (!is_meant_for(manifest, options.township, options.kiosk))
        return refused(Refusal::OtherAudience, ErrorCode::Invalid,
                       "the edition is meant for other townships or kiosks");
    if (options.now && manifest.info.expires <= *options.now)
        return refused(Refusal::Expired, ErrorCode::Invalid,
                       "the edition expired on " + iso_day(day_in_china(manifest.info.expires)) +
                           "; ask the county for a newer one");
    return {};
}

/// The pictures of the installed edition: checked when they came, so a small edition need not read hundreds of
/// megabytes again.
std::set<Hash> pictures_of(const Present& present) {
    std::set<Hash> pictures;
    if (const auto manifest = parse_manifest(present.manifest))
        for (const auto& item : manifest->items)
            if (item.kind == ItemKind::Picture) pictures.insert(item.hash);
    return pictures;
}

Result<void> check_space(const Path& library, std::uint64_t missing) {
    auto room = free_space(library);
    if (!room) return std::move(room).error();
    if (*room >= missing + spare_space) return {};
    return Error{ErrorCode::NoSpace,
                 "the edition needs " + std::to_string((missing + spare_space) >> 20) + " MiB, " +
                     std::to_string(*room >> 20) + " MiB are free",
                 {}};
}

class Installation {
  public:
    Installation(const EditionFile& edition, const Path& library, Staging staging, std::set<Hash> known_pictures)
        : edition_(edition), library_(library), staging_(std::move(staging)),
          known_pictures_(std::move(known_pictures)) {}

    Result<Installed> run() {
        if (auto copied = copy_missing(); !copied) return std::move(copied).error();
        if (auto kept = keep_manifest(); !kept) return std::move(kept).error();
        if (auto checked = check_items(); !checked) return std::move(checked).error();
        if (auto moved = staging_.commit(); !moved) return std::move(moved).error();
        auto library = Library::open(library_);
        if (!library) return std::move(library).error();
        if (auto installed = library->install(content()); !installed) return std::move(installed).error();
        report_.edition = edition_.manifest().info;
        report_.items = edition_.manifest().items.size();
        report_.blobs_written = staging_.count();
        return report_;
    }

  private:
    bool is_known(const ManifestItem& item) const {
        return item.kind == ItemKind::Picture && known_pictures_.count(item.hash) != 0;
    }

    /// Whether the library holds the blob. What is read anyway is hashed, so that a damaged one is written anew;
    /// pictures that are known, and large items, are told by their size.
    bool is_there(const ManifestItem& item) const {
        const Path file = blob_file(library_, item.hash);
        std::error_code code;
        if (std::filesystem::file_size(file, code) != item.size || code) return false;
        if (item.size > largest_checked || is_known(item)) return true;
        const auto content = read_file(file, largest_checked);
        return content && blake2b(*content) == item.hash;
    }

    Result<void> copy_missing() {
        const auto& items = edition_.manifest().items;
        std::vector<std::size_t> missing;
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!is_there(items[i])) {
                missing.push_back(i);
                bytes += items[i].size;
            }
        if (auto room = check_space(library_, bytes); !room) return room;
        for (const auto index : missing)
            if (auto copied = copy(index); !copied) return copied;
        return {};
    }

    Result<void> copy(std::size_t index) {
        const auto& item = edition_.manifest().items[index];
        if (staging_.has(item.hash)) return {};
        auto file = staging_.create(item.hash);
        if (!file) return std::move(file).error();
        report_.bytes_written += item.size;
        return edition_.read_item(index, [&](ByteView bytes) { return file->write_all(bytes); });
    }

    Result<void> keep_manifest() {
        manifest_hash_ = blake2b(bytes_of(edition_.manifest_text()));
        auto file = staging_.create(manifest_hash_);
        if (!file) return std::move(file).error();
        return file->write_all(bytes_of(edition_.manifest_text()));
    }

    Result<void> check_items() {
        for (const auto& item : edition_.manifest().items) {
            if (is_known(item) && !staging_.has(item.hash)) {
                check_.keep(item);
                continue;
            }
            Bytes content;
            if (item.kind != ItemKind::Other) {
                auto bytes =
                    read_file(staging_.has(item.hash) ? staging_.file(item.hash) : blob_file(library_, item.hash),
                              largest_checked);
                if (!bytes) return std::move(bytes).error().in(item.path);
                content = std::move(*bytes);
            }
            if (auto taken = check_.take(item, text_of(content)); !taken)
                return refused(Refusal::UnreadableItem, std::move(taken).error()).in(item.path);
        }
        const auto dangling = check_.dangling();
        if (!dangling.empty()) return refused(Refusal::UnreadableItem, ErrorCode::Invalid, dangling.front());
        return {};
    }

    LibraryContent content() {
        LibraryContent content = std::move(check_).content();
        content.edition = edition_.manifest().info;
        content.keys = to_value(edition_.keys());
        content.blobs.emplace_back(manifest_blob, manifest_hash_);
        return content;
    }

    const EditionFile& edition_;
    const Path& library_;
    Staging staging_;
    std::set<Hash> known_pictures_;
    ContentCheck check_;
    Hash manifest_hash_{};
    Installed report_;
};

} // namespace

Result<Installed> install_edition(const Path& file, const InstallOptions& options) {
    auto present = look(options.library);
    if (!present) return std::move(present).error().in("looking at what is installed");
    auto trusted = newest_keys(options.enrolled, present->keys);
    if (!trusted) return std::move(trusted).error().in("the keys of the enrolment");
    auto edition = EditionFile::open(file, *trusted);
    if (!edition) return std::move(edition).error();
    if (auto meant = check_aim(edition->manifest(), options); !meant) return std::move(meant).error();
    auto outcome = compare(*edition, *present);
    if (!outcome) return std::move(outcome).error();
    if (*outcome == Installed::Outcome::AlreadyThere)
        return Installed{*outcome, edition->manifest().info, edition->manifest().items.size(), 0, 0};

    if (auto made = make_folder(options.library); !made) return std::move(made).error();
    auto lock = FileLock::take(options.library / "install.lock");
    if (!lock) return std::move(lock).error();
    auto staging = Staging::begin(options.library);
    if (!staging) return std::move(staging).error();
    return Installation(*edition, options.library, std::move(*staging), pictures_of(*present)).run();
}

} // namespace lianxin
