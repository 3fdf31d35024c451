// Making the folder and running programs in it.
#include "tests/records/seal/workshop.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <sys/wait.h>

namespace lianxin::test {

Workshop::Workshop() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lianxin-seal-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
}

Workshop::~Workshop() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void Workshop::put(const std::string& name, ByteView content) const {
    REQUIRE(write_file(path(name), content));
}

Bytes Workshop::get(const std::string& name) const {
    auto content = read_file(path(name), 64 << 20);
    REQUIRE(content);
    return *std::move(content);
}

int Workshop::run(const std::string& command) const {
    const int status =
        std::system(("cd '" + folder_.string() + "' && (" + command + ") >output 2>errors </dev/null").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace lianxin::test
