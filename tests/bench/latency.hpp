#pragma once

#include "tests/bench/command_line.hpp"
#include "tests/bench/stopwatch.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace riskd::bench {

/// The same distance, covered by the plain handler and by riskd.
struct latency_pair {
  percentiles plain;
  percentiles riskd;
};

struct latency_result {
  /// From the frame being sent to the whole request having arrived.
  latency_pair at_gateway;
  /// From the frame being read to the request being written, as each accounts for it.
  latency_pair inside;
  /// True if the kernel said when requests arrived, false if they were timed when read.
  bool kernel_stamps = false;
  /// What did not go as it must; empty if everything did.
  std::vector<std::string> complaints;
};

/// Lets riskd and the plain handler answer the same breach in turns. Throws if nothing works.
[[nodiscard]] latency_result measure_latency(const latency_options& options,
                                             const std::filesystem::path& directory);

} // namespace riskd::bench
