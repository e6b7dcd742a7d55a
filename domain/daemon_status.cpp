#include "domain/daemon_status.hpp"

namespace riskd::domain {

const char* to_string(daemon_phase x) {
  switch (x) {
    case daemon_phase::starting:
      return "STARTING";
    case daemon_phase::ready:
      return "READY";
    case daemon_phase::degraded:
      return "DEGRADED";
    case daemon_phase::stopping:
      return "STOPPING";
  }
  return "unlisted";
}

const char* to_string(protection x) {
  switch (x) {
    case protection::starting:
      return "STARTING";
    case protection::protected_:
      return "PROTECTED";
    case protection::shadow:
      return "SHADOW";
    case protection::degraded:
      return "DEGRADED";
    case protection::unprotected:
      return "UNPROTECTED";
  }
  return "unlisted";
}

} // namespace riskd::domain
