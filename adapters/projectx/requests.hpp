#pragma once

#include "domain/commands.hpp"
#include "domain/ports/broker_port.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace riskd::projectx {

/// One call of the gateway's REST interface; all are POST (`projectx-gateway.md` 2.2).
struct api_request {
  std::string_view path;
  std::string body;

  friend bool operator==(const api_request&, const api_request&) = default;
};

/// Rows that one page of `Order/v2/query` holds. What `pageOffset` counts is not documented, so
/// further pages are never asked for: an answer that does not fit one page is a failure.
inline constexpr std::size_t orders_per_page = 100;

/// The only gateway writes that exist: cancel, close and reduce (R-F-1, R-F-2).
[[nodiscard]] api_request request_for(const domain::command_ticket& ticket);

/// @param live Selects the data entitlement (`gateway.live_data`).
[[nodiscard]] api_request request_for(const domain::query& question, bool live);

/// What to ask when the venue has no route to search one order (R-G-5): all orders since `since`.
[[nodiscard]] api_request order_history_request(domain::account_id account,
                                                domain::time_point since);

/// @param api_key Ends up in the body, and nowhere else.
[[nodiscard]] api_request login_request(std::string_view user_name, std::string_view api_key);

[[nodiscard]] api_request validate_request();

/// The account that a question is about; id 0 for questions about no account.
[[nodiscard]] domain::account_id account_of(const domain::query& question);

} // namespace riskd::projectx
