// What the county announced since the edition was made, added to what the edition offers.
#pragma once

#include "kiosk/catalogue.h"
#include "records/seal/signature.h"
#include "records/store/inbox.h"

namespace lianxin {

/// Board and surveys of the catalogue become those of the inbox; days off are added to its calendar. What `county` (the key that signs
/// answers) has not signed is passed over and logged, and so is what cannot be read.
void announce_in(Catalogue& catalogue, const InboxReader& inbox, const PublicKey& county);

} // namespace lianxin
