// Reading an edition file (*.lxe): signatures over raw bytes first, every size known before it is read. FORMAT.md has
// the bytes.
#pragma once

#include "records/pack/county_keys.h"
#include "records/pack/manifest.h"

#include <functional>
#include <optional>

namespace lianxin {

constexpr std::string_view edition_magic = "LXE1\r\n\x1a\n";
/// A delta: the same edition without the blobs that whoever gets it has already.
constexpr std::string_view delta_magic = "LXD1\r\n\x1a\n";

/// The parts before the blobs, as they stand; nothing is believed yet.
struct EditionHead {
    std::string manifest;
    SignedKeys keys; ///< empty when the edition carries none
    std::string signatures;
    std::uint64_t blobs_at = 0; ///< offset of the first blob
    /// Of a delta: one bit for each item, the first item the lowest bit of the first byte; nothing for a whole edition.
    std::optional<Bytes> held = {};
};

/// For the items of a manifest, those with a true answer: the `held` of a delta.
Bytes held_bits(std::size_t items, const std::function<bool(std::size_t)>& is_held);
bool is_held(ByteView held, std::size_t index);

/// The bytes before the blobs.
Bytes encode(const EditionHead& head);
/// Errors: Invalid (no edition file), Corrupt (ends too early, a part is too large), Unsupported (a later version),
/// Storage.
Result<EditionHead> read_edition_head(const File& file);

/// Adds a publisher's signature over the manifest, with the edition's number in its trusted comment.
void sign_edition(EditionHead& head, const Manifest& manifest, const SigningKey& publisher);

/// Keys in an edition that are older than those known: an edition that comes in is refused for them; one that was installed
/// before the keys rolled over is held against the newer ones.
enum class OlderKeys { Refused, PassedOver };

/// An edition whose signatures hold.
class EditionFile {
  public:
    /// `trusted` are the newest keys known; those the edition carries must follow from them.
    /// Errors: those of read_edition_head; Untrusted (not signed by enough publishers of the county, for another county, or
    /// beyond what a township may publish), Conflict (carries older keys), Invalid or Unsupported (manifest), Corrupt (the
    /// file is shorter or longer than it says). All but Storage say their Refusal.
    static Result<EditionFile> open(const Path& path, const SignedKeys& trusted, OlderKeys older = OlderKeys::Refused);

    const Manifest& manifest() const { return manifest_; }
    const std::string& manifest_text() const { return manifest_text_; }
    /// The newest keys: those carried, else those trusted before.
    const SignedKeys& keys() const { return keys_; }

    using Sink = std::function<Result<void>(ByteView)>;
    /// Whether the file has the item's bytes: always, but for a delta.
    bool holds(std::size_t index) const { return !held_ || is_held(*held_, index); }
    bool is_delta() const { return held_.has_value(); }
    /// Reads the item's bytes once, in pieces, and hands the content on. What was handed on counts only when this
    /// succeeds. Several threads may read. Errors: Corrupt (does not match the manifest), NotFound (a delta without it),
    /// Storage, those of the sink.
    Result<void> read_item(std::size_t index, const Sink& sink) const;
    /// The bytes of a delta of this edition that holds none of its items, with the newest keys: what is kept of an installed
    /// edition.
    Bytes bare() const;
    /// Where the item's stored bytes lie in the file.
    std::uint64_t offset_of(std::size_t index) const { return offsets_.at(index); }

  private:
    EditionFile() = default;
    Result<void> read_raw(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const;
    Result<void> read_packed(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const;

    Result<void> place_items(std::uint64_t blobs_at);

    File file_;
    Manifest manifest_;
    std::string manifest_text_, signatures_;
    SignedKeys keys_;
    std::optional<Bytes> held_;
    std::vector<std::uint64_t> offsets_;
};

} // namespace lianxin
