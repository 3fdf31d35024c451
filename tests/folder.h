// A folder for one test, which goes with it.
#pragma once

#include "records/base/file.h"

#include <cstdlib>
#include <string>

namespace lianxin {

struct Folder {
    /// In the system's folder for passing things when no other is named.
    explicit Folder(const Path& parent = std::filesystem::temp_directory_path()) {
        std::string name = (parent / "lianxin-XXXXXX").string();
        if (!::mkdtemp(name.data())) std::abort();
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Path path;
};

} // namespace lianxin
