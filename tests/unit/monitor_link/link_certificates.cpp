#include "tests/unit/monitor_link/link_certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <map>
#include <stdexcept>

namespace riskd::test {

namespace {

using monitor_link::certificate_pointer;
using monitor_link::key_pointer;
using monitor_link::openssl_free;
using bio_pointer = std::unique_ptr<BIO, openssl_free<BIO_free_all>>;
using crl_pointer = std::unique_ptr<X509_CRL, openssl_free<X509_CRL_free>>;
using extension_pointer = std::unique_ptr<X509_EXTENSION, openssl_free<X509_EXTENSION_free>>;
using number_pointer = std::unique_ptr<ASN1_INTEGER, openssl_free<ASN1_INTEGER_free>>;
using time_pointer = std::unique_ptr<ASN1_TIME, openssl_free<ASN1_TIME_free>>;

constexpr long one_hour = 3600;

void require(bool done) {
  if (!done)
    throw std::runtime_error("OpenSSL refused to make a test certificate");
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const extension_pointer extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Makes a certificate without extensions, issuer and signature.
certificate_pointer new_certificate(EVP_PKEY* key, const certificate_request& request,
                                    long serial) {
  certificate_pointer made{X509_new()};
  require(made && X509_set_version(made.get(), 2) == 1);
  require(ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial) == 1);
  require(X509_gmtime_adj(X509_getm_notBefore(made.get()), request.begins * one_hour) != nullptr);
  require(X509_gmtime_adj(X509_getm_notAfter(made.get()), request.ends * one_hour) != nullptr);
  require(X509_set_pubkey(made.get(), key) == 1);
  const auto* text = reinterpret_cast<const unsigned char*>(request.name.c_str());
  require(X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC, text,
                                     -1, -1, 0)
          == 1);
  return made;
}

template <class Write>
void write_pem(const std::string& path, Write write) {
  const bio_pointer bio{BIO_new(BIO_s_mem())};
  require(write(bio.get()) == 1);
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &bytes);
  write_file(path, {bytes, static_cast<std::size_t>(size)});
}

} // namespace

struct link_authority::state {
  key_pointer key{EVP_EC_gen("P-256")};
  certificate_pointer root;
  std::map<std::string, long> serials;
  std::vector<long> revoked;
};

link_authority::link_authority() : state_(std::make_unique<state>()) {
  state_->root = new_certificate(state_->key.get(), {.name = "monitoring", .usage = ""}, 1);
  auto* root = state_->root.get();
  require(X509_set_issuer_name(root, X509_get_subject_name(root)) == 1);
  add_extension(root, root, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(root, root, NID_key_usage, "critical,keyCertSign,cRLSign");
  require(X509_sign(root, state_->key.get(), EVP_sha256()) > 0);
  write_pem(ca_file(), [&](BIO* bio) { return PEM_write_bio_X509(bio, root); });
}

link_authority::~link_authority() = default;

std::string link_authority::path_of(const std::string& file) const {
  return (folder_.path() / file).string();
}

std::string link_authority::ca_file() const {
  return path_of("ca.crt");
}

monitor_link::tls_files link_authority::issue(const certificate_request& request) {
  const auto serial = static_cast<long>(state_->serials.size()) + 2;
  state_->serials[request.name] = serial;
  const key_pointer key{EVP_EC_gen("P-256")};
  const auto made = new_certificate(key.get(), request, serial);
  auto* root = state_->root.get();
  require(X509_set_issuer_name(made.get(), X509_get_subject_name(root)) == 1);
  add_extension(made.get(), root, NID_basic_constraints, "critical,CA:FALSE");
  if (!request.usage.empty())
    add_extension(made.get(), root, NID_ext_key_usage, request.usage);
  require(X509_sign(made.get(), state_->key.get(), EVP_sha256()) > 0);
  const auto stem = "node-" + std::to_string(serial);
  const monitor_link::tls_files out{ca_file(), path_of(stem + ".crt"), path_of(stem + ".key"), {}};
  write_pem(out.certificate, [&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); });
  write_pem(out.key, [&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  require(::chmod(out.key.c_str(), S_IRUSR | S_IWUSR) == 0);
  return out;
}

monitor_link::tls_files link_authority::hub(const std::string& name) {
  return issue({.name = name, .usage = "serverAuth"});
}

monitor_link::tls_files link_authority::agent(const std::string& name) {
  return issue({.name = name, .usage = "clientAuth"});
}

std::string link_authority::revoke(const std::string& name) {
  state_->revoked.push_back(state_->serials.at(name));
  return revoke_nobody();
}

std::string link_authority::revoke_nobody() {
  const crl_pointer list{X509_CRL_new()};
  const time_pointer now{X509_gmtime_adj(nullptr, -one_hour)};
  const time_pointer next{X509_gmtime_adj(nullptr, one_hour)};
  require(X509_CRL_set_version(list.get(), 1) == 1
          && X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(state_->root.get())) == 1
          && X509_CRL_set1_lastUpdate(list.get(), now.get()) == 1
          && X509_CRL_set1_nextUpdate(list.get(), next.get()) == 1);
  for (const auto serial : state_->revoked) {
    const number_pointer number{ASN1_INTEGER_new()};
    require(ASN1_INTEGER_set(number.get(), serial) == 1);
    auto* entry = X509_REVOKED_new();
    require(X509_REVOKED_set_serialNumber(entry, number.get()) == 1
            && X509_REVOKED_set_revocationDate(entry, now.get()) == 1
            && X509_CRL_add0_revoked(list.get(), entry) == 1);
  }
  require(X509_CRL_sign(list.get(), state_->key.get(), EVP_sha256()) > 0);
  const auto path = path_of("revoked.crl");
  write_pem(path, [&](BIO* bio) { return PEM_write_bio_X509_CRL(bio, list.get()); });
  return path;
}

} // namespace riskd::test
