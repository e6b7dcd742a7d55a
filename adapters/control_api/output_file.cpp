#include "adapters/control_api/output_file.hpp"

#include <unistd.h>

namespace riskd::control_api {

std::optional<output_refusal> refusal_of_output(const call& asked, const char* what) {
  const auto* given = asked.find("output");
  if (given == nullptr)
    return std::nullopt;
  if (asked.peer.user != 0 && asked.peer.user != ::geteuid())
    return output_refusal{403, "forbidden",
                          std::string{"only root and the daemon's own user may say where "} + what
                            + " goes"};
  // A path with a zero byte would be cut there by the system.
  if (!given->starts_with('/') || given->find('\0') != std::string::npos)
    return output_refusal{400, "bad_request", "output has to be an absolute path"};
  return std::nullopt;
}

std::string output_of(const call& asked) {
  const auto* given = asked.find("output");
  return given == nullptr ? std::string{} : *given;
}

} // namespace riskd::control_api
