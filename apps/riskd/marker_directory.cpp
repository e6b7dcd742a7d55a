#include "apps/riskd/marker_directory.hpp"

#include "apps/daemon/environment.hpp"

#include <string>

namespace riskd::app {

std::filesystem::path marker_directory() {
  // systemd names the state directory of a service that has one.
  if (!environment_variable("STATE_DIRECTORY").empty())
    return "/var/lib/riskd-marker";
  if (const auto state = environment_variable("XDG_STATE_HOME"); !state.empty())
    return std::filesystem::path{state} / "riskd-marker";
  if (const auto home = environment_variable("HOME"); !home.empty())
    return std::filesystem::path{home} / ".local" / "state" / "riskd-marker";
  return "/var/lib/riskd-marker";
}

} // namespace riskd::app
