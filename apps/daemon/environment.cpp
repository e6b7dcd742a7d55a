#include "apps/daemon/environment.hpp"

#include <cstdlib>

namespace riskd::app {

std::string environment_variable(const char* name) {
  const auto* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string{value};
}

} // namespace riskd::app
