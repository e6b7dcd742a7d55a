#pragma once

#include "adapters/control_api/routes.hpp"

#include <cstdint>
#include <string>

namespace riskd::control_api {

/// The backup that runs, or the one that ran last.
struct backup_status {
  /// `none`, `running`, `done` or `failed`.
  std::string state = "none";
  /// Empty if there was none.
  std::string file;
  std::int64_t pages_done = 0;
  std::int64_t pages_total = 0;
  /// If it is done.
  std::uint64_t bytes = 0;
  std::int64_t schema_version = 0;
  /// If it failed.
  std::string reason;
};

/// Whoever makes backups of the store. Calls are thread-safe and do not wait for a backup.
class backup_service {
public:
  backup_service() = default;
  backup_service(const backup_service&) = delete;
  backup_service& operator=(const backup_service&) = delete;
  virtual ~backup_service() = default;

  /// Begins a backup. Returns where it goes, or fails with `refused`.
  /// @param output An absolute path; empty for a new file beside the store.
  /// @param by Who asks, for the audit.
  [[nodiscard]] virtual domain::result<std::string> start_backup(const std::string& output,
                                                                 const std::string& by)
    = 0;

  [[nodiscard]] virtual backup_status latest_backup() = 0;

  /// Tells that a backup was asked for and not begun, for the audit.
  virtual void refuse_backup(const std::string& by, const std::string& reason) = 0;
};

/// `POST /v1/backup` begins a backup, `GET /v1/backup` tells how far it is; both for administrators
/// (R-O-1). The daemon writes the file, so that only root and its own user may say where to.
/// @pre `service` outlives the table
[[nodiscard]] route_table backup_routes(backup_service& service);

} // namespace riskd::control_api
