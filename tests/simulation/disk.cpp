// Listening to syncs, and pulling the plug.
#include "tests/simulation/disk.h"

#include "records/base/sabotage.h"

#include <algorithm>
#include <array>
#include <climits>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace lianxin {
namespace {

std::vector<Disk*>& disks() {
    static std::vector<Disk*> all;
    return all;
}

/// Nothing of what is no file.
std::optional<Bytes> content_of(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    Bytes content(static_cast<std::size_t>(status.st_size));
    const ssize_t got = ::pread(descriptor, content.data(), content.size(), 0);
    content.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    return content;
}

Bytes content_of(const Path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    auto content = content_of(descriptor);
    ::close(descriptor);
    return content.value_or(Bytes());
}

void put(const Path& file, const Bytes& content) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

bool is_below(std::string_view file, const Path& folder) {
    const std::string& start = folder.native();
    return file.size() > start.size() && file.substr(0, start.size()) == start && file[start.size()] == '/';
}

/// Shared memory of SQLite lives in memory, whatever its name says.
bool is_memory(const Path& file) { return file.native().size() > 4 && file.native().substr(file.native().size() - 4) == "-shm"; }

void note_sync(int descriptor) {
    if (is_sabotaged(Sabotage::NoSync)) return;
    std::array<char, PATH_MAX> name{};
    const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), name.data(), name.size());
    if (length <= 0) return;
    const std::string_view file(name.data(), static_cast<std::size_t>(length));
    for (Disk* disk : disks())
        if (is_below(file, disk->folder()))
            if (auto content = content_of(descriptor)) disk->synced(Path(file), std::move(*content));
}

std::vector<Path> files_below(const Path& folder) {
    std::vector<Path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

Disk::Disk(Path folder) : folder_(std::move(folder)) { disks().push_back(this); }
Disk::~Disk() { std::erase(disks(), this); }

Disk::Moment Disk::moment() const {
    Moment here{{}, durable_};
    for (const Path& file : files_below(folder_))
        if (!is_memory(file)) here.now[file] = content_of(file);
    return here;
}

/// What the disk may hold of a file that was `durable` when it was last synced and `now` when the power went.
Bytes after_cut(const Bytes& durable, const Bytes& now, Random& chance) {
    const std::uint32_t fate = chance.below(3);
    if (fate == 0) return now;
    if (fate == 1 || now.size() <= durable.size()) return durable;
    const auto part = static_cast<std::ptrdiff_t>(durable.size() + chance.below(static_cast<std::uint32_t>(now.size() - durable.size()) + 1));
    Bytes torn = durable;
    torn.insert(torn.end(), now.begin() + static_cast<std::ptrdiff_t>(durable.size()), now.begin() + part);
    return torn;
}

void Disk::cut_power(const Moment& at, Random& chance) {
    std::map<Path, Bytes> left;
    for (const auto& [file, now] : at.now) {
        const auto durable = at.durable.find(file);
        if (durable != at.durable.end()) left[file] = after_cut(durable->second, now, chance);
    }
    put_back(left);
}

void Disk::become(const Moment& then) { put_back(then.now); }

void Disk::put_back(const std::map<Path, Bytes>& files) {
    for (const Path& file : files_below(folder_)) std::filesystem::remove(file);
    for (const auto& [file, content] : files) put(file, content);
    durable_ = files;
}

} // namespace lianxin

// On a memory file system there is nothing to sync; what counts is that it was asked for.
extern "C" int fsync(int descriptor) {
    lianxin::note_sync(descriptor);
    return 0;
}
extern "C" int fdatasync(int descriptor) {
    lianxin::note_sync(descriptor);
    return 0;
}
