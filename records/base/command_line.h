// The command line of every program: one table of options gives parsing (getopt_long), help and errors alike.
#pragma once

#include "records/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lianxin {

struct Option {
    std::string name;     ///< long name without dashes
    std::string argument; ///< "FILE"; empty for a switch
    std::string help;
};

struct Program {
    std::string name;     ///< "lianxin-sync"
    std::string synopsis; ///< what follows the options: "COMMAND [ARGUMENT]…"
    std::string about;    ///< one sentence, then lines about commands
    std::vector<Option> options; ///< besides --help and --version
};

struct Arguments {
    std::map<std::string, std::string, std::less<>> options; ///< given ones; a switch has the value ""; the last wins
    std::vector<std::pair<std::string, std::string>> given;  ///< the same in the order given, repeated ones too
    std::vector<std::string> words;                          ///< the rest, in order

    bool has(std::string_view name) const { return options.find(name) != options.end(); }
    std::string value(std::string_view name, std::string_view other = "") const;
    /// Every value of an option that may be repeated, in the order given.
    std::vector<std::string> values(std::string_view name) const;
};

/// Options and words may mix; "--" ends options. Errors: Invalid.
Result<Arguments> parse(const Program& program, int count, char** words);
std::string help_of(const Program& program);

/// The usual beginning of main: prints help or version and exits 0, or complains on standard error and exits 2.
Arguments parse_or_exit(const Program& program, int count, char** words);

/// Exit codes promised to callers.
enum ExitCode { Done = 0, Failed = 1, UsedWrongly = 2 };

} // namespace lianxin
