#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace riskd::sqlite {

struct backup_options {
  /// The database; its writer goes on undisturbed.
  std::filesystem::path source;
  /// The file to make, in a directory that exists. Nothing is ever overwritten.
  std::filesystem::path target;
  /// Pages of 4096 bytes that are copied between two looks at whether to go on.
  int pages_at_once = 64;
};

/// How far a backup has come, in pages.
struct backup_progress {
  std::int64_t done = 0;
  std::int64_t total = 0;
};

struct finished_backup {
  std::uint64_t bytes = 0;
  std::int64_t schema_version = 0;
};

/// Copies a database as it is at one moment into one file of its own, closed to everybody but its
/// owner, and reads the copy back. The file has its name only once it is whole and on the disk.
///
/// @param go_on Called after every few pages, and now and then while the copy is being checked; may
/// wait. Returns false to give up.
///
/// Fails with `refused` if the target exists, if there is not room enough, or if `go_on` says so;
/// `malformed_input` if the copy is damaged or no store; else `storage_failed`.
[[nodiscard]] domain::result<finished_backup>
back_up(const backup_options& options, const std::function<bool(const backup_progress&)>& go_on);

} // namespace riskd::sqlite
