// The county's own certificate authority and its server certificates: ECDSA P-256, X.509 in PEM.
#pragma once

#include "records/base/clock.h"
#include "records/base/result.h"

#include <string>
#include <vector>

namespace lianxin {

/// A certificate and its private key (PKCS #8, not encrypted), both PEM; the key is wiped when destroyed.
struct CertifiedKey {
    std::string certificate_pem;
    std::string key_pem;

    CertifiedKey() = default;
    ~CertifiedKey();
    CertifiedKey(CertifiedKey&&) = default;
    CertifiedKey& operator=(CertifiedKey&&) = default;
};

struct Validity {
    TimePoint from;
    TimePoint until;
};

/// A self-signed authority that may sign servers but no further authorities. `name` is its common name (UTF-8, 1 to 64
/// characters). Errors: Invalid.
Result<CertifiedKey> make_authority(std::string_view name, Validity validity);

struct ServerNames {
    std::vector<std::string> dns;       ///< "county.example"
    std::vector<std::string> addresses; ///< "10.1.2.3", "::1"
};
/// A TLS server certificate signed by `authority`. Errors: Invalid (no names, a bad address, an unreadable authority).
Result<CertifiedKey> make_server_certificate(const CertifiedKey& authority, const ServerNames& names,
                                             Validity validity);

} // namespace lianxin
