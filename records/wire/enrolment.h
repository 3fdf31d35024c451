// The enrolment folder: who a kiosk is and where its county is. Made by the county, read by kiosk and daemon.
#pragma once

#include "records/base/file.h"
#include "records/seal/signature.h"

namespace lianxin {

struct Enrolment {
    std::string kiosk;         ///< [A-Za-z0-9-]{1,32}
    std::string township;      ///< 12-digit code
    std::string county;        ///< six digits
    std::string url;           ///< "https://county.example:8443", no slash at the end
    std::string authority_pem; ///< the county's certificate authority, the only one trusted
};

/// Files enrolment.toml and authority.pem. The county's public keys lie beside them in keys.json (pack/county_keys.h), since
/// editions renew them. Errors: NotFound, Storage, Invalid (names file and key).
Result<Enrolment> read_enrolment(const Path& folder);
/// Errors: Storage, NoSpace.
Result<void> write_enrolment(const Path& folder, const Enrolment& enrolment);

/// The kiosk's own signing key, kiosk.key in the same folder, readable by its owner alone. Errors as read_signing_key.
Result<SigningKey> read_kiosk_key(const Path& folder);
Result<void> write_kiosk_key(const Path& folder, const SigningKey& key);

} // namespace lianxin
