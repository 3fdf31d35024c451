// Whether the daemon could run: settings, keys, folders and stores, told in plain words.
#pragma once

#include "sync/settings.h"

namespace lianxin {

struct Finding {
    enum class Verdict { Good, NotYet, Bad };
    Verdict verdict = Verdict::Good;
    std::string sentence;
};

/// Every part is looked at, whatever the others are like. Changes nothing but makes the state folder.
std::vector<Finding> check(const Settings& settings);

} // namespace lianxin
