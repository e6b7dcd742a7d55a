#pragma once

#include "config/load_context.hpp"
#include "config/problem.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace riskd::config {

/// What came of loading: the configuration, or every reason against it at once (R-C-6, R-C-10).
struct load_outcome {
  /// Empty if there is any error.
  std::optional<configuration> settings;
  /// In the order of the file.
  std::vector<problem> errors;
  std::vector<problem> warnings;
};

/// Reads and checks a configuration file, and what it refers to.
[[nodiscard]] load_outcome load(const std::filesystem::path& file, const load_context& context);

/// What came of loading a file that only tells who is told.
struct notification_outcome {
  /// Empty if there is any error.
  std::optional<notification_settings> settings;
  /// In the order of the file.
  std::vector<problem> errors;
};

/// Reads and checks a file that holds `version` and `notifications` as a configuration does, for
/// programs that tell people and guard no account.
[[nodiscard]] notification_outcome load_notifications(const std::filesystem::path& file,
                                                      const load_context& context);

/// As `load`, of a text. @param beside Folder that `file:NAME` is looked up in
[[nodiscard]] load_outcome load_text(std::string_view text, const std::filesystem::path& beside,
                                     const load_context& context);

} // namespace riskd::config
