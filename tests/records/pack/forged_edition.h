// Editions put together by hand: parts of real ones that do not belong together, and items that lie about themselves, well signed.
#pragma once

#include "tests/records/pack/small_county.h"

namespace lianxin {

Bytes bytes_of_file(const Path& path);

/// Head and blobs of a real edition.
EditionHead head_of(const Path& edition);
Bytes blobs_of(const Path& edition);
/// Both as one file `forged.lxe` of the county's folder.
Path put_together(const SmallCounty& county, const EditionHead& head, const Bytes& blobs);

/// A manifest of one item `a.txt` for everybody in the county, packed as `stored`, that says it unpacks to `content` of so many bytes.
Manifest with_item(const Bytes& content, const Bytes& stored, std::uint64_t size);
/// An edition file of a hand-made manifest and blobs, signed by the county.
Path forged(const SmallCounty& county, const Manifest& manifest, const Bytes& blobs);

/// 64 MiB, mostly zeros, that pack to less than 64 KiB.
Bytes bomb_content();

} // namespace lianxin
