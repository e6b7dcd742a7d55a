#include "adapters/dashboard/request_guard.hpp"

#include <algorithm>

namespace riskd::dashboard {

namespace {

std::string in_lower_case(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// `[::1]:8480` gives `[::1]`, `localhost` itself.
std::string_view without_port(std::string_view host) {
  const auto bracket = host.starts_with('[') ? host.find(']') : 0;
  if (bracket == std::string_view::npos)
    return {};
  return host.substr(0, host.find(':', bracket));
}

bool is_good_host(std::string_view host, const host_policy& hosts) {
  const auto name = in_lower_case(without_port(host));
  const auto is_it = [&name](const std::string& each) {
    return in_lower_case(each) == name;
  };
  if (std::any_of(hosts.names.begin(), hosts.names.end(), is_it))
    return true;
  if (!hosts.is_loopback)
    return hosts.names.empty() && !name.empty();
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

/// Whether the page that asks came from here. Behind a proxy the scheme may differ.
bool is_own_page(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme))
      return in_lower_case(origin.substr(scheme.size())) == in_lower_case(host);
  return false;
}

} // namespace

std::optional<reply> refuse_foreign(const request_origin& asked, const host_policy& hosts) {
  if (!is_good_host(asked.host, hosts))
    return refuse(403, "forbidden", "this hub is not known under the name in the field Host");
  const bool only_reads = asked.verb == "GET" || asked.verb == "HEAD";
  if (only_reads && !asked.is_upgrade)
    return std::nullopt;
  if (!asked.origin.empty() && !is_own_page(asked.origin, asked.host))
    return refuse(403, "forbidden", "a page from elsewhere must not ask this");
  if (!only_reads && asked.requested_with != "riskmon")
    return refuse(400, "bad_request", "the field X-Requested-With must be riskmon");
  return std::nullopt;
}

} // namespace riskd::dashboard
