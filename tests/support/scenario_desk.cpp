#include "tests/support/scenario_desk.hpp"

#include "tests/support/scenario_plan.hpp"
#include "tests/support/scenario_rows.hpp"

#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

duration monotonic(time_point x) {
  return x - start_time();
}

std::string seconds_of(duration x) {
  return format_decimal(x.count(), 6, 0);
}

std::string target_of(const command& order) {
  if (const auto* cancel = std::get_if<cancel_order>(&order))
    return "#" + to_string(cancel->order());
  return std::string{short_name(contract_of(order))};
}

} // namespace

desk_bench::desk_bench(std::string_view configuration, std::string_view input)
  : account(account_after(configuration, input)) {
  account.memory = {};
  account.settings.mode = account_mode::enforce;
}

std::string desk_bench::look(std::string_view seconds) {
  return act(at(seconds), {});
}

std::string desk_bench::event(std::string_view seconds, const account_payload& payload) {
  change(account, payload, seconds);
  return act(at(seconds), {});
}

std::string desk_bench::reply(std::string_view seconds, const std::string& target,
                              call_outcome outcome) {
  return act(at(seconds), call_ended{newest_.at(target), outcome, {}});
}

std::string desk_bench::snapshot(std::string_view seconds, std::string_view begun, bool empty) {
  return act(at(seconds), account_read{monotonic(at(begun)), empty});
}

std::string desk_bench::wake() const {
  return wake_ ? seconds_of(*wake_) : "-";
}

std::string desk_bench::pass_until(std::string_view last) {
  std::vector<std::string> texts;
  while (wake_ && start_time() + *wake_ <= at(last)) {
    const auto now = *wake_;
    if (const auto orders = act(start_time() + now, pause_over{}); !orders.empty())
      texts.push_back("+" + seconds_of(now) + " " + orders);
    if (wake_ && *wake_ <= now) {
      texts.emplace_back("the desk never sleeps");
      break;
    }
  }
  return joined(texts);
}

void desk_bench::lock() {
  domain::lock wanted;
  wanted.rule = rule_id::daily_realized_loss;
  wanted.policy = lock_policy::flatten;
  account.binding.locks.engage(wanted);
}

std::string desk_bench::act(time_point now, const desk_stimulus& why) {
  const auto view = enforcement_view{
    account.state, account.binding, account.settings, {now, monotonic(now)}, stream_up};
  const auto orders = desk.act(view, why);
  std::vector<std::string> texts;
  for (const auto& each : orders.commands) {
    newest_[target_of(each.order)] = each.id;
    texts.push_back(in_shorthand(each));
  }
  for (const auto& key : orders.directives)
    account.binding.directives.emplace(key, breach_id{1});
  for (const auto& each : orders.alerts)
    texts.push_back(std::string{"A "} + to_string(each.code)
                    + (severity_of(each.code) == severity::emergency ? " emergency" : ""));
  if (orders.read_account)
    texts.emplace_back("read");
  for (const auto each : orders.read_orders)
    texts.push_back("read #" + to_string(each));
  if (orders.verified)
    texts.emplace_back("verified");
  wake_ = orders.wake;
  return joined(texts);
}

} // namespace riskd::test
