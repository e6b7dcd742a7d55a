#pragma once

#include "apps/riskctl/command_line.hpp"

#include <CLI/CLI.hpp>

namespace riskd::riskctl {

/// Adds `config init`.
void add_init(CLI::App& config, wish& into);

/// `config init`: asks what a configuration has to say and writes one, in shadow mode. Nothing is
/// overwritten, and nothing is written unless everything was answered.
[[nodiscard]] exit_code write_first_configuration(const wish& wanted);

} // namespace riskd::riskctl
