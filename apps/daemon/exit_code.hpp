#pragma once

namespace riskd::app {

/// Exit codes of the programs that run for ever (R-O-7).
enum class exit_code : int {
  ok = 0,
  failure = 1,
  usage = 64,
  internal_error = 70,
  configuration_invalid = 78,
};

} // namespace riskd::app
