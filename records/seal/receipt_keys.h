// The two identities of a receipt, from its typed code and from its QR secret: who holds the paper reads the reply.
#pragma once

#include "records/seal/age.h"

namespace lianxin {

/// `tag` finds a reply and opens nothing; `identity` opens it.
struct ReceiptIdentity {
    ByteArray<16> tag;
    Identity identity;
};

/// What one guess of a code costs. The county's programs always use the default; tests may use less.
struct CodeCost {
    std::size_t memory_kib = std::size_t{128} * 1024;
    unsigned passes = 3;
};

/// From the 16 digits by Argon2id (RFC 9106, one lane); takes about half a second and `memory_kib` of memory at the
/// default cost. `county` is the county's six digits, `year` the year the code was given out.
/// Errors: Invalid (not a code), Unavailable (not enough memory).
Result<ReceiptIdentity> identity_from_code(std::string_view code, std::string_view county, int year,
                                           CodeCost cost = {});

/// From the 16 bytes in the QR by keyed BLAKE2b; at once.
ReceiptIdentity identity_from_secret(const ByteArray<16>& secret);

} // namespace lianxin
