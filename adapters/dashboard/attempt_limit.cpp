#include "adapters/dashboard/attempt_limit.hpp"

#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>

namespace riskd::dashboard {

namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v6;

/// The address that stands for all that belong to the same party.
address party_of(const address& from) {
  if (!from.is_v6())
    return from;
  const auto six = from.to_v6();
  if (six.is_v4_mapped())
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, six);
  constexpr std::size_t network_bytes = 8;
  auto bytes = six.to_bytes();
  std::fill(bytes.begin() + network_bytes, bytes.end(), static_cast<unsigned char>(0));
  return address_v6{bytes};
}

} // namespace

std::chrono::seconds attempt_limit::wait_of(const address& from, domain::duration now) const {
  const auto found = failures_.find(party_of(from));
  if (found == failures_.end() || found->second.size() < options_.attempts_max)
    return {};
  const auto end = found->second.front() + options_.window;
  return std::max(std::chrono::seconds{0}, std::chrono::ceil<std::chrono::seconds>(end - now));
}

void attempt_limit::note_failure(const address& from, domain::duration now) {
  const auto party = party_of(from);
  if (failures_.find(party) == failures_.end() && failures_.size() >= options_.addresses_max)
    forget_oldest();
  auto& times = failures_[party];
  times.push_back(now);
  if (times.size() > options_.attempts_max)
    times.pop_front();
}

void attempt_limit::forget_oldest() {
  failures_.erase(
    std::min_element(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) {
      return a.second.back() < b.second.back();
    }));
}

} // namespace riskd::dashboard
