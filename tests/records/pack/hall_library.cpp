// Installing in the small county's library.
#include "tests/records/pack/hall_library.h"

namespace lianxin {

std::map<std::string, Bytes> state_of(const Path& folder) {
    std::map<std::string, Bytes> state;
    if (!std::filesystem::exists(folder)) return state;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const auto name = entry.path().string();
        if (!entry.is_regular_file() || name.ends_with(".lock") || name.ends_with("-shm")) continue;
        if (name.ends_with("-wal") && entry.file_size() == 0) continue;
        state[name] = read_file(entry.path(), 64 << 20).value();
    }
    return state;
}

HallLibrary::HallLibrary(std::uint64_t first) : number(first) {
    install(county.edition(first));
}

InstallOptions HallLibrary::options() const {
    return {library, county.keys(), "990021101000", "QX-01", {}};
}

std::uint64_t HallLibrary::installed_number() const {
    const auto reader = LibraryReader::open(library);
    REQUIRE(problem_of(reader) == "");
    return reader->edition().value().number;
}

std::string HallLibrary::refused(const Path& file, const InstallOptions& how) const {
    const auto before = state_of(library);
    const auto done = install_edition(file, how);
    REQUIRE_FALSE(done);
    CHECK(state_of(library) == before);
    const auto refusal = refusal_of(done.error());
    return refusal ? std::string(name_of(*refusal)) : done.error().text();
}

void HallLibrary::install(const Path& file) const {
    REQUIRE(problem_of(install_edition(file, options())) == "");
}

} // namespace lianxin
