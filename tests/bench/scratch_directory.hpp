#pragma once

#include <filesystem>

namespace riskd::bench {

/// A fresh directory that is removed with everything in it.
class scratch_directory {
public:
  /// @param parent Where it is made; decides which disk is measured.
  explicit scratch_directory(const std::filesystem::path& parent);

  scratch_directory(const scratch_directory&) = delete;
  scratch_directory& operator=(const scratch_directory&) = delete;
  ~scratch_directory();

  [[nodiscard]] const std::filesystem::path& path() const {
    return path_;
  }

private:
  std::filesystem::path path_;
};

} // namespace riskd::bench
