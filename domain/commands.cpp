#include "domain/commands.hpp"

#include "domain/order_book.hpp"
#include "domain/stop_level.hpp"

namespace riskd::domain {

namespace {

struct name_visitor {
  const char* operator()(const cancel_order&) const {
    return "cancel_order";
  }

  const char* operator()(const close_position&) const {
    return "close_position";
  }

  const char* operator()(const reduce_position&) const {
    return "reduce_position";
  }

  const char* operator()(const place_stop&) const {
    return "place_stop";
  }

  const char* operator()(const modify_order&) const {
    return "modify_order";
  }
};

} // namespace

place_stop::place_stop(const position& open, quantity covered, quantity size, price stop,
                       mark_price mark)
  : contract_(open.contract), exit_(opposite(open.held)), size_(size), stop_(stop) {
  RISKD_EXPECTS(size > quantity{} && size <= open.size - covered);
  RISKD_EXPECTS(is_on_loss_side(open.held, stop, mark));
}

modify_order modify_order::tighten(const order_row& order, const position& open, price stop) {
  RISKD_EXPECTS(order.is_live() && is_protective_exit(order, &open) && order.stop_price);
  RISKD_EXPECTS(is_tighter(open.held, stop, *order.stop_price));
  modify_order out{order};
  out.stop_ = stop;
  return out;
}

modify_order modify_order::shrink(const order_row& order, quantity size) {
  RISKD_EXPECTS(order.is_live() && size > quantity{} && size < order.remaining());
  modify_order out{order};
  out.size_ = size;
  return out;
}

const char* name_of(const command& x) {
  return std::visit(name_visitor{}, x);
}

const contract_id& contract_of(const command& x) {
  return std::visit([](const auto& each) -> const contract_id& { return each.contract(); }, x);
}

const char* to_string(command_cause x) {
  switch (x) {
    case command_cause::lock:
      return "lock";
    case command_cause::breach:
      return "breach";
    case command_cause::cleanup:
      return "cleanup";
    case command_cause::manage:
      return "manage";
  }
  return "unlisted";
}

const char* to_string(call_outcome x) {
  switch (x) {
    case call_outcome::accepted:
      return "accepted";
    case call_outcome::position_not_found:
      return "position_not_found";
    case call_outcome::order_not_cancelled:
      return "order_not_cancelled";
    case call_outcome::account_not_found:
      return "account_not_found";
    case call_outcome::contract_not_found:
      return "contract_not_found";
    case call_outcome::contract_not_active:
      return "contract_not_active";
    case call_outcome::order_rejected:
      return "order_rejected";
    case call_outcome::invalid_size:
      return "invalid_size";
    case call_outcome::order_pending:
      return "order_pending";
    case call_outcome::account_rejected:
      return "account_rejected";
    case call_outcome::rate_limited:
      return "rate_limited";
    case call_outcome::protocol_error:
      return "protocol_error";
    case call_outcome::not_authorized:
      return "not_authorized";
    case call_outcome::not_sent:
      return "not_sent";
    case call_outcome::unknown:
      return "unknown";
  }
  return "unlisted";
}

} // namespace riskd::domain
