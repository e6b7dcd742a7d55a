#pragma once

#include "tests/simulation/fault.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::simulation {

/// What came of one run.
struct outcome {
  /// Everything that went wrong on purpose, by its number in the plan of the seed.
  std::vector<fault> faults;
  /// How many things happened in the simulated world.
  std::size_t steps = 0;
  /// The step in which the first violation was seen.
  std::size_t failed_step = 0;
  /// What must never happen, one sentence each; empty if all is well.
  std::vector<std::string> violations;
  /// What was done, to show that something was.
  std::size_t commands = 0;
  std::size_t locks = 0;
  std::size_t lives = 0;
};

/// Lets a few minutes of trading, faults and a calm end pass. The same arguments always give the
/// same run. @param kept Numbers of the faults that strike; all if it is empty
[[nodiscard]] outcome run(std::uint64_t seed,
                          const std::optional<std::set<std::size_t>>& kept = std::nullopt);

/// The smallest set of faults found that still makes the run fail. @pre the whole one does
[[nodiscard]] std::set<std::size_t> shrink(std::uint64_t seed, const outcome& failed);

} // namespace riskd::simulation
