#pragma once

#include "domain/ids.hpp"

#include <chrono>
#include <string>

namespace riskd::sqlite {

/// The configuration in force for an account on one trading day, and what is to follow at the next
/// reset boundary (R-C-8). Replaces an earlier one of the same day.
struct stored_configuration {
  domain::account_id account;
  std::chrono::year_month_day day{};
  /// JSON text.
  std::string effective;
  /// JSON text; empty if nothing is pending.
  std::string pending;
  /// SHA-256 of the effective configuration, lower-case hex (R-C-5).
  std::string hash;

  friend bool operator==(const stored_configuration&, const stored_configuration&) = default;
};

} // namespace riskd::sqlite
