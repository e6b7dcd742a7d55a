#pragma once

#include "domain/commands.hpp"

#include <string>
#include <string_view>

namespace riskd::projectx {

/// What a command's reply means for the command, with the venue's words for people.
struct judged_reply {
  domain::call_outcome outcome{};
  std::string detail;

  friend bool operator==(const judged_reply&, const judged_reply&) = default;
};

/// Sorts a complete reply to a command by the failure table (`rules.md` 8.4). Each route numbers
/// its errors differently (`projectx-gateway.md` 2.7.9, 2.8); a number that is not listed may mean
/// anything, so the outcome is unknown.
[[nodiscard]] judged_reply judge_command(const domain::command& order, unsigned http_status,
                                         std::string_view body);

/// A status by which the server says that it failed itself, or waited in vain: what was asked for
/// may have happened.
[[nodiscard]] bool is_server_failure(unsigned http_status);

} // namespace riskd::projectx
