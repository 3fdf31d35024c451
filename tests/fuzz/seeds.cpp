// lianxin-fuzz-seeds FOLDER: writes the seeds of every target to FOLDER/<target>, and prints the names of the targets.
#include "tests/fuzz/target.h"

#include <cstdio>

using namespace lianxin;

int main(int count, char** words) {
    for (const auto& target : fuzz::all_targets()) {
        std::puts(std::string(target.name).c_str());
        if (count < 2) continue;
        const Path folder = Path(words[1]) / target.name;
        std::filesystem::create_directories(folder);
        std::size_t number = 0;
        for (const Bytes& seed : target.seeds())
            if (!write_file(folder / ("seed-" + std::to_string(++number)), seed)) return 1;
    }
    return 0;
}
