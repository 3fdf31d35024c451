// Which words of the installed edition people type: its places, offices and services.
#pragma once

#include "kiosk/catalogue.h"
#include "kiosk/input/word_list.h"

namespace lianxin {

std::vector<LocalWord> local_words(const Catalogue& catalogue);

} // namespace lianxin
