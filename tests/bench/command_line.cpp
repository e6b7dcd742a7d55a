#include "tests/bench/command_line.hpp"

#include "tests/bench/latency_scene.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace riskd::bench {

namespace {

constexpr int exit_usage = 64;

constexpr std::uint64_t quick_breaches = 500;
constexpr std::uint64_t quick_breaches_under_load = 250;
constexpr std::uint64_t quick_warm_up = 30;
/// Starts and ends of daemons come on top: all in all it takes less than 50 s.
constexpr auto quick_time_limit = std::chrono::seconds{34};
constexpr std::uint64_t quick_events = 20'000;

constexpr auto footer = R"(
Without a subcommand the latencies are measured. Each number is printed beside another one of the
same run and the ratio of the two: what one machine takes in microseconds says little about another.
Exit codes: 0 measured, 1 something did not work as it must, 64 usage)";

std::vector<std::string> scene_names() {
  std::vector<std::string> names;
  for (const auto& each : latency_scenes)
    names.emplace_back(each.name);
  return names;
}

/// The options of latencies, which count with and without the name of the subcommand.
struct latency_words {
  CLI::Option* breaches = nullptr;
  CLI::Option* breaches_under_load = nullptr;
  CLI::Option* warm_up = nullptr;
};

latency_words add_latency(CLI::App& app, latency_options& latency) {
  latency_words words;
  words.breaches
    = app.add_option("--breaches", latency.breaches, "How many are measured in each idle scene")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  words.breaches_under_load
    = app.add_option("--breaches-under-load", latency.breaches_under_load, "The same under load")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
  words.warm_up = app.add_option("--warm-up", latency.warm_up, "How many come before those")
                    ->capture_default_str();
  app
    .add_option("--spin", latency.spin_us,
                "Microseconds that the adapter looks for more work before it sleeps, as in the "
                "configuration")
    ->capture_default_str();
  app
    .add_option("--conflate", latency.conflate_ms,
                "Milliseconds within which quotes of one contract may be merged, as in the "
                "configuration")
    ->check(CLI::Range(0, 100))
    ->capture_default_str();
  app.add_option("--scene", latency.scenes, "Only these: idle, lock, load, load_lock")
    ->delimiter(',')
    ->check(CLI::IsMember(scene_names()));
  return words;
}

void be_quick(latency_options& latency, const latency_words& words) {
  if (words.breaches->empty())
    latency.breaches = quick_breaches;
  if (words.breaches_under_load->empty())
    latency.breaches_under_load = quick_breaches_under_load;
  if (words.warm_up->empty())
    latency.warm_up = quick_warm_up;
  latency.time_limit = quick_time_limit;
}

} // namespace

parsed_line parse_command_line(int count, const char* const* words) {
  auto app = CLI::App{"Measures how quickly riskd acts and how much it can take.", "riskbench"};
  app.require_subcommand(0, 2);
  app.footer(footer);
  command_line wanted;
  wanted.directory = std::filesystem::temp_directory_path();
  bool quick = false;
  app.add_flag("--json", wanted.json, "Print one JSON object per subcommand in place of text");
  app.add_option("--directory", wanted.directory, "Where store and log are written for the time")
    ->capture_default_str()
    ->check(CLI::ExistingDirectory);
  app.add_flag("--quick", quick,
               "A short run: 500 breaches, half as many under load, less than a minute; 20,000 "
               "events");
  latency_options latency;
  const auto latency_given = add_latency(app, latency);
  auto* first = app.add_subcommand("latency", "From a frame that breaks a rule to the request "
                                              "that mends it, against a plain handler (default)");
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
  if (quick)
    be_quick(latency, latency_given);
  if (quick && events->empty())
    throughput.events = quick_events;
  if (first->parsed() || !second->parsed())
    wanted.latency = latency;
  if (second->parsed())
    wanted.throughput = throughput;
  return {wanted, 0};
}

} // namespace riskd::bench
