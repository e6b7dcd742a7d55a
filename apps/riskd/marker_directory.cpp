#include "apps/riskd/marker_directory.hpp"

#include <cstdlib>
#include <string>

namespace riskd::app {

namespace {

std::string variable(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

} // namespace

std::filesystem::path marker_directory() {
  // systemd names the state directory of a service that has one.
  if (!variable("STATE_DIRECTORY").empty())
    return "/var/lib/riskd-marker";
  if (const auto state = variable("XDG_STATE_HOME"); !state.empty())
    return std::filesystem::path{state} / "riskd-marker";
  if (const auto home = variable("HOME"); !home.empty())
    return std::filesystem::path{home} / ".local" / "state" / "riskd-marker";
  return "/var/lib/riskd-marker";
}

} // namespace riskd::app
