#include "tests/bench/latency.hpp"

#include "tests/bench/latency_batch.hpp"
#include "tests/bench/loopback.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace riskd::bench {

namespace {

/// A daemon measures so many breaches at most: then another one begins with an empty store, long
/// before a trading day of its clock is over.
constexpr std::uint64_t batch_max = 5000;

/// Round trips before each scene at most, so that they spread over the run.
constexpr std::uint64_t round_trips_max = 250;

constexpr nanoseconds_count second = 1'000'000'000;

std::vector<latency_scene> scenes_of(const latency_options& options) {
  std::vector<latency_scene> wanted;
  for (const auto& each : latency_scenes)
    if (options.scenes.empty()
        || std::find(options.scenes.begin(), options.scenes.end(), each.name)
             != options.scenes.end())
      wanted.push_back(each);
  return wanted;
}

latency_pair pair_of(const batch_findings& found,
                     std::vector<nanoseconds_count> latency_samples::*distance) {
  return {percentiles_of(found.of(client::plain).*distance),
          percentiles_of(found.of(client::riskd).*distance)};
}

double per_second(std::uint64_t count, nanoseconds_count time) {
  return time == 0 ? 0.0 : static_cast<double>(count) * 1e9 / static_cast<double>(time);
}

scene_result summarize(const latency_scene& scene, const batch_findings& found) {
  scene_result out;
  out.scene = scene;
  out.written = pair_of(found, &latency_samples::written);
  out.received = pair_of(found, &latency_samples::received);
  out.inside = pair_of(found, &latency_samples::inside);
  out.unstamped = found.unstamped;
  out.late_locks = found.late_locks;
  out.quotes_per_second = per_second(found.load.quotes, found.load.time);
  out.account_events_per_second = per_second(found.load.account_events, found.load.time);
  return out;
}

class scene_run {
public:
  scene_run(const latency_scene& scene, const latency_options& options, nanoseconds_count end,
            const progress& tell)
    : scene_(scene), options_(options), end_(end), tell_(tell),
      wanted_(scene.has_load ? options.breaches_under_load : options.breaches) {
  }

  batch_findings run(const std::filesystem::path& directory) {
    while (answered() < wanted_) {
      run_batch(directory / std::to_string(number_++));
      if (is_over())
        break;
    }
    return std::move(found_);
  }

private:
  void run_batch(const std::filesystem::path& directory) {
    latency_batch batch{scene_, {options_.spin_us, options_.conflate_ms}, directory};
    const auto never = [] {
      return false;
    };
    batch.run(options_.warm_up, never, [](std::uint64_t) {});
    batch.forget();
    const auto before = answered();
    bool has_begun = false;
    // However late it is, something is measured.
    batch.run(
      std::min(wanted_ - before, batch_max),
      [&] { return std::exchange(has_begun, true) && is_over(); },
      [&](std::uint64_t done) { tell_(scene_, before + done, wanted_); });
    found_.append(batch.finish());
  }

  [[nodiscard]] std::uint64_t answered() const {
    return found_.of(client::riskd).written.size();
  }

  [[nodiscard]] bool is_over() const {
    return steady_nanoseconds() >= end_;
  }

  latency_scene scene_;
  const latency_options& options_;
  nanoseconds_count end_;
  const progress& tell_;
  std::uint64_t wanted_;
  std::uint64_t number_ = 0;
  batch_findings found_;
};

} // namespace

latency_result measure_latency(const latency_options& options,
                               const std::filesystem::path& directory, const progress& tell) {
  latency_result out;
  const auto scenes = scenes_of(options);
  const auto begin = steady_nanoseconds();
  std::vector<nanoseconds_count> round_trips;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const auto trips = measure_round_trips(std::min(options.breaches, round_trips_max));
    round_trips.insert(round_trips.end(), trips.begin(), trips.end());
    auto end = std::numeric_limits<nanoseconds_count>::max();
    if (options.time_limit)
      end = begin
            + options.time_limit->count() * second * static_cast<nanoseconds_count>(i + 1)
                / static_cast<nanoseconds_count>(scenes.size());
    const auto& scene = scenes[i];
    const auto found
      = scene_run{scene, options, end, tell}.run(directory / std::string{scene.name});
    out.scenes.push_back(summarize(scene, found));
    for (const auto& each : found.complaints)
      out.complaints.push_back(std::string{scene.name} + ": " + each);
  }
  out.loopback_round_trip = percentiles_of(std::move(round_trips));
  return out;
}

} // namespace riskd::bench
