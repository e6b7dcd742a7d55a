#include "tests/bench/polling.hpp"

#include "tests/bench/polling_batch.hpp"

#include <algorithm>

namespace riskd::bench {

namespace {

/// Paths of one venue and one daemon. Locked accounts go on asking the broker now and then, and all
/// accounts of a daemon share one budget of calls.
constexpr std::uint64_t paths_per_batch = 10;

} // namespace

std::string name_of(const guard_outcomes& guard) {
  if (guard.interval.count() == 0)
    return "riskd";
  return "polling every " + std::to_string(guard.interval.count()) + " ms";
}

polling_result measure_polling(const polling_options& options,
                               const std::filesystem::path& directory,
                               const polling_progress& tell) {
  polling_result out;
  out.seed = options.seed;
  out.guards.resize(options.intervals.size() + 1);
  for (std::size_t i = 0; i < options.intervals.size(); ++i)
    out.guards[i + 1].interval = options.intervals[i];
  for (std::uint64_t done = 0; done < options.paths && out.complaints.empty();) {
    auto part = options;
    part.paths = std::min(paths_per_batch, options.paths - done);
    part.seed += done;
    polling_batch batch{part, directory / std::to_string(done)};
    for (std::uint64_t i = 0; i < part.paths; ++i) {
      const auto found = batch.run(i);
      if (!found)
        break;
      for (std::size_t guard = 0; guard < out.guards.size(); ++guard)
        out.guards[guard].paths.push_back(found->at(guard));
      tell(++done, options.paths);
    }
    out.complaints = batch.finish();
  }
  return out;
}

} // namespace riskd::bench
