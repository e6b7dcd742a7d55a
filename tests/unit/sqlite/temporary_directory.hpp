#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace riskd::test {

/// A new directory that is removed with its content at the end.
class temporary_directory {
public:
  temporary_directory();

  /// A new directory below `parent`.
  explicit temporary_directory(const std::filesystem::path& parent);

  temporary_directory(const temporary_directory&) = delete;

  temporary_directory& operator=(const temporary_directory&) = delete;

  ~temporary_directory();

  [[nodiscard]] const std::filesystem::path& path() const {
    return path_;
  }

private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& file);

/// Replaces the content of the file.
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// The permission bits of a file, for example 0600.
[[nodiscard]] int mode_of(const std::filesystem::path& file);

} // namespace riskd::test
