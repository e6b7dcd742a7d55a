#pragma once

#include "domain/replay.hpp"

#include <cstdint>

namespace riskd::domain {

/// Tells recordings of one run apart; counted from 1.
using recording_number = std::uint64_t;

/// Takes down what happens, so that it can be replayed (`rules.md` section 13). Calls are
/// thread-safe and do not block on the disk.
class recording_port {
public:
  recording_port() = default;
  recording_port(const recording_port&) = delete;
  recording_port& operator=(const recording_port&) = delete;
  virtual ~recording_port() = default;

  /// The recording that is being made, or 0. Whoever finds a new one tells it what is known before
  /// what happens next.
  [[nodiscard]] virtual recording_number under_way() const = 0;

  /// Takes down what happened, unless `into` is no longer the recording that is being made. Times
  /// that run back are lifted to the latest one, as the format wants them.
  virtual void record(recording_number into, const replay_report& what, time_point at) = 0;
};

} // namespace riskd::domain
