// The manifest of an edition: read, written and read again it is the same document.
#include "tests/fuzz/target.h"

#include "records/pack/manifest.h"

#include <tuple>

namespace lianxin::fuzz {
namespace {

Manifest sample() {
    Manifest manifest;
    manifest.info.number = 7;
    manifest.info.county = "990021";
    manifest.info.county_name = "青禾县";
    manifest.info.title = "第七期";
    manifest.info.publisher = "青禾县人民政府办公室";
    manifest.info.expires = TimePoint(Milliseconds(1'893'333'333'000));
    manifest.audience = {"all", "township:990021101000"};
    for (const auto& [path, kind, packing] : {std::tuple("notices/road.md", ItemKind::Notice, Packing::Zstd), std::tuple("pictures/map.png", ItemKind::Picture, Packing::Raw)}) {
        ManifestItem item;
        item.path = path;
        item.kind = kind;
        item.kind_name = name_of(kind);
        item.packing = packing;
        item.size = item.stored = 100;
        item.title = "农村公路";
        item.pinyin = "nong cun gong lu";
        manifest.items.push_back(item);
    }
    return manifest;
}

bool holds(ByteView input) {
    const auto manifest = parse_manifest(text_of(input));
    if (!manifest) return true;
    const std::string written = to_document(*manifest);
    const auto again = parse_manifest(written);
    return again && to_document(*again) == written && again->items.size() <= most_items;
}

std::vector<Bytes> seeds() { return {copy_of(bytes_of(to_document(sample())))}; }

} // namespace

extern const Target manifest_target{"manifest", 2500, holds, seeds};

} // namespace lianxin::fuzz
