// Pinyin to characters by librime, with learning off: every resident meets the same candidates, and none leaves a trace.
#pragma once

#include "kiosk/input/composer.h"
#include "kiosk/input/word_list.h"
#include "records/base/file.h"

#include <memory>

namespace lianxin {

struct PinyinOptions {
    Path data = "/usr/share/rime-data"; ///< dictionaries of the system
    Path schemas;                       ///< ours: assets/typing
    Path scratch;                       ///< memory-backed folder for what librime insists on writing
    std::vector<LocalWord> words = {};  ///< of the installed edition
};

/// One at a time in a process: librime keeps its state in globals. Use from one thread.
class Pinyin {
  public:
    /// Compiles schemas and words into `scratch` unless the same are there already: a quarter of a second, else a millisecond.
    /// Errors: NotFound (no dictionaries), Storage (scratch cannot be written), Unsupported (schemas do not load).
    static Result<Pinyin> open(const PinyinOptions& options);
    Pinyin(Pinyin&&) noexcept;
    Pinyin& operator=(Pinyin&&) noexcept;
    ~Pinyin();

    /// Types the letters, makes the picks, and tells what is offered. The answer depends on the query alone; letters of the last
    /// query are kept until the next, so that only what is new has to be typed.
    PinyinAnswer ask(const PinyinQuery& query);

  private:
    struct State;
    explicit Pinyin(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
