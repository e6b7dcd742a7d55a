#include "adapters/hub_client/hub_address.hpp"

#include <algorithm>
#include <string>

namespace riskd::hub_client {

namespace {

using domain::failure;
using domain::failure_code;

bool is_localhost(std::string_view host) {
  constexpr std::string_view name = "localhost";
  return std::equal(host.begin(), host.end(), name.begin(), name.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

} // namespace

domain::result<projectx::url> parse_hub_address(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://"))
    return failure{failure_code::malformed_input,
                   "the address of a hub begins with https:// or http://"};
  return projectx::parse_url(text);
}

bool is_own_machine(const projectx::url& hub) {
  boost::system::error_code not_an_address;
  const auto address = boost::asio::ip::make_address(hub.host, not_an_address);
  return not_an_address ? is_localhost(hub.host) : is_loopback(address);
}

bool is_loopback(const boost::asio::ip::address& x) {
  namespace ip = boost::asio::ip;
  if (x.is_v6() && x.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, x.to_v6()).is_loopback();
  return x.is_loopback();
}

} // namespace riskd::hub_client
