// The steps of an installation.
#include "records/pack/installer.h"

#include "records/base/log.h"
#include "records/base/text.h"
#include "records/pack/composition.h"
#include "records/pack/kept_heads.h"
#include "records/pack/layer_order.h"
#include "records/pack/present.h"
#include "records/pack/validity.h"
#include "records/seal/hash.h"
#include "records/store/blob_folder.h"
#include "records/store/library_sum.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_hashed = 4 << 20;    ///< items that are hashed again when they were not known before
constexpr std::uint64_t spare_space = 16ull << 20; ///< bytes left free beside the blobs, for the database

Result<void> check_aim(const Manifest& manifest, const InstallOptions& options) {
    if (!is_meant_for(manifest, options.township, options.kiosk))
        return refused(Refusal::OtherAudience, ErrorCode::Invalid,
                       "the edition is meant for other townships or kiosks");
    return check_validity(manifest.info, options.earliest, options.latest);
}

Result<EditionFile> open_head(const Path& library, Layer layer, std::uint64_t number, const SignedKeys& keys) {
    return EditionFile::open(head_file(library, layer, number), keys, OlderKeys::PassedOver);
}

/// Whether whoever signed what is installed may do so no more. Its number binds nobody then: somebody who stole a key
/// could else stop all later editions by the largest number there is.
bool is_withdrawn(const Path& library, Layer layer, std::uint64_t number, const SignedKeys& keys) {
    const auto head = open_head(library, layer, number, keys);
    if (head) return false;
    // A head that the disk damaged is no reason to take an older edition.
    const auto refusal = refusal_of(head.error());
    return refusal == Refusal::Stranger || refusal == Refusal::TooFewSigners;
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

/// Whether the library holds the content. What is read anyway is hashed, so that a damaged text is written anew; media
/// that are known are told by their size here, and looked at by the tender (tender.h) in its own time.
bool is_there(const Path& library, const ManifestItem& item, const std::set<Hash>& known) {
    const Path file = blob_file(library, item.hash);
    std::error_code code;
    if (std::filesystem::file_size(file, code) != item.size || code) return false;
    if (item.size > largest_hashed || known.count(item.hash) != 0) return true;
    const auto content = read_file(file, largest_hashed);
    return content && blake2b(*content) == item.hash;
}

/// What is to happen with an edition whose signatures hold.
struct Plan {
    Installed::Outcome outcome = Installed::Outcome::New;
    Numbering numbering = Numbering::Rises;
    OlderKeys older = OlderKeys::Refused; ///< PassedOver: a kept edition is put in again
};

Result<Plan> plan_for(const EditionFile& edition, const Present& present, const SignedKeys& trusted,
                      const InstallOptions& options) {
    using Outcome = Installed::Outcome;
    const Layer layer = edition.manifest().layer();
    const auto& info = edition.manifest().info;
    const auto number = present.number(layer);
    const Numbering numbering = edition.keys() == trusted ? Numbering::Rises : Numbering::Free;
    if (info.number > number) return Plan{Outcome::New, Numbering::Rises};
    if (info.number == number && edition.manifest_text() == present.manifest(layer))
        return Plan{numbering == Numbering::Rises ? Outcome::AlreadyThere : Outcome::New, numbering};
    if (is_withdrawn(options.library, layer, number, edition.keys())) return Plan{Outcome::New, Numbering::Free};
    if (info.number < number)
        return refused(Refusal::Older, ErrorCode::Conflict,
                       "edition " + std::to_string(info.number) + " is older than the installed edition " +
                           std::to_string(number));
    return refused(Refusal::SameNumber, ErrorCode::Conflict,
                   "another edition with the number " + std::to_string(info.number) + " is installed");
}

/// Names the manifest of the edition that was taken out last because it did not load.
Path taken_out_file(const Path& library) {
    return library / "taken_out";
}

std::string name_of_manifest(std::string_view manifest) {
    return to_hex(blake2b(bytes_of(manifest)));
}

bool was_taken_out(const Path& library, const EditionFile& edition) {
    constexpr std::size_t longest = 256;
    const auto noted = read_text(taken_out_file(library), longest);
    return noted && trimmed(*noted) == name_of_manifest(edition.manifest_text());
}

Result<void> put_in(const Path& folder, const LibraryContent& content, Numbering numbering) {
    auto library = Library::open(folder);
    if (!library) return std::move(library).error();
    return library->install(content, numbering);
}

/// Puts in what is kept of these editions; 0 for no township's.
Result<void> put_in_kept(const Path& library, const SignedKeys& keys, std::uint64_t county, std::uint64_t township, const std::set<Hash>& known) {
    Composition composition(library, nullptr, known);
    const auto head = open_head(library, Layer::County, county, keys);
    if (!head) return head.error();
    if (auto taken = composition.take_county(*head); !taken) return taken;
    if (township != 0)
        if (const auto town = open_head(library, Layer::Township, township, keys)) composition.keep_township(*town);
    return put_in(library, std::move(composition).content(keys), Numbering::Free);
}

/// Reads back what was put in.
Result<void> read_back(const LibraryReader& reader, const LibraryContent& content) {
    const auto edition = reader.edition();
    if (!edition) return edition.error();
    const bool whole = edition->number == content.edition.number && reader.page_count("") == content.pages.size() &&
                       reader.channels().size() == content.channels.size() &&
                       reader.services().size() == content.services.size() && !reader.met_damage();
    if (whole) return {};
    return Error{ErrorCode::Corrupt, "the library does not give back what was put in", {}};
}

class Installation {
  public:
    Installation(const EditionFile& edition, const InstallOptions& options, const Present& present, Plan plan,
                 Staging staging)
        : edition_(edition), options_(options), present_(present), plan_(plan), staging_(std::move(staging)),
          known_(known_media(present)) {}

    Result<Installed> run() {
        if (auto copied = copy_missing(); !copied) return std::move(copied).error();
        if (plan_.outcome == Installed::Outcome::AlreadyThere) return mend();
        if (auto kept = keep_manifest(); !kept) return std::move(kept).error();
        Composition composition(options_.library, &staging_, known_);
        if (auto composed = compose(composition); !composed) return std::move(composed).error();
        if (options_.load_check)
            if (auto shown = options_.load_check(composition.to_show()); !shown) return std::move(shown).error();
        const LibraryContent content = std::move(composition).content(edition_.keys());
        if (auto kept = keep_head(options_.library, edition_); !kept) return std::move(kept).error();
        if (auto noted = note_order(); !noted) return std::move(noted).error();
        if (auto moved = staging_.commit(); !moved) return std::move(moved).error();
        if (auto done = put_in(options_.library, content, plan_.numbering); !done) return std::move(done).error();
        if (auto read = prove(content); !read) return put_back(std::move(read).error());
        // After a loss the one before is not known here, and is still needed.
        if (plan_.older == OlderKeys::Refused) drop_heads_but(options_.library, layer(), edition_.manifest().info.number, present_.number(layer()));
        return report();
    }

  private:
    Layer layer() const { return edition_.manifest().layer(); }

    Installed report() {
        report_.outcome = plan_.outcome;
        report_.layer = layer();
        report_.edition = edition_.manifest().info;
        report_.before = present_.number(layer());
        report_.items = edition_.manifest().items.size();
        report_.blobs_written = staging_.count();
        return report_;
    }

    Result<void> copy_missing() {
        const auto missing = missing_items(options_.library, edition_, known_);
        std::uint64_t bytes = 0;
        for (const auto index : missing) bytes += edition_.manifest().items[index].size;
        if (auto room = check_space(options_.library, bytes); !room) return room;
        auto copied = copy_items(edition_, missing, staging_, options_.progress);
        if (!copied) return std::move(copied).error();
        report_.bytes_written = *copied;
        return {};
    }

    /// The edition is installed: only what was missing of it is put in its place.
    Result<Installed> mend() {
        if (staging_.count() == 0) return report();
        if (auto moved = staging_.commit(); !moved) return std::move(moved).error();
        plan_.outcome = Installed::Outcome::Mended;
        return report();
    }

    Result<void> keep_manifest() {
        auto file = staging_.create(blake2b(bytes_of(edition_.manifest_text())));
        if (!file) return std::move(file).error();
        return file->write_all(bytes_of(edition_.manifest_text()));
    }

    /// Of one that is put in again it is written down already when it came.
    Result<void> note_order() const {
        return plan_.older == OlderKeys::PassedOver ? Result<void>() : note_put_in(options_.library, layer(), edition_.manifest().info.number);
    }

    Result<void> compose(Composition& composition) const {
        if (layer() == Layer::Township) {
            if (!present_.county) return no_county();
            const auto county = open_head(options_.library, Layer::County, present_.county->number, edition_.keys());
            if (!county && county.error().code == ErrorCode::NotFound) return no_county();
            if (!county) return county.error().in("the county's edition");
            if (auto taken = composition.take_county(*county); !taken) return taken;
            return composition.take_township(edition_);
        }
        if (auto taken = composition.take_county(edition_); !taken) return taken;
        if (!present_.township) return {};
        const auto township = open_head(options_.library, Layer::Township, present_.township->number, edition_.keys());
        if (township)
            composition.keep_township(*township);
        else
            log(Priority::Warning, "the township's edition is left out", township.error());
        return {};
    }

    static Result<void> no_county() {
        return refused(Refusal::NoCountyEdition, ErrorCode::NotFound,
                       "install an edition of the county before that of a township");
    }

    Result<void> prove(const LibraryContent& content) const {
        const auto reader = LibraryReader::open(options_.library);
        if (!reader) return reader.error();
        return options_.read_back ? options_.read_back(*reader) : read_back(*reader, content);
    }

    /// Takes out the first edition of all. Its head goes first: the library would else be restored from it.
    Result<void> empty() const {
        std::error_code code;
        std::filesystem::remove(head_file(options_.library, layer(), edition_.manifest().info.number), code);
        if (code) return Error{ErrorCode::Storage, "removing the head of the edition: " + code.message(), {}};
        const auto aside = Library::put_aside(options_.library);
        return aside ? Result<void>() : aside.error();
    }

    /// The new edition cannot be read: the one before is put in again, out of its head and the blobs.
    Error put_back(Error why) const {
        const auto give_up = [&](const Error& error) {
            log(Priority::Error, "the edition before cannot be put back", error);
            return refused(Refusal::DidNotLoad, why);
        };
        if (!present_.county) {
            const auto emptied = empty();
            return emptied ? refused(Refusal::DidNotLoad, std::move(why)) : give_up(emptied.error());
        }
        const auto keys = newest_keys(options_.enrolled, present_.keys);
        if (!keys) return give_up(keys.error());
        const auto put = put_in_kept(options_.library, *keys, present_.number(Layer::County), present_.number(Layer::Township), known_);
        if (!put) return give_up(put.error());
        drop_heads_but(options_.library, layer(), present_.number(layer()), present_.number(layer()));
        return refused(Refusal::DidNotLoad, std::move(why));
    }

    const EditionFile& edition_;
    const InstallOptions& options_;
    const Present& present_;
    Plan plan_;
    Staging staging_;
    std::set<Hash> known_;
    Installed report_;
};

/// With the library as `look_at_library` finds it; a lost one was restored before.
Result<Installed> install_file(const Path& file, const InstallOptions& options, OlderKeys older) {
    auto present = look_at_library(options.library);
    if (!present) return std::move(present).error().in("looking at what is installed");
    auto trusted = newest_keys(options.enrolled, present->keys);
    if (!trusted) return std::move(trusted).error().in("the keys of the enrolment");
    auto edition = EditionFile::open(file, *trusted, older);
    if (!edition) return std::move(edition).error();
    if (auto meant = check_aim(edition->manifest(), options); !meant) return std::move(meant).error();
    auto plan = plan_for(*edition, *present, *trusted, options);
    if (!plan) return std::move(plan).error();
    if (plan->outcome == Installed::Outcome::New && was_taken_out(options.library, *edition))
        return refused(Refusal::DidNotLoad, ErrorCode::Invalid, "this edition was installed before, did not load and was taken out again");
    if (plan->outcome == Installed::Outcome::AlreadyThere &&
        missing_items(options.library, *edition, known_media(*present)).empty())
        return Installed{plan->outcome,
                         edition->manifest().layer(),
                         edition->manifest().info,
                         edition->manifest().info.number,
                         edition->manifest().items.size(),
                         0,
                         0};

    plan->older = older;
    if (auto made = make_folder(options.library); !made) return std::move(made).error();
    auto lock = FileLock::take(options.library / "install.lock");
    if (!lock) return std::move(lock).error();
    auto staging = Staging::begin(options.library);
    if (!staging) return std::move(staging).error();
    return Installation(*edition, options, *present, *plan, std::move(*staging)).run();
}

} // namespace

