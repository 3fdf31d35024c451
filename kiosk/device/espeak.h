// The stock program espeak-ng as a voice: one short-lived process for each thing said, so that neither a crash of it nor its
// licence reaches the kiosk.
#pragma once

#include "kiosk/device/loudspeaker.h"

#include <string>
#include <string_view>

namespace lianxin {

class Espeak {
  public:
    /// `program`: a path, or a name that is looked up as a shell does.
    explicit Espeak(std::string program) : program_(std::move(program)) {}

    bool is_present() const;
    /// What `text` (Chinese characters and pinyin) sounds like; `speed` 1–5. Given up, with the process killed, as soon as the
    /// eventfd `bell` can be read. Errors: Unavailable (no such program, it failed, took too long, or was given up).
    Result<Sound> sound_of(std::string_view text, int speed, int bell) const;

  private:
    std::string program_;
};

} // namespace lianxin
