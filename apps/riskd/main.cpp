// riskd: watches the accounts of its configuration and enforces their rules.

#include "adapters/crash_point/crash_point.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "apps/daemon/signals.hpp"
#include "apps/riskd/command_line.hpp"
#include "apps/riskd/configuration.hpp"
#include "apps/riskd/wire.hpp"

#include <sys/prctl.h>

#include <exception>
#include <iostream>

namespace {

using namespace riskd;
using app::exit_code;

/// The process holds keys and tokens (R-C-4): no core file has them, and no other process of the
/// same user reads them from its memory or its environment.
bool keep_memory_private() {
  return ::prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L) == 0;
}

exit_code run(int count, const char* const* words) {
  const auto line = app::parse_command_line(count, words);
  if (!line.wanted)
    return line.otherwise;
  if (!adapters::arm_crash_point(std::cerr))
    return exit_code::usage;
  if (!keep_memory_private()) {
    std::cerr << "riskd: cannot keep its memory private\n";
    return exit_code::failure;
  }
  const auto zones = adapters::open_zone_database();
  if (!zones) {
    std::cerr << "riskd: " << zones.error().sentence << '\n';
    return exit_code::failure;
  }
  const auto purpose
    = line.wanted->check_only ? config::load_purpose::check : config::load_purpose::run;
  const auto settings = app::load_configuration(line.wanted->config, purpose, *zones);
  if (!settings)
    return exit_code::configuration_invalid;
  if (line.wanted->check_only) {
    std::cout << line.wanted->config.string() << ": valid, " << settings->accounts.size()
              << " accounts\n";
    return exit_code::ok;
  }
  app::block_signals();
  return app::run_daemon(*settings, *line.wanted, *zones);
}

} // namespace

int main(int count, char** words) {
  try {
    return static_cast<int>(run(count, words));
  } catch (const std::exception& error) {
    std::cerr << "riskd: internal error: " << error.what() << '\n';
    return static_cast<int>(exit_code::internal_error);
  }
}
