#pragma once

#include "apps/riskctl/exit_code.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace riskd::riskctl {

/// What came of a question to the daemon.
struct query_outcome {
  exit_code code = exit_code::ok;
  /// The answer, parsed; null unless `code` is ok.
  nlohmann::ordered_json answer;
  /// The answer as it came; empty if none did.
  std::string body;
  /// For people: what is to be known first, such as `UNPROTECTED: riskd is not running` (R-O-6).
  /// Empty if all went well.
  std::string headline;
  /// For people: the reason.
  std::string detail;
};

/// Asks the daemon for `target`, for example `/v1/locks`.
[[nodiscard]] query_outcome ask(const std::filesystem::path& socket, const std::string& target);

} // namespace riskd::riskctl
