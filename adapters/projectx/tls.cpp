#include "adapters/projectx/tls.hpp"

#include "domain/contract_check.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace riskd::projectx {

using domain::failure;
using domain::failure_code;

namespace {

enum class anchors { of_the_system_too, of_the_file_only };

domain::result<shared_tls> load(anchors which, const std::optional<std::string>& ca_file) {
  namespace ssl = boost::asio::ssl;
  auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
  boost::system::error_code error;
  context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2
                         | ssl::context::no_sslv3 | ssl::context::no_tlsv1
                         | ssl::context::no_tlsv1_1,
                       error);
  if (!error && which == anchors::of_the_system_too)
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

/// Empty if it cannot be read, or not twice, as a pipe.
std::optional<std::string> content_of(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored))
    return std::nullopt;
  std::ifstream file{path, std::ios::binary};
  std::string out{std::istreambuf_iterator<char>{file}, {}};
  return file ? std::optional{std::move(out)} : std::nullopt;
}

} // namespace

domain::result<shared_tls> tls_contexts::open(const std::vector<url>& servers,
                                              const std::optional<std::string>& ca_file) {
  if (std::any_of(servers.begin(), servers.end(), [](const url& each) { return each.tls; }))
    return trusting(ca_file);
  if (ca_file)
    if (const auto alone = load(anchors::of_the_file_only, ca_file); !alone)
      return alone.error();
  return shared_tls{};
}

domain::result<shared_tls> tls_contexts::trusting(const std::optional<std::string>& ca_file) {
  const auto extra = ca_file ? content_of(*ca_file) : std::nullopt;
  const bool is_comparable = extra || !ca_file;
  const std::scoped_lock guard{mutex_};
  std::erase_if(known_, [](const auto& each) { return each.second.expired(); });
  if (is_comparable)
    if (const auto found = known_.find(extra); found != known_.end())
      if (auto shared = found->second.lock())
        return shared;
  auto made = load(anchors::of_the_system_too, ca_file);
  // A file that changed meanwhile may have been loaded as it was or as it is.
  if (made && is_comparable && (!ca_file || content_of(*ca_file) == extra))
    known_.insert_or_assign(extra, *made);
  return made;
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
