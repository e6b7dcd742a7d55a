#pragma once

#include "config/value.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// A set of rules to start from, which the file refines (R-C-2).
struct preset {
  std::string name;
  /// Where its figures come from, for people.
  std::string source;
  std::chrono::year_month_day verified_on{};
  /// From the day after on its figures may be out of date.
  std::chrono::year_month_day expires_on{};
  /// What it says, in the form of the configuration file.
  value content;
};

/// The presets that the programs carry (`config/presets/`), in the order of the specification.
[[nodiscard]] const std::vector<preset>& presets();

/// The preset of that name, or null.
[[nodiscard]] const preset* find_preset(std::string_view name);

/// The preset that a file names, or null.
[[nodiscard]] const preset* preset_of(const value& root);

} // namespace riskd::config
