#pragma once

#include "adapters/monitor_link/link_events.hpp"
#include "domain/ports/wall_clock.hpp"
#include "tests/unit/monitor_link/frames.hpp"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

namespace riskd::test {

/// A clock that a test moves while another thread reads it.
class shared_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override {
    const auto passed = domain::duration{passed_.load()};
    return {domain::time_point{passed}, passed};
  }

  void pass(domain::duration by) {
    passed_ += by.count();
  }

private:
  std::atomic<domain::duration::rep> passed_ = 1;
};

/// Keeps what a gate or link tells from its thread, for a test that waits for it.
class told_events {
public:
  /// @pre This outlives whoever is given them.
  [[nodiscard]] monitor_link::link_events events();

  /// Waits for the next link. Fails the test's patience with nothing.
  [[nodiscard]] std::optional<monitor_link::link_up> next_up();

  /// Waits for the next end, as `peer: reason`. `nothing` if none comes.
  [[nodiscard]] std::string next_down();

  /// How much was told and has not been asked for.
  [[nodiscard]] std::size_t waiting() const;

private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<monitor_link::link_up> ups_;
  std::deque<std::string> downs_;
};

/// Writes all bytes to a descriptor. Returns whether that was possible.
[[nodiscard]] bool write_all(int descriptor, const bytes& all);

/// Waits for so many bytes. Returns fewer if the other side closes or nothing more comes.
[[nodiscard]] bytes read_bytes(int descriptor, std::size_t size);

/// Waits for the other side to close. Returns whether it does; drops what comes before.
[[nodiscard]] bool closes(int descriptor);

} // namespace riskd::test
