// Signed requests: HTTP Message Signatures (RFC 9421, Ed25519) over method, path, query and Content-Digest (RFC 9530).
#pragma once

#include "records/base/clock.h"
#include "records/seal/signature.h"

#include <string>
#include <vector>

namespace lianxin {

/// What a request asks for, as it stands on the request line.
struct RequestTarget {
    std::string method; ///< "POST"
    std::string path;   ///< "/v1/batches"
    std::string query;  ///< "after=5", without the question mark; empty for none
};

/// The values of the three fields that make a request a signed one.
struct SignedFields {
    std::string content_digest;  ///< sha-256=:…:
    std::string signature_input; ///< lianxin=("@method" "@path" "@query" "content-digest");created=…;keyid="…";alg="ed25519"
    std::string signature;       ///< lianxin=:…:
};

/// `body` is the SHA-256 of the bytes of the content as sent, of nothing for a request without content. `kiosk` is the id
/// of the key.
SignedFields sign_request(const RequestTarget& target, const Hash& body, std::string_view kiosk, TimePoint created,
                          const SigningKey& key);

/// The kiosk that claims to have signed; nothing is checked yet. Errors: Invalid (not such a field).
Result<std::string> claimed_signer(std::string_view signature_input);

/// Errors: Invalid (a field is missing or not of the strict form, or does not cover what it must), Untrusted (other content
/// than was signed, or not signed by `key`).
Result<void> verify_request(const RequestTarget& target, const Hash& body, const SignedFields& fields, const PublicKey& key);

std::string content_digest(const Hash& body);

/// One covered component: its name with quotes, and its value.
struct Component {
    std::string name;
    std::string value;
};
/// The signature base of RFC 9421 §2.5. `parameters` is what stands behind the label in Signature-Input.
std::string signature_base(const std::vector<Component>& components, std::string_view parameters);

} // namespace lianxin
