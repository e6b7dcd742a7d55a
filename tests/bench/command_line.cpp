#include "tests/bench/command_line.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace riskd::bench {

namespace {

constexpr int exit_usage = 64;

constexpr std::uint64_t quick_breaches = 200;
constexpr std::uint64_t quick_events = 20'000;

constexpr auto footer = R"(
Each number is printed beside another one of the same run and the ratio of the two: what one machine
takes in microseconds says little about another.
Exit codes: 0 measured, 1 something did not work as it must, 64 usage)";

} // namespace

parsed_line parse_command_line(int count, const char* const* words) {
  auto app = CLI::App{"Measures how quickly riskd acts and how much it can take.", "riskbench"};
  app.require_subcommand(1, 2);
  app.footer(footer);
  command_line wanted;
  wanted.directory = std::filesystem::temp_directory_path();
  bool quick = false;
  app.add_flag("--json", wanted.json, "Print one JSON object per line in place of text");
  app.add_option("--directory", wanted.directory, "Where store and log are written for the time")
    ->capture_default_str()
    ->check(CLI::ExistingDirectory);
  app.add_flag("--quick", quick, "A short run: 200 breaches, 20,000 events");

  latency_options latency;
  auto* first = app.add_subcommand("latency", "From a frame that breaks a rule to the request "
                                              "that mends it, against a plain handler");
  auto* breaches = first->add_option("--breaches", latency.breaches, "How many are measured")
                     ->check(CLI::PositiveNumber)
                     ->capture_default_str();
  first->add_option("--warm-up", latency.warm_up, "How many come before those")
    ->capture_default_str();
  first
    ->add_option("--spin", latency.spin_us,
                 "Microseconds that the adapter looks for more "
                 "work before it sleeps, as in the configuration")
    ->capture_default_str();
  first->fallthrough();

  throughput_options throughput;
  auto* second = app.add_subcommand("throughput", "Account events per second through all actors "
                                                  "and the journal");
  second->add_option("--accounts", throughput.accounts, "Numbers of accounts, one run each")
    ->delimiter(',')
    ->check(CLI::PositiveNumber)
    ->capture_default_str();
  auto* events = second->add_option("--events", throughput.events, "Over all accounts of one run")
                   ->check(CLI::PositiveNumber)
                   ->capture_default_str();
  second->fallthrough();

  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? 0 : exit_usage};
  }
  if (quick && breaches->empty())
    latency.breaches = quick_breaches;
  if (quick && events->empty())
    throughput.events = quick_events;
  if (first->parsed())
    wanted.latency = latency;
  if (second->parsed())
    wanted.throughput = throughput;
  return {wanted, 0};
}

} // namespace riskd::bench
