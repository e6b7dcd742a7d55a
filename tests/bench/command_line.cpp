#include "tests/bench/command_line.hpp"

#include "tests/bench/interval_text.hpp"
#include "tests/bench/latency_scene.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
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
constexpr std::uint64_t quick_paths = 10;

constexpr auto footer = R"(
Without a subcommand and without --peer the latencies are measured. Each number is printed
beside another one of the same run: what one machine takes in microseconds says little about another.
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

/// Returns the option of the number of events.
CLI::Option* add_throughput(CLI::App& app, throughput_options& throughput) {
  app.add_option("--accounts", throughput.accounts, "Numbers of accounts, one run each")
    ->delimiter(',')
    ->check(CLI::PositiveNumber)
    ->capture_default_str();
  return app.add_option("--events", throughput.events, "Over all accounts of one run")
    ->check(CLI::PositiveNumber)
    ->capture_default_str();
}

std::string check_interval(const std::string& text) {
  if (parse_interval(text))
    return {};
  return "'" + text + "' is not a whole number with its unit, from 50ms to 60s";
}

std::string check_folder_of(const std::string& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  return std::filesystem::is_directory(folder) ? "" : folder.string() + " is not a directory";
}

/// The options of the comparison with polling, which count with `--peer` only.
struct polling_words {
  CLI::Option* peer = nullptr;
  CLI::Option* paths = nullptr;
  std::string peer_name;
  std::vector<std::string> intervals;
};

void add_polling(CLI::App& app, polling_options& polling, polling_words& words) {
  words.peer
    = app
        .add_option("--peer", words.peer_name,
                    "Measure beside riskd, on the same falling prices, what others do. poll: a "
                    "client that asks the broker over REST once every interval")
        ->check(CLI::IsMember({"poll"}));
  app
    .add_option("--interval", words.intervals,
                "How often it polls, with its unit, from 50ms to 60s; several for as many clients "
                "[500ms,2500ms]")
    ->delimiter(',')
    ->check(check_interval)
    ->needs(words.peer);
  words.paths = app.add_option("--paths", polling.paths, "How many times the price falls")
                  ->check(CLI::PositiveNumber)
                  ->capture_default_str()
                  ->needs(words.peer);
  app.add_option("--seed", polling.seed, "Of the first path; the others count on")
    ->capture_default_str()
    ->needs(words.peer);
  app.add_option("--plot", polling.plot, "Draw times and losses into this file, as SVG")
    ->check(check_folder_of)
    ->needs(words.peer);
}

void finish_polling(polling_options& polling, const polling_words& words, bool quick) {
  if (quick && words.paths->empty())
    polling.paths = quick_paths;
  if (words.intervals.empty())
    return;
  polling.intervals.clear();
  for (const auto& text : words.intervals) {
    const auto read = *parse_interval(text);
    const auto& known = polling.intervals;
    if (std::find(known.begin(), known.end(), read) == known.end())
      polling.intervals.push_back(read);
  }
}

} // namespace

parsed_line parse_command_line(int count, const char* const* words) {
  auto app = CLI::App{"Measures how quickly riskd acts and how much it can take.", "riskbench"};
  app.require_subcommand(0, 2);
  app.footer(footer);
  command_line wanted;
  wanted.directory = std::filesystem::temp_directory_path();
  bool quick = false;
  app.add_flag("--json", wanted.json, "Print one JSON object per measurement in place of text");
  app.add_option("--directory", wanted.directory, "Where store and log are written for the time")
    ->capture_default_str()
    ->check(CLI::ExistingDirectory);
  app.add_flag("--quick", quick,
               "A short run: 500 breaches, half as many under load, less than a minute; 20,000 "
               "events; 10 paths");
  latency_options latency;
  const auto latency_given = add_latency(app, latency);
  polling_options polling;
  polling_words polling_given;
  add_polling(app, polling, polling_given);
  auto* first = app.add_subcommand("latency", "From a frame that breaks a rule to the request "
                                              "that mends it, against a plain handler (default)");
  first->fallthrough();

  throughput_options throughput;
  auto* second = app.add_subcommand("throughput", "Account events per second through all actors "
                                                  "and the journal");
  const auto* events = add_throughput(*second, throughput);
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
  const bool has_peer = !polling_given.peer->empty();
  if (first->parsed() || (!second->parsed() && !has_peer))
    wanted.latency = latency;
  if (second->parsed())
    wanted.throughput = throughput;
  if (has_peer) {
    finish_polling(polling, polling_given, quick);
    polling.conflate_ms = latency.conflate_ms;
    wanted.polling = polling;
  }
  return {wanted, 0};
}

} // namespace riskd::bench
