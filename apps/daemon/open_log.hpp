#pragma once

#include "adapters/logging/logger.hpp"
#include "domain/ports/wall_clock.hpp"
#include "domain/result.hpp"

#include <filesystem>

namespace riskd::app {

/// Where a program writes its technical log.
struct log_choice {
  std::filesystem::path directory;
  logging::level threshold = logging::level::info;
  /// Also to standard error, as a terminal wants it.
  bool copy_to_standard_error = false;
};

/// Opens the technical log. If standard error leads to the journal of systemd, it gets every line
/// as well, with its priority. Fails if the directory cannot be used.
/// @pre `clock` outlives every copy of the logger
[[nodiscard]] domain::result<logging::logger> open_log(const log_choice& wanted,
                                                       const domain::wall_clock& clock);

} // namespace riskd::app
