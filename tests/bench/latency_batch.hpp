#pragma once

#include "tests/bench/daemon.hpp"
#include "tests/bench/gateway_stub.hpp"
#include "tests/bench/latency_scene.hpp"
#include "tests/bench/leaping_clock.hpp"
#include "tests/bench/plain_handler.hpp"

#include <array>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace riskd::bench {

/// What was measured of one client, in nanoseconds. See `scene_result`.
struct latency_samples {
  std::vector<nanoseconds_count> written;
  std::vector<nanoseconds_count> received;
  std::vector<nanoseconds_count> inside;

  void append(const latency_samples& more);
};

/// What one batch, or several together, brought to light.
struct batch_findings {
  std::array<latency_samples, 2> of_client;
  /// Times for which the kernel had no stamp and the gateway's thread took its own.
  std::uint64_t unstamped = 0;
  std::uint64_t late_locks = 0;
  load_sent load;
  std::vector<std::string> complaints;

  [[nodiscard]] const latency_samples& of(client who) const {
    return of_client.at(static_cast<std::size_t>(who));
  }

  void append(const batch_findings& more);
};

struct batch_options {
  std::int64_t spin_us = 0;
  std::int64_t conflate_ms = 0;
};

/// One daemon with a new store, a gateway and a plain handler, and breaches that both answer in
/// turns.
class latency_batch {
public:
  latency_batch(const latency_scene& scene, const batch_options& options,
                const std::filesystem::path& directory);

  /// Has each client answer `breaches` breaches, or fewer if `is_over` says so in between.
  /// @param tell Is told how many both have answered.
  void run(std::uint64_t breaches, const std::function<bool()>& is_over,
           const std::function<void(std::uint64_t)>& tell);

  /// Drops what was found so far.
  void forget();

  /// Ends the load, waits until everything was verified and written, and returns what was found.
  [[nodiscard]] batch_findings finish();

private:
  void take_turn(client who, std::uint64_t breaches);
  void breach(client who);
  void come_to_rest(client who);
  void pause();
  void expect_positions(std::uint64_t more);
  void complain(std::string what);

  latency_scene scene_;
  leaping_clock clock_;
  domain::broker_clock broker_clock_;
  gateway_stub stub_;
  std::unique_ptr<domain::broker_port> broker_;
  daemon daemon_;
  plain_handler plain_;
  std::uint64_t answered_ = 0;
  /// Changes of its position that riskd must have seen by now.
  std::uint64_t positions_ = 0;
  std::uint64_t late_before_ = 0;
  std::minstd_rand random_;
  batch_findings found_;
};

} // namespace riskd::bench
