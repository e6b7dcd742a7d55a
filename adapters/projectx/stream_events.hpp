#pragma once

#include "adapters/json/exact_value.hpp"
#include "domain/ports/broker_port.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace riskd::projectx {

/// What the hubs call us about (`projectx-gateway.md` 4.6, 4.7).
enum class hub_event : std::uint8_t {
  account,
  order,
  position,
  trade,
  quote,
  print,
  /// Market depth, which nothing here needs.
  depth,
  /// The venue ended the session.
  logout,
  unlisted,
};

/// Tells an event by the name of its target, upper and lower case being the same.
[[nodiscard]] hub_event event_named(std::string_view target);

/// Reads the arguments of one event and appends a report for each payload in it, in order.
///
/// A user event comes as a bare object, as an envelope with `data`, or as an array of either; the
/// payload of a market event is an object or an array. Null entries are passed over. A payload is
/// first attributed to its account and then validated (R-Y-35). Depth, logout and unlisted events
/// yield nothing.
void read_event(hub_event event, const json::exact_value& arguments,
                std::vector<domain::broker_report>& out);

} // namespace riskd::projectx
