#pragma once

#include "domain/time.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace riskd::domain {

/// Counts durations by size. Any thread may record and read; readers may see a record half done,
/// which the next reading mends.
class latency_histogram {
public:
  /// Upper bounds, each included; one more bucket takes what is longer.
  static constexpr std::array<duration, 14> bounds{
    std::chrono::microseconds{50},  std::chrono::microseconds{100},
    std::chrono::microseconds{250}, std::chrono::microseconds{500},
    std::chrono::milliseconds{1},   std::chrono::microseconds{2'500},
    std::chrono::milliseconds{5},   std::chrono::milliseconds{10},
    std::chrono::milliseconds{25},  std::chrono::milliseconds{50},
    std::chrono::milliseconds{100}, std::chrono::milliseconds{250},
    std::chrono::seconds{1},        std::chrono::seconds{5}};

  /// @param x Below zero counts as zero.
  void record(duration x);

  struct reading {
    /// How many were at most as long as the bound, for each bound and then for all.
    std::array<std::uint64_t, bounds.size() + 1> up_to{};
    duration sum{};
  };

  [[nodiscard]] reading read() const;

private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
  std::atomic<duration::rep> sum_{0};
};

using measured_count = std::atomic<std::uint64_t>;

/// What is measured of one login.
struct login_measurements {
  explicit login_measurements(std::string its_name) : name(std::move(its_name)) {
  }

  const std::string name;
  /// Calls of the REST interface that were begun; the broker's limit is on their rate (R-F-14).
  measured_count commands_begun{0};
  measured_count queries_begun{0};
  /// Calls that wait for their turn now.
  measured_count commands_waiting{0};
  measured_count queries_waiting{0};
};

/// How quickly riskd does what it is there for. Written by whoever does it, read by whoever
/// publishes it.
struct measurements {
  /// From the receipt of an event to the end of its step: applied, judged, decided.
  latency_histogram step;
  /// From the receipt of what caused it to a command's hand-over to the gateway.
  latency_histogram decision;
  /// One group of records, from the begin of its transaction to the end of its commit.
  latency_histogram journal_commit;
  /// Records that wait for the database now.
  measured_count journal_waiting{0};
  /// Actors that died and were replaced since the start, by what they were.
  measured_count accounts_replaced{0};
  measured_count children_replaced{0};
  measured_count gateways_replaced{0};
  /// In the order of the configuration. @invariant all are there before anybody reads
  std::deque<login_measurements> logins;
};

} // namespace riskd::domain