std::vector<std::size_t> missing_items(const Path& library, const EditionFile& edition,
                                       const std::set<Hash>& known_media) {
    std::vector<std::size_t> missing;
    const auto& items = edition.manifest().items;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!is_there(library, items[i], known_media)) missing.push_back(i);
    return missing;
}

Result<Installed> install_edition(const Path& file, const InstallOptions& options) {
    if (auto restored = restore_library(options); !restored) return restored.error().in("restoring the library");
    return install_file(file, options, OlderKeys::Refused);
}

namespace {

/// A newer program gives the database its new form first; until then nobody can read it.
Result<void> bring_up_to_date(const Path& library) {
    const auto reader = LibraryReader::open(library);
    if (reader || reader.error().code != ErrorCode::Unavailable) return {};
    forget_library_sum(library);
    const auto opened = Library::open(library);
    return opened ? Result<void>() : opened.error();
}

/// Whether the kept edition could be put in as it is.
bool can_be_put_in(const InstallOptions& options, const Present& present) {
    const auto keys = newest_keys(options.enrolled, present.keys);
    const auto head = keys ? open_head(options.library, Layer::County, present.county->number, *keys) : Result<EditionFile>(keys.error());
    return head && missing_items(options.library, *head, {}).empty();
}

/// Puts a library.db aside that is readable in part only, so that it is built anew. True when nothing readable is left in its place.
Result<bool> clear_damaged(const InstallOptions& options) {
    const auto lock = FileLock::take(options.library / "install.lock");
    if (!lock) return lock.error();
    const auto sound = library_soundness(options.library);
    if (!sound && sound.error().code == ErrorCode::NotFound) return true;
    if (!sound) return sound.error();
    const auto present = look_at_library(options.library);
    if (!present) return present.error();
    if (*sound == Soundness::Sound) return !present->county;
    if (present->county && !can_be_put_in(options, *present)) {
        log(Priority::Error, "library.db is damaged, and not all of its edition is here to build it anew; what can be read of it is kept");
        return false;
    }
    const auto aside = Library::put_aside(options.library);
    if (!aside) return aside.error();
    log(Priority::Error, "library.db is damaged and built anew; the damaged one is kept as " + aside->filename().string());
    return true;
}

/// The number of the edition before the installed one; 0 when none is kept.
std::uint64_t number_before(const Path& library, Layer layer, std::uint64_t installed) {
    for (const auto& head : kept_heads(library))
        if (head.layer == layer && head.number < installed) return head.number;
    return 0;
}

} // namespace

