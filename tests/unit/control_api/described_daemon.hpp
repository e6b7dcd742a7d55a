#pragma once

#include "adapters/control_api/backup_routes.hpp"
#include "adapters/control_api/daemon_routes.hpp"
#include "adapters/control_api/openapi_routes.hpp"
#include "adapters/control_api/recording_routes.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "tests/unit/control_api/running_server.hpp"
#include "tests/unit/control_api/sample_daemon.hpp"
#include "tests/unit/control_api/sample_past.hpp"
#include "tests/unit/control_api/sample_stories.hpp"
#include "tests/unit/control_api/schema_check.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::test {

/// What is asked, before the server that asks it.
struct asked_daemon {
  sample_daemon daemon;
  sample_backups backups;
  sample_recordings recordings;
  sample_hours hours;
  sample_ending ending;
  sample_refusals refusals;
  sample_notify messages;
  sample_diagnosis ways;
  /// The accounts whose past may be asked for.
  control_api::status_board_port known;
  past_desk past;
  story_desk past_told;

  /// All routes but the ones that read the status.
  [[nodiscard]] control_api::route_table routes();
};

/// A server whose answers can be compared with docs/openapi.yaml.
struct described_daemon : asked_daemon, running_server {
  described_daemon();

  /// Whether the answer to `target` is one that the document describes under `path`.
  [[nodiscard]] bool conforms(const std::string& path, const std::string& target);

  /// As `conforms`, for what is asked to be done.
  [[nodiscard]] bool post_conforms(const std::string& path);

  /// As `conforms`, at once and once the answer was read, which then has `status`.
  [[nodiscard]] bool past_conforms(const std::string& path, const std::string& target,
                                   unsigned status);

  /// Asks until the answer was read.
  [[nodiscard]] control_api::reply settled(const std::string& target);

  nlohmann::json api;
  schema_check checked;

private:
  [[nodiscard]] bool is_described(const control_api::reply& found, const std::string& path,
                                  const char* verb) const;
};

} // namespace riskd::test
