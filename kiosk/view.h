// What a screen may read besides the session: the hall, the edition, the time. Nothing here can be changed by drawing.
#pragma once

#include "kiosk/event.h"

#include <functional>

namespace lianxin {

struct View {
    const HallState& hall;
    const Catalogue& catalogue; ///< empty before an edition is installed
    const DeviceState& devices;
    TimePoint now;              ///< wall clock
    Milliseconds monotonic;     ///< for cursors and count-downs
    Milliseconds warning;       ///< how long the time-out dialog waits
    /// A picture of the edition by its path; loads in the background, missing until then. Valid for this frame.
    std::function<const Picture*(std::string_view path)> picture;
};

/// What a page asks to bring: its own list, else that of the form it leads to.
const std::vector<Document>& documents_of(const Page& page, const Catalogue& catalogue);

/// The questions of the form in order, as far as the answers so far ask them.
std::vector<const Field*> asked_fields(const Service& service, const Answers& answers);

} // namespace lianxin
