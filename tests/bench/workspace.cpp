// Folders to measure in.
#include "tests/bench/workspace.h"

#include "tests/bench/report.h"
#include "tests/programs/process.h"

#include <cstdlib>

namespace lianxin::bench {

Workspace::Workspace() {
    std::string name = std::string(LIANXIN_BIN_DIR) + "/bench-XXXXXX";
    if (!::mkdtemp(name.data())) give_up("no folder beside the programs");
    path_ = name;
}

Workspace::~Workspace() {
    std::error_code code;
    std::filesystem::remove_all(path_, code);
}

Path Workspace::demo() const {
    const Path folder = path_ / "demo";
    run({LIANXIN_SOURCE_DIR "/packaging/demo", "--prepare", folder.string(), "--build", Path(LIANXIN_BIN_DIR).parent_path().string()});
    return folder;
}

std::string program(const std::string& name) { return std::string(LIANXIN_BIN_DIR) + "/" + name; }

void run(const std::vector<std::string>& command) {
    const auto finished = test::run(command);
    if (finished.code != 0) give_up(command[0] + ": " + finished.out + finished.err);
}

} // namespace lianxin::bench
