// Screens as residents meet them, made of the sample county: what rulers measure and golden pictures show.
#pragma once

#include "kiosk/session.h"
#include "kiosk/view.h"

#include <map>
#include <string>
#include <vector>

namespace lianxin::test {

/// The sample county as a kiosk holds it, and a moment in its hall.
struct SampleHall {
    SampleHall();
    /// The same hall after nobody looked after it: no contact for twelve days, old content, a clock nobody set, a full disk, an alarm.
    static SampleHall forsaken();

    HallState hall;
    HallState warned; ///< the same with a warning that stands
    DeviceState devices;
    Catalogue catalogue;
    std::vector<Page> pages;
    std::map<std::string, Picture, std::less<>> pictures;
    TimePoint now;
    Milliseconds monotonic{1'000'000};

    View view() const { return view({}); }
    View view(const Session& session) const;
    const Page& page(std::string_view id) const;
    static PageSummary summary(const Page& page);
};

struct Sample {
    std::string name; ///< "form-village"
    Session session;
};

/// Every screen, each in the states that look different, and every dialog.
std::vector<Sample> samples(const SampleHall& hall);
/// Those that look different in a hall that nobody looks after.
std::vector<Sample> forsaken_samples(const SampleHall& hall);
Session sample(const SampleHall& hall, std::string_view name);

} // namespace lianxin::test
