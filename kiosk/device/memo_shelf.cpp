// Keeping memos.
#include "kiosk/device/memo_shelf.h"

#include "kiosk/device/memory_folder.h"
#include "records/base/log.h"

namespace lianxin {
namespace {

constexpr std::string_view prefix = "memo-";

} // namespace

MemoShelf::MemoShelf(Path folder) {
    if (auto made = make_folder(folder, Access::OwnerOnly); made && is_memory_backed(folder)) folder_ = std::move(folder);
}

MemoShelf::~MemoShelf() {
    for (auto& [field, memo] : memos_) wipe(memo);
}

/// Names of fields are small letters, digits and "_".
Path MemoShelf::file_of(const std::string& field) const { return folder_ / (std::string(prefix) + field); }

void MemoShelf::put(const std::string& field, Bytes memo) {
    const std::lock_guard lock(mutex_);
    if (!folder_.empty())
        if (auto kept = write_file(file_of(field), memo, Access::OwnerOnly); !kept) log(Priority::Warning, "a memo would not survive a crash", kept.error());
    Bytes& place = memos_[field];
    wipe(place);
    place = std::move(memo);
}

std::optional<Bytes> MemoShelf::find(const std::string& field) const {
    const std::lock_guard lock(mutex_);
    if (const auto found = memos_.find(field); found != memos_.end()) return found->second;
    if (folder_.empty()) return std::nullopt;
    auto kept = read_file(file_of(field), largest_memo);
    return kept ? std::optional(std::move(*kept)) : std::nullopt;
}

void MemoShelf::drop(const std::string& field) {
    const std::lock_guard lock(mutex_);
    if (const auto found = memos_.find(field); found != memos_.end()) {
        wipe(found->second);
        memos_.erase(found);
    }
    if (!folder_.empty()) remove_overwritten(file_of(field));
}

void MemoShelf::clear() {
    const std::lock_guard lock(mutex_);
    for (auto& [field, memo] : memos_) wipe(memo);
    memos_.clear();
    if (folder_.empty()) return;
    std::error_code ignored; // a folder that cannot be listed holds nothing of ours
    std::vector<Path> files;
    for (const auto& item : std::filesystem::directory_iterator(folder_, ignored))
        if (item.path().filename().string().starts_with(prefix)) files.push_back(item.path());
    for (const Path& file : files) remove_overwritten(file);
}

} // namespace lianxin
