// Standing before the two calls of libsodium.
#include "tests/simulation/signatures.h"

#include "records/seal/hash.h"

#include <algorithm>
#include <dlfcn.h>

namespace lianxin {
namespace {

Signatures in_use = Signatures::Hashes;

using Sign = int(unsigned char*, unsigned long long*, const unsigned char*, unsigned long long, const unsigned char*);
using Verify = int(const unsigned char*, const unsigned char*, unsigned long long, const unsigned char*);

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

Hash hash_of(const unsigned char* message, unsigned long long length, const unsigned char* public_key) {
    return blake2b(ByteView(message, static_cast<std::size_t>(length)), ByteView(public_key, 32));
}

} // namespace

void use(Signatures kind) { in_use = kind; }

} // namespace lianxin

extern "C" int crypto_sign_detached(unsigned char* signature, unsigned long long* length, const unsigned char* message,
                                    unsigned long long message_length, const unsigned char* secret_key) {
    using namespace lianxin;
    if (in_use == Signatures::Real) return real<Sign>("crypto_sign_detached")(signature, length, message, message_length, secret_key);
    const unsigned char* const public_key = secret_key + 32; // libsodium keeps it behind the seed
    const Hash hash = hash_of(message, message_length, public_key);
    std::copy(hash.begin(), hash.end(), std::copy(hash.begin(), hash.end(), signature));
    if (length != nullptr) *length = 64;
    return 0;
}

extern "C" int crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message, unsigned long long length,
                                           const unsigned char* public_key) {
    using namespace lianxin;
    if (in_use == Signatures::Real) return real<Verify>("crypto_sign_verify_detached")(signature, message, length, public_key);
    const Hash hash = hash_of(message, length, public_key);
    return std::equal(hash.begin(), hash.end(), signature) && std::equal(hash.begin(), hash.end(), signature + 32) ? 0 : -1;
}
