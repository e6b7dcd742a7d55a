#pragma once

#include "adapters/monitor_link/basp_judge.hpp"
#include "domain/result.hpp"

#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>

namespace riskd::monitor_link {

/// Frees what OpenSSL made.
template <auto Free>
struct openssl_free {
  template <class T>
  void operator()(T* x) const {
    Free(x);
  }
};

using certificate_pointer = std::unique_ptr<X509, openssl_free<X509_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, openssl_free<EVP_PKEY_free>>;
using store_pointer = std::unique_ptr<X509_STORE, openssl_free<X509_STORE_free>>;

/// Returns the name of a node: the one common name of the certificate's subject, of 1 to 64
/// letters, digits, dots, dashes and underscores. Returns nothing if it has another form.
[[nodiscard]] std::optional<std::string> node_name(const X509& certificate);

/// Says why the certificate is not one of a node on that side; nothing if it is. A hub's
/// certificate is for TLS servers, an agent's for TLS clients, and none is for both: a stolen
/// agent's certificate cannot pose as a hub.
[[nodiscard]] std::optional<std::string> wrong_usage(X509& certificate, link_side side);

/// Makes the trust of a node: the authorities of `ca_file`, and the revocations of `crl_file`,
/// which must be signed by one of them. Fails, naming the file and the reason.
[[nodiscard]] domain::result<store_pointer> make_trust(const std::string& ca_file,
                                                       const std::optional<std::string>& crl_file);

/// Says why the certificate is not to be trusted now: another authority's, expired, revoked, for
/// another purpose. Nothing if it is.
[[nodiscard]] std::optional<std::string> why_untrusted(X509_STORE& trust, X509& certificate,
                                                       link_side side);

} // namespace riskd::monitor_link
