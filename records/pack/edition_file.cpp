// Taking an edition file apart.
#include "records/pack/edition_file.h"

#include "records/base/compression.h"
#include "records/pack/minisign_list.h"
#include "records/seal/hash.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::size_t largest_keys = 64 * 1024;
constexpr std::size_t largest_signatures = 32 * 1024;
constexpr std::size_t piece = 64 * 1024; ///< small enough to stay in the cache between hashing and writing

Error too_short() {
    return refused(Refusal::TooShort, ErrorCode::Corrupt, "the file ends too early; copy it again");
}

Error damaged() {
    return refused(Refusal::DamagedItem, ErrorCode::Corrupt, "the item is damaged; copy the edition again");
}

/// Where the first `lines` lines end.
std::size_t nth_line_end(std::string_view text, int lines) {
    std::size_t end = 0;
    for (; lines > 0 && end != std::string_view::npos; --lines) {
        end = text.find('\n', end);
        if (end != std::string_view::npos) ++end;
    }
    return end;
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
        if (size > limit)
            return refused(Refusal::TooLong, ErrorCode::Corrupt, "a part of the edition is larger than allowed");
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

/// Whether the file is a delta.
Result<bool> read_magic(const File& file) {
    auto magic = file.read_at(0, edition_magic.size());
    if (!magic) return std::move(magic).error();
    const std::string found = text_of(*magic);
    if (found == edition_magic || found == delta_magic) return found == delta_magic;
    if (found.substr(0, 2) == "LX" && found.size() == edition_magic.size() &&
        found.substr(4) == edition_magic.substr(4))
        return refused(Refusal::LaterVersion, ErrorCode::Unsupported,
                       "the edition is of a version that this program does not know");
    return refused(Refusal::NotAnEdition, ErrorCode::Invalid, "this file is not a content edition");
}

/// Who signed. A township's editions are signed by keys of that township alone.
struct Signers {
    const TownshipPublisher* township = nullptr; ///< nothing for the county's publishers
};

Error not_signed_well(Refusal reason, const CountyKeys& keys, const std::string& why) {
    return refused(reason, ErrorCode::Untrusted,
                   "the edition is not signed by a publisher of county " + keys.county + " (" + why + ")");
}

bool has_key(const std::vector<MinisignKey>& keys, const KeyId& id) {
    return std::any_of(keys.begin(), keys.end(), [&](const MinisignKey& key) { return key.id == id; });
}

/// Whose key the first signature claims; what it claims is proved afterwards.
const TownshipPublisher* claimed_township(const EditionHead& head, const CountyKeys& keys) {
    const auto id = minisign_signer(head.signatures.substr(0, nth_line_end(head.signatures, 4)));
    if (!id) return nullptr;
    const auto found = std::find_if(keys.townships.begin(), keys.townships.end(),
                                    [&](const TownshipPublisher& township) { return has_key(township.keys, *id); });
    return found == keys.townships.end() ? nullptr : &*found;
}

Result<Signers> check_signatures(const EditionHead& head, const CountyKeys& keys) {
    if (head.signatures.empty()) return not_signed_well(Refusal::Unsigned, keys, "it carries no signature");
    const auto* township = claimed_township(head, keys);
    const auto& known = township ? township->keys : keys.publishers;
    const auto signers = count_signers(head.signatures, bytes_of(head.manifest), known, Strangers::Refused);
    if (!signers)
        return not_signed_well(refusal_of(signers.error()).value_or(Refusal::AlteredSignature), keys,
                               signers.error().message);
    const std::size_t needed = township ? 1 : keys.publisher_threshold;
    if (*signers < needed)
        return not_signed_well(Refusal::TooFewSigners, keys,
                               "by " + std::to_string(*signers) + ", " + std::to_string(needed) + " are needed");
    return Signers{township};
}

/// Whether the manifest is of those who signed it, and of nothing that is not theirs.
Result<void> check_role(const Manifest& manifest, const CountyKeys& keys, const Signers& signers) {
    if (manifest.info.county != keys.county)
        return refused(Refusal::OtherCounty, ErrorCode::Untrusted,
                       "the edition is for county " + manifest.info.county + ", not for " + keys.county);
    const std::string township = signers.township ? signers.township->township : "";
    if (manifest.township != township)
        return refused(Refusal::BeyondItsRole, ErrorCode::Untrusted,
                       township.empty() ? "the county signed in the name of township " + manifest.township
                                        : "township " + township + " signed what is not its own edition");
    if (!signers.township) return {};
    for (const auto& item : manifest.items) {
        if (item.kind != ItemKind::Notice && item.kind != ItemKind::Guide) continue;
        const auto& own = signers.township->channels;
        if (std::find(own.begin(), own.end(), channel_in(item.path)) == own.end())
            return refused(Refusal::BeyondItsRole, ErrorCode::Untrusted,
                           item.path + " lies in a channel that is not township " + township + "'s");
    }
    return {};
}

} // namespace

Bytes held_bits(std::size_t items, const std::function<bool(std::size_t)>& is_held) {
    Bytes bits((items + 7) / 8, 0);
    for (std::size_t i = 0; i < items; ++i)
        if (is_held(i)) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1u << (i % 8)));
    return bits;
}

bool is_held(ByteView held, std::size_t index) {
    return index / 8 < held.size() && (held[index / 8] >> (index % 8) & 1) != 0;
}

