// Listening to syncs, and pulling the plug.
#include "tests/simulation/disk.h"

#include "records/base/sabotage.h"

#include <algorithm>
#include <array>
#include <climits>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lianxin {
namespace {

std::vector<Disk*>& disks() {
    static std::vector<Disk*> all;
    return all;
}

/// Of a descriptor, or of a path when there is none. Nothing of what is no file.
std::optional<Disk::FileId> id_of(int descriptor, const char* path = "") {
    struct statx status {};
    const int flags = *path == '\0' ? AT_EMPTY_PATH : 0;
    if (::statx(descriptor, path, flags, STATX_TYPE | STATX_INO | STATX_BTIME, &status) != 0 || !S_ISREG(status.stx_mode)) return std::nullopt;
    return Disk::FileId(status.stx_ino, status.stx_btime.tv_sec * 1'000'000'000 + status.stx_btime.tv_nsec);
}

Bytes content_of(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return {};
    Bytes content(static_cast<std::size_t>(status.st_size));
    const ssize_t got = ::pread(descriptor, content.data(), content.size(), 0);
    content.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    return content;
}

/// Opened for a moment.
class Opened {
  public:
    explicit Opened(const Path& file, int flags = O_RDONLY) : descriptor_(::open(file.c_str(), flags | O_CLOEXEC)) {}
    ~Opened() { ::close(descriptor_); }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    int operator*() const { return descriptor_; }

  private:
    int descriptor_;
};

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
    for (Disk* disk : disks()) {
        if (!is_below(file, disk->folder())) continue;
        disk->before_sync();
        if (const auto id = id_of(descriptor)) disk->synced(*id, content_of(descriptor));
        else if (!is_sabotaged(Sabotage::NoFolderSync)) disk->synced_folder(Path(file));
    }
}

/// The files of one folder, by name.
void add_names(Disk::Names& names, const Path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (is_memory(entry.path())) continue;
        if (const auto id = id_of(AT_FDCWD, entry.path().c_str())) names[entry.path()] = *id;
    }
}

std::vector<Path> folders_below(const Path& folder) {
    std::vector<Path> folders{folder};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

void forget_names_in(Disk::Names& names, const Path& folder) {
    std::erase_if(names, [&](const auto& each) { return each.first.parent_path() == folder; });
}

} // namespace

Disk::Disk(Path folder) : folder_(std::move(folder)) { disks().push_back(this); }
Disk::~Disk() { std::erase(disks(), this); }

Disk::Moment Disk::moment() const {
    Moment here{{}, {}, durable_names_, durable_};
    for (const Path& folder : folders_below(folder_)) add_names(here.names, folder);
    for (const auto& [file, id] : here.names) here.now[file] = content_of(*Opened(file));
    return here;
}

void Disk::before_sync() {
    if (syncs_left_ > 0 && --syncs_left_ == 0) cut_ = moment();
}

std::optional<Disk::Moment> Disk::taken_cut() {
    syncs_left_ = 0;
    return std::exchange(cut_, std::nullopt);
}

void Disk::synced_folder(const Path& folder) {
    forget_names_in(durable_names_, folder);
    add_names(durable_names_, folder);
}

/// What the disk may hold of a file that was `durable` when it was last synced and `now` when the power went.
static Bytes after_cut(const Bytes& durable, const Bytes& now, Random& chance) {
    const std::uint32_t fate = chance.below(3);
    if (fate == 0) return now;
    if (fate == 1 || now.size() <= durable.size()) return durable;
    const auto part = static_cast<std::ptrdiff_t>(durable.size() + chance.below(static_cast<std::uint32_t>(now.size() - durable.size()) + 1));
    Bytes torn = durable;
    torn.insert(torn.end(), now.begin() + static_cast<std::ptrdiff_t>(durable.size()), now.begin() + part);
    return torn;
}

void Disk::cut_power(const Moment& at, Random& chance) {
    std::map<FileId, Bytes> found; // one content for each file, whatever its name
    for (const auto& [file, id] : at.names) {
        const auto durable = at.durable.find(id);
        found[id] = after_cut(durable == at.durable.end() ? Bytes() : durable->second, at.now.at(file), chance);
    }
    for (const auto& [id, content] : at.durable) found.emplace(id, content); // removed, which may be undone
    std::map<Path, Bytes> left;
    for (const Path& folder : folders_below(folder_)) {
        const bool undone = chance.below(2) == 0;
        for (const auto& [file, id] : undone ? at.durable_names : at.names)
            if (file.parent_path() == folder) left[file] = found[id];
    }
    put_back(left);
}

void Disk::become(const Moment& then) { put_back(then.now); }

void Disk::put_back(const std::map<Path, Bytes>& files) {
    for (const Path& folder : folders_below(folder_))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.is_regular_file()) std::filesystem::remove(entry.path());
    for (const auto& [file, content] : files) put(file, content);
    durable_names_.clear();
    durable_.clear();
    for (const Path& folder : folders_below(folder_)) add_names(durable_names_, folder);
    for (const auto& [file, id] : durable_names_) durable_[id] = files.at(file);
}

bool Disk::damage(const Path& file, ByteView content, Random& chance) {
    const Opened opened(file, O_RDWR);
    const auto id = id_of(*opened);
    if (!id) return false;
    const auto at_in = [&](const Bytes& bytes) { return std::search(bytes.begin(), bytes.end(), content.begin(), content.end()); };
    const Bytes now = content_of(*opened);
    const auto place = at_in(now);
    if (place == now.end()) return false;
    const auto offset = (place - now.begin()) + static_cast<std::ptrdiff_t>(chance.below(static_cast<std::uint32_t>(content.size())));
    const auto other = static_cast<std::uint8_t>(now[static_cast<std::size_t>(offset)] ^ (1U << chance.below(8)));
    if (::pwrite(*opened, &other, 1, offset) != 1) return false;
    Bytes& durable = durable_[*id];
    if (const auto kept = at_in(durable); kept != durable.end() && kept - durable.begin() == place - now.begin()) durable[static_cast<std::size_t>(offset)] = other;
    return true;
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
