// What the county announced since the edition was made, added to what the edition offers.
#pragma once

#include "kiosk/catalogue.h"
#include "records/model/alert.h"
#include "records/seal/signature.h"
#include "records/store/inbox.h"

namespace lianxin {

/// Board and surveys of the catalogue become those of the inbox; days off are added to its calendar; announced rosters stand in place of
/// the edition's. What `county` (the key that signs answers) has not signed is passed over and logged, and so is what cannot be read.
void announce_in(Catalogue& catalogue, const InboxReader& inbox, const PublicKey& county);

/// The warnings that were announced, as they are meant for a hall of that division, those that take others back among them: at most the
/// newest 500.
std::vector<Alert> announced_alerts(const InboxReader& inbox, const PublicKey& county, std::string_view division);

} // namespace lianxin
