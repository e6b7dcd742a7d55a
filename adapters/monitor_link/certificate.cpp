#include "adapters/monitor_link/certificate.hpp"

#include "adapters/monitor_link/pem_file.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <vector>

namespace riskd::monitor_link {

namespace {

using bio_pointer = std::unique_ptr<BIO, openssl_free<BIO_free_all>>;
using crl_pointer = std::unique_ptr<X509_CRL, openssl_free<X509_CRL_free>>;
using check_pointer = std::unique_ptr<X509_STORE_CTX, openssl_free<X509_STORE_CTX_free>>;

constexpr std::size_t name_size_max = 64;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
         || c == '-' || c == '_';
}

bio_pointer memory_of(const std::string& text) {
  return bio_pointer{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

/// Reads all objects of one kind; `read` is one of the PEM_read_bio functions.
template <class Pointer, class Read>
std::vector<Pointer> read_all(const std::string& text, Read read) {
  std::vector<Pointer> out;
  const auto memory = memory_of(text);
  while (auto one = Pointer{read(memory.get(), nullptr, nullptr, nullptr)})
    out.push_back(std::move(one));
  // The end of the file is an error to OpenSSL.
  ERR_clear_error();
  return out;
}

domain::result<std::vector<certificate_pointer>> read_authorities(const std::string& path) {
  auto text = read_pem_file(path, file_privacy::open);
  if (!text)
    return text.error();
  auto out = read_all<certificate_pointer>(*text, PEM_read_bio_X509);
  if (out.empty())
    return unusable_file(path, "holds no certificate in PEM form");
  for (const auto& each : out)
    if (X509_check_ca(each.get()) != 1)
      return unusable_file(path, "holds a certificate that is not one of an authority");
  return out;
}

bool is_signed_by(X509_CRL& list, const std::vector<certificate_pointer>& authorities) {
  const auto found = std::any_of(authorities.begin(), authorities.end(), [&](const auto& each) {
    return X509_CRL_verify(&list, X509_get0_pubkey(each.get())) == 1;
  });
  ERR_clear_error();
  return found;
}

domain::result<void> add_revocations(X509_STORE& trust, const std::string& path,
                                     const std::vector<certificate_pointer>& authorities) {
  const auto text = read_pem_file(path, file_privacy::open);
  if (!text)
    return text.error();
  const auto lists = read_all<crl_pointer>(*text, PEM_read_bio_X509_CRL);
  if (lists.empty())
    return unusable_file(path, "holds no list of revocations in PEM form");
  for (const auto& each : lists) {
    if (!is_signed_by(*each, authorities))
      return unusable_file(path, "holds a list that none of the authorities has signed");
    if (X509_STORE_add_crl(&trust, each.get()) != 1)
      return unusable_file(path, "cannot be used");
  }
  if (X509_STORE_set_flags(&trust, X509_V_FLAG_CRL_CHECK) != 1)
    return unusable_file(path, "cannot be used");
  return {};
}

} // namespace

std::optional<std::string> node_name(const X509& certificate) {
  const auto* subject = X509_get_subject_name(&certificate);
  const auto at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
    return std::nullopt;
  const auto* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
  unsigned char* converted = nullptr;
  const auto size = ASN1_STRING_to_UTF8(&converted, value);
  if (size < 0)
    return std::nullopt;
  const std::string out{reinterpret_cast<const char*>(converted), static_cast<std::size_t>(size)};
  OPENSSL_free(converted);
  if (out.empty() || out.size() > name_size_max
      || !std::all_of(out.begin(), out.end(), is_name_character))
    return std::nullopt;
  return out;
}

std::optional<std::string> wrong_usage(X509& certificate, link_side side) {
  constexpr std::uint32_t any = XKU_SSL_SERVER | XKU_SSL_CLIENT | XKU_ANYEKU;
  const std::uint32_t wanted = side == link_side::hub ? XKU_SSL_SERVER : XKU_SSL_CLIENT;
  const bool is_stated = (X509_get_extension_flags(&certificate) & EXFLAG_XKUSAGE) != 0;
  if (is_stated && (X509_get_extended_key_usage(&certificate) & any) == wanted)
    return std::nullopt;
  return side == link_side::hub ? "the certificate is not one of a hub"
                                : "the certificate is not one of an agent";
}

domain::result<store_pointer> make_trust(const std::string& ca_file,
                                         const std::optional<std::string>& crl_file) {
  const auto authorities = read_authorities(ca_file);
  if (!authorities)
    return authorities.error();
  store_pointer out{X509_STORE_new()};
  for (const auto& each : *authorities)
    if (!out || X509_STORE_add_cert(out.get(), each.get()) != 1)
      return unusable_file(ca_file, "cannot be used");
  if (crl_file)
    if (const auto added = add_revocations(*out, *crl_file, *authorities); !added)
      return added.error();
  return out;
}

std::optional<std::string> why_untrusted(X509_STORE& trust, X509& certificate, link_side side) {
  const check_pointer check{X509_STORE_CTX_new()};
  const auto* purpose = side == link_side::hub ? "ssl_server" : "ssl_client";
  if (!check || X509_STORE_CTX_init(check.get(), &trust, &certificate, nullptr) != 1
      || X509_STORE_CTX_set_default(check.get(), purpose) != 1)
    return "it cannot be checked";
  if (X509_verify_cert(check.get()) != 1) {
    ERR_clear_error();
    return X509_verify_cert_error_string(X509_STORE_CTX_get_error(check.get()));
  }
  return wrong_usage(certificate, side);
}

} // namespace riskd::monitor_link
