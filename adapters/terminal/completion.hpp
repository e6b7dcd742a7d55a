#pragma once

#include "adapters/terminal/command_tree.hpp"

#include <string>
#include <vector>

namespace riskd::terminal {

// Scripts that let a shell complete the commands and options of a program, generated from its
// command tree so that they never fall behind it.

/// The shells there are scripts for: bash, fish, zsh.
[[nodiscard]] std::vector<std::string> completed_shells();

/// Of a shell that is one of `completed_shells`.
[[nodiscard]] std::string completion_for(const std::string& shell,
                                         const command_description& program);

[[nodiscard]] std::string bash_completion(const command_description& program);

[[nodiscard]] std::string fish_completion(const command_description& program);

[[nodiscard]] std::string zsh_completion(const command_description& program);

} // namespace riskd::terminal
