// Keeping new blobs apart, then moving them.
#include "records/pack/staging.h"

#include "records/store/blob_folder.h"

#include <fcntl.h>

namespace lianxin {
namespace {

Path folder_of(const Path& library) {
    return library / "staging";
}

Result<void> remove_folder(const Path& folder) {
    std::error_code code;
    std::filesystem::remove_all(folder, code);
    if (code) return Error{ErrorCode::Storage, "emptying " + folder.string() + ": " + code.message(), {}};
    return {};
}

} // namespace

Result<Staging> Staging::begin(const Path& library) {
    if (auto removed = remove_folder(folder_of(library)); !removed) return std::move(removed).error();
    if (auto made = make_folder(folder_of(library)); !made) return std::move(made).error();
    return Staging(library);
}

Staging::~Staging() {
    // What is left behind is emptied by the next installation; here nobody could be told.
    if (!library_.empty()) [[maybe_unused]]
        const auto removed = remove_folder(folder_of(library_));
}

Path Staging::file(const Hash& hash) const {
    return folder_of(library_) / to_hex(hash);
}

Result<File> Staging::create(const Hash& hash) {
    staged_.insert(hash);
    return File::open(file(hash), O_WRONLY | O_CREAT | O_TRUNC);
}

Result<void> Staging::commit() {
    if (auto synced = sync_file_system(library_); !synced) return synced;
    for (const auto& hash : staged_) {
        const Path place = blob_file(library_, hash);
        if (auto made = make_folder(place.parent_path()); !made) return made;
        std::error_code code;
        std::filesystem::rename(file(hash), place, code);
        if (code) return Error{ErrorCode::Storage, "moving a blob into the library: " + code.message(), {}};
    }
    return sync_file_system(library_);
}

} // namespace lianxin
