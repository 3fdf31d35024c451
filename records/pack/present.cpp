// Looking at a library.
#include "records/pack/present.h"

namespace lianxin {
namespace {

bool is_nothing(const Error& error) {
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Corrupt || error.code == ErrorCode::Invalid;
}

std::string manifest_text(const LibraryReader& reader, std::string_view name) {
    const auto bytes = reader.blob(name, largest_manifest);
    return bytes ? text_of(*bytes) : std::string();
}

} // namespace

Result<Present> look_at_library(const Path& library) {
    const auto reader = LibraryReader::open(library);
    if (!reader && is_nothing(reader.error())) return Present{};
    if (!reader) return reader.error();
    Present present;
    auto county = reader->edition();
    if (!county && is_nothing(county.error())) return Present{};
    if (!county) return std::move(county).error();
    present.county = std::move(*county);
    present.township = reader->township_edition();
    present.county_manifest = manifest_text(*reader, manifest_blob);
    if (present.township) present.township_manifest = manifest_text(*reader, township_manifest_blob);
    present.keys = reader->keys();
    return present;
}

std::set<Hash> known_media(const Present& present) {
    std::set<Hash> media;
    for (const auto* text : {&present.county_manifest, &present.township_manifest})
        if (const auto manifest = parse_manifest(*text))
            for (const auto& item : manifest->items)
                if (is_media(item.kind) || item.kind == ItemKind::Other) media.insert(item.hash);
    return media;
}

} // namespace lianxin
