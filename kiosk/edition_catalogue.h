// What the installed edition offers, read from the library.
#pragma once

#include "kiosk/catalogue.h"
#include "kiosk/reading.h"
#include "records/model/alert.h"
#include "records/store/library.h"

#include <memory>

namespace lianxin {

/// What cannot be read is logged and left out. Which pages are the newest depends on the time and is not said.
std::shared_ptr<const Catalogue> read_catalogue(const LibraryReader& library, EditionInfo edition);
/// All warnings of the edition, as they are meant for a hall of that division, those that take others back among them.
std::vector<Alert> edition_alerts(const LibraryReader& library, std::string_view division);
/// What of a page's recording the edition holds. Only the marks are read here; a broken one is read out by the voice.
Narration narration_of(const LibraryReader& library, const std::string& page);

} // namespace lianxin
