// Who includes whom, read from the #include lines, and whether any ring is among them.
#pragma once

#include "tests/house/source_tree.h"

#include <map>
#include <set>

namespace lianxin::house {

struct Include {
    std::string header; ///< as written between the quotes or angle brackets
    bool quoted = false;
    bool ours = false;  ///< quoted, and found in the tree
    std::size_t line = 0;
};

std::vector<Include> includes_of(const SourceFile& file);

using Graph = std::map<std::string, std::set<std::string>>;

/// Edges between files of the rooms: path → paths of ours it includes.
Graph file_graph();

/// The unit a file belongs to: its folder; in the top folder of a program, where what all its folders speak of stands
/// beside what holds them together, the file itself.
std::string unit_of(const std::string& path);

/// The file graph drawn together to units.
Graph unit_graph();

/// One ring as "a → b → a", or empty when there is none.
std::string ring_in(const Graph& graph);

/// Everything reached from a file through includes of ours, itself included.
std::set<std::string> closure_of(const std::string& path, const Graph& files);

} // namespace lianxin::house
