#pragma once

#include "domain/money.hpp"
#include "domain/quantity.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace riskd::domain {

/// Observed values and limits that are neither money nor a count (R-J-12).
enum class condition_word : std::uint8_t { outside, inside, allowed, forbidden };

/// `outside`, `inside`, `true`, `false`.
const char* to_string(condition_word x);

/// What a rule found, or what it allows.
using measure = std::variant<money, quantity, condition_word>;

/// Money as R-V-9, counts as integers, otherwise the word.
[[nodiscard]] std::string to_string(const measure& x);

/// What a measure counts (R-J-12).
enum class measure_unit : std::uint8_t {
  contracts,
  orders,
  usd,
  per_minute,
  per_hour,
  per_session,
  session,
  can_trade,
};

const char* to_string(measure_unit x);

} // namespace riskd::domain
