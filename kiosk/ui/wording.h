// Every word the kiosk says, by key ("home.request"), from assets/text/zh-CN.toml.
#pragma once

#include "records/base/file.h"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace lianxin {

class Wording {
  public:
    /// Tables of the file become parts of the key. Errors: NotFound, Storage, Invalid.
    static Result<Wording> read(const Path& file);
    static Result<Wording> parse(std::string_view toml);

    /// The sentence of that key; the key itself when nobody wrote one, so that a gap is seen and not a crash.
    std::string_view operator()(std::string_view key) const;
    bool has(std::string_view key) const { return texts_.contains(key); }
    /// The same with "{name}" replaced.
    std::string fill(std::string_view key,
                     std::initializer_list<std::pair<std::string_view, std::string_view>> parts) const;
    const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

  private:
    mutable std::map<std::string, std::string, std::less<>> texts_;
};

} // namespace lianxin