Result<bool> roll_back_library(const InstallOptions& options) {
    const auto lock = FileLock::take(options.library / "install.lock");
    if (!lock) return lock.error();
    const auto present = look_at_library(options.library);
    if (!present) return present.error();
    if (!present->county) return false;
    const auto keys = newest_keys(options.enrolled, present->keys);
    if (!keys) return keys.error();
    for (const Layer layer : newest_first(options.library, present->number(Layer::County), present->number(Layer::Township))) {
        const std::uint64_t bad = present->number(layer), before = number_before(options.library, layer, bad);
        if (bad == 0 || (layer == Layer::County && before == 0)) continue;
        const bool county = layer == Layer::County;
        // Noted first: a cut then leaves the edition in, to be taken out again.
        if (auto noted = write_file(taken_out_file(options.library), name_of_manifest(present->manifest(layer)) + "\n"); !noted) return std::move(noted).error();
        const auto put = put_in_kept(options.library, *keys, county ? before : present->number(Layer::County),
                                     county ? present->number(Layer::Township) : before, known_media(*present));
        if (!put) {
            log(Priority::Error, "the edition before cannot be put back", put.error());
            continue;
        }
        drop_heads_but(options.library, layer, before, before);
        log(Priority::Error, std::string(name_of(layer)) + " edition " + std::to_string(bad) + " did not load and is taken out; edition " +
                                 std::to_string(before) + " is there again");
        return true;
    }
    return false;
}

Result<bool> restore_library(const InstallOptions& options) {
    if (auto ready = bring_up_to_date(options.library); !ready) return std::move(ready).error();
    const auto heads = kept_heads(options.library);
    if (heads.empty()) return false;
    const auto cleared = clear_damaged(options);
    if (!cleared) return cleared.error();
    if (!*cleared) return false;
    InstallOptions how = options;
    how.township = how.kiosk = "";
    how.earliest = how.latest = std::nullopt;
    bool restored = false;
    for (const Layer layer : {Layer::County, Layer::Township})
        for (const auto& head : heads) {
            if (head.layer != layer) continue;
            const auto done = install_file(head.file, how, OlderKeys::PassedOver);
            if (done) {
                log(Priority::Notice, "the library was lost and is restored: " + head.file.filename().string());
                restored = true;
                break;
            }
            if (!refusal_of(done.error())) return done.error();
            log(Priority::Warning, "not restored: " + head.file.filename().string(), done.error());
        }
    return restored;
}

} // namespace lianxin
