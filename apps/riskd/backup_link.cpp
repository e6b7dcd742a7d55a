#include "apps/riskd/backup_link.hpp"

#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/quarantine.hpp"

#include <optional>
#include <utility>

namespace riskd::app {

using logging::field;

backup_link::backup_link(std::filesystem::path storage, domain::journal_port& journal,
                         const domain::wall_clock& clock, logging::logger log)
  : storage_(std::move(storage)), journal_(journal), clock_(clock), log_(std::move(log)),
    desk_(storage_ / "journal.db", [this](const sqlite::backup_report& ended) { on_end(ended); }) {
}

domain::result<std::string> backup_link::start_backup(const std::string& output,
                                                      const std::string& by) {
  auto target = std::filesystem::path{output};
  if (output.empty()) {
    const auto folder = std::filesystem::absolute(storage_) / "backups";
    if (auto made = sqlite::make_private_directory(folder); !made)
      return made.error();
    target = folder / ("journal-" + sqlite::file_stamp(clock_.now().wall) + ".db");
  }
  if (auto begun = desk_.start(target); !begun)
    return begun.error();
  audit("admin_request", "Backup asked for by " + by + ".", target.string());
  log_.info("backup.started", field("file", target.string()), field("by", by));
  return target.string();
}

control_api::backup_status backup_link::latest_backup() {
  const auto report = desk_.report();
  return {to_string(report.state),
          report.file.string(),
          report.progress.done,
          report.progress.total,
          report.made.bytes,
          report.made.schema_version,
          report.reason};
}

void backup_link::refuse_backup(const std::string& by, const std::string& reason) {
  audit("admin_request", "Backup asked for by " + by + " was refused: " + reason + ".", "");
  log_.warn("backup.refused", field("by", by), field("reason", reason));
}

void backup_link::on_end(const sqlite::backup_report& ended) const {
  const auto file = ended.file.string();
  if (ended.state == sqlite::backup_state::done) {
    const auto bytes = std::to_string(ended.made.bytes);
    audit("backup", "Backup made and checked: " + bytes + " bytes.", file);
    log_.info("backup.done", field("file", file), field("bytes", bytes));
    return;
  }
  audit("backup", "Backup failed: " + ended.reason + ".", file);
  log_.error("backup.failed", field("file", file), field("reason", ended.reason));
}

void backup_link::audit(const char* type, const std::string& text, const std::string& file) const {
  domain::audit_entry entry;
  entry.at = clock_.now().wall;
  entry.type = type;
  entry.text = text;
  if (!file.empty())
    entry.data = {{"file", file}};
  journal_.append({std::nullopt, 0, {std::move(entry)}});
}

} // namespace riskd::app
