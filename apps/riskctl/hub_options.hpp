#pragma once

#include "apps/riskctl/command_line.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace riskd::riskctl {

/// The fault of a command line that asks a hub for what only a riskd tells.
constexpr auto hub_in_vain = "--hub only works with status";

/// Adds --hub and what says how it is asked.
void add_hub_options(CLI::App& app, wish& into);

/// What is wrong with how a hub is wished for; empty if nothing is.
[[nodiscard]] std::string fault_of_hub(const wish& wanted);

/// True if a command line, which may have any other fault too, has that one.
[[nodiscard]] bool asks_hub_in_vain(std::string_view command, int count, const char* const* words);

/// True for an option of a hub that is followed by its value.
[[nodiscard]] bool is_hub_option_with_value(std::string_view word);

} // namespace riskd::riskctl
