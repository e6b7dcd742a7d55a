#pragma once

#include "adapters/terminal/command_tree.hpp"

#include <string>

namespace riskd::terminal {

// Scripts that let a shell complete the commands and options of a program, generated from its
// command tree so that they never fall behind it.

[[nodiscard]] std::string bash_completion(const command_description& program);

[[nodiscard]] std::string fish_completion(const command_description& program);

[[nodiscard]] std::string zsh_completion(const command_description& program);

} // namespace riskd::terminal
