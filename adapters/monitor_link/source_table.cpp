#include "adapters/monitor_link/source_table.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::monitor_link {

namespace {

/// The source of all that find no place of their own. No address reads like it.
constexpr const char* others = "others";

} // namespace

std::string source_of(const boost::asio::ip::address& address) {
  namespace ip = boost::asio::ip;
  if (address.is_v4())
    return address.to_string();
  const auto six = address.to_v6();
  if (six.is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, six).to_string();
  auto bytes = six.to_bytes();
  std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), static_cast<unsigned char>(0));
  return ip::make_address_v6(bytes).to_string() + "/64";
}

source_table::admission source_table::admit(const std::string& source, domain::duration now) {
  const auto place = place_of(source, now);
  auto& found = place->second;
  if (!found.connections.take(1, now))
    return {refusal::too_often, {}};
  if (found.handshakes >= limits_.handshakes_max)
    return {refusal::too_many_handshakes, {}};
  ++found.handshakes;
  return {std::nullopt, place->first};
}

void source_table::handshake_over(const std::string& place) {
  const auto found = sources_.find(place);
  RISKD_EXPECTS(found != sources_.end() && found->second.handshakes > 0);
  --found->second.handshakes;
}

std::map<std::string, source_table::entry>::iterator
source_table::place_of(const std::string& source, domain::duration now) {
  const auto known = sources_.find(source);
  if (known != sources_.end())
    return known;
  if (sources_.size() >= limits_.sources_max)
    forget_quiet_ones(now);
  const auto* name = sources_.size() < limits_.sources_max ? source.c_str() : others;
  return sources_.try_emplace(name, entry{token_bucket{limits_.connections, now}}).first;
}

void source_table::forget_quiet_ones(domain::duration now) {
  std::erase_if(sources_, [now](auto& each) {
    return each.second.handshakes == 0 && each.second.connections.is_full(now);
  });
}

} // namespace riskd::monitor_link
