#pragma once

#include "adapters/sqlite/backup.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace riskd::sqlite {

enum class backup_state : std::uint8_t {
  /// None was asked for since the start.
  none,
  running,
  done,
  failed,
};

/// `none`, `running`, `done`, `failed`.
const char* to_string(backup_state x);

/// The backup that runs, or the one that ran last.
struct backup_report {
  backup_state state{};
  std::filesystem::path file;
  backup_progress progress;
  /// If it is done.
  finished_backup made;
  /// If it failed: why.
  std::string reason;
};

/// Makes backups of one database, one at a time, on a thread of the lowest priority that pauses
/// after every few pages: whoever protects has the processor and the disk first. Callable from any
/// thread.
class backup_desk {
public:
  /// @param on_end Told about every backup that ended, on the thread that made it.
  backup_desk(std::filesystem::path database, std::function<void(const backup_report&)> on_end);

  backup_desk(const backup_desk&) = delete;

  backup_desk& operator=(const backup_desk&) = delete;

  ~backup_desk();

  /// Begins a backup and does not wait for it. Fails with `refused` if one is running, if the
  /// target exists, or after `stop`.
  [[nodiscard]] domain::result<void> start(const std::filesystem::path& target);

  [[nodiscard]] backup_report report() const;

  /// Gives up the backup that is running; there will be no further one.
  void stop();

private:
  void run(const std::filesystem::path& target);

  [[nodiscard]] domain::result<finished_backup> try_to_back_up(const std::filesystem::path& target);

  /// Pauses. Returns false if the backup is to be given up.
  [[nodiscard]] bool go_on(const backup_progress& reached);

  const std::filesystem::path database_;
  const std::function<void(const backup_report&)> on_end_;
  mutable std::mutex mutex_;
  std::condition_variable stops_;
  bool is_stopped_ = false;
  backup_report report_;
  std::thread thread_;
};

} // namespace riskd::sqlite
