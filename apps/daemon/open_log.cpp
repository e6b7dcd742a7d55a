#include "apps/daemon/open_log.hpp"

#include "adapters/logging/rotating_file.hpp"
#include "adapters/service/journal_stream.hpp"
#include "adapters/service/service_environment.hpp"
#include "apps/daemon/environment.hpp"

#include <unistd.h>

#include <cstdio>
#include <memory>
#include <utility>

namespace riskd::app {

domain::result<logging::logger> open_log(const log_choice& wanted,
                                         const domain::wall_clock& clock) {
  const bool has_journal = service::leads_to_journal(environment_variable, STDERR_FILENO);
  logging::rotating_file_options file;
  file.directory = wanted.directory;
  // The journal's copy has priorities.
  file.copy_to_standard_error = wanted.copy_to_standard_error && !has_journal;
  auto sink = logging::open_rotating_file(file);
  if (!sink)
    return sink.error();
  if (has_journal)
    *sink = service::also_to_journal(std::move(*sink), stderr);
  logging::logger_options options;
  options.threshold = wanted.threshold;
  return logging::logger{std::move(*sink), clock, options};
}

} // namespace riskd::app
