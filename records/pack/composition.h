// What a library will hold, put together out of the county's edition and the one of the kiosk's township.
#pragma once

#include "records/pack/content_check.h"
#include "records/pack/edition_file.h"
#include "records/pack/load_check.h"
#include "records/pack/staging.h"

namespace lianxin {

class Composition {
  public:
    /// Content is read from staging, where there is one, or from the library. Of pictures and recordings that are
    /// known, and so were checked before, nothing is read.
    Composition(const Path& library, const Staging* staging, std::set<Hash> known_media)
        : library_(library), staging_(staging), known_media_(std::move(known_media)) {}

    /// Reads every item as the kiosk will. Errors, each with its Refusal: Invalid, Corrupt, NotFound (its content is
    /// not here); Storage.
    Result<void> take_county(const EditionFile& edition);
    /// After the county's. The same, and nothing of it may stand in the county's edition too or refer to what is
    /// nowhere.
    Result<void> take_township(const EditionFile& edition);
    /// A township's edition that is installed already must not keep a county's out: whatever of it does not fit any
    /// more is left out, and logged.
    void keep_township(const EditionFile& edition);

    /// What the load check has to look at: what came with staging.
    const std::vector<LoadCheckItem>& to_show() const { return to_show_; }
    /// Also names the manifests among the blobs. The composition is spent afterwards.
    LibraryContent content(const SignedKeys& keys) &&;

  private:
    Result<void> take_item(const ManifestItem& item);
    Result<Bytes> content_of(const ManifestItem& item) const;
    Path file_of(const ManifestItem& item) const;
    bool is_new(const ManifestItem& item) const { return staging_ && staging_->has(item.hash); }
    void note_to_show(const ManifestItem& item);
    void note_layer(const EditionFile& edition);

    const Path& library_;
    const Staging* staging_;
    std::set<Hash> known_media_;
    ContentCheck check_;
    std::vector<LoadCheckItem> to_show_;
    EditionInfo county_;
    std::optional<EditionInfo> township_;
    std::vector<std::pair<std::string, Hash>> manifests_;
};

} // namespace lianxin
