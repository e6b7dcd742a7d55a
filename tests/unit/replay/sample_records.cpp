#include "tests/unit/replay/sample_records.hpp"

#include <utility>

namespace riskd::test {

using namespace domain;

time_point at(std::string_view text) {
  return parse_time(text).value();
}

replay_record record_at(std::string_view time, std::optional<std::uint64_t> line, decision what) {
  return {at(time), line, account_id{1}, std::move(what)};
}

position open_position(std::string contract, std::int64_t size) {
  position out;
  out.contract = contract_id{std::move(contract)};
  out.size = quantity{size};
  return out;
}

order_row live_order(std::int64_t id, std::string contract) {
  order_row out;
  out.id = order_id{id};
  out.contract = contract_id{std::move(contract)};
  out.size = quantity{1};
  out.status = order_status::open;
  return out;
}

command_record command_of(command order, rule_id rule, command_cause cause, std::uint32_t attempt) {
  return {command_ticket{command_id{1}, account_id{1}, std::move(order), rule, cause, attempt}};
}

lock lock_of(rule_id rule, lock_kind kind, lock_policy policy, std::optional<time_point> until) {
  lock out;
  out.rule = rule;
  out.kind = kind;
  out.policy = policy;
  out.until = until;
  return out;
}

verdict daily_loss() {
  verdict out;
  out.rule = rule_id::daily_realized_loss;
  out.scope = verdict_scope::account;
  out.observed = dollars(-550);
  out.limit = dollars(-500);
  out.unit = measure_unit::usd;
  out.action = remedy::flatten_and_lock;
  return out;
}

} // namespace riskd::test
