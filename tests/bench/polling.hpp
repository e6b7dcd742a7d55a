#pragma once

#include "domain/money.hpp"
#include "tests/bench/command_line.hpp"
#include "tests/bench/stopwatch.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace riskd::bench {

/// What every account holds when the price begins to fall: contracts of MNQ, at 5 dollars a tick.
constexpr std::int64_t polled_contracts = 10;

/// The most that an account may lose on a day, in whole dollars: RULE-003.
constexpr std::int64_t polled_limit_dollars = -250;

/// How one account ended on one path.
struct path_outcome {
  /// From the price first breaking the limit to the account being flat, in the exchange's time.
  nanoseconds_count until_flat = 0;
  /// Money lost in the end.
  domain::money lost;
  /// The part of it beyond the limit.
  domain::money beyond;
};

/// One who guards accounts, and how they ended, path by path.
struct guard_outcomes {
  /// 0 for riskd.
  std::chrono::milliseconds interval{};
  std::vector<path_outcome> paths;
};

struct polling_result {
  std::uint64_t seed = 0;
  /// riskd first, then the pollers. All have the same paths.
  std::vector<guard_outcomes> guards;
  /// What did not go as it must; empty if everything did.
  std::vector<std::string> complaints;
};

/// For people: `riskd`, `polling every 500 ms`.
[[nodiscard]] std::string name_of(const guard_outcomes& guard);

/// Is told how many paths are done.
using polling_progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Lets the price fall through the limit again and again, each time for an account of riskd and for
/// one of each poller. Throws if nothing works.
[[nodiscard]] polling_result measure_polling(const polling_options& options,
                                             const std::filesystem::path& directory,
                                             const polling_progress& tell);

} // namespace riskd::bench
