#pragma once

#include <string_view>
#include <vector>

namespace riskd::config {

/// A file below `config/` that the programs carry.
struct embedded_file {
  /// From `config/` on, for example `calendar/cme-globex.json`.
  std::string_view name;
  std::string_view content;
};

/// Every file that the build has embedded, as `config/CMakeLists.txt` lists them.
[[nodiscard]] const std::vector<embedded_file>& embedded_files();

} // namespace riskd::config
