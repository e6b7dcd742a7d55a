#include "tests/monitor/fleet_load_options.hpp"

#include "apps/riskmon/command_line.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace riskd::test {

namespace {

constexpr int exit_usage = 64;

constexpr auto footer = R"(
Agent number 1 uses DIR/nodes/load-1.crt and DIR/nodes/load-1.key, and so on; all use DIR/ca.crt.
After the seconds of load, or SIGHUP, nothing changes any more, but all agents stay until SIGTERM or
SIGINT.
Exit codes: 0 it was asked to end, 1 something cannot be used, 64 usage)";

} // namespace

parsed_load parse_load(int count, const char* const* words) {
  auto app = CLI::App{"Tells a hub of many daemons that do not exist, each over a link of its own.",
                      "fleet_load"};
  app.footer(footer);
  load_options wanted;
  std::string hub;
  app.add_option("--hub", hub, "HOST:PORT where the hub takes in agents")->required();
  app.add_option("--hub-name", wanted.hub_name, "Name in the hub's certificate")->required();
  app.add_option("--certs", wanted.certificates, "Folder of the certificates, by scripts/certs")
    ->required()
    ->check(CLI::ExistingDirectory);
  app.add_option("--agents", wanted.agents, "How many daemons")
    ->required()
    ->check(CLI::PositiveNumber);
  app.add_option("--accounts", wanted.accounts, "How many accounts each has")
    ->required()
    ->check(CLI::PositiveNumber);
  app.add_option("--seconds", wanted.seconds, "How long everything changes once all are attached")
    ->required();
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? 0 : exit_usage};
  }
  const auto address = riskmon::read_endpoint(hub);
  if (!address) {
    std::cerr << "fleet_load: '" << hub << "' is no HOST:PORT\n";
    return {std::nullopt, exit_usage};
  }
  wanted.hub_host = address->host;
  wanted.hub_port = address->port;
  return {wanted, 0};
}

} // namespace riskd::test
