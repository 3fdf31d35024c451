// Builds the graph of includes and looks for rings in it.
#include "tests/house/include_graph.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace lianxin::house {

namespace {

const std::set<std::string>& paths() {
    static const std::set<std::string> all = [] {
        std::set<std::string> found;
        for (const SourceFile& file : source_tree()) found.insert(file.path);
        return found;
    }();
    return all;
}

/// Reads `#include <name>` or `#include "name"`; empty header when the line is no include.
Include read_include(std::string_view line, std::size_t number) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos || line.substr(first, 8) != "#include") return {};
    const std::size_t open = line.find_first_of("<\"", first);
    if (open == std::string_view::npos) return {};
    const std::size_t close = line.find_first_of(">\"", open + 1);
    std::string header(line.substr(open + 1, close - open - 1));
    const bool quoted = line[open] == '"';
    const bool ours = quoted && paths().count(header) != 0;
    return {std::move(header), quoted, ours, number};
}

} // namespace

std::vector<Include> includes_of(const SourceFile& file) {
    std::vector<Include> includes;
    const std::string code = without_comments(file.text);
    std::size_t number = 0;
    for (const std::string_view line : lines_of(code)) {
        Include include = read_include(line, ++number);
        if (!include.header.empty()) includes.push_back(std::move(include));
    }
    return includes;
}

Graph file_graph() {
    Graph graph;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/", "tests/"})) {
        auto& edges = graph[file->path];
        for (const Include& include : includes_of(*file))
            if (include.ours) edges.insert(include.header);
    }
    return graph;
}

std::string unit_of(const std::string& path) {
    const std::filesystem::path file(path);
    const std::string folder = file.parent_path().generic_string();
    const bool top_of_program = folder == "kiosk" || folder == "sync" || folder == "county";
    return top_of_program ? path : folder;
}

Graph unit_graph() {
    Graph units;
    for (const auto& [from, edges] : file_graph())
        for (const std::string& to : edges)
            if (unit_of(from) != unit_of(to)) units[unit_of(from)].insert(unit_of(to));
    return units;
}

std::string ring_in(const Graph& graph) {
    std::vector<std::string> path;
    std::set<std::string> done;
    std::string ring;
    const std::function<void(const std::string&)> visit = [&](const std::string& node) {
        const auto open = std::find(path.begin(), path.end(), node);
        if (open != path.end()) {
            for (auto step = open; step != path.end(); ++step) ring += *step + " → ";
            ring += node;
        }
        if (!ring.empty() || done.count(node) != 0) return;
        path.push_back(node);
        const auto edges = graph.find(node);
        if (edges != graph.end())
            for (const std::string& next : edges->second)
                if (ring.empty()) visit(next);
        path.pop_back();
        done.insert(node);
    };
    for (const auto& entry : graph)
        if (ring.empty()) visit(entry.first);
    return ring;
}

std::set<std::string> closure_of(const std::string& path, const Graph& files) {
    std::set<std::string> reached{path};
    std::vector<std::string> open{path};
    while (!open.empty()) {
        const auto edges = files.find(open.back());
        open.pop_back();
        if (edges == files.end()) continue;
        for (const std::string& next : edges->second)
            if (reached.insert(next).second) open.push_back(next);
    }
    return reached;
}

} // namespace lianxin::house