Bytes encode(const EditionHead& head) {
    Bytes out = copy_of(bytes_of(head.held ? delta_magic : edition_magic));
    for (const auto* part : {&head.manifest, &head.keys.document, &head.keys.signatures, &head.signatures})
        append_part(out, *part);
    if (head.held) append_part(out, text_of(*head.held));
    return out;
}

Result<EditionHead> read_edition_head(const File& file) {
    const auto delta = read_magic(file);
    if (!delta) return delta.error();
    PartReader reader(file, edition_magic.size());
    EditionHead head;
    for (const auto& [part, limit] :
         {std::pair(&head.manifest, largest_manifest), std::pair(&head.keys.document, largest_keys),
          std::pair(&head.keys.signatures, largest_signatures), std::pair(&head.signatures, largest_signatures)}) {
        auto bytes = reader.part(limit);
        if (!bytes) return std::move(bytes).error();
        *part = std::move(*bytes);
    }
    if (*delta) {
        auto held = reader.part((most_items + 7) / 8);
        if (!held) return std::move(held).error();
        head.held = copy_of(bytes_of(*held));
    }
    head.blobs_at = reader.at();
    return head;
}

void sign_edition(EditionHead& head, const Manifest& manifest, const SigningKey& publisher) {
    head.signatures +=
        minisign_signature(publisher, key_id_of(publisher.public_key()), bytes_of(head.manifest),
                           "edition " + std::to_string(manifest.info.number) + " of county " + manifest.info.county);
}

Result<EditionFile> EditionFile::open(const Path& path, const SignedKeys& trusted, OlderKeys older) {
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
        const bool passed_over = !next && older == OlderKeys::PassedOver && refusal_of(next.error()) == Refusal::OlderKeys;
        if (!next && !passed_over) return std::move(next).error().in("the keys that the edition carries");
        if (next) {
            keys = std::move(*next);
            edition.keys_ = head->keys;
        }
    }
    const auto signers = check_signatures(*head, keys);
    if (!signers) return signers.error();
    auto manifest = parse_manifest(head->manifest);
    if (!manifest) {
        const bool later = manifest.error().code == ErrorCode::Unsupported;
        return refused(later ? Refusal::LaterVersion : Refusal::UnreadableManifest, std::move(manifest).error());
    }
    if (auto theirs = check_role(*manifest, keys, *signers); !theirs) return std::move(theirs).error();
    edition.manifest_ = std::move(*manifest);
    edition.manifest_text_ = std::move(head->manifest);
    edition.signatures_ = std::move(head->signatures);
    edition.held_ = std::move(head->held);
    if (auto placed = edition.place_items(head->blobs_at); !placed) return std::move(placed).error();
    return edition;
}

Result<void> EditionFile::place_items(std::uint64_t blobs_at) {
    const auto& items = manifest_.items;
    // Bits that stand for no item must be clear, so that a delta has one spelling only.
    if (held_ && *held_ != held_bits(items.size(), [this](std::size_t index) { return is_held(*held_, index); }))
        return refused(Refusal::UnreadableManifest, ErrorCode::Corrupt, "the delta does not say what it holds");
    std::uint64_t end = blobs_at;
    for (std::size_t index = 0; index < items.size(); ++index) {
        offsets_.push_back(end);
        if (holds(index)) end += items[index].stored;
    }
    auto size = file_.size();
    if (!size) return std::move(size).error();
    if (*size < end) return too_short();
    if (*size > end) return refused(Refusal::TooLong, ErrorCode::Corrupt, "bytes follow the end of the edition");
    return {};
}

Bytes EditionFile::bare() const {
    return encode({manifest_text_, keys_, signatures_, 0,
                   held_bits(manifest_.items.size(), [](std::size_t) { return false; })});
}

Result<void> EditionFile::read_item(std::size_t index, const Sink& sink) const {
    const auto& item = manifest_.items.at(index);
    if (!holds(index))
        return refused(Refusal::MissingItem, ErrorCode::NotFound,
                       "the delta does not hold it and it is not here; take the whole edition")
            .in(item.path);
    auto read =
        item.packing == Packing::Raw ? read_raw(item, offsets_[index], sink) : read_packed(item, offsets_[index], sink);
    if (!read) return std::move(read).error().in(item.path);
    return {};
}

Result<void> EditionFile::read_raw(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const {
    Blake2b hash;
    std::array<std::uint8_t, piece> buffer;
    for (std::uint64_t done = 0; done < item.stored;) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece, item.stored - done));
        const auto got = ::pread(file_.descriptor(), buffer.data(), count, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return storage_error("reading the edition");
        if (got == 0) return too_short();
        const ByteView bytes(buffer.data(), static_cast<std::size_t>(got));
        hash.add(bytes);
        if (auto taken = sink(bytes); !taken) return taken;
        done += bytes.size();
    }
    return hash.done() == item.hash ? Result<void>() : damaged();
}

Result<void> EditionFile::read_packed(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const {
    auto stored = file_.read_at(offset, static_cast<std::size_t>(item.stored));
    if (!stored) return std::move(stored).error();
    // The unpacker sees only bytes that the publisher signed for.
    if (stored->size() != item.stored || blake2b(*stored) != item.stored_hash) return damaged();
    auto content = decompress(*stored, static_cast<std::size_t>(item.size));
    if (!content) return refused(Refusal::DamagedItem, std::move(content).error());
    if (content->size() != item.size || blake2b(*content) != item.hash)
        return refused(Refusal::DamagedItem, ErrorCode::Corrupt, "the item does not unpack to what the manifest says");
    return sink(*content);
}

} // namespace lianxin
