// lianxin-load-check: tries new content as the kiosk will show it, for the installer of editions.
#include "kiosk/load_check/load_check.h"
#include "records/base/command_line.h"

#include <cstdio>
#include <iostream>

using namespace lianxin;

namespace {

/// A list far longer than any edition's.
constexpr std::size_t most_lines = 20'000;
constexpr int could_not_check = 3; ///< not the content's fault

Program program() {
    const FontFiles fonts = system_fonts();
    return {"lianxin-load-check",
            "",
            "Reads lines \"page|picture|beside TAB path TAB file\" from standard input, decodes the pictures and lays out the pages. Ends "
            "with 0, or with 1 after saying what the kiosk could not show. The installer of editions runs it, within limits.",
            {{"font", "FILE", "the typeface (" + fonts.regular.string() + ")"},
             {"bold-font", "FILE", "the bold typeface (" + fonts.bold.string() + ")"}}};
}

int say(int code, const std::string& what) {
    std::puts(what.c_str());
    return code;
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse_or_exit(program(), count, words);
    FontFiles fonts = system_fonts();
    if (arguments.has("font")) fonts.regular = arguments.value("font");
    if (arguments.has("bold-font")) fonts.bold = arguments.value("bold-font");
    for (const Path& font : {fonts.regular, fonts.bold})
        if (!std::filesystem::exists(font)) return say(could_not_check, "missing font: " + font.string());
    std::vector<CheckLine> lines;
    for (std::string text; std::getline(std::cin, text);) {
        auto line = parse_check_line(text);
        if (!line || lines.size() == most_lines) return say(UsedWrongly, line ? "too many lines" : line.error().text());
        lines.push_back(std::move(*line));
    }
    const auto checked = check_content(lines, fonts);
    return checked ? Done : say(Failed, checked.error().text());
}
