// A program's configuration: a TOML file whose every key must be known, with errors that name file and key.
#pragma once

#include "records/base/file.h"
#include "records/base/value.h"

#include <initializer_list>
#include <set>
#include <vector>

namespace lianxin {

class Config {
  public:
    /// At most 64 KiB of TOML. Errors: NotFound, Storage, Invalid (with file, line and column).
    static Result<Config> read(const Path& path);

    /// "state", "screen.width": dots enter tables. A missing key gives `other`; a wrong type is remembered for finish().
    std::string text(std::string_view key, std::string_view other);
    /// A text that has to be one of these.
    std::string choice(std::string_view key, std::string_view other, std::initializer_list<std::string_view> known);
    std::int64_t integer(std::string_view key, std::int64_t other, std::int64_t least, std::int64_t most);
    bool flag(std::string_view key, bool other);
    /// A list of texts.
    std::vector<std::string> texts(std::string_view key, std::vector<std::string> other);
    /// A path; a relative one is taken from the folder of the configuration file.
    Path path(std::string_view key, const Path& other);
    /// The same, but the key must be there.
    std::string required_text(std::string_view key);
    Path required_path(std::string_view key);

    /// Call after the last key: Invalid when a key was wrong, missing or unknown, naming all of them.
    Result<void> finish() const;

  private:
    const Value* find(std::string_view key);
    void complain(std::string_view key, std::string_view why);
    Path resolved(const std::string& text) const;

    Path file_;
    Value root_;
    std::set<std::string, std::less<>> known_;
    std::vector<std::string> problems_;
};

} // namespace lianxin
