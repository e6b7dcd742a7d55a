#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace riskd::sqlite {

/// How a file is opened. Files that are written are readable and writable by their owner only: new
/// ones from the beginning, older ones from now on (R-P-4).
enum class file_use {
  /// The file must exist.
  read,
  /// Created if absent; every write goes to the end.
  append,
  /// Created if absent; writes go to the beginning.
  write,
};

/// One open file of the operating system. Failures are `storage_failed` and name file and reason.
class posix_file {
public:
  posix_file() = default;

  ~posix_file();

  posix_file(posix_file&& other) noexcept;

  posix_file& operator=(posix_file&& other) noexcept;

  [[nodiscard]] static domain::result<posix_file> open(const std::filesystem::path& path,
                                                       file_use use);

  /// Writes everything. On failure part of it may have been written.
  [[nodiscard]] domain::result<void> write(std::string_view bytes);

  /// Returns once the content has reached the disk.
  [[nodiscard]] domain::result<void> sync();

  [[nodiscard]] domain::result<void> truncate(std::uint64_t size);

  [[nodiscard]] domain::result<std::uint64_t> size() const;

  /// Returns up to `count` bytes from `offset` on; fewer at the end of the file.
  [[nodiscard]] domain::result<std::string> read(std::uint64_t offset, std::size_t count) const;

  /// Returns the content from the beginning to the end.
  [[nodiscard]] domain::result<std::string> read_all() const;

  /// Takes the exclusive advisory lock without waiting. Returns false if another process has it.
  [[nodiscard]] domain::result<bool> try_lock();

  /// True if the path still leads to this file: it was neither renamed nor removed.
  [[nodiscard]] bool is_in_place() const;

  [[nodiscard]] const std::filesystem::path& path() const {
    return path_;
  }

private:
  posix_file(int descriptor, std::filesystem::path path);

  [[nodiscard]] domain::failure failed(const char* doing) const;

  int descriptor_ = -1;

  std::filesystem::path path_;
};

/// Makes creations, renames and removals in `directory` durable.
[[nodiscard]] domain::result<void> sync_directory(const std::filesystem::path& directory);

/// Renames a file unless there is one of the new name already, and makes that durable.
[[nodiscard]] domain::result<void> rename_to_new(const std::filesystem::path& from,
                                                 const std::filesystem::path& to);

/// Creates the directory and its parents if absent. A new one is closed to everybody but its owner;
/// one that exists stays as it is, because it may serve others as well.
[[nodiscard]] domain::result<void> make_private_directory(const std::filesystem::path& directory);

/// Describes the failure of a system call on `path`: "cannot <doing> <path>: <reason>".
[[nodiscard]] domain::failure storage_failure(const char* doing, const std::filesystem::path& path,
                                              int error);

} // namespace riskd::sqlite
