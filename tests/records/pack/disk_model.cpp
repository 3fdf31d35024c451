// Playing back a trace.
#include "tests/records/pack/disk_model.h"

#include "records/base/text.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace lianxin {
namespace {

constexpr const char* traced = "openat,write,pwrite64,ftruncate,rename,unlink,unlinkat,mkdir,rmdir,fsync,fdatasync,syncfs";

/// "\x61\x62" as bytes.
std::string decoded(std::string_view hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 4 <= hex.size(); at += 4) bytes += static_cast<char>(std::strtol(std::string(hex.substr(at + 2, 2)).c_str(), nullptr, 16));
    return bytes;
}

std::optional<DiskCall> parsed(std::string_view line) {
    const auto name_at = line.find_first_not_of("0123456789 "), open = line.find('('), answer = line.rfind(") = ");
    if (open == std::string_view::npos || answer == std::string_view::npos || line[answer + 4] == '-') return std::nullopt; // refused by the kernel
    DiskCall call{std::string(line.substr(name_at, open - name_at)), {}, 0, false, false};
    if (call.name == "openat") {
        call.creates = line.find("O_CREAT") != std::string_view::npos;
        call.truncates = line.find("O_TRUNC") != std::string_view::npos;
    }
    for (std::size_t at = open; at < line.size(); ++at) {
        const char end = line[at] == '<' ? '>' : line[at] == '"' ? '"' : '\0';
        if (end == '\0') continue;
        const auto close = line.find(end, at + 1);
        call.texts.push_back(decoded(line.substr(at + 1, close - at - 1)));
        at = close;
    }
    const auto comma = line.rfind(", ", answer);
    if (comma != std::string_view::npos) call.last_number = std::atoll(std::string(line.substr(comma + 2, answer - comma - 2)).c_str());
    return call;
}

} // namespace

Result<std::vector<DiskCall>> traced_calls(const std::string& command, const Path& folder, const Path& trace) {
    const std::string traced_command =
        "strace -f -y -xx -qq -s 4000000 -o '" + trace.string() + "' -e trace=" + traced + " " + command + " >/dev/null 2>&1";
    if (std::system(traced_command.c_str()) != 0) return Error{ErrorCode::Storage, "the traced command failed", {}};
    const auto text = read_text(trace, 256 << 20);
    if (!text) return text.error();
    std::vector<DiskCall> calls;
    for (const auto line : split(*text, '\n')) {
        auto call = parsed(line);
        if (!call) continue;
        const bool ours = std::any_of(call->texts.begin(), call->texts.end(), [&](const std::string& each) { return each.starts_with(folder.string()); });
        const bool reads = call->name == "openat" && !call->creates && !call->truncates;
        if (ours && !reads) calls.push_back(std::move(*call));
    }
    return calls;
}

DiskModel::DiskModel(const Path& folder) : folder_(folder.string()) {
    base_[folder_] = add({true, "", "", 0});
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        std::string content;
        if (entry.is_regular_file()) content = text_of(read_file(entry.path(), 256 << 20).value());
        base_[entry.path().string()] = add({entry.is_directory(), content, content, content.size()});
    }
    now_ = base_;
}

int DiskModel::add(Inode inode) {
    inodes_.push_back(std::move(inode));
    return static_cast<int>(inodes_.size()) - 1;
}

void DiskModel::change(std::string path, int inode, int together) {
    if (inode < 0)
        now_.erase(path);
    else
        now_[path] = inode;
    changes_.push_back({std::move(path), inode, false, together});
}

void DiskModel::write(const std::string& path, std::size_t at, const std::string& bytes) {
    const auto found = now_.find(path);
    if (found == now_.end()) return; // a file that has no name any more
    Inode& inode = inodes_[static_cast<std::size_t>(found->second)];
    inode.half_size = at + bytes.size() / 2;
    if (inode.now.size() < at + bytes.size()) inode.now.resize(at + bytes.size(), '\0');
    inode.now.replace(at, bytes.size(), bytes);
}

