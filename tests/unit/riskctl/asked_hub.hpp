#pragma once

#include "tests/unit/control_api/process.hpp"
#include "tests/unit/dashboard/running_dashboard.hpp"

#include <string>
#include <vector>

namespace riskd::test {

/// A hub that the real riskctl asks.
struct asked_hub : running_dashboard {
  using running_dashboard::running_dashboard;

  [[nodiscard]] std::string address(const std::string& scheme = "http") const;

  /// The file with the hub's token.
  [[nodiscard]] std::string token_file() const;

  /// Runs `riskctl --hub` with these words. The environment names the token.
  [[nodiscard]] finished run(std::vector<std::string> words,
                             std::vector<std::string> more_environment = {},
                             bool on_terminal = false) const;
};

/// Runs `riskctl` in this environment.
[[nodiscard]] finished run_riskctl(std::vector<std::string> words,
                                   std::vector<std::string> environment = {},
                                   bool on_terminal = false);

} // namespace riskd::test
