#pragma once

#include "apps/riskctl/command_line.hpp"
#include "config/load.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd::riskctl {

/// Checks a configuration file as of now. References need not resolve: the file may be meant for
/// another machine. Empty if this machine has no time zones, which is told on standard error.
[[nodiscard]] std::optional<config::load_outcome> check_configuration(const std::string& file);

/// What a command works with, or how to exit once the reason has been told on standard error.
struct checked_configuration {
  std::optional<config::configuration> settings;
  exit_code otherwise = exit_code::ok;
};

/// As `check_configuration`, for commands that need a good file.
[[nodiscard]] checked_configuration read_configuration(const std::string& file);

/// `riskd.json:7:5: error E-1 /rules/max_contracts/limt: found ...`
[[nodiscard]] std::string problem_line(const std::string& file, const config::problem& x);

/// The accounts that are meant: all, those with that name or id, or, where the file lists none,
/// what holds for every account.
[[nodiscard]] std::vector<const config::account_entry*>
accounts_meant(const config::configuration& settings, const std::string& only);

/// Says that the file has no account as `wanted` names it.
[[nodiscard]] exit_code no_such_account(const wish& wanted);

/// How an account is called: by its name, else by its id.
[[nodiscard]] std::string label_of(const config::account_entry& x);

} // namespace riskd::riskctl
