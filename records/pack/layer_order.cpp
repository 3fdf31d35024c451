// The order of editions as lines: township-5, then county-18 and so on.
#include "records/pack/layer_order.h"

#include "records/base/text.h"

#include <algorithm>
#include <fcntl.h>

namespace lianxin {
namespace {

constexpr std::size_t most_lines = 16, largest = 1024;

Path file_of(const Path& library) { return library / "put_in"; }
std::string line_of(Layer layer, std::uint64_t number) { return std::string(name_of(layer)) + "-" + std::to_string(number); }

/// Newest first; nothing when the file is lost or nonsense.
std::vector<std::string> lines_of(const Path& library) {
    const auto text = read_text(file_of(library), largest);
    std::vector<std::string> lines;
    if (!text) return lines;
    for (const auto line : split(*text, '\n'))
        if (!line.empty()) lines.emplace_back(line);
    return lines;
}

} // namespace

Result<void> note_put_in(const Path& library, Layer layer, std::uint64_t number) {
    std::vector<std::string> lines = lines_of(library);
    const std::string newest = line_of(layer, number);
    lines.erase(std::remove(lines.begin(), lines.end(), newest), lines.end());
    lines.insert(lines.begin(), newest);
    if (lines.size() > most_lines) lines.resize(most_lines);
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    const Path fresh = file_of(library).string() + ".new";
    auto file = File::open(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return std::move(file).error();
    if (auto written = file->write_all(bytes_of(text)); !written) return written;
    std::error_code code;
    std::filesystem::rename(fresh, file_of(library), code);
    if (code) return Error{ErrorCode::Storage, "noting the order of editions: " + code.message(), {}};
    return {};
}

std::array<Layer, 2> newest_first(const Path& library, std::uint64_t county, std::uint64_t township) {
    const auto lines = lines_of(library);
    const auto place = [&](Layer layer, std::uint64_t number) { return std::find(lines.begin(), lines.end(), line_of(layer, number)); };
    if (place(Layer::Township, township) < place(Layer::County, county)) return {Layer::Township, Layer::County};
    return {Layer::County, Layer::Township};
}

} // namespace lianxin
