#pragma once

#include "tests/support/scenario_engine.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace riskd::test {

/// One row of the tables of acceptance scenarios (`rules.md` 14.2), in their shorthand.
struct scenario {
  std::string_view id;
  std::string_view title;
  std::string_view configuration;
  std::string_view input;
  /// `-` for none.
  std::string_view records;
};

/// Runs a configuration and an input and returns the records in shorthand.
[[nodiscard]] std::vector<std::string> records_of(std::string_view configuration,
                                                  std::string_view input);

/// Runs the scenario. Returns nothing if it yields exactly the expected records, otherwise the
/// scenario with both lists side by side (R-A-1).
[[nodiscard]] std::string differences(const scenario& row);

} // namespace riskd::test
