// The header of an age file: stanzas that wrap the file key, and the MAC over them. Strict: one spelling of everything.
#pragma once

#include "records/seal/age.h"

namespace lianxin {

using FileKey = SecretArray<16>;

struct Stanza {
    std::vector<std::string> arguments; ///< at least the type
    Bytes body;
};

struct AgeHeader {
    std::vector<Stanza> stanzas;
    ByteArray<32> mac{};
    std::size_t mac_covers = 0; ///< bytes from the start up to and with "---"
    std::size_t length = 0;     ///< bytes of the whole header
};

/// Errors: Corrupt, Unsupported (another version of age).
Result<AgeHeader> parse_age_header(ByteView sealed);
/// The whole header with its MAC.
std::string make_age_header(const std::vector<Stanza>& stanzas, const FileKey& key);
/// True when the MAC holds under `key`.
bool header_holds(const AgeHeader& header, ByteView sealed, const FileKey& key);

/// HKDF with SHA-256 (RFC 5869) and 32 bytes of output.
SecretArray<32> hkdf_sha256(ByteView key, ByteView salt, std::string_view purpose);

} // namespace lianxin
