#pragma once

#include "domain/events.hpp"
#include "domain/time.hpp"

#include <optional>

namespace riskd::domain {

/// What is known about a contract's market (R-V-13).
struct quote {
  std::optional<price> last;
  /// When a last price was last received.
  std::optional<time_point> last_received;
  std::optional<price> bid;
  std::optional<price> ask;
  /// When any quote was last applied.
  std::optional<time_point> received;
  /// The venue's own stamp of the newest applied quote.
  std::optional<time_point> last_updated;

  friend bool operator==(const quote&, const quote&) = default;
};

/// Merges `delta` into `cached`. Returns false, and changes nothing, if the delta is older than
/// what is cached (R-E-7).
bool apply(quote& cached, const quote_delta& delta, time_point now);

} // namespace riskd::domain
