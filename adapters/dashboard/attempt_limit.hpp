#pragma once

#include "domain/time.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>

namespace riskd::dashboard {

struct attempt_options {
  /// So many failed attempts of one address are answered within `window`.
  std::size_t attempts_max = 5;
  std::chrono::seconds window{60};
  /// Of so many addresses failures are remembered; the one that failed longest ago is forgotten.
  std::size_t addresses_max = 1'000;
};

/// Counts failed attempts to log in by the address they come from. All addresses of one IPv6
/// network (64 bits) count as one: whoever has one has all of them.
class attempt_limit {
public:
  explicit attempt_limit(const attempt_options& options) : options_(options) {
  }

  /// How long `from` has to wait before its next attempt is looked at; zero if it need not.
  /// @param now Monotonic.
  [[nodiscard]] std::chrono::seconds wait_of(const boost::asio::ip::address& from,
                                             domain::duration now) const;

  void note_failure(const boost::asio::ip::address& from, domain::duration now);

private:
  void forget_oldest();

  attempt_options options_;
  /// When the latest attempts failed, the oldest first.
  std::map<boost::asio::ip::address, std::deque<domain::duration>> failures_;
};

} // namespace riskd::dashboard
