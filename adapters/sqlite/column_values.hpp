#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/rule_id.hpp"
#include "domain/time.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace riskd::sqlite {

// What the domain's values look like in a column: integers for money, prices and times (R-P-1),
// texts for dates and contracts. The inverse stands at the `row` of a statement.

template <class Tag, class Representation>
[[nodiscard]] const Representation& to_column(const domain::identifier<Tag, Representation>& x) {
  return x.value();
}

/// Count of 1e-4 USD.
[[nodiscard]] inline std::int64_t to_column(domain::money x) {
  return x.units();
}

/// Count of 1e-10.
[[nodiscard]] inline std::int64_t to_column(domain::price x) {
  return x.units();
}

[[nodiscard]] inline std::int64_t to_column(domain::quantity x) {
  return x.count();
}

/// Microseconds since 1970-01-01T00:00:00Z.
[[nodiscard]] inline std::int64_t to_column(domain::time_point x) {
  return x.time_since_epoch().count();
}

/// Microseconds.
[[nodiscard]] inline std::int64_t to_column(domain::duration x) {
  return x.count();
}

/// `YYYY-MM-DD`, which sorts by date.
[[nodiscard]] inline std::string to_column(std::chrono::year_month_day x) {
  return domain::to_string(x);
}

[[nodiscard]] inline std::int64_t to_column(domain::rule_id x) {
  return static_cast<std::int64_t>(x);
}

} // namespace riskd::sqlite
