// Command lines by getopt_long.
#include "records/base/command_line.h"

#include <cstdio>
#include <cstdlib>
#include <getopt.h>

namespace lianxin {

std::string Arguments::value(std::string_view name, std::string_view other) const {
    const auto found = options.find(name);
    return found == options.end() ? std::string(other) : found->second;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& [option, value] : given)
        if (option == name) out.push_back(value);
    return out;
}

Result<Arguments> parse(const Program& program, int count, char** words) {
    std::vector<option> table;
    for (const auto& known : program.options) table.push_back({known.name.c_str(), known.argument.empty() ? no_argument : required_argument, nullptr, 0});
    table.push_back({"help", no_argument, nullptr, 0});
    table.push_back({"version", no_argument, nullptr, 0});
    table.push_back({nullptr, 0, nullptr, 0});
    Arguments arguments;
    optind = 0; // glibc: start afresh, also when called again
    opterr = 0;
    for (;;) {
        int index = 0;
        const int code = getopt_long(count, words, ":", table.data(), &index);
        if (code == -1) break;
        if (code == ':') return Error{ErrorCode::Invalid, std::string(words[optind - 1]) + " needs a value", {}};
        if (code != 0) return Error{ErrorCode::Invalid, "unknown option " + std::string(words[optind - 1]), {}};
        arguments.given.emplace_back(table[static_cast<std::size_t>(index)].name, optarg ? optarg : "");
        arguments.options[arguments.given.back().first] = arguments.given.back().second;
    }
    for (int i = optind; i < count; ++i) arguments.words.emplace_back(words[i]);
    return arguments;
}

std::string help_of(const Program& program) {
    std::string out = "Usage: " + program.name + " [OPTION]… " + program.synopsis + "\n" + program.about + "\n\nOptions:\n";
    auto all = program.options;
    all.push_back({"help", "", "show this help"});
    all.push_back({"version", "", "show the version"});
    for (const auto& known : all) {
        std::string left = "  --" + known.name + (known.argument.empty() ? "" : " " + known.argument);
        left.resize(std::max<std::size_t>(left.size() + 2, 28), ' ');
        out += left + known.help + "\n";
    }
    return out + "\nExit status: 0 done, 1 failed, 2 used wrongly.\n";
}

Arguments parse_or_exit(const Program& program, int count, char** words) {
    auto arguments = parse(program, count, words);
    if (!arguments) {
        std::fprintf(stderr, "%s: %s\nTry '%s --help'.\n", program.name.c_str(), arguments.error().message.c_str(), program.name.c_str());
        std::exit(UsedWrongly);
    }
    if (arguments->has("help")) {
        std::fputs(help_of(program).c_str(), stdout);
        std::exit(Done);
    }
    if (arguments->has("version")) {
        std::printf("%s %s\n", program.name.c_str(), LIANXIN_VERSION);
        std::exit(Done);
    }
    return std::move(*arguments);
}

} // namespace lianxin
