#pragma once

#include "apps/daemon/exit_code.hpp"

#include <filesystem>
#include <optional>

namespace riskd::app {

/// What the command line asks for.
struct command_line {
  std::filesystem::path config;
  /// Only say whether the configuration is good.
  bool check_only = false;
  /// Also write the technical log to standard error.
  bool log_to_standard_error = false;
};

/// What came of reading the command line: what is wanted, or how to end.
struct parsed_line {
  std::optional<command_line> wanted;
  exit_code otherwise = exit_code::ok;
};

/// Reads the command line; prints help, version and errors itself.
[[nodiscard]] parsed_line parse_command_line(int count, const char* const* words);

} // namespace riskd::app
