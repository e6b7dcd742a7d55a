#pragma once

#include "adapters/fleet_store/keeping_queue.hpp"
#include "adapters/sqlite/connection.hpp"
#include "domain/result.hpp"

#include <string>

namespace riskd::fleet {

/// Writes rows inside a transaction that its user begins and ends. Writing the same again changes
/// nothing. The connection must outlive it.
class fleet_writer {
public:
  /// @pre The schema is current.
  [[nodiscard]] static domain::result<fleet_writer> prepare(sqlite::connection& database);

  [[nodiscard]] domain::result<void> write(const fleet_batch& batch);

private:
  fleet_writer() = default;

  [[nodiscard]] domain::result<void> write_daemon(const domain::fleet_daemon& x);

  /// Brings the stored accounts of a daemon in line; rows that stay as they are cost no writing.
  [[nodiscard]] domain::result<void> write_accounts(const domain::fleet_daemon& x);

  [[nodiscard]] domain::result<void> write_alarm(const domain::fleet_alarm& x);

  [[nodiscard]] domain::result<void> write_records(const std::vector<kept_record>& all);

  [[nodiscard]] domain::result<void> write_stories(const std::vector<kept_story>& all);

  [[nodiscard]] domain::result<void> write_point(const domain::kept_point& x);

  sqlite::statement daemon_known_;
  sqlite::statement daemon_;
  sqlite::statement account_names_;
  sqlite::statement account_gone_;
  sqlite::statement account_;
  sqlite::statement alarm_;
  sqlite::statement record_;
  sqlite::statement story_;
  sqlite::statement point_;
};

} // namespace riskd::fleet
