// When to kill: seeded moments, as many as LIANXIN_KILLS asks for.
#pragma once

#include "records/base/clock.h"
#include "records/base/random.h"

namespace lianxin::test {

/// LIANXIN_KILLS, or `usual` where it is not set.
int kills_wanted(int usual);

/// A moment from zero to `longest`, in real time from now on.
void sleep_at_random(Random& random, Milliseconds longest);

} // namespace lianxin::test
