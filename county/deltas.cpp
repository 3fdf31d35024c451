// Making deltas and forgetting old ones.
#include "county/deltas.h"

#include "records/pack/delta.h"

#include <algorithm>

namespace lianxin {

Result<Path> Deltas::find_or_make(const Path& edition, const std::string& tag, ByteView held) {
    const std::lock_guard lock(mutex_);
    if (auto made = make_folder(folder_, Access::OwnerOnly); !made) return std::move(made).error();
    // The edition's file is named too: a township's may have the county's number.
    const Path path = folder_ / (edition.stem().string() + "-" + tag + ".lxe");
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path;
    if (auto written = write_delta(edition, held, path); !written) return std::move(written).error();
    drop_oldest();
    return path;
}

/// An open file outlives its name, so a download in hand goes on.
void Deltas::drop_oldest() const {
    std::vector<std::pair<std::filesystem::file_time_type, Path>> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) files.emplace_back(entry.last_write_time(ignored), entry.path());
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + most_ < files.size(); ++i) std::filesystem::remove(files[i].second, ignored);
}

} // namespace lianxin
