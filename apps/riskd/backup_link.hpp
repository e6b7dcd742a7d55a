#pragma once

#include "adapters/control_api/backup_routes.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/sqlite/backup_desk.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <filesystem>
#include <string>

namespace riskd::app {

/// Lets the local API make backups of the store, and puts on record who asked and what came of it
/// (R-P-6).
class backup_link final : public control_api::backup_service {
public:
  /// @pre `journal` and `clock` outlive the link
  backup_link(std::filesystem::path storage, domain::journal_port& journal,
              const domain::wall_clock& clock, logging::logger log);

  [[nodiscard]] domain::result<std::string> start_backup(const std::string& output,
                                                         const std::string& by) override;

  [[nodiscard]] control_api::backup_status latest_backup() override;

  void refuse_backup(const std::string& by, const std::string& reason) override;

  /// Gives up what is running. To be called while the journal still takes records.
  void stop() {
    desk_.stop();
  }

private:
  void on_end(const sqlite::backup_report& ended) const;

  void audit(const char* type, const std::string& text, const std::string& file) const;

  const std::filesystem::path storage_;
  domain::journal_port& journal_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  sqlite::backup_desk desk_;
};

} // namespace riskd::app
