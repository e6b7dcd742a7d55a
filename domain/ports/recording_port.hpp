#pragma once

#include "domain/replay.hpp"

namespace riskd::domain {

/// Takes down what happens, so that it can be replayed (`rules.md` section 13).
class recording_port {
public:
  recording_port() = default;
  recording_port(const recording_port&) = delete;
  recording_port& operator=(const recording_port&) = delete;
  virtual ~recording_port() = default;

  /// Thread-safe; does not block on the disk. Times that run back are lifted to the latest one, as
  /// the format wants them.
  virtual void record(const replay_report& what, time_point at) = 0;
};

} // namespace riskd::domain
