// Reading an edition file (*.lxe): signatures over raw bytes first, every size known before it is read. FORMAT.md has
// the bytes.
#pragma once

#include "records/pack/county_keys.h"
#include "records/pack/manifest.h"

#include <functional>

namespace lianxin {

constexpr std::string_view edition_magic = "LXE1\r\n\x1a\n";

/// The parts before the blobs, as they stand; nothing is believed yet.
struct EditionHead {
    std::string manifest;
    SignedKeys keys; ///< empty when the edition carries none
    std::string signatures;
    std::uint64_t blobs_at = 0; ///< offset of the first blob
};

/// The bytes before the blobs.
Bytes encode(const EditionHead& head);
/// Errors: Invalid (no edition file), Corrupt (ends too early, a part is too large), Unsupported (a later version),
/// Storage.
Result<EditionHead> read_edition_head(const File& file);

/// Adds a publisher's signature over the manifest, with the edition's number in its trusted comment.
void sign_edition(EditionHead& head, const Manifest& manifest, const SigningKey& publisher);

/// An edition whose signatures hold.
class EditionFile {
  public:
    /// `trusted` are the newest keys known; those the edition carries must follow from them.
    /// Errors: those of read_edition_head; Untrusted (not signed by a publisher of the county, or for another county),
    /// Conflict (carries older keys), Invalid or Unsupported (manifest), Corrupt (the file is shorter or longer than it
    /// says).
    static Result<EditionFile> open(const Path& path, const SignedKeys& trusted);

    const Manifest& manifest() const { return manifest_; }
    const std::string& manifest_text() const { return manifest_text_; }
    /// The newest keys: those carried, else those trusted before.
    const SignedKeys& keys() const { return keys_; }

    using Sink = std::function<Result<void>(ByteView)>;
    /// Reads the item's bytes once, in pieces, and hands the content on. What was handed on counts only when this
    /// succeeds. Errors: Corrupt (does not match the manifest), Storage, those of the sink.
    Result<void> read_item(std::size_t index, const Sink& sink) const;

  private:
    EditionFile() = default;
    Result<void> read_raw(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const;
    Result<void> read_packed(const ManifestItem& item, std::uint64_t offset, const Sink& sink) const;

    File file_;
    Manifest manifest_;
    std::string manifest_text_;
    SignedKeys keys_;
    std::vector<std::uint64_t> offsets_;
};

} // namespace lianxin
