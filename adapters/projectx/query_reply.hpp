#pragma once

#include "domain/ports/broker_port.hpp"

#include <string_view>
#include <vector>

namespace riskd::projectx {

/// What a query's reply contains.
struct query_reply {
  domain::result<domain::query_rows> rows;
  /// Rows that were left out, and why.
  std::vector<domain::rejected_payload> rejected;
};

/// Reads a complete reply to `question`.
///
/// An order or contract that the venue says it does not know gives no row and no failure. Failures:
/// `refused` if the venue said no, or if it has no route for suspended orders; `not_authorized` for
/// 401; `rate_limited` for 429; `connection_lost` for a failure of the server itself;
/// `malformed_input` for everything else, a success without its list included: a missing list must
/// never pass for an empty one.
[[nodiscard]] query_reply read_query_reply(const domain::query& question, unsigned http_status,
                                           std::string_view body);

/// Reads a reply of `Order/search` that was asked in place of an order query: the order's own row,
/// or none if the list lacks it. One unreadable row makes it a failure, because it might have been
/// the one.
[[nodiscard]] query_reply read_order_history(const domain::order_query& question,
                                             unsigned http_status, std::string_view body);

/// True if the venue has no route that finds one order, so that all orders have to be asked for
/// (R-G-5).
[[nodiscard]] bool lacks_order_route(const domain::query& question, unsigned http_status);

} // namespace riskd::projectx
