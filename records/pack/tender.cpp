// Which blobs are named, and what the others are.
#include "records/pack/tender.h"

#include "records/base/log.h"
#include "records/pack/kept_heads.h"
#include "records/pack/present.h"
#include "records/seal/hash.h"
#include "records/store/blob_folder.h"

#include <fcntl.h>

namespace lianxin {
namespace {

constexpr unsigned folders = 256;

using Names = std::set<std::string>;

/// Names of all blobs of the kept editions; nothing when an installed one is not among them, for then not all is known.
std::optional<Names> named_blobs(const Path& library, const Present& present) {
    Names names;
    std::set<std::string> manifests;
    for (const auto& head : kept_heads(library)) {
        const auto file = File::open(head.file, O_RDONLY);
        const auto parts = file ? read_edition_head(*file) : Result<EditionHead>(file.error());
        const auto manifest = parts ? parse_manifest(parts->manifest) : Result<Manifest>(parts.error());
        if (!manifest) continue;
        manifests.insert(parts->manifest);
        names.insert(to_hex(blake2b(bytes_of(parts->manifest))));
        for (const auto& item : manifest->items) names.insert(to_hex(item.hash));
    }
    for (const Layer layer : {Layer::County, Layer::Township})
        if (present.edition(layer) && manifests.count(present.manifest(layer)) == 0) return std::nullopt;
    return names;
}

/// BLAKE2b-256 of a file of any size.
Result<Hash> hash_of(const Path& path) {
    const auto file = File::open(path, O_RDONLY);
    if (!file) return file.error();
    constexpr std::size_t piece = 256 * 1024;
    Blake2b hash;
    for (std::uint64_t at = 0;;) {
        const auto bytes = file->read_at(at, piece);
        if (!bytes) return bytes.error();
        if (bytes->empty()) return hash.done();
        hash.add(*bytes);
        at += bytes->size();
    }
}

void tend_folder(const Path& folder, const Names& names, Tended& tended) {
    std::vector<Path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) files.push_back(entry.path());
    for (const Path& file : files) {
        const std::string name = file.filename().string();
        const bool named = names.count(name) != 0;
        if (named) {
            const auto hash = hash_of(file);
            // A disk that cannot read just now is no reason to throw away.
            if (!hash || to_hex(*hash) == name) continue;
            log(Priority::Warning, "damaged on the disk and dropped, to be fetched again: " + name);
        }
        if (std::filesystem::remove(file, ignored)) ++(named ? tended.damaged : tended.removed);
    }
}

} // namespace

Result<Tended> LibraryTender::step() {
    Tended tended;
    const auto lock = FileLock::take(library_ / "install.lock");
    if (!lock) return tended;
    const auto present = look_at_library(library_);
    if (!present) return present.error();
    if (!present->county) return tended;
    const auto names = named_blobs(library_, *present);
    if (!names) return tended;
    for (unsigned count = 0; count < folders / steps; ++count, next_ = (next_ + 1) % folders) {
        const std::uint8_t number = static_cast<std::uint8_t>(next_);
        tend_folder(library_ / "blobs" / to_hex(ByteView(&number, 1)), *names, tended);
    }
    return tended;
}

} // namespace lianxin
