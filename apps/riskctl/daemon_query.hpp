#pragma once

#include "apps/riskctl/exit_code.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
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

/// How long an answer is waited for.
constexpr auto usual_patience = std::chrono::milliseconds{5000};

/// Asks the daemon for `target`, for example `/v1/locks`.
[[nodiscard]] query_outcome ask(const std::filesystem::path& socket, const std::string& target,
                                std::chrono::milliseconds patience = usual_patience);

/// Asks the same question until the daemon has read the answer from its store.
[[nodiscard]] query_outcome ask_of_the_past(const std::filesystem::path& socket,
                                            const std::string& target);

/// Has the daemon do something, for example `/v1/selftest`.
[[nodiscard]] query_outcome request(const std::filesystem::path& socket, const std::string& target);

/// The query of a request to write a file: empty if `output` is, which leaves the place to riskd.
[[nodiscard]] std::string output_query(const std::string& output);

/// Asks the same question until the answer says that it is `over`. Fails if it does not come to
/// that: what is not known by then is no success.
[[nodiscard]] query_outcome ask_until_over(const std::filesystem::path& socket,
                                           const std::string& target,
                                           std::chrono::seconds patience);

/// Prints why a question came to nothing: standard output gets what a script wants to have,
/// standard error what a person needs to know.
exit_code report_failure(const query_outcome& outcome, bool as_json);

} // namespace riskd::riskctl
