#include "tests/bench/parts/sample_rules.hpp"

#include <chrono>
#include <variant>

namespace riskd::bench {

using namespace domain;

namespace {

using namespace std::chrono_literals;

using account = sample_account;

/// On Tuesdays until half past noon, half an hour after the last event of the samples.
rules::session_block_outside tuesday_session() {
  rules::session_block_outside rule;
  rule.hours.windows.push_back({{std::chrono::Tuesday}, 0h, 12h + 30min});
  rule.hours.respects_holidays = false;
  return rule;
}

/// As by default but for the hour and the day: the samples trade all morning.
rules::trade_frequency_limit frequency() {
  rules::trade_frequency_limit rule;
  rule.per_hour.limit = 50;
  rule.per_session.limit = 100;
  return rule;
}

rules::symbol_blocks blocked() {
  return {{"RTY", "M2*"}};
}

void enter_four_times(account& x) {
  for (int i = 0; i < 4; ++i)
    x.take(x.entry());
}

void lose_the_stop(account& x) {
  x.take(x.cancelled_stop());
  x.pass(61s);
}

std::vector<sample_rule> rules_of_positions() {
  return {
    {rules::max_contracts{}, [](account& x) { x.take(x.position(2)); },
     [](account& x) {
       x.take(x.position(6));
     }},
    {rules::max_contracts_per_instrument{}, [](account& x) { x.take(x.position(2)); },
     [](account& x) {
       x.take(x.position(4));
     }},
    {rules::daily_realized_loss{}, [](account& x) { x.take(x.exit(dollars(-10))); },
     [](account& x) {
       x.take(x.exit(dollars(-600)));
     }},
    {rules::daily_unrealized_loss{}, [](account& x) { x.take(x.last_price(20'990)); },
     [](account& x) {
       x.take(x.last_price(20'800));
     }},
    {rules::max_unrealized_profit{}, [](account& x) { x.take(x.last_price(21'010)); },
     [](account& x) {
       x.take(x.last_price(21'600));
     }},
    {frequency(), [](account& x) { x.take(x.entry()); }, enter_four_times},
    {rules::cooldown_after_loss{}, [](account& x) { x.take(x.exit(dollars(-10))); },
     [](account& x) {
       x.take(x.exit(dollars(-150)));
     }},
  };
}

std::vector<sample_rule> other_rules() {
  return {
    {rules::no_stop_loss_grace{}, [](account& x) { x.pass(61s); }, lose_the_stop},
    {tuesday_session(), [](account& x) { x.pass(61s); },
     [](account& x) {
       x.pass(31min);
     }},
    {rules::auth_loss_guard{}, [](account& x) { x.take(x.account_row(true)); },
     [](account& x) {
       x.take(x.account_row(false));
     }},
    {blocked(), [](account& x) { x.take(x.position(2)); },
     [](account& x) {
       x.take(x.other_position(1));
     }},
    {rules::trade_management{}, [](account& x) { x.take(x.last_price(20'990)); },
     [](account& x) {
       x.take(x.last_price(21'010));
     }},
    {rules::daily_realized_profit{}, [](account& x) { x.take(x.exit(dollars(10))); },
     [](account& x) {
       x.take(x.exit(dollars(2'000)));
     }},
  };
}

} // namespace

std::vector<sample_rule> sample_rules() {
  auto all = rules_of_positions();
  for (const auto& each : other_rules())
    all.push_back(each);
  static_assert(std::variant_size_v<rules::any_rule> == 13);
  return all;
}

account_settings settings_with_all_rules() {
  auto settings = sample_settings();
  for (const auto& each : sample_rules())
    settings.rules.set(each.rule);
  return settings;
}

} // namespace riskd::bench