/// Contents of a file; names of a folder.
void DiskModel::sync(const std::string& path) {
    const auto found = now_.find(path);
    if (found == now_.end()) return;
    Inode& inode = inodes_[static_cast<std::size_t>(found->second)];
    if (!inode.is_folder) {
        inode.durable = inode.now;
        return;
    }
    for (const NameChange& change : changes_) {
        if (Path(change.path).parent_path() != path) continue;
        for (NameChange& other : changes_)
            if (&other == &change || (change.together != 0 && other.together == change.together)) other.durable = true;
    }
}

void DiskModel::sync_all() {
    base_ = now_;
    changes_.clear();
    for (Inode& inode : inodes_) inode.durable = inode.now;
}

void DiskModel::apply(const DiskCall& call) {
    const auto& texts = call.texts;
    if (call.name == "openat") {
        const std::string& path = texts.back(); // of the descriptor
        const auto found = now_.find(path);
        if (found == now_.end())
            change(path, add({}), 0);
        else if (call.truncates)
            inodes_[static_cast<std::size_t>(found->second)].now.clear();
        ends_[path] = 0;
    } else if (call.name == "write") {
        write(texts[0], ends_[texts[0]], texts[1]);
        ends_[texts[0]] += texts[1].size();
    } else if (call.name == "pwrite64") {
        write(texts[0], static_cast<std::size_t>(call.last_number), texts[1]);
    } else if (call.name == "ftruncate") {
        if (const auto found = now_.find(texts[0]); found != now_.end())
            inodes_[static_cast<std::size_t>(found->second)].now.resize(static_cast<std::size_t>(call.last_number), '\0');
    } else if (call.name == "rename") {
        const int inode = now_.at(texts[0]);
        change(texts[0], -1, ++renames_);
        change(texts[1], inode, renames_);
    } else if (call.name == "unlink" || call.name == "rmdir") {
        change(texts[0], -1, 0);
    } else if (call.name == "unlinkat") {
        change(texts[1].starts_with("/") ? texts[1] : texts[0] + "/" + texts[1], -1, 0);
    } else if (call.name == "mkdir") {
        change(texts[0], add({true, "", "", 0}), 0);
    } else if (call.name == "syncfs") {
        sync_all();
    } else {
        sync(texts[0]);
    }
}

DiskModel::Names DiskModel::names_kept(Kept kept, Random& random) const {
    std::size_t through = 0;
    if (kept == Kept::NamesOnly || kept == Kept::Everything) through = changes_.size();
    if (kept == Kept::Some) through = random.below(static_cast<std::uint32_t>(changes_.size()) + 1);
    if (through > 0 && through < changes_.size() && changes_[through - 1].together != 0 && changes_[through].together == changes_[through - 1].together) ++through;
    Names names = base_;
    for (std::size_t at = 0; at < changes_.size(); ++at) {
        const NameChange& change = changes_[at];
        if (at >= through && !change.durable) continue;
        if (change.inode < 0)
            names.erase(change.path);
        else
            names[change.path] = change.inode;
    }
    return names;
}

std::string DiskModel::content_kept(const Inode& inode, Kept kept, Random& random) const {
    if (kept == Kept::ContentsOnly || kept == Kept::Everything) return inode.now;
    if (kept != Kept::Some) return inode.durable;
    switch (random.below(3)) {
    case 0: return inode.durable;
    case 1: return inode.now;
    default: break;
    }
    // The part behind stays as it was, or as zeros where the file grew.
    std::string torn = inode.now.substr(0, inode.half_size);
    torn += inode.durable.size() > torn.size() ? inode.durable.substr(torn.size()) : std::string(inode.now.size() - std::min(inode.now.size(), torn.size()), '\0');
    return torn;
}

void DiskModel::leave(const Path& target, Kept kept, Random& random) const {
    std::filesystem::remove_all(target);
    std::filesystem::create_directories(target);
    for (const auto& [path, inode] : names_kept(kept, random)) {
        if (path == folder_ || path.ends_with("-shm")) continue; // SQLite's shared memory says nothing after a cut
        const Path place = target / Path(path).lexically_relative(folder_);
        const Inode& file = inodes_[static_cast<std::size_t>(inode)];
        std::error_code ignored;
        if (file.is_folder) {
            std::filesystem::create_directories(place, ignored);
            continue;
        }
        std::filesystem::create_directories(place.parent_path(), ignored);
        std::ofstream(place, std::ios::binary) << content_kept(file, kept, random);
    }
}

} // namespace lianxin
