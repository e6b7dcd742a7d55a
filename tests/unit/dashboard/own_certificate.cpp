#include "tests/unit/dashboard/own_certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace riskd::test {

namespace {

template <auto Free>
struct released {
  template <class T>
  void operator()(T* x) const {
    Free(x);
  }
};

using owned_key = std::unique_ptr<EVP_PKEY, released<EVP_PKEY_free>>;
using owned_certificate = std::unique_ptr<X509, released<X509_free>>;
using owned_bio = std::unique_ptr<BIO, released<BIO_free_all>>;
using owned_extension = std::unique_ptr<X509_EXTENSION, released<X509_EXTENSION_free>>;

void insist(bool done) {
  if (!done)
    throw std::runtime_error("OpenSSL refused to make a certificate");
}

std::string content_of(BIO* bio) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

owned_certificate certificate_of(EVP_PKEY* key) {
  constexpr long one_hour = 3600;
  owned_certificate made{X509_new()};
  insist(made && X509_set_version(made.get(), 2) == 1);
  insist(ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1) == 1);
  insist(X509_gmtime_adj(X509_getm_notBefore(made.get()), -one_hour) != nullptr);
  insist(X509_gmtime_adj(X509_getm_notAfter(made.get()), one_hour) != nullptr);
  insist(X509_set_pubkey(made.get(), key) == 1);
  auto* name = X509_get_subject_name(made.get());
  const auto* text = reinterpret_cast<const unsigned char*>("riskmon test hub");
  insist(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
  insist(X509_set_issuer_name(made.get(), name) == 1);
  X509V3_CTX context;
  X509V3_set_ctx(&context, made.get(), made.get(), nullptr, nullptr, 0);
  const owned_extension place{
    X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, "IP:127.0.0.1")};
  insist(place && X509_add_ext(made.get(), place.get(), -1) == 1);
  insist(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

} // namespace

own_certificate make_certificate(const private_folder& folder, const std::string& name) {
  const owned_key key{EVP_EC_gen("P-256")};
  insist(key != nullptr);
  const auto made = certificate_of(key.get());
  const owned_bio certificate_text{BIO_new(BIO_s_mem())};
  const owned_bio key_text{BIO_new(BIO_s_mem())};
  insist(PEM_write_bio_X509(certificate_text.get(), made.get()) == 1);
  insist(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
         == 1);
  return {folder.put(name + ".crt", content_of(certificate_text.get()), 0644),
          folder.put(name + ".key", content_of(key_text.get()))};
}

} // namespace riskd::test
