// What a receipt tells: on screen, on paper and spoken.
#pragma once

#include "records/base/date.h"

#include <string>

namespace lianxin {

struct Receipt {
    std::string number; ///< "20261122-000017": day and sequence of this kiosk
    std::string code;   ///< 16 digits, ungrouped; the key to the answer
    std::string qr;     ///< "LXR1:…"
    std::string service_title;
    TimePoint received;
    Day promised{};
    std::string clock_sentence; ///< "10个工作日内答复"
    std::string article;        ///< the article behind the promise
};

} // namespace lianxin
