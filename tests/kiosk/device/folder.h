// A temporary folder of a device's test.
#pragma once

#include "records/base/file.h"

#include <cstdlib>
#include <string>

namespace lianxin {

struct Folder {
    Path path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "lianxin-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

} // namespace lianxin
