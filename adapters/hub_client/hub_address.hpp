#pragma once

#include "adapters/projectx/url.hpp"
#include "domain/result.hpp"

#include <boost/asio/ip/address.hpp>

#include <string_view>

namespace riskd::hub_client {

/// Reads where a hub listens: `https://host[:port][/path]` or the same with `http`. Fails with
/// `malformed_input` on anything else.
[[nodiscard]] domain::result<projectx::url> parse_hub_address(std::string_view text);

/// True if the address names the machine itself: `localhost`, or a loopback address in digits.
[[nodiscard]] bool is_own_machine(const projectx::url& hub);

/// True for a loopback address, also in the form in which IPv6 writes one of IPv4.
[[nodiscard]] bool is_loopback(const boost::asio::ip::address& x);

} // namespace riskd::hub_client
