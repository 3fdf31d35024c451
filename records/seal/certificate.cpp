// X.509 certificates by OpenSSL.
#include "records/seal/certificate.h"

#include "records/base/bytes.h"
#include "records/base/text.h"

#include <algorithm>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace lianxin {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
    void operator()(ASN1_OCTET_STRING* string) const { ASN1_OCTET_STRING_free(string); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr std::size_t longest_name = 64; ///< of a common name, X.520
constexpr std::size_t longest_dns_name = 253;
constexpr std::size_t most_names = 64;

Error failed(std::string what) {
    return {ErrorCode::Invalid, "certificate: " + std::move(what), {}};
}

template <class Write>
std::string pem_of(Write write) {
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    if (!bio || write(bio.get()) != 1) return {};
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string certificate_pem(X509& certificate) {
    return pem_of([&](BIO* bio) { return PEM_write_bio_X509(bio, &certificate); });
}
std::string key_pem(EVP_PKEY& key) {
    return pem_of(
        [&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, &key, nullptr, nullptr, 0, nullptr, nullptr); });
}

Owned<BIO> reading(const std::string& pem) {
    return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

/// 127 random bits, as RFC 5280 §4.1.2.2 wants them: positive and not to be guessed.
bool set_serial(X509& certificate) {
    ByteArray<16> raw{};
    if (RAND_bytes(raw.data(), static_cast<int>(raw.size())) != 1) return false;
    raw[0] &= 0x7f;
    raw[0] |= 0x40;
    const Owned<BIGNUM> number(BN_bin2bn(raw.data(), static_cast<int>(raw.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate));
}

bool set_time(ASN1_TIME* field, TimePoint time) {
    return ASN1_TIME_set(field, std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count()) != nullptr;
}

bool set_name(X509_NAME* field, std::string_view name) {
    return X509_NAME_add_entry_by_NID(field, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(name.data()),
                                      static_cast<int>(name.size()), -1, 0) == 1;
}

/// Version 3, serial, validity, subject and key; no issuer, no extensions yet.
Owned<X509> blank_certificate(std::string_view name, Validity validity, EVP_PKEY& key) {
    Owned<X509> certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 || !set_serial(*certificate))
        return nullptr;
    if (!set_time(X509_getm_notBefore(certificate.get()), validity.from) ||
        !set_time(X509_getm_notAfter(certificate.get()), validity.until))
        return nullptr;
    if (!set_name(X509_get_subject_name(certificate.get()), name) || X509_set_pubkey(certificate.get(), &key) != 1)
        return nullptr;
    return certificate;
}

/// `value` in OpenSSL's notation; only fixed texts come here, never names from outside.
bool add_extension(X509& certificate, X509& issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

bool is_dns_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_dns_name && std::all_of(name.begin(), name.end(), [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
               sign == '-' || sign == '.';
    });
}

bool push(GENERAL_NAMES& names, int kind, ASN1_STRING* value) {
    GENERAL_NAME* name = GENERAL_NAME_new();
    if (!name || !value) {
        GENERAL_NAME_free(name);
        ASN1_STRING_free(value);
        return false;
    }
    GENERAL_NAME_set0_value(name, kind, value);
    if (sk_GENERAL_NAME_push(&names, name) > 0) return true;
    GENERAL_NAME_free(name);
    return false;
}

ASN1_STRING* dns_string(const std::string& name) {
    ASN1_STRING* string = ASN1_IA5STRING_new();
    if (string) ASN1_STRING_set(string, name.data(), static_cast<int>(name.size()));
    return string;
}

Result<void> add_names(X509& certificate, const ServerNames& names) {
    const Owned<GENERAL_NAMES> list(sk_GENERAL_NAME_new_null());
    for (const auto& name : names.dns)
        if (!is_dns_name(name) || !push(*list, GEN_DNS, dns_string(name)))
            return failed("\"" + name + "\" is no host name");
    for (const auto& address : names.addresses)
        if (!push(*list, GEN_IPADD, a2i_IPADDRESS(address.c_str()))) return failed("\"" + address + "\" is no address");
    if (X509_add1_ext_i2d(&certificate, NID_subject_alt_name, list.get(), 0, 0) != 1)
        return failed("the names cannot be written");
    return {};
}

Result<CertifiedKey> signed_and_written(X509& certificate, EVP_PKEY& key, EVP_PKEY& issuer_key) {
    if (X509_sign(&certificate, &issuer_key, EVP_sha256()) == 0) return failed("signing failed");
    CertifiedKey out;
    out.certificate_pem = certificate_pem(certificate);
    out.key_pem = key_pem(key);
    if (out.certificate_pem.empty() || out.key_pem.empty()) return failed("writing failed");
    return out;
}

bool is_usable_name(std::string_view name) {
    return !name.empty() && is_utf8(name) && count_characters(name) <= longest_name;
}

} // namespace

CertifiedKey::~CertifiedKey() {
    wipe(key_pem);
}

Result<CertifiedKey> make_authority(std::string_view name, Validity validity) {
    if (!is_usable_name(name)) return failed("an authority's name has 1 to 64 characters");
    if (validity.from >= validity.until) return failed("it ends before it begins");
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    if (!key) return failed("no key could be made");
    const auto certificate = blank_certificate(name, validity, *key);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1)
        return failed("it cannot be made");
    X509& self = *certificate;
    if (!add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
        !add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign") ||
        !add_extension(self, self, NID_subject_key_identifier, "hash"))
        return failed("its extensions cannot be written");
    return signed_and_written(self, *key, *key);
}

Result<CertifiedKey> make_server_certificate(const CertifiedKey& authority, const ServerNames& names,
                                             Validity validity) {
    if (names.dns.size() + names.addresses.size() == 0 || names.dns.size() + names.addresses.size() > most_names)
        return failed("a server has 1 to 64 names and addresses");
    if (validity.from >= validity.until) return failed("it ends before it begins");
    const Owned<X509> issuer(PEM_read_bio_X509(reading(authority.certificate_pem).get(), nullptr, nullptr, nullptr));
    const Owned<EVP_PKEY> issuer_key(
        PEM_read_bio_PrivateKey(reading(authority.key_pem).get(), nullptr, nullptr, nullptr));
    if (!issuer || !issuer_key || X509_check_private_key(issuer.get(), issuer_key.get()) != 1)
        return failed("the authority cannot be read");
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    if (!key) return failed("no key could be made");
    const std::string& first = names.dns.empty() ? names.addresses.front() : names.dns.front();
    const auto certificate = blank_certificate(std::string_view(first).substr(0, longest_name), validity, *key);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get())) != 1)
        return failed("it cannot be made");
    if (auto added = add_names(*certificate, names); !added) return std::move(added).error();
    X509& server = *certificate;
    if (!add_extension(server, *issuer, NID_basic_constraints, "critical,CA:FALSE") ||
        !add_extension(server, *issuer, NID_key_usage, "critical,digitalSignature") ||
        !add_extension(server, *issuer, NID_ext_key_usage, "serverAuth") ||
        !add_extension(server, *issuer, NID_subject_key_identifier, "hash") ||
        !add_extension(server, *issuer, NID_authority_key_identifier, "keyid"))
        return failed("its extensions cannot be written");
    return signed_and_written(server, *key, *issuer_key);
}

} // namespace lianxin
