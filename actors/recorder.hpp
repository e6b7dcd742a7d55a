#pragma once

#include "domain/ports/recording_port.hpp"

namespace riskd {

/// What one actor takes down. Each recording begins with what the actor knows by then.
class recorder {
public:
  recorder() = default;

  /// @param port Null if nothing is ever taken down. @invariant outlives the recorder
  explicit recorder(domain::recording_port* port) : port_(port) {
  }

  /// Returns whether a recording is being made. If it has begun since the last call,
  /// `tell_what_is_known` is called first.
  template <class Telling>
  bool is_recording(Telling tell_what_is_known) {
    const auto current = port_ == nullptr ? 0 : port_->under_way();
    const bool is_new = current != 0 && current != into_;
    into_ = current;
    if (is_new)
      tell_what_is_known();
    return current != 0;
  }

  /// @pre `is_recording` was true
  void take_down(const domain::replay_report& what, domain::time_point at) {
    port_->record(into_, what, at);
  }

private:
  domain::recording_port* port_ = nullptr;
  domain::recording_number into_ = 0;
};

} // namespace riskd
