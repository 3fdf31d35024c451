// The files of this project as text, for tests that hold the house's laws against them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lianxin::house {

struct SourceFile {
    std::string path; ///< from the root of the tree: "records/base/result.h"
    std::string text;
};

/// Every text file of the tree, sorted by path; build folders, hidden folders and pictures left out.
const std::vector<SourceFile>& source_tree();

/// Those among them that are C++ (.h, .cpp) and begin with one of the prefixes.
std::vector<const SourceFile*> cpp_files(const std::vector<std::string_view>& prefixes);

std::vector<std::string_view> lines_of(std::string_view text);

/// C++ text with its comments blanked; line breaks and string literals stay.
std::string without_comments(std::string_view text);

/// "path:line: what", how a breach of a law is reported.
std::string breach(const SourceFile& file, std::size_t line, std::string_view what);

/// The breaches one below the other, so that a failing test shows them all.
std::string listed(const std::vector<std::string>& breaches);

} // namespace lianxin::house
