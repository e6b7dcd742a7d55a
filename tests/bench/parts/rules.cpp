// The rules on one step, each alone: once an event that breaks nothing, once one that does.

#include "domain/enforcement_plan.hpp"
#include "domain/unlimited_permission.hpp"
#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"
#include "tests/bench/parts/sample_rules.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace riskd::bench {

namespace {

using namespace domain;

rules::judgement judged(const sample_account& account) {
  return rules::judge(account.view(), account.deltas(), account.now());
}

/// RULE-012 finds nothing: what it wants is planned.
std::size_t stops_moved(const sample_account& account) {
  command_memory memory;
  return plan(account.state(), account.view().binding, account.settings(), account.now(),
              unlimited_permission{}, memory)
    .commands.size();
}

bool acts(const sample_account& account, rule_id rule) {
  const auto found = judged(account);
  if (!found.failures.empty())
    throw std::runtime_error(found.failures.front().reason);
  return rule == rule_id::trade_management ? stops_moved(account) > 0 : !found.findings.empty();
}

void measure(benchmark::State& state, const sample_rule& sample, bool breaks) {
  const auto id = rules::id_of(sample.rule);
  auto settings = sample_settings();
  settings.rules.set(sample.rule);
  sample_account account{std::move(settings)};
  if (acts(account, id))
    return state.SkipWithError("the rule is broken before the event");
  (breaks ? sample.breaking : sample.keeping)(account);
  if (acts(account, id) != breaks)
    return state.SkipWithError(breaks ? "the event breaks nothing" : "the event breaks the rule");
  for (auto _ : state) {
    auto found = judged(account);
    benchmark::DoNotOptimize(found);
    if (id == rule_id::trade_management)
      benchmark::DoNotOptimize(stops_moved(account));
  }
}

/// Every rule at once, on an event that breaks none.
void measure_all(benchmark::State& state) {
  sample_account account{settings_with_all_rules()};
  account.take(account.exit(dollars(-10)));
  if (!judged(account).findings.empty())
    return state.SkipWithError("the event breaks a rule");
  for (auto _ : state) {
    auto found = judged(account);
    benchmark::DoNotOptimize(found);
  }
}

} // namespace

void add_rules() {
  for (const auto& each : sample_rules()) {
    const auto name = std::string{"judge/"} + to_string(rules::id_of(each.rule));
    add(name + "/keeps", [each](benchmark::State& state) { measure(state, each, false); });
    add(name + "/breaks", [each](benchmark::State& state) { measure(state, each, true); });
  }
  add("judge/all/keeps", measure_all);
}

} // namespace riskd::bench
