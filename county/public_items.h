// Public matters on their way to the kiosks: whom each is for, and which changes a kiosk is answered with.
#pragma once

#include "county/store.h"

namespace lianxin {

/// Puts the item on the way to everybody in its audience, behind everything that is on the way there already. Errors: NotFound
/// (a kiosk that is not enrolled), those of the store.
Result<void> send_down(Store& store, const PublicItemRow& item);

/// When a kiosk is enrolled, the first of its township: what is addressed to the whole county and was announced before, but no warnings that
/// were long over then. Errors: those of the store.
Result<void> send_down_everything(Store& store, const EnrolledKiosk& first);

/// The changes after a cursor, cut to the limits of the wire and without the county's time: updates of steps made since then, and
/// public items. Errors: those of the store.
Result<Changes> changes_after(Store& store, const KioskKey& kiosk, std::uint64_t after, TimePoint since);

} // namespace lianxin
