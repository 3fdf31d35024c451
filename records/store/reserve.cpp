// The reserve as a preallocated file.
#include "records/store/reserve.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {

constexpr std::uint64_t step = std::uint64_t{1} << 20;

Reserve::Reserve(Path folder, File file, std::uint64_t size, std::uint64_t held)
    : folder_(std::move(folder)), file_(std::move(file)), size_(size), held_(held) {}

std::uint64_t Reserve::margin_of(std::uint64_t size) {
    return std::max(size / 4, step);
}

Result<Reserve> Reserve::open(const Path& folder, std::uint64_t size) {
    auto file = File::open(folder / "reserve", O_RDWR | O_CREAT, 0600);
    if (!file) return std::move(file).error();
    auto held = file->size();
    if (!held) return std::move(held).error();
    Reserve reserve(folder, std::move(*file), size, *held);
    if (auto filled = reserve.refill(); !filled) return std::move(filled).error();
    return reserve;
}

Result<void> Reserve::refill() {
    auto free = free_space(folder_);
    if (!free) return std::move(free).error();
    if (held_ >= size_ || *free <= margin()) return {};
    const std::uint64_t goal = std::min(size_, held_ + (*free - margin()));
    errno = ::posix_fallocate(file_.descriptor(), 0, static_cast<off_t>(goal));
    // The disk filled up meanwhile: keep what there was.
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        return ::ftruncate(file_.descriptor(), static_cast<off_t>(held_)) == 0
                   ? Result<void>{}
                   : Result<void>(storage_error("shortening the reserve"));
    if (errno != 0) return storage_error("filling the reserve");
    held_ = goal;
    return {};
}

Result<void> Reserve::make_room(std::uint64_t need) {
    auto free = free_space(folder_);
    if (!free) return std::move(free).error();
    if (*free >= need) return {};
    const std::uint64_t missing = (need - *free + step - 1) / step * step;
    if (missing > held_ && held_ + *free < need)
        return Error{ErrorCode::NoSpace, "the disk is full and the reserve is used up", {}};
    const std::uint64_t left = held_ - std::min(missing, held_);
    if (::ftruncate(file_.descriptor(), static_cast<off_t>(left)) != 0) return storage_error("shortening the reserve");
    held_ = left;
    return {};
}

} // namespace lianxin
