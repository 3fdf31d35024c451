// The list of targets and what their seeds are made of.
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstdlib>
#include <sys/mman.h>

namespace lianxin::fuzz {

#define LIANXIN_TARGET(name) extern const Target name##_target;
#include "tests/fuzz/targets.inc"
#undef LIANXIN_TARGET

const std::vector<Target>& all_targets() {
    static const std::vector<Target> all = {
#define LIANXIN_TARGET(name) name##_target,
#include "tests/fuzz/targets.inc"
#undef LIANXIN_TARGET
    };
    return all;
}

Result<Target> target_named(std::string_view name) {
    std::string known;
    for (const Target& target : all_targets()) {
        if (target.name == name) return target;
        known += " " + std::string(target.name);
    }
    return Error{ErrorCode::NotFound, "no fuzz target \"" + std::string(name) + "\"; there are:" + known, {}};
}

std::vector<Bytes> sample_files(std::string_view folder, std::string_view extension, std::size_t most) {
    std::vector<Path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(Path(LIANXIN_SOURCE_DIR) / folder))
        if (entry.path().extension() == extension) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Bytes> out;
    for (std::size_t i = 0; i < paths.size() && out.size() < most; ++i)
        if (auto bytes = read_file(paths[i], 1 << 20)) out.push_back(std::move(*bytes));
    return out;
}

File file_of(ByteView bytes) {
    File file(::memfd_create("fuzz", MFD_CLOEXEC));
    if (!file.write_all(bytes)) std::abort();
    return file;
}

} // namespace lianxin::fuzz
