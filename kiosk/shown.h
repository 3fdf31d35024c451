// What is told to the daemon of a receipt that was shown: that the county may know more of it, and that its answer was read.
#pragma once

#include "kiosk/inquiry.h"

namespace lianxin {

/// Has the receipt looked up at the county unless its case is closed here: it may be of another township, or the case goes on.
/// `folder` is the outbox. What cannot be written is logged: nobody is kept from reading.
void look_up(const Path& folder, const Finds& finds, TimePoint now);

/// Notes that an answer was read, so that it is dropped a week later. A step before the answer does not count.
void note_read(const Path& folder, const Finds& finds, TimePoint now);

} // namespace lianxin
