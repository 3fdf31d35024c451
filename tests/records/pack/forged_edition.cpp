// Putting bytes together that nobody made as one edition.
#include "tests/records/pack/forged_edition.h"

#include "records/seal/hash.h"

#include <fcntl.h>

namespace lianxin {

Bytes bytes_of_file(const Path& path) {
    auto bytes = read_file(path, 64 << 20);
    REQUIRE(bytes);
    return std::move(*bytes);
}

EditionHead head_of(const Path& edition) {
    auto file = File::open(edition, O_RDONLY);
    REQUIRE(file);
    return read_edition_head(*file).value();
}

Bytes blobs_of(const Path& edition) {
    const Bytes whole = bytes_of_file(edition);
    const auto begin = static_cast<std::ptrdiff_t>(head_of(edition).blobs_at);
    return {whole.begin() + begin, whole.end()};
}

Path put_together(const SmallCounty& county, const EditionHead& head, const Bytes& blobs) {
    Bytes bytes = encode(head);
    append(bytes, blobs);
    const Path path = county.folder() / "forged.lxe";
    REQUIRE(write_file(path, bytes));
    return path;
}

Manifest with_item(const Bytes& content, const Bytes& stored, std::uint64_t size) {
    Manifest manifest;
    manifest.info = {1,        "990021",    "小县",      "内容",
                     "办公室", TimePoint{}, TimePoint{}, TimePoint(std::chrono::hours(24))};
    manifest.audience = {"all"};
    ManifestItem item{"a.txt",       ItemKind::Other, "other",         "zh-CN", size, blake2b(content),
                      Packing::Zstd, stored.size(),   blake2b(stored), "",      ""};
    manifest.items = {item};
    return manifest;
}

Path forged(const SmallCounty& county, const Manifest& manifest, const Bytes& blobs) {
    EditionHead head{to_document(manifest), {}, "", 0};
    sign_edition(head, manifest, county.key("publisher"));
    return put_together(county, head, blobs);
}

Bytes bomb_content() {
    // Some noise, so that it grows by no more than what a manifest may say, and zeros.
    Bytes zeros(64 << 20, 0);
    SeededRandom random(8);
    random.fill(std::span(zeros).first(32 * 1024));
    return zeros;
}

} // namespace lianxin
