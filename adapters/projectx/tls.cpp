#include "adapters/projectx/tls.hpp"

#include "domain/contract_check.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

namespace riskd::projectx {

using domain::failure;
using domain::failure_code;

domain::result<std::unique_ptr<boost::asio::ssl::context>>
make_tls_context(const std::optional<std::string>& ca_file) {
  namespace ssl = boost::asio::ssl;
  auto context = std::make_unique<ssl::context>(ssl::context::tls_client);
  boost::system::error_code error;
  context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2
                         | ssl::context::no_sslv3 | ssl::context::no_tlsv1
                         | ssl::context::no_tlsv1_1,
                       error);
  if (!error)
    context->set_default_verify_paths(error);
  if (!error && ca_file)
    context->load_verify_file(*ca_file, error);
  if (!error)
    context->set_verify_mode(ssl::verify_peer, error);
  if (error)
    return failure{failure_code::storage_failed, "cannot set up TLS"
                                                   + (ca_file ? " with " + *ca_file : std::string{})
                                                   + ": " + error.message()};
  return context;
}

bool expect_host(gateway_stream& stream, const std::string& host) {
  namespace ssl = boost::asio::ssl;
  RISKD_EXPECTS(stream.tls() != nullptr);
  boost::system::error_code error;
  stream.tls()->set_verify_mode(ssl::verify_peer, error);
  if (error)
    return false;
  stream.tls()->set_verify_callback(ssl::host_name_verification{host}, error);
  if (error)
    return false;
  boost::system::error_code not_an_address;
  static_cast<void>(boost::asio::ip::make_address(host, not_an_address));
  // SNI carries names only (RFC 6066, section 3).
  if (!not_an_address)
    return true;
  auto name = host;
  // The macro SSL_set_tlsext_host_name, spelled out: it contains a C cast.
  return SSL_ctrl(stream.tls()->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
                  TLSEXT_NAMETYPE_host_name, name.data())
         == 1;
}

} // namespace riskd::projectx
