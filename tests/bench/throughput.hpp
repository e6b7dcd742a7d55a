#pragma once

#include "tests/bench/command_line.hpp"
#include "tests/bench/stopwatch.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace riskd::bench {

/// One run with one number of accounts.
struct throughput_run {
  std::uint64_t accounts = 0;
  std::uint64_t events = 0;
  /// From the first event being pushed to the last one being judged.
  nanoseconds_count judged_after = 0;
  /// The same until the journal had nothing left to write.
  nanoseconds_count written_after = 0;
  /// Processor time of all threads until then.
  nanoseconds_count processor_time = 0;
  /// Records that the journal dropped because it could not keep up.
  std::uint64_t lost_records = 0;
  /// Most memory that the process ever had, so far.
  long peak_memory_mib = 0;
};

struct throughput_result {
  std::vector<throughput_run> runs;
  /// What did not go as it must; empty if everything did.
  std::vector<std::string> complaints;
};

/// Pushes events through the whole tree of actors, for each number of accounts with a new daemon
/// and a new store. Throws if nothing works.
[[nodiscard]] throughput_result measure_throughput(const throughput_options& options,
                                                   const std::filesystem::path& directory);

} // namespace riskd::bench
