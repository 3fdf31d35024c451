// Reads the source tree once and offers its text.
#include "tests/house/source_tree.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace lianxin::house {

namespace {

namespace fs = std::filesystem;

bool is_text(const fs::path& path) {
    static const std::set<std::string> binary = {".png", ".jpg", ".jpeg", ".opus", ".wav",  ".lxe", ".lxc",
                                                 ".age", ".bin", ".cbor", ".ttf",  ".zdict", ".dict", ".gz"};
    return binary.find(path.extension().string()) == binary.end();
}

bool is_left_out(const fs::directory_entry& entry, bool at_root) {
    const std::string name = entry.path().filename().string();
    const bool hidden = name.front() == '.' && name != ".ci";
    return hidden || (at_root && name.rfind("build", 0) == 0) || name == "__pycache__";
}

void gather(const fs::path& root, const fs::path& folder, std::vector<SourceFile>& files) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (is_left_out(entry, folder == root)) continue;
        if (entry.is_directory()) {
            gather(root, entry.path(), files);
        } else if (entry.is_regular_file() && is_text(entry.path())) {
            std::ifstream stream(entry.path(), std::ios::binary);
            files.push_back({entry.path().lexically_relative(root).generic_string(),
                             std::string(std::istreambuf_iterator<char>(stream), {})});
        }
    }
}

/// One step of a small lexer: where the piece of C++ text that starts at `at` ends (comment, literal or one character).
std::size_t end_of_piece(std::string_view text, std::size_t at) {
    const auto found = [&](std::string_view mark, std::size_t from) {
        const std::size_t place = text.find(mark, from);
        return place == std::string_view::npos ? text.size() : place + mark.size();
    };
    if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
    if (text.substr(at, 2) == "/*") return found("*/", at + 2);
    if (text.substr(at, 2) == "R\"") {
        const std::size_t open = text.find('(', at);
        if (open == std::string_view::npos) return text.size();
        return found(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"", open);
    }
    const char quote = text[at];
    const bool digit_separator = quote == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
    if ((quote != '"' && quote != '\'') || digit_separator) return at + 1;
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != quote && text[end] != '\n') end += text[end] == '\\' ? 2U : 1U;
    return std::min(end + 1, text.size());
}

} // namespace

const std::vector<SourceFile>& source_tree() {
    static const std::vector<SourceFile> files = [] {
        std::vector<SourceFile> gathered;
        gather(LIANXIN_SOURCE_DIR, LIANXIN_SOURCE_DIR, gathered);
        std::sort(gathered.begin(), gathered.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
        return gathered;
    }();
    return files;
}

std::vector<const SourceFile*> cpp_files(const std::vector<std::string_view>& prefixes) {
    std::vector<const SourceFile*> files;
    for (const SourceFile& file : source_tree()) {
        const std::string extension = fs::path(file.path).extension().string();
        const bool wanted = std::any_of(prefixes.begin(), prefixes.end(),
                                        [&](std::string_view prefix) { return file.path.rfind(prefix, 0) == 0; });
        if (wanted && (extension == ".h" || extension == ".cpp")) files.push_back(&file);
    }
    return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string without_comments(std::string_view text) {
    std::string code;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_piece(text, at);
        const std::string_view piece = text.substr(at, end - at);
        const bool comment = piece.substr(0, 2) == "//" || piece.substr(0, 2) == "/*";
        for (const char letter : piece) code += comment && letter != '\n' ? ' ' : letter;
        at = end;
    }
    return code;
}

std::string breach(const SourceFile& file, std::size_t line, std::string_view what) {
    return file.path + ":" + std::to_string(line) + ": " + std::string(what);
}

std::string listed(const std::vector<std::string>& breaches) {
    std::string text;
    for (const std::string& line : breaches) text += "\n  " + line;
    return text;
}

} // namespace lianxin::house
