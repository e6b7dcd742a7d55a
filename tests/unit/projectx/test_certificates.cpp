#include "tests/unit/projectx/test_certificates.hpp"

#include <boost/asio/buffer.hpp>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace riskd::test {

namespace {

template <auto Free>
struct freed {
  template <class T>
  void operator()(T* x) const {
    Free(x);
  }
};

using key_pointer = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
using certificate_pointer = std::unique_ptr<X509, freed<X509_free>>;
using bio_pointer = std::unique_ptr<BIO, freed<BIO_free_all>>;
using extension_pointer = std::unique_ptr<X509_EXTENSION, freed<X509_EXTENSION_free>>;

void require(bool done) {
  if (!done)
    throw std::runtime_error("OpenSSL refused to make a test certificate");
}

key_pointer new_key() {
  key_pointer key{EVP_EC_gen("P-256")};
  require(key != nullptr);
  return key;
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const extension_pointer extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Makes a certificate without extensions or signature.
certificate_pointer new_certificate(EVP_PKEY* key, const std::string& name, long serial) {
  constexpr long one_hour = 3600;
  certificate_pointer made{X509_new()};
  require(made && X509_set_version(made.get(), 2) == 1);
  require(ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial) == 1);
  require(X509_gmtime_adj(X509_getm_notBefore(made.get()), -one_hour) != nullptr);
  require(X509_gmtime_adj(X509_getm_notAfter(made.get()), one_hour) != nullptr);
  require(X509_set_pubkey(made.get(), key) == 1);
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  require(X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC, text,
                                     -1, -1, 0)
          == 1);
  return made;
}

std::string content(BIO* bio) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

std::string pem(X509* certificate) {
  const bio_pointer bio{BIO_new(BIO_s_mem())};
  require(PEM_write_bio_X509(bio.get(), certificate) == 1);
  return content(bio.get());
}

std::string pem(EVP_PKEY* key) {
  const bio_pointer bio{BIO_new(BIO_s_mem())};
  require(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return content(bio.get());
}

} // namespace

struct test_authority::keys {
  key_pointer key = new_key();
  certificate_pointer root;
};

test_authority::test_authority() : keys_(std::make_unique<keys>()) {
  keys_->root = new_certificate(keys_->key.get(), "riskd test root", 1);
  auto* root = keys_->root.get();
  require(X509_set_issuer_name(root, X509_get_subject_name(root)) == 1);
  add_extension(root, root, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(root, root, NID_key_usage, "critical,keyCertSign");
  require(X509_sign(root, keys_->key.get(), EVP_sha256()) > 0);
  std::string path = "/tmp/riskd-test-root-XXXXXX";
  const int file = ::mkstemp(path.data());
  require(file >= 0);
  ::close(file);
  std::ofstream{path} << pem(root);
  root_file_ = path;
}

test_authority::~test_authority() {
  std::remove(root_file_.c_str());
}

std::unique_ptr<boost::asio::ssl::context> test_authority::server(const std::string& host) const {
  namespace ssl = boost::asio::ssl;
  const auto key = new_key();
  const auto made = new_certificate(key.get(), host, 2);
  auto* root = keys_->root.get();
  require(X509_set_issuer_name(made.get(), X509_get_subject_name(root)) == 1);
  const bool is_number = host.find_first_not_of("0123456789.") == std::string::npos;
  add_extension(made.get(), root, NID_subject_alt_name, (is_number ? "IP:" : "DNS:") + host);
  require(X509_sign(made.get(), keys_->key.get(), EVP_sha256()) > 0);
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  const auto certificate_text = pem(made.get());
  const auto key_text = pem(key.get());
  context->use_certificate(boost::asio::buffer(certificate_text), ssl::context::pem);
  context->use_private_key(boost::asio::buffer(key_text), ssl::context::pem);
  return context;
}

} // namespace riskd::test
