#include "apps/riskd/command_line.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

namespace riskd::app {

namespace {

constexpr auto footer = R"(
Examples:
  riskd --config riskd.json                 guard the accounts of riskd.json
  riskd --config riskd.json --check-config  say what is wrong with it, start nothing

Signals:
  SIGTERM, SIGINT   finish what is in flight and end; a second one ends at once
  SIGHUP            read the configuration again, as riskctl config reload does
Nothing lifts a lock: no flag, no signal, no file, no restart.

Exit codes: 0 ended cleanly, 1 failure, 64 usage, 70 internal error, 78 configuration invalid)";

} // namespace

parsed_line parse_command_line(int count, const char* const* words) {
  command_line wanted;
  auto app
    = CLI::App{"Watches prop-firm futures accounts, closes what breaks their rules and keeps "
               "them locked until their time.",
               "riskd"};
  app.add_option("--config", wanted.config, "Configuration file")->type_name("FILE")->required();
  app.add_flag("--check-config", wanted.check_only,
               "List every problem of the configuration and exit: 0 if there is none, else 78");
  app.add_flag("--log-stderr", wanted.log_to_standard_error,
               "Write the technical log to standard error as well");
  app.set_version_flag("--version", std::string{"riskd "} + RISKD_VERSION);
  app.footer(footer);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    const bool is_answer = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    app.exit(error, std::cout, std::cerr);
    return {std::nullopt, is_answer ? exit_code::ok : exit_code::usage};
  }
  return {wanted, exit_code::ok};
}

} // namespace riskd::app
