#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskd::bench {

struct latency_options {
  /// In each scene without load.
  std::uint64_t breaches = 20'000;
  /// In each scene with load.
  std::uint64_t breaches_under_load = 5000;
  /// What is done before anything counts: caches, allocators and pages are warm then.
  std::uint64_t warm_up = 100;
  /// As the gateway's `spin` of the configuration.
  std::int64_t spin_us = 25;
  /// As the configuration's `market.conflate_ms`.
  std::int64_t conflate_ms = 100;
  /// Names of the scenes that are measured; all if empty.
  std::vector<std::string> scenes;
  /// All scenes together end after this long, however few breaches they had.
  std::optional<std::chrono::seconds> time_limit;
};

struct throughput_options {
  std::vector<std::uint64_t> accounts{1, 100, 1000};
  /// Over all accounts, for each number of accounts.
  std::uint64_t events = 200'000;
  /// As `inflight_max` of the configuration.
  std::size_t in_flight_max = 1024;
};

struct polling_options {
  /// How often each of the polling clients asks.
  std::vector<std::chrono::milliseconds> intervals{std::chrono::milliseconds{500},
                                                   std::chrono::milliseconds{2500}};
  std::uint64_t paths = 40;
  std::uint64_t seed = 1;
  /// As the configuration's `market.conflate_ms`, for riskd.
  std::int64_t conflate_ms = 100;
  /// Where the curves are drawn; not at all if empty.
  std::filesystem::path plot;
};

/// What was asked for on the command line.
struct command_line {
  std::optional<latency_options> latency;
  std::optional<throughput_options> throughput;
  std::optional<polling_options> polling;
  bool json = false;
  /// Where store and log are written; decides which disk is measured.
  std::filesystem::path directory;
};

/// Either what to do, or the code to exit with after help or a complaint was printed.
struct parsed_line {
  std::optional<command_line> wanted;
  int otherwise = 0;
};

[[nodiscard]] parsed_line parse_command_line(int count, const char* const* words);

} // namespace riskd::bench
