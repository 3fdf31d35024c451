// Two threads that take one item after another.
#include "records/pack/copying.h"

#include <atomic>
#include <fcntl.h>
#include <mutex>
#include <thread>

namespace lianxin {
namespace {

class Copying {
  public:
    Copying(const EditionFile& edition, const std::vector<std::size_t>& items, Staging& staging,
            const CopyProgress& progress)
        : edition_(edition), staging_(staging), progress_(progress) {
        std::set<Hash> seen;
        for (const auto index : items)
            if (seen.insert(item(index).hash).second) {
                items_.push_back(index);
                total_ += item(index).size;
            }
    }

    Result<std::uint64_t> run() {
        const auto work = [this] {
            for (std::size_t place = next_++; place < items_.size() && !failed_; place = next_++) copy(items_[place]);
        };
        // A kiosk of few editions need not start a thread for one page.
        constexpr std::uint64_t worth_a_thread = 4 << 20;
        if (total_ >= worth_a_thread && items_.size() > 1) {
            std::thread second(work);
            work();
            second.join();
        } else {
            work();
        }
        if (problem_) return *problem_;
        return total_;
    }

  private:
    const ManifestItem& item(std::size_t index) const { return edition_.manifest().items[index]; }

    void copy(std::size_t index) {
        auto copied = write(index);
        const std::lock_guard lock(mutex_);
        if (!copied) {
            failed_ = true;
            if (!problem_) problem_ = std::move(copied).error();
            return;
        }
        done_ += item(index).size;
        if (progress_) progress_(done_, total_);
    }

    Result<void> write(std::size_t index) {
        auto file = create(item(index).hash);
        if (!file) return std::move(file).error();
        auto copied = edition_.read_item(index, [&](ByteView bytes) { return file->write_all(bytes); });
        if (!copied) return copied;
        // The disk begins at once, instead of resting until all is copied; the barrier of the commit waits for the
        // rest.
        (void)::sync_file_range(file->descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
        return {};
    }

    Result<File> create(const Hash& hash) {
        const std::lock_guard lock(mutex_);
        return staging_.create(hash);
    }

    const EditionFile& edition_;
    Staging& staging_;
    const CopyProgress& progress_;
    std::vector<std::size_t> items_;
    std::uint64_t total_ = 0, done_ = 0;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> failed_{false};
    std::mutex mutex_;
    std::optional<Error> problem_;
};

} // namespace

Result<std::uint64_t> copy_items(const EditionFile& edition, const std::vector<std::size_t>& items, Staging& staging,
                                 const CopyProgress& progress) {
    return Copying(edition, items, staging, progress).run();
}

} // namespace lianxin
