#include "apps/riskmon/own_log.hpp"

#include "apps/daemon/open_log.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

namespace riskd::riskmon {

domain::result<logging::logger> open_log(const common_choice& wanted,
                                         const domain::wall_clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(wanted.directory.parent_path(), error);
  // What is there already keeps the rights that somebody gave it.
  ::mkdir(wanted.directory.c_str(), S_IRWXU);
  return app::open_log({wanted.directory / "log", wanted.threshold, wanted.log_to_standard_error},
                       clock);
}

} // namespace riskd::riskmon
