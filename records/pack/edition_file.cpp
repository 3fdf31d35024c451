// Taking an edition file apart.
#include "records/pack/edition_file.h"

#include "records/base/compression.h"
#include "records/pack/minisign_list.h"
#include "records/seal/hash.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::size_t largest_keys = 64 * 1024;
constexpr std::size_t largest_signatures = 32 * 1024;
constexpr std::size_t piece = 256 * 1024;

Error too_short() {
    return {ErrorCode::Corrupt, "the file ends too early; copy it again", {}};
}

void append_part(Bytes& to, std::string_view part) {
    append_u32(to, static_cast<std::uint32_t>(part.size()));
    append(to, bytes_of(part));
}

/// Reads parts one after another, each after its length.
class PartReader {
  public:
    PartReader(const File& file, std::uint64_t at) : file_(file), at_(at) {}

    Result<std::string> part(std::size_t limit) {
        auto length = file_.read_at(at_, 4);
        if (!length) return std::move(length).error();
        if (length->size() != 4) return too_short();
        const std::size_t size = read_u32(*length, 0);
        if (size > limit) return Error{ErrorCode::Corrupt, "a part of the edition is larger than allowed", {}};
        auto bytes = file_.read_at(at_ + 4, size);
        if (!bytes) return std::move(bytes).error();
        if (bytes->size() != size) return too_short();
        at_ += 4 + size;
        return text_of(*bytes);
    }
    std::uint64_t at() const { return at_; }

  private:
    const File& file_;
    std::uint64_t at_;
};

Result<void> check_magic(const File& file) {
    auto magic = file.read_at(0, edition_magic.size());
    if (!magic) return std::move(magic).error();
    const std::string found = text_of(*magic);
    if (found == edition_magic) return {};
    if (found.substr(0, 3) == "LXE" && found.size() == edition_magic.size() &&
        found.substr(4) == edition_magic.substr(4))
        return Error{ErrorCode::Unsupported, "the edition is of a version that this program does not know", {}};
    return Error{ErrorCode::Invalid, "this file is not a content edition", {}};
}

Result<void> check_signatures(const EditionHead& head, const CountyKeys& keys) {
    const auto signers = count_signers(head.signatures, bytes_of(head.manifest), keys.publishers, Strangers::Refused);
    if (signers && *signers >= 1) return {};
    const std::string reason = signers ? "it carries no signature" : signers.error().message;
    return Error{ErrorCode::Untrusted,
                 "the edition is not signed by a publisher of county " + keys.county + " (" + reason + ")",
                 {}};
}

} // namespace

Bytes encode(const EditionHead& head) {
    Bytes out = copy_of(bytes_of(edition_magic));
    for (const auto* part : {&head.manifest, &head.keys.document, &head.keys.signatures, &head.signatures})
        append_part(out, *part);
    return out;
}

Result<EditionHead> read_edition_head(const File& file) {
    if (auto fine = check_magic(file); !fine) return std::move(fine).error();
    PartReader reader(file, edition_magic.size());
    EditionHead head;
    for (const auto& [part, limit] :
         {std::pair(&head.manifest, largest_manifest), std::pair(&head.keys.document, largest_keys),
          std::pair(&head.keys.signatures, largest_signatures), std::pair(&head.signatures, largest_signatures)}) {
        auto bytes = reader.part(limit);
        if (!bytes) return std::move(bytes).error();
        *part = std::move(*bytes);
    }
    head.blobs_at = reader.at();
    return head;
}

void sign_edition(EditionHead& head, const Manifest& manifest, const SigningKey& publisher) {
    head.signatures +=
        minisign_signature(publisher, key_id_of(publisher.public_key()), bytes_of(head.manifest),
                           "edition " + std::to_string(manifest.info.number) + " of county " + manifest.info.county);
}

Result<EditionFile> EditionFile::open(const Path& path, const SignedKeys& trusted) {
    auto first = verify_first(trusted);
    if (!first) return std::move(first).error().in("the trusted keys");
    EditionFile edition;
    auto file = File::open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!file) return std::move(file).error();
    edition.file_ = std::move(*file);
    auto head = read_edition_head(edition.file_);
    if (!head) return std::move(head).error();

    CountyKeys keys = std::move(*first);
    edition.keys_ = trusted;
    if (head->keys != SignedKeys{}) {
        auto next = verify_next(keys, head->keys);
        if (!next) return std::move(next).error().in("the keys that the edition carries");
        keys = std::move(*next);
        edition.keys_ = head->keys;
    }
    if (auto held = check_signatures(*head, keys); !held) return std::move(held).error();
    auto manifest = parse_manifest(head->manifest);
    if (!manifest) return std::move(manifest).error();
    if (manifest->info.county != keys.county)
        return Error{ErrorCode::Untrusted,
                     "the edition is for county " + manifest->info.county + ", not for " + keys.county,
                     {}};

    std::uint64_t end = head->blobs_at;
    for (const auto& item : manifest->items) {
        edition.offsets_.push_back(end);
        end += item.stored;
    }
    auto size = edition.file_.size();
    if (!size) return std::move(size).error();
    if (*size < end) return too_short();
    if (*size > end) return Error{ErrorCode::Corrupt, "bytes follow the end of the edition", {}};
    edition.manifest_ = std::move(*manifest);
    edition.manifest_text_ = std::move(head->manifest);
    return edition;
}

Result<void> EditionFile::read_item(std::size_t index, const Sink& sink) const {
    const auto& item = manifest_.items.at(index);
    auto read =
        item.packing == Packing::Raw ? read_raw(item, offsets_[index], sink) : read_packed(item, offsets_[index], sink);
    if (!read) return std::move(read).error().in(item.path);
    return {};
}

Result<void> EditionFile::read_raw(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const {
    Blake2b hash;
    for (std::uint64_t done = 0; done < item.stored;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece, item.stored - done));
        auto bytes = file_.read_at(offset + done, count);
        if (!bytes) return std::move(bytes).error();
        if (bytes->size() != count) return too_short();
        hash.add(*bytes);
        if (auto taken = sink(*bytes); !taken) return taken;
        done += count;
    }
    if (hash.done() != item.hash) return Error{ErrorCode::Corrupt, "the item is damaged; copy the edition again", {}};
    return {};
}

Result<void> EditionFile::read_packed(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const {
    auto stored = file_.read_at(offset, static_cast<std::size_t>(item.stored));
    if (!stored) return std::move(stored).error();
    // The unpacker sees only bytes that the publisher signed for.
    if (stored->size() != item.stored || blake2b(*stored) != item.stored_hash)
        return Error{ErrorCode::Corrupt, "the item is damaged; copy the edition again", {}};
    auto content = decompress(*stored, static_cast<std::size_t>(item.size));
    if (!content) return std::move(content).error();
    if (content->size() != item.size || blake2b(*content) != item.hash)
        return Error{ErrorCode::Corrupt, "the item does not unpack to what the manifest says", {}};
    return sink(*content);
}

} // namespace lianxin
