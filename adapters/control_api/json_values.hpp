#pragma once

#include "domain/time.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace riskd::control_api {

/// Members keep the order in which they are written.
using json = nlohmann::ordered_json;

/// The value's text, or null.
template <class T>
[[nodiscard]] json text_or_null(const std::optional<T>& x) {
  return x ? json(to_string(*x)) : json(nullptr);
}

/// A time as R-V-10, or null.
[[nodiscard]] inline json text_or_null(const std::optional<domain::time_point>& x) {
  return x ? json(domain::to_string(*x)) : json(nullptr);
}

/// See `seconds_since`; null if there is no `then`.
[[nodiscard]] json age_or_null(const std::optional<domain::time_point>& then,
                               domain::time_point now);

/// See `seconds_until`; null if there is no `end`.
[[nodiscard]] json remaining_or_null(const std::optional<domain::time_point>& end,
                                     domain::time_point now);

} // namespace riskd::control_api
