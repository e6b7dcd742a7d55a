#pragma once

#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace riskd::domain {

/// The price that values a position. Counted in half units of `price`, because the mid of a quote
/// is exact and not rounded to a tick (R-V-13).
class mark_price {
public:
  mark_price() = default;

  [[nodiscard]] static mark_price at(price x);

  [[nodiscard]] static mark_price between(price bid, price ask);

  /// Count of 5e-11.
  [[nodiscard]] std::int64_t half_units() const {
    return half_units_;
  }

  friend auto operator<=>(const mark_price&, const mark_price&) = default;

private:
  std::int64_t half_units_ = 0;
};

/// Exact decimal text.
[[nodiscard]] std::string to_string(mark_price x);

/// Returns the mark of a position on side `held`, or nothing if it is unknown (R-V-13).
[[nodiscard]] std::optional<mark_price> mark_of(const quote& market, side held,
                                                const account_settings& settings);

/// Returns the unrealized result of a position, or nothing if the position is not valued (R-V-14,
/// R-V-15).
[[nodiscard]] std::optional<money> unrealized_of(const account_state& state, const position& held,
                                                 const account_settings& settings);

/// Sum over all positions of the account; those that are not valued add nothing (R-V-14).
struct unrealized_total {
  money amount;
  bool complete = true;
};

[[nodiscard]] unrealized_total unrealized_of(const account_state& state,
                                             const account_settings& settings);

/// Realized result of the current trading day (R-V-17).
[[nodiscard]] money realized_today(const account_state& state, const account_settings& settings);

} // namespace riskd::domain
