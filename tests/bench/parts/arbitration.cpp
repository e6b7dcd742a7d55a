// What becomes of a judgement: breaches are recorded, locks bind, and the stricter one says what is
// done about each position and order.

#include "domain/binding.hpp"
#include "domain/enforcement_desk.hpp"
#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"
#include "tests/bench/parts/sample_rules.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace riskd::bench {

namespace {

using namespace domain;

struct decided {
  binding_change change;
  desk_orders orders;
};

/// As the lockout timer and the enforcer do it, one after the other.
decided decide(const sample_account& account, const rules::judgement& found) {
  id_source ids;
  decided out;
  out.change = bind(account.view().binding, found,
                    {account.now(), account.state(), account.settings(), ids, 1});
  enforcement_desk desk;
  out.orders = desk.act(
    {account.state(), out.change.next, account.settings(), {account.now(), duration{}}}, {});
  return out;
}

std::size_t breaches_in(const rules::judgement& found) {
  return static_cast<std::size_t>(
    std::count_if(found.findings.begin(), found.findings.end(), [](const rules::finding& x) {
      return std::holds_alternative<rules::found_breach>(x);
    }));
}

account_settings settings_with(const std::vector<rule_id>& wanted) {
  auto settings = sample_settings();
  for (const auto& each : sample_rules())
    if (std::find(wanted.begin(), wanted.end(), rules::id_of(each.rule)) != wanted.end())
      settings.rules.set(each.rule);
  return settings;
}

/// One losing fill that turns the position round, of an account that holds too much, also of what
/// is blocked, and that has entered often: it breaks each of the rules.
void add_breaches_of(const std::vector<rule_id>& wanted) {
  add("arbitrate/breaches_" + std::to_string(wanted.size()), [wanted](benchmark::State& state) {
    sample_account account{settings_with(wanted)};
    account.take(account.position(6));
    account.take(account.other_position(1));
    for (int i = 0; i < 3; ++i)
      account.take(account.entry());
    account.take(account.exit(dollars(-600), 7));
    const auto found = rules::judge(account.view(), account.deltas(), account.now());
    if (breaches_in(found) != wanted.size())
      return state.SkipWithError("another number of rules is broken");
    if (decide(account, found).orders.commands.empty())
      return state.SkipWithError("nothing is done about it");
    for (auto _ : state) {
      auto done = decide(account, found);
      benchmark::DoNotOptimize(done);
    }
  });
}

} // namespace

void add_arbitration() {
  add_breaches_of({rule_id::daily_realized_loss});
  add_breaches_of(
    {rule_id::daily_realized_loss, rule_id::trade_frequency_limit, rule_id::cooldown_after_loss});
  add_breaches_of({rule_id::max_contracts, rule_id::max_contracts_per_instrument,
                   rule_id::daily_realized_loss, rule_id::trade_frequency_limit,
                   rule_id::cooldown_after_loss, rule_id::symbol_blocks});
}

} // namespace riskd::bench
