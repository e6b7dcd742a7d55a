#pragma once

#include "adapters/control_api/routes.hpp"

#include <optional>
#include <string>

namespace riskd::control_api {

/// Why a file must not be written that an administrator asks the daemon for.
struct output_refusal {
  unsigned status = 400;
  const char* code = "";
  std::string sentence;
};

/// The `output` of a request, if it has one: where the daemon is to write a file. Only root and the
/// daemon's own user may say that, because the daemon may write where others may not.
/// @param what Names the file in the refusal, as in `a backup`.
[[nodiscard]] std::optional<output_refusal> refusal_of_output(const call& asked, const char* what);

/// The `output` of a request, or empty.
[[nodiscard]] std::string output_of(const call& asked);

} // namespace riskd::control_api
