#define CAF_SUITE domain.commands

#include "domain/commands.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <string>
#include <type_traits>

namespace domain_commands {

using namespace riskd::domain;

namespace {

position open_position(std::int64_t size) {
  position out;
  out.contract = contract_id{"CON.F.US.MNQ.H26"};
  out.held = side::buy;
  out.size = quantity{size};
  return out;
}

order_row order(order_status status) {
  order_row out;
  out.id = order_id{11};
  out.contract = contract_id{"CON.F.US.MNQ.H26"};
  out.size = quantity{1};
  out.status = status;
  return out;
}

template <class Function>
bool violates(Function f) {
  try {
    static_cast<void>(f());
  } catch (const contract_violation&) {
    return true;
  }
  return false;
}

bool can_reduce(std::int64_t open, std::int64_t by) {
  return !violates([=] { return reduce_position{open_position(open), quantity{by}}; });
}

bool can_cancel(order_status status) {
  return !violates([=] { return cancel_order{order(status)}; });
}

} // namespace

// R-F-1, R-0-2: a command can be made from evidence only, so that the compiler refuses the rest.
CAF_TEST(no command can be made from bare ids) {
  CAF_CHECK((!std::is_default_constructible_v<close_position>));
  CAF_CHECK((!std::is_default_constructible_v<reduce_position>));
  CAF_CHECK((!std::is_default_constructible_v<cancel_order>));
  CAF_CHECK((!std::is_default_constructible_v<command>));
  CAF_CHECK((!std::is_constructible_v<close_position, contract_id>));
  CAF_CHECK((!std::is_constructible_v<reduce_position, contract_id, quantity>));
  CAF_CHECK((!std::is_constructible_v<cancel_order, order_id>));
  CAF_CHECK((!std::is_convertible_v<position, close_position>));
  CAF_CHECK((!std::is_aggregate_v<close_position>));
  CAF_CHECK((!std::is_aggregate_v<reduce_position>));
  CAF_CHECK((!std::is_aggregate_v<cancel_order>));
}

CAF_TEST(only an open position can be closed) {
  CAF_CHECK(!violates([] { return close_position{open_position(1)}; }));
  CAF_CHECK(violates([] { return close_position{open_position(0)}; }));
  CAF_CHECK(violates([] { return close_position{open_position(-1)}; }));
}

CAF_TEST(a reduction takes at least one contract) {
  CAF_CHECK(can_reduce(3, 1));
  CAF_CHECK(!can_reduce(3, 0));
  CAF_CHECK(!can_reduce(3, -1));
  CAF_CHECK(!can_reduce(3, std::numeric_limits<std::int64_t>::min()));
}

// More would reverse the position.
CAF_TEST(a reduction takes at most the position) {
  CAF_CHECK(can_reduce(3, 3));
  CAF_CHECK(!can_reduce(3, 4));
  CAF_CHECK(!can_reduce(3, std::numeric_limits<std::int64_t>::max()));
  CAF_CHECK(!can_reduce(0, 1));
}

// R-E-13
CAF_TEST(only a live order can be cancelled) {
  for (const auto status : {order_status::none, order_status::open, order_status::pending,
                            order_status::pending_cancellation, order_status::suspended,
                            order_status{99}, order_status{-1}})
    CAF_CHECK_EQUAL(std::to_string(static_cast<int>(status)) + (can_cancel(status) ? "" : " no"),
                    std::to_string(static_cast<int>(status)));
  for (const auto status : {order_status::filled, order_status::cancelled, order_status::expired,
                            order_status::rejected})
    CAF_CHECK_EQUAL(std::to_string(static_cast<int>(status)) + (can_cancel(status) ? "" : " no"),
                    std::to_string(static_cast<int>(status)) + " no");
}

CAF_TEST(commands keep what they were made from) {
  const auto held = open_position(3);
  CAF_CHECK(close_position{held}.contract() == held.contract);
  CAF_CHECK((reduce_position{held, quantity{2}}.size() == quantity{2}));
  CAF_CHECK(cancel_order{order(order_status::open)}.order() == order_id{11});
}

// R-J-15
CAF_TEST(commands have the names of the replay format) {
  const auto held = open_position(3);
  CAF_CHECK_EQUAL(std::string{name_of(close_position{held})}, "close_position");
  CAF_CHECK_EQUAL((std::string{name_of(reduce_position{held, quantity{1}})}), "reduce_position");
  CAF_CHECK_EQUAL(std::string{name_of(cancel_order{order(order_status::open)})}, "cancel_order");
  CAF_CHECK(contract_of(close_position{held}) == held.contract);
  CAF_CHECK(contract_of(cancel_order{order(order_status::open)}) == held.contract);
}

// R-X-7: system locks, then 003, 013, 010, 009, 007, 006, 011, 004, 005, 008, 002, 001, 012.
CAF_TEST(the rule that names a merged command) {
  const auto order = {rule_id::system_state,          rule_id::system_supervision,
                      rule_id::system_safe_mode,      rule_id::daily_realized_loss,
                      rule_id::daily_realized_profit, rule_id::auth_loss_guard,
                      rule_id::session_block_outside, rule_id::cooldown_after_loss,
                      rule_id::trade_frequency_limit, rule_id::symbol_blocks,
                      rule_id::daily_unrealized_loss, rule_id::max_unrealized_profit,
                      rule_id::no_stop_loss_grace,    rule_id::max_contracts_per_instrument,
                      rule_id::max_contracts,         rule_id::trade_management};
  int expected = 0;
  for (const auto rule : order)
    CAF_CHECK_EQUAL(std::string{to_string(rule)} + " " + std::to_string(command_rank(rule)),
                    std::string{to_string(rule)} + " " + std::to_string(expected++));
}

CAF_TEST(rule ids read back from their number) {
  for (const auto id : {rule_id::max_contracts, rule_id::daily_realized_profit,
                        rule_id::system_state, rule_id::system_safe_mode})
    CAF_CHECK(rule_id_of(static_cast<std::int64_t>(id)) == id);
  for (const std::int64_t number : {-1, 0, 14, 100, 104, 257})
    CAF_CHECK(!rule_id_of(number).has_value());
}

CAF_TEST(rule ids read back from their text) {
  CAF_CHECK(parse_rule_id("RULE-003") == rule_id::daily_realized_loss);
  CAF_CHECK(parse_rule_id("SYS-STATE") == rule_id::system_state);
  CAF_CHECK(!parse_rule_id("RULE-014").has_value());
  CAF_CHECK(!parse_rule_id("rule-003").has_value());
  CAF_CHECK(!parse_rule_id("").has_value());
  CAF_CHECK_EQUAL(config_key(rule_id::no_stop_loss_grace), "no_stop_loss_grace");
  CAF_CHECK_EQUAL(config_key(rule_id::system_state), "");
}

} // namespace domain_commands
