// Every program has its man page, which names whatever its --help names.
#include "tests/house/source_tree.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <regex>

using namespace lianxin::house;

namespace {

/// The programs that are installed: whatever says its name and options in a main.cpp of a room.
std::vector<std::pair<std::string, const SourceFile*>> programs() {
    std::vector<std::pair<std::string, const SourceFile*>> found;
    for (const SourceFile* file : cpp_files({"records/", "kiosk/", "sync/", "county/"})) {
        if (!file->path.ends_with("/main.cpp")) continue;
        std::smatch name;
        if (std::regex_search(file->text, name, std::regex("\"(lianxin-[a-z-]+)\","))) found.emplace_back(name[1], file);
    }
    return found;
}

std::vector<std::string> all_matches(const std::string& text, const char* pattern) {
    const std::regex wanted(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) found.push_back((*at)[1]);
    return found;
}

std::string folder_of(const SourceFile& file) { return file.path.substr(0, file.path.rfind('/')); }

/// Options as the tables of a program name them, {"name", "ARGUMENT", "help"}, in its main.cpp and in what lies beside it.
std::vector<std::string> options_of(const SourceFile& program) {
    std::vector<std::string> found;
    for (const SourceFile* file : cpp_files({folder_of(program)})) {
        const bool is_beside = folder_of(*file) == folder_of(program) && file->text.find("vector<Option>") != std::string::npos;
        if (file != &program && !is_beside) continue;
        for (std::string& option : all_matches(file->text, "\\{\"([a-z][a-z-]*)\", *\"[A-Z-]*\","))
            if (!option.starts_with("lianxin-")) found.push_back(std::move(option));
    }
    return found;
}

/// "carry out": the small words with which a line of the help begins after two spaces.
std::vector<std::string> commands_of(const SourceFile& program) { return all_matches(program.text, "\"  ([a-z][a-z-]*(?: [a-z][a-z-]*)*)(?=[ \\\\])"); }

std::string page_of(const std::string& program) {
    const auto& tree = source_tree();
    const auto page = std::find_if(tree.begin(), tree.end(), [&](const SourceFile& one) { return one.path == "packaging/man/" + program + ".1.scd"; });
    return page == tree.end() ? "" : page->text;
}

/// In bold, as one piece or word by word.
bool names_command(const std::string& page, const std::string& command) {
    const std::string apart = std::regex_replace(command, std::regex(" "), "* *");
    return page.find("*" + command + "*") != page.npos || page.find("*" + apart + "*") != page.npos;
}

} // namespace

TEST_CASE("the man page of every program names each of its commands and options, and no option that it has not", "[house]") {
    const auto all = programs();
    CHECK(all.size() >= 8);
    std::size_t commands = 0;
    for (const auto& [name, file] : all) {
        INFO(name);
        const std::string page = page_of(name);
        REQUIRE_FALSE(page.empty());
        CHECK(page.starts_with(name + "(1) "));
        auto options = options_of(*file);
        for (const std::string& option : options) {
            INFO(option);
            CHECK(page.find("*--" + option + "*") != page.npos);
        }
        for (const std::string& command : commands_of(*file)) {
            INFO(command);
            CHECK(names_command(page, command));
            ++commands;
        }
        options.insert(options.end(), {"help", "version"});
        for (const std::string& option : all_matches(page, "\\*--([a-z-]+)\\*")) {
            INFO("--" << option);
            const bool is_told_elsewhere = name == "lianxin-load-check" && option == "load-check"; // of lianxin-pack
            CHECK((is_told_elsewhere || std::find(options.begin(), options.end(), option) != options.end()));
        }
    }
    CHECK(commands > 40);
}
