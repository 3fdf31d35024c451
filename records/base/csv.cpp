// Reading CSV.
#include "records/base/csv.h"

namespace lianxin {
namespace {

struct Line {
    std::vector<std::string> cells;
    std::size_t number = 0;
};

/// Takes one record (which may span lines inside quotes) off the front of `text`.
Result<Line> take_line(std::string_view& text, std::size_t& number) {
    Line line{{""}, ++number};
    bool quoted = false;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (quoted) {
            if (c == '\n') ++number;
            if (c != '"') {
                line.cells.back() += c;
            } else if (!text.empty() && text.front() == '"') {
                line.cells.back() += '"';
                text.remove_prefix(1);
            } else {
                quoted = false;
            }
        } else if (c == '"' && line.cells.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            line.cells.emplace_back();
        } else if (c == '\n') {
            return line;
        } else if (c != '\r') {
            line.cells.back() += c;
        }
    }
    if (quoted) return Error{ErrorCode::Invalid, "line " + std::to_string(line.number) + ": a quoted cell does not end", {}};
    return line;
}

} // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text) {
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    std::size_t number = 0;
    auto header = take_line(text, number);
    if (!header) return std::move(header).error();
    std::vector<CsvRow> rows;
    while (!text.empty()) {
        auto line = take_line(text, number);
        if (!line) return std::move(line).error();
        if (line->cells.size() == 1 && line->cells[0].empty()) continue;
        if (line->cells.size() != header->cells.size())
            return Error{ErrorCode::Invalid, "line " + std::to_string(line->number) + ": " + std::to_string(header->cells.size()) + " cells expected", {}};
        CsvRow row;
        for (std::size_t i = 0; i < line->cells.size(); ++i) row[header->cells[i]] = line->cells[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace lianxin
