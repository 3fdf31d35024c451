// Pinyin to characters by librime, with learning off: every resident meets the same candidates, and none leaves a trace.
#pragma once

#include "kiosk/input/composer.h"
#include "records/base/file.h"

#include <memory>

namespace lianxin {

struct PinyinOptions {
    Path data = "/usr/share/rime-data"; ///< schemas and dictionaries of the system
    Path scratch;                       ///< memory-backed folder for what librime insists on writing
};

/// One per process: librime keeps its state in globals. Use from one thread.
class Pinyin {
  public:
    /// Errors: NotFound (no dictionaries), Storage (scratch cannot be written), Unsupported (schema does not load).
    static Result<Pinyin> open(const PinyinOptions& options);
    Pinyin(Pinyin&&) noexcept;
    Pinyin& operator=(Pinyin&&) noexcept;
    ~Pinyin();

    /// Types the letters afresh, makes the picks, and tells what is offered. Keeps nothing between calls.
    PinyinAnswer ask(const PinyinQuery& query);

  private:
    struct State;
    explicit Pinyin(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
