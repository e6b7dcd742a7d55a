#include "tests/bench/breached_account.hpp"

#include "tests/bench/stub_texts.hpp"

#include <utility>

namespace riskd::bench {

std::string_view answer_path(breach_kind kind) {
  return kind == breach_kind::size ? "/api/Position/partialCloseContract"
                                   : "/api/Position/closeContract";
}

std::string breached_account::break_rule(domain::time_point now) {
  if (kind_ == breach_kind::size) {
    held_ = held_contracts + 1;
    return position_frame(id_, held_);
  }
  const auto order = ++last_id_;
  // Of the size that is held before the position's own event has come.
  return closing_trade_frame({id_, order, ++last_id_, 1, loss_limit_dollars}, now);
}

std::string breached_account::confirm_answer(domain::time_point now) {
  const auto left = kind_ == breach_kind::size ? held_contracts : 0;
  const auto closed = std::exchange(held_, left) - left;
  const auto order = ++last_id_;
  // What was lost is won again: no rule on the day's result comes near its limit.
  const auto result = kind_ == breach_kind::size ? 0 : -loss_limit_dollars;
  return filled_order_frame(id_, order, closed, now)
         + closing_trade_frame({id_, order, ++last_id_, closed, result}, now)
         + position_frame(id_, held_);
}

std::string breached_account::move_balance() {
  return account_frame(id_, ++last_id_);
}

std::string breached_account::open_again() {
  if (held_ >= held_contracts)
    return {};
  held_ = held_contracts;
  return position_frame(id_, held_);
}

} // namespace riskd::bench
