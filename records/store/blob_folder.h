// Where the library keeps the files of its editions: by their content, so that editions share what did not change.
#pragma once

#include "records/base/file.h"

namespace lianxin {

/// The file of a blob: blobs/ab/ab12…, named by its BLAKE2b-256 in hexadecimal, in the folder of the library. Written
/// by the installer of editions (records/pack), read by LibraryReader::blob.
inline Path blob_file(const Path& library, const Hash& hash) {
    const std::string name = to_hex(hash);
    return library / "blobs" / name.substr(0, 2) / name;
}

} // namespace lianxin
