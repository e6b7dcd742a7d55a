#pragma once

#include "tests/bench/command_line.hpp"
#include "tests/bench/latency_scene.hpp"
#include "tests/bench/stopwatch.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace riskd::bench {

/// The same distance, covered by the plain handler and by riskd.
struct latency_pair {
  percentiles floor;
  percentiles riskd;
};

/// What came out of one scene.
struct scene_result {
  latency_scene scene;
  /// From the frame being readable to the whole request being written.
  latency_pair written;
  /// From the frame being readable to the gateway having read the whole request.
  latency_pair received;
  /// From the frame being read to the request being written, as each accounts for it.
  latency_pair inside;
  /// Times for which the kernel did not say when a frame left or a request arrived, so that the
  /// gateway's own clock readings had to do.
  std::uint64_t unstamped = 0;
  /// Locks whose commands left before the lock had reached the operating system (R-F-9).
  std::uint64_t late_locks = 0;
  /// What was really sent meanwhile, in loaded scenes.
  double quotes_per_second = 0;
  double account_events_per_second = 0;
};

struct latency_result {
  std::vector<scene_result> scenes;
  /// A few bytes there and back between two threads.
  percentiles loopback_round_trip;
  /// What did not go as it must; empty if everything did.
  std::vector<std::string> complaints;
};

/// Is told how much of a scene is done.
using progress
  = std::function<void(const latency_scene& scene, std::uint64_t done, std::uint64_t of)>;

/// Lets riskd and the plain handler answer the same breaches in turns, scene by scene. Throws if
/// nothing works.
[[nodiscard]] latency_result measure_latency(const latency_options& options,
                                             const std::filesystem::path& directory,
                                             const progress& tell);

} // namespace riskd::bench
