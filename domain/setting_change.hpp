#pragma once

#include <string>

namespace riskd::domain {

/// One key of an account's configuration whose value changed or is going to.
struct setting_change {
  /// For example `rules.daily_realized_loss.limit`.
  std::string key;
  /// JSON text, or `none`.
  std::string before;
  std::string after;

  friend bool operator==(const setting_change&, const setting_change&) = default;
};

} // namespace riskd::domain
