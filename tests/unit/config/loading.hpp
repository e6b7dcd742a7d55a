#pragma once

#include "config/load.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace riskd::test {

/// Loads configurations with the system's zones, real SHA-256 and an environment of its own.
class loading {
public:
  loading();
  loading(const loading&) = delete;
  loading& operator=(const loading&) = delete;
  ~loading();

  config::load_context context;

  std::map<std::string, std::string> environment;

  /// An empty folder that exists as long as this object.
  std::filesystem::path folder;

  /// Writes a file into `folder` and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& content,
                              std::filesystem::perms mode = std::filesystem::perms::owner_read
                                                            | std::filesystem::perms::owner_write);

  config::load_outcome load(std::string_view text);

  /// Loads what must be good.
  config::configuration good(std::string_view text);

  /// Every error, one per line.
  std::string errors(std::string_view text);

  std::string warnings(std::string_view text);

  /// Code and pointer of every error, for example `E-1 /rules/max_contracts/limt`, one per line.
  std::string error_places(std::string_view text);

  std::string warning_places(std::string_view text);

  /// The first thing that the published JSON Schema has against a file; empty if there is none.
  static std::string schema_fault(std::string_view text);

  /// As `error_places`; a line more if the published JSON Schema refuses what is flawless or allows
  /// what is not even of the right form (E-1, E-2).
  std::string judged_places(std::string_view text);
};

/// A file with one active rule and `more` members, for example `, "preset": null`.
[[nodiscard]] std::string file_with(const std::string& more);

/// A file whose rules are `rules`.
[[nodiscard]] std::string file_with_rules(const std::string& rules);

[[nodiscard]] std::string read_file(const std::filesystem::path& path);

} // namespace riskd::test
