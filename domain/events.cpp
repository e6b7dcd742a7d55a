#include "domain/events.hpp"

namespace riskd::domain {

const char* to_string(side x) {
  return x == side::buy ? "buy" : "sell";
}

const char* to_string(order_status x) {
  switch (x) {
    case order_status::none:
      return "none";
    case order_status::open:
      return "open";
    case order_status::filled:
      return "filled";
    case order_status::cancelled:
      return "cancelled";
    case order_status::expired:
      return "expired";
    case order_status::rejected:
      return "rejected";
    case order_status::pending:
      return "pending";
    case order_status::pending_cancellation:
      return "pending_cancellation";
    case order_status::suspended:
      return "suspended";
  }
  return "unlisted";
}

const char* to_string(order_type x) {
  switch (x) {
    case order_type::unknown:
      return "unknown";
    case order_type::limit:
      return "limit";
    case order_type::market:
      return "market";
    case order_type::stop_limit:
      return "stop_limit";
    case order_type::stop:
      return "stop";
    case order_type::trailing_stop:
      return "trailing_stop";
    case order_type::join_bid:
      return "join_bid";
    case order_type::join_ask:
      return "join_ask";
  }
  return "unlisted";
}

const char* to_string(entity_kind x) {
  switch (x) {
    case entity_kind::contract:
      return "contract";
    case entity_kind::trade:
      return "trade";
    case entity_kind::order:
      return "order";
    case entity_kind::position:
      return "position";
    case entity_kind::account:
      return "account";
    case entity_kind::quote:
      return "quote";
    case entity_kind::connection:
      return "connection";
  }
  return "unlisted";
}

const char* to_string(event_source x) {
  switch (x) {
    case event_source::stream:
      return "stream";
    case event_source::rest:
      return "rest";
    case event_source::journal:
      return "journal";
    case event_source::replay:
      return "replay";
  }
  return "unlisted";
}

const char* to_string(link x) {
  switch (x) {
    case link::user_hub:
      return "user";
    case link::market_hub:
      return "market";
    case link::rest:
      return "rest";
  }
  return "unlisted";
}

const contract_id* contract_described(const account_payload& payload) {
  if (const auto* position = std::get_if<position_row>(&payload))
    return &position->contract;
  const auto* order = std::get_if<order_row>(&payload);
  return order ? &order->contract : nullptr;
}

} // namespace riskd::domain
