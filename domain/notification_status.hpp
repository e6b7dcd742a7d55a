#pragma once

#include "domain/records.hpp"
#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace riskd::domain {

// How far people are reached. Nothing here holds an address or a token.

/// A notice that a receiver never got.
struct dead_letter {
  time_point at;
  std::string code;
  /// Name of the account; empty if it concerned the daemon.
  std::string account;
  /// How often it had been raised.
  std::uint32_t count = 1;
  std::string reason;

  friend bool operator==(const dead_letter&, const dead_letter&) = default;
};

/// One receiver.
struct channel_status {
  /// As in the configuration, for example `ntfy`.
  std::string kind;
  /// What it is told of; empty means everything.
  std::vector<severity> severities;
  /// False if its address cannot be used at all.
  bool usable = true;
  /// Notices that are yet to be delivered.
  std::size_t waiting = 0;
  /// Messages that arrived, attempts that did not, and notices that never will.
  std::uint64_t delivered = 0;
  std::uint64_t failures = 0;
  std::uint64_t given_up = 0;
  std::optional<time_point> last_success;
  /// Why the latest attempt failed; empty after one that did not.
  std::string last_error;
  /// The latest ones, newest last, bounded.
  std::deque<dead_letter> dead_letters;

  friend bool operator==(const channel_status&, const channel_status&) = default;
};

/// The call that says to somebody else that all is well.
struct heartbeat_status {
  /// False while it is withheld, because the daemon is not READY.
  bool beating = false;
  std::uint64_t delivered = 0;
  std::uint64_t failures = 0;
  std::optional<time_point> last_success;
  std::string last_error;

  friend bool operator==(const heartbeat_status&, const heartbeat_status&) = default;
};

struct notification_status {
  /// In the order of the configuration.
  std::vector<channel_status> channels;
  /// Empty if none is configured.
  std::optional<heartbeat_status> heartbeat;

  friend bool operator==(const notification_status&, const notification_status&) = default;
};

} // namespace riskd::domain
