// Written Chinese as it is said: numbers, dates, times, money, units, telephone numbers, codes, Latin words, words with several
// readings. What comes out is meant for a voice that reads Chinese characters and pinyin with tone numbers.
#pragma once

#include "kiosk/speech/readings.h"

#include <memory>
#include <string>
#include <string_view>

namespace lianxin {

class SpokenText {
  public:
    explicit SpokenText(Readings readings);
    ~SpokenText();
    SpokenText(SpokenText&&) noexcept;
    SpokenText& operator=(SpokenText&&) noexcept;

    /// "2026年" becomes "二零二六年", "银行" becomes " yin2 hang2 ", an address of the web nothing at all.
    std::string of(std::string_view written) const;

  private:
    struct Rules;
    Readings readings_;
    std::unique_ptr<const Rules> rules_;
};

} // namespace lianxin
