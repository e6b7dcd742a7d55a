#pragma once

#include "apps/riskctl/command_line.hpp"

#include <CLI/CLI.hpp>

namespace riskd::riskctl {

/// Adds --socket and --json.
void add_connection_options(CLI::App& app, wish& into);

/// Adds --account.
void add_account_filter(CLI::App& query, wish& into);

/// Adds the commands that ask the running daemon.
void add_queries(CLI::App& app, wish& into);

} // namespace riskd::riskctl
