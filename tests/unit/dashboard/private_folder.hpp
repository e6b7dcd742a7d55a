#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace riskd::test {

/// A new empty folder, removed at the end.
class private_folder {
public:
  private_folder();
  private_folder(const private_folder&) = delete;
  private_folder& operator=(const private_folder&) = delete;
  ~private_folder();

  [[nodiscard]] const std::filesystem::path& path() const {
    return path_;
  }

  /// Writes a file below the folder, in folders that are made if need be, and gives it these
  /// rights. One that was there is replaced at once, as careful programs do.
  [[nodiscard]] std::filesystem::path put(std::string_view name, std::string_view content,
                                          unsigned rights = 0600) const;

private:
  std::filesystem::path path_;
};

} // namespace riskd::test
