#pragma once

#include "adapters/simulator/exchange.hpp"
#include "adapters/simulator/request_fields.hpp"
#include "adapters/simulator/session_table.hpp"
#include "adapters/simulator/wire_rows.hpp"

#include <functional>
#include <optional>
#include <string>

namespace riskd::simulator {

/// One REST call on its way through a handler.
struct rest_call {
  exchange& venue;
  session_table& sessions;
  /// Called before a session ends, with its id.
  const std::function<void(std::int64_t)>& end_session;
  /// Null for calls without authentication.
  session* caller = nullptr;
  request_fields fields;

  [[nodiscard]] const exchange_state& state() const {
    return venue.state();
  }

  [[nodiscard]] row_style style() const {
    return {wire_precision::rest, state().settings.ids_as_strings, true};
  }

  /// The account that the call names, if it belongs to the caller.
  [[nodiscard]] const account* own_account(domain::account_id id) const;

  [[nodiscard]] bool is_malformed() const {
    return !fields.problem().empty();
  }
};

/// A body, or nothing if the request is malformed: the reply is then a 400.
using rest_outcome = std::optional<std::string>;

/// The code of calls that name an account which is not the caller's.
inline constexpr std::int64_t account_not_found = 1;

using rest_handler = rest_outcome (*)(rest_call&);

/// The reply of success with one more member, whose value is JSON.
[[nodiscard]] std::string success_body(std::string_view member, std::string_view json);

/// The reply of a call that returns nothing else.
[[nodiscard]] std::string result_body(const call_result& x);

/// The reply of a failed call; `member` is null.
[[nodiscard]] std::string failure_body(std::string_view member, std::int64_t code,
                                       const std::optional<std::string>& message = std::nullopt);

/// The envelope's members, behind others.
void add_envelope(json_writer& json, std::int64_t code, const std::optional<std::string>& message);

// Handlers, by area (`projectx-gateway.md` 2.3 to 2.9).

rest_outcome login_with_key(rest_call& call);
rest_outcome login_with_app(rest_call& call);
rest_outcome validate_token(rest_call& call);
rest_outcome log_out(rest_call& call);

rest_outcome search_accounts(rest_call& call);
rest_outcome search_contracts(rest_call& call);
rest_outcome find_contract_by_id(rest_call& call);
rest_outcome list_contracts(rest_call& call);
rest_outcome retrieve_bars(rest_call& call);

rest_outcome search_orders(rest_call& call);
rest_outcome search_open_orders(rest_call& call);
rest_outcome find_order_by_id(rest_call& call);
rest_outcome query_orders(rest_call& call);
rest_outcome place_order(rest_call& call);
rest_outcome cancel_order(rest_call& call);
rest_outcome modify_order(rest_call& call);

rest_outcome search_open_positions(rest_call& call);
rest_outcome close_contract(rest_call& call);
rest_outcome partial_close_contract(rest_call& call);
rest_outcome search_trades(rest_call& call);

/// Reads the body of a placement; shared with the control endpoint.
[[nodiscard]] place_request read_place_request(request_fields& fields);

/// Reads the body of a modification; shared with the control endpoint.
[[nodiscard]] modify_request read_modify_request(request_fields& fields);

} // namespace riskd::simulator
