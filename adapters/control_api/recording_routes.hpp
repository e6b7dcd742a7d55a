#pragma once

#include "adapters/control_api/routes.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace riskd::control_api {

/// The recording that is being made, or the last one.
struct recording_status {
  /// `none`, `recording`, `ending`, `ended`.
  std::string state = "none";
  /// Empty if there was none.
  std::string file;
  std::optional<domain::time_point> since;
  std::uint64_t events = 0;
  /// Events that the disk could not take.
  std::uint64_t missing = 0;
  /// What last went wrong; empty if nothing did.
  std::string trouble;
};

/// Whoever makes recordings of events. Calls are thread-safe and do not wait for the disk.
class recording_service {
public:
  recording_service() = default;
  recording_service(const recording_service&) = delete;
  recording_service& operator=(const recording_service&) = delete;
  virtual ~recording_service() = default;

  /// Begins a recording. Returns where it goes, or fails with `refused`.
  /// @param output An absolute path; empty for a new file beside the store.
  /// @param by Who asks, for the audit.
  [[nodiscard]] virtual domain::result<std::string> start_recording(const std::string& output,
                                                                    const std::string& by)
    = 0;

  /// Ends the recording that is being made. Fails with `refused` if there is none.
  [[nodiscard]] virtual domain::result<void> stop_recording(const std::string& by) = 0;

  [[nodiscard]] virtual recording_status latest_recording() = 0;

  /// Tells that a recording was asked for and not begun, for the audit.
  virtual void refuse_recording(const std::string& by, const std::string& reason) = 0;
};

/// `POST /v1/record` begins a recording of events for replay, `POST /v1/record/stop` ends it, `GET
/// /v1/record` tells how far it is; all for administrators (R-O-1).
/// @pre `service` outlives the table
[[nodiscard]] route_table recording_routes(recording_service& service);

} // namespace riskd::control_api
