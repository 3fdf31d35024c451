// library.sum: the BLAKE2b-256 of library.db in hexadecimal.
#include "records/store/library_sum.h"

#include "records/seal/hash.h"
#include "records/store/library.h"

#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::size_t piece = 256 * 1024;
constexpr std::size_t largest_sum = 256;

Path sum_file(const Path& folder) { return folder / "library.sum"; }

Result<std::string> hash_of(const Path& path) {
    const auto file = File::open(path, O_RDONLY);
    if (!file) return file.error();
    Blake2b hash;
    for (std::uint64_t at = 0;;) {
        const auto bytes = file->read_at(at, piece);
        if (!bytes) return bytes.error();
        if (bytes->empty()) return to_hex(hash.done());
        hash.add(*bytes);
        at += bytes->size();
    }
}

/// Whether pages of the database lie in the log beside it.
bool has_log(const Path& folder) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(folder / "library.db-wal", missing);
    return !missing && size > 0;
}

Result<Soundness> judged_by_sqlite(const Path& folder) {
    const auto reader = LibraryReader::open(folder);
    const auto checked = reader ? reader->check() : Result<void>(reader.error());
    if (checked) return Soundness::Sound;
    if (checked.error().code == ErrorCode::Corrupt) return Soundness::Damaged;
    return checked.error();
}

} // namespace

Result<void> note_library_sum(const Path& folder) {
    if (has_log(folder)) return {};
    const auto sum = hash_of(folder / "library.db");
    if (!sum) return sum.error();
    return write_file(sum_file(folder), *sum + "\n");
}

void forget_library_sum(const Path& folder) {
    std::error_code ignored;
    std::filesystem::remove(sum_file(folder), ignored);
}

Result<Soundness> library_soundness(const Path& folder) {
    const auto noted = read_text(sum_file(folder), largest_sum);
    if (!noted || has_log(folder)) return judged_by_sqlite(folder);
    const auto sum = hash_of(folder / "library.db");
    if (!sum && sum.error().code == ErrorCode::Storage) return Soundness::Damaged; // a sector that cannot be read at all
    if (!sum) return sum.error();
    return *sum + "\n" == *noted ? Soundness::Sound : Soundness::Damaged;
}

} // namespace lianxin
