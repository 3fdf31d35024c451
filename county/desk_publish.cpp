// Publishing: an edition is verified, copied into the county's own folder, and only then named in the book.
#include "county/desk.h"

#include "records/pack/edition_file.h"
#include "records/seal/hash.h"

#include <cstdio>
#include <fcntl.h>

namespace lianxin {

namespace {

constexpr std::size_t piece = 1 << 20;

/// Copies and hashes in one reading; the copy is on the disk when this returns.
Result<Hash> copy_and_hash(const Path& from, const Path& to) {
    const auto source = File::open(from, O_RDONLY);
    if (!source) return source.error();
    auto target = File::open(to, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    if (!target) return std::move(target).error();
    Sha256 hash;
    for (std::uint64_t offset = 0;;) {
        const auto bytes = source->read_at(offset, piece);
        if (!bytes) return bytes.error();
        if (bytes->empty()) break;
        hash.add(*bytes);
        if (auto written = target->write_all(*bytes); !written) return std::move(written).error();
        offset += bytes->size();
    }
    if (auto synced = target->sync_data(); !synced) return std::move(synced).error();
    return hash.done();
}

/// A township's edition is named by its code too, for it has its own numbers.
std::string file_name(const Manifest& manifest) {
    char name[32];
    std::snprintf(name, sizeof name, "%06llu.lxe", static_cast<unsigned long long>(manifest.info.number));
    return manifest.township.empty() ? name : manifest.township + "-" + name;
}

} // namespace

/// Gives the file its name, unless an edition as new is served.
Result<void> Desk::place(const Path& incoming, const PublishedEdition& entry) {
    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    const auto newest = entry.township.empty() ? (*reader)->newest_edition() : (*reader)->newest_edition_of(entry.township);
    if (!newest) return newest.error();
    if (*newest && (*newest)->number >= entry.number)
        return Error{ErrorCode::Conflict, "edition " + std::to_string((*newest)->number) + " is served already", {}};
    std::error_code failed;
    std::filesystem::rename(incoming, settings_->editions() / entry.file, failed);
    if (failed) return Error{ErrorCode::Storage, "the edition cannot be put in its place", {}};
    return sync_folder(settings_->editions());
}

Result<std::uint64_t> Desk::publish(const Path& file) {
    const auto keys = read_signed_keys(settings_->keys);
    if (!keys) return keys.error();
    // The copy is what is verified and served: whatever happens to the original while we look does not matter.
    const Path incoming = settings_->editions() / "incoming";
    if (auto made = make_folder(settings_->editions(), Access::OwnerOnly); !made) return std::move(made).error();
    const auto digest = copy_and_hash(file, incoming);
    if (!digest) return digest.error().in("copying " + file.string());
    const auto edition = EditionFile::open(incoming, *keys);
    if (!edition) return edition.error().in("verifying " + file.string());
    const EditionInfo& info = edition->manifest().info;
    if (edition->is_delta())
        return Error{ErrorCode::Invalid, file.string() + " is a delta; publish the whole edition", {}};
    if (info.county != settings_->county)
        return Error{ErrorCode::Invalid, "the edition is of county " + info.county, {}};
    // Keys that the roots signed and an edition carries are the county's from now on: enrolments and later editions go by them.
    if (edition->keys() != *keys)
        if (auto kept = write_signed_keys(settings_->keys, edition->keys()); !kept) return std::move(kept).error().in("keeping the edition's keys");
    const PublishedEdition entry{info.number, file_name(edition->manifest()), *digest, clock_->wall(), edition->manifest().township};
    if (auto placed = place(incoming, entry); !placed) return std::move(placed).error();
    const auto entered = writer_->perform([&](Book& book) -> Result<void> {
        if (auto added = book.store.add(entry); !added) return added;
        Value::Map event{{"edition", entry.number}, {"digest", entry.digest}, {"at", now_number()}};
        if (!entry.township.empty()) event.emplace_back("township", entry.township);
        const auto logged = book.log.append_event(book.store, "publish", std::move(event));
        if (!logged) return logged.error();
        return {};
    });
    if (!entered) return entered.error();
    return info.number;
}

} // namespace lianxin
