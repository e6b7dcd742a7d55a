#pragma once

#include "domain/account_state.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace riskd::domain {

/// What was already commanded about one position instance (R-F-18).
struct contract_memory {
  std::uint64_t instance = 0;
  /// Size when last looked at, to see decreases.
  quantity size;
  /// Contracts commanded away and not yet seen as gone.
  quantity outstanding;
  time_point last_emit;
  std::uint32_t closes = 0;
  std::uint32_t reduces = 0;
  /// When a stop was last placed, and how many events of stops the position had seen then: until
  /// one more arrives, the placement is pending (R-012-6).
  std::optional<time_point> placed;
  std::uint64_t stop_events_then = 0;
  std::uint32_t places = 0;

  friend bool operator==(const contract_memory&, const contract_memory&) = default;
};

/// What was already commanded about one order.
struct order_memory {
  time_point last_cancel;
  std::uint32_t cancels = 0;
  /// The order as it was when it was last looked at, to see its events.
  std::optional<order_row> seen;
  /// The stop commanded since its last event, if one was (R-012-5).
  std::optional<price> commanded_stop;
  /// A surplus was commanded away since its last event (R-012-7).
  bool surplus_pending = false;
  std::uint32_t modifies = 0;

  friend bool operator==(const order_memory&, const order_memory&) = default;
};

/// Everything planning remembers between steps. Lost at a restart, and safely so: what is still in
/// excess is then planned anew from a snapshot.
struct command_memory {
  std::map<contract_id, contract_memory> contracts;
  std::map<order_id, order_memory> orders;

  /// True if planning has something to follow even when nothing binds. An order that nothing wants
  /// cancelled any more is no longer followed (R-L-7).
  [[nodiscard]] bool has_outstanding() const;

  /// True if a stop was commanded and its effect has not been seen.
  [[nodiscard]] bool follows_stops() const;

  friend bool operator==(const command_memory&, const command_memory&) = default;
};

/// Brings the memory up to what positions and orders have become since (R-F-18).
void follow(command_memory& memory, const account_state& state);

} // namespace riskd::domain
