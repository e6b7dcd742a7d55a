#pragma once

#include <string>
#include <vector>

namespace riskd::test {

/// How a process ended and what it wrote.
struct finished {
  int code = -1;
  std::string out;
  std::string error;
};

/// Runs a program and waits for it. Only PATH and `environment` (each `NAME=value`) are in its
/// environment. With `on_terminal` its standard output is a terminal.
[[nodiscard]] finished run_process(const std::vector<std::string>& words,
                                   std::vector<std::string> environment, bool on_terminal = false);

} // namespace riskd::test
