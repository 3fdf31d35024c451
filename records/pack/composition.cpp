// Reading the items of one or two editions.
#include "records/pack/composition.h"

#include "records/base/log.h"
#include "records/pack/refusal.h"
#include "records/seal/hash.h"
#include "records/store/blob_folder.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_read = 8 << 20; ///< items of the kinds that are looked at

bool is_page(ItemKind kind) {
    return kind == ItemKind::Notice || kind == ItemKind::Guide;
}

} // namespace

Path Composition::file_of(const ManifestItem& item) const {
    return is_new(item) ? staging_->file(item.hash) : blob_file(library_, item.hash);
}

Result<Bytes> Composition::content_of(const ManifestItem& item) const {
    auto content = read_file(file_of(item), largest_read);
    if (!content && content.error().code == ErrorCode::NotFound)
        return refused(Refusal::MissingItem, ErrorCode::NotFound, "its content is not in the library");
    if (!content) return content;
    // What is staged was hashed while it was copied.
    if (!is_new(item) && blake2b(*content) != item.hash)
        return refused(Refusal::MissingItem, ErrorCode::Corrupt, "its content in the library is damaged");
    return content;
}

void Composition::note_to_show(const ManifestItem& item) {
    using What = LoadCheckItem::What;
    if (item.kind == ItemKind::Picture)
        to_show_.push_back({is_new(item) ? What::Picture : What::Beside, item.path, file_of(item)});
    else if (is_page(item.kind) && is_new(item))
        to_show_.push_back({What::Page, item.path, file_of(item)});
}

Result<void> Composition::take_item(const ManifestItem& item) {
    note_to_show(item);
    const bool is_known = is_media(item.kind) && known_media_.count(item.hash) != 0 && !is_new(item);
    if (is_known || item.kind == ItemKind::Other) {
        check_.keep(item);
        return {};
    }
    const auto content = content_of(item);
    if (!content) return content.error().in(item.path);
    if (auto taken = check_.take(item, text_of(*content)); !taken)
        return refused(Refusal::UnreadableItem, std::move(taken).error()).in(item.path);
    return {};
}

void Composition::note_layer(const EditionFile& edition) {
    const bool county = edition.manifest().layer() == Layer::County;
    if (county)
        county_ = edition.manifest().info;
    else
        township_ = edition.manifest().info;
    check_.sign_as(edition.manifest().info.publisher);
    manifests_.emplace_back(county ? manifest_blob : township_manifest_blob,
                            blake2b(bytes_of(edition.manifest_text())));
}

Result<void> Composition::take_county(const EditionFile& edition) {
    note_layer(edition);
    for (const auto& item : edition.manifest().items)
        if (auto taken = take_item(item); !taken) return taken;
    const auto dangling = check_.dangling();
    if (!dangling.empty()) return refused(Refusal::UnreadableItem, ErrorCode::Invalid, dangling.front());
    return {};
}

Result<void> Composition::take_township(const EditionFile& edition) {
    note_layer(edition);
    for (const auto& item : edition.manifest().items) {
        if (check_.has(item.path))
            return refused(Refusal::UnreadableItem, ErrorCode::Invalid,
                           "the county's edition has a file of this name; give it another one")
                .in(item.path);
        if (auto taken = take_item(item); !taken) return taken;
    }
    const auto dangling = check_.dangling();
    if (!dangling.empty()) return refused(Refusal::UnreadableItem, ErrorCode::Invalid, dangling.front());
    return {};
}

void Composition::keep_township(const EditionFile& edition) {
    note_layer(edition);
    const auto leave_out = [](const std::string& what) {
        log(Priority::Warning, "left out of the township's edition: " + what);
    };
    for (const auto& item : edition.manifest().items) {
        if (check_.has(item.path)) {
            leave_out(item.path + ": the county's edition has a file of this name");
            continue;
        }
        if (auto taken = take_item(item); !taken) leave_out(taken.error().text());
    }
    for (const auto& problem : check_.dangling()) {
        leave_out(problem);
        check_.leave_out(problem.substr(0, problem.find(": ")));
    }
}

LibraryContent Composition::content(const SignedKeys& keys) && {
    LibraryContent content = std::move(check_).content();
    content.edition = std::move(county_);
    content.township = std::move(township_);
    content.keys = to_value(keys);
    for (auto& manifest : manifests_) content.blobs.push_back(std::move(manifest));
    return content;
}

} // namespace lianxin
