#define CAF_SUITE domain.enforcement_plan

#include "domain/enforcement_plan.hpp"

#include "tests/support/scenario_plan.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_enforcement_plan {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

lock lock_of(rule_id rule, lock_policy policy) {
  lock out;
  out.rule = rule;
  out.policy = policy;
  out.created = start_time();
  return out;
}

/// Account 1 with what `input` tells, under the given locks, nothing commanded yet.
scenario_engine::account locked(std::string_view input, const std::vector<lock>& locks) {
  auto account = account_after("", input);
  for (const auto& each : locks)
    account.binding.locks.engage(each);
  return account;
}

lock flatten(rule_id rule) {
  return lock_of(rule, lock_policy::flatten);
}

/// A keep lock with a baseline such as `MNQ L2@1`.
lock keep(rule_id rule, const std::vector<std::string_view>& baseline) {
  auto out = lock_of(rule, lock_policy::keep);
  for (const auto text : baseline) {
    const auto row = position_called(text);
    out.baseline[row.contract] = {row.held, row.size};
  }
  return out;
}

/// Whether planning still wants something that has not been commanded.
bool is_unsatisfied(scenario_engine::account account, std::string_view seconds) {
  return plan(account.state, account.binding, account.settings, at(seconds), plan_permission{},
              account.memory)
    .unsatisfied;
}

constexpr auto r001 = rule_id::max_contracts;
constexpr auto r002 = rule_id::max_contracts_per_instrument;
constexpr auto r003 = rule_id::daily_realized_loss;
constexpr auto r006 = rule_id::trade_frequency_limit;
constexpr auto r007 = rule_id::cooldown_after_loss;

bool looks_at_nothing(const scenario_engine::account& account) {
  return has_nothing_to_plan(account.state, account.binding, account.settings);
}

} // namespace

// R-L-5, R-F-3, R-F-4c, R-F-7
CAF_TEST(a flatten lock closes every contract after cancelling every opening order) {
  auto account = locked("+0 P NQ L1@21000; +0 P ES S2@6000; +0 O #21 NQ buy limit @20000; "
                        "+0 O #9 ZN buy limit @110; +0 O #15 ES buy stop n2 @6100",
                        {flatten(r003)});
  CAF_CHECK_EQUAL(planned(account, "1"),
                  "cancel #9 [003]; cancel #21 [003]; close NQ [003]; close ES [003]");
}

// R-F-6, R-E-15
CAF_TEST(an exit order protects until the position is smaller than it) {
  auto account = locked("+0 P MNQ L2@21000; +0 O #11 MNQ sell stop n2 @20000; "
                        "+0 O #12 MNQ sell limit n3 @22000; +0 O #13 MNQ buy stop @22000",
                        {flatten(r003)});
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #12 [003]; cancel #13 [003]; close MNQ [003]");
  change(account, position_called("MNQ L1@21000"), "1.1");
  CAF_CHECK_EQUAL(planned(account, "1.1"), "cancel #11 [003]");
}

// R-F-4a, R-F-18
CAF_TEST(what was commanded away is commanded again after five seconds) {
  auto account = locked("+0 P MNQ L2@21000; +0 O #12 MNQ buy limit @20000", {flatten(r003)});
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #12 [003]; close MNQ [003]");
  CAF_CHECK_EQUAL(planned(account, "5.999999"), "");
  CAF_CHECK(is_unsatisfied(account, "5.999999"));
  CAF_CHECK_EQUAL(planned(account, "6"), "cancel #12 [003] x2; close MNQ [003] x2");
}

CAF_TEST(in the daemon five seconds alone repeat nothing) {
  auto account = locked("+0 P MNQ L2@21000", {flatten(r003)});
  auto permission = plan_permission{};
  permission.presumes = false;
  CAF_CHECK_EQUAL(planned(account, "1", permission), "close MNQ [003]");
  CAF_CHECK_EQUAL(planned(account, "999", permission), "");
  account.memory.contracts.begin()->second.outstanding = quantity{};
  CAF_CHECK_EQUAL(planned(account, "999", permission), "close MNQ [003] x2");
}

// R-F-18
CAF_TEST(a decrease uses up what is outstanding while an increase leaves it) {
  auto account = locked("+0 P MNQ L3@21000", {flatten(r003)});
  CAF_CHECK_EQUAL(planned(account, "1"), "close MNQ [003]");
  change(account, position_called("MNQ L1@21000"), "1.1");
  CAF_CHECK_EQUAL(planned(account, "1.1"), "");
  change(account, position_called("MNQ L4@21000"), "1.2");
  // Of four contracts one is still on its way: that is all that is left, so the contract closes.
  CAF_CHECK_EQUAL(planned(account, "1.2"), "close MNQ [003] x2");
  change(account, position_called("MNQ L4@21001"), "1.3");
  CAF_CHECK_EQUAL(planned(account, "1.3"), "");
}

CAF_TEST(a decrease beyond what is outstanding leaves nothing outstanding) {
  auto account = locked("+0 P MNQ L4@21000", {keep(r006, {"MNQ L3@1"})});
  CAF_CHECK_EQUAL(planned(account, "1"), "reduce MNQ 1 [006]");
  change(account, position_called("MNQ L2@21000"), "1.1");
  CAF_CHECK_EQUAL(planned(account, "1.1"), "");
  CAF_CHECK(account.memory.contracts.begin()->second.outstanding == quantity{});
}

CAF_TEST(a new instance starts without memory) {
  for (const auto row : {"MNQ S3@21000", "MNQ L3@21000 id9"}) {
    auto account = locked("+0 P MNQ L3@21000 id1", {flatten(r003)});
    CAF_CHECK_EQUAL(planned(account, "1"), "close MNQ [003]");
    change(account, position_called(row), "1.1");
    CAF_CHECK_EQUAL(planned(account, "1.1"), "close MNQ [003]");
  }
}

// R-F-8
CAF_TEST(attempts count by name) {
  auto account
    = locked("+0 P MNQ L4@21000; +0 O #12 MNQ buy limit @20000", {keep(r006, {"MNQ L3@1"})});
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #12 [006]; reduce MNQ 1 [006]");
  CAF_CHECK_EQUAL(planned(account, "6"), "cancel #12 [006] x2; reduce MNQ 1 [006] x2");
  account.binding.locks.engage(flatten(r003));
  CAF_CHECK_EQUAL(planned(account, "11"), "cancel #12 [003] x3; close MNQ [003]");
  CAF_CHECK_EQUAL(planned(account, "16"), "cancel #12 [003] x4; close MNQ [003] x2");
}

// R-L-9, R-F-4d
CAF_TEST(a keep lock trims each contract to its baseline) {
  const auto plan_with = [](std::string_view held) {
    auto account = locked(held, {keep(r006, {"MNQ L2@1"})});
    return planned(account, "1");
  };
  CAF_CHECK_EQUAL(plan_with("+0 P MNQ L1@1"), "");
  CAF_CHECK_EQUAL(plan_with("+0 P MNQ L2@1"), "");
  CAF_CHECK_EQUAL(plan_with("+0 P MNQ L5@1"), "reduce MNQ 3 [006]");
  CAF_CHECK_EQUAL(plan_with("+0 P MNQ S1@1"), "close MNQ [006]");
  CAF_CHECK_EQUAL(plan_with("+0 P ES L1@1"), "close ES [006]");
}

// R-Y-33, R-X-7
CAF_TEST(two keep locks apply both baselines) {
  auto both = locked("+0 P MNQ L5@1", {keep(r006, {"MNQ L3@1"}), keep(r007, {"MNQ L2@1"})});
  CAF_CHECK_EQUAL(planned(both, "1"), "reduce MNQ 3 [007]");
  auto first = locked("+0 P MNQ L5@1", {keep(r006, {"MNQ L2@1"}), keep(r007, {"MNQ L3@1"})});
  CAF_CHECK_EQUAL(planned(first, "1"), "reduce MNQ 3 [006]");
  auto none = locked("+0 P MNQ L5@1", {keep(r006, {"MNQ L5@1"}), keep(r007, {})});
  CAF_CHECK_EQUAL(planned(none, "1"), "close MNQ [007]");
}

// R-F-6
CAF_TEST(a keep lock cancels opening orders but spares stops on the exit side) {
  auto account = locked("+0 P MNQ L1@1; +0 O #1 MNQ sell stop n5 @1; +0 O #2 MNQ sell trail n5; "
                        "+0 O #3 MNQ sell slimit n5 @1; +0 O #4 MNQ sell limit n5 @1; "
                        "+0 O #5 MNQ sell limit @1; +0 O #6 MNQ buy stop @1; +0 O #7 ES sell stop "
                        "@1",
                        {keep(r006, {"MNQ L1@1"})});
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #4 [006]; cancel #6 [006]; cancel #7 [006]");
}

// R-F-19
CAF_TEST(safe mode acts as its policy says) {
  const auto in_safe_mode = [](safe_mode_policy policy) {
    auto account = locked("+0 P MNQ L5@1; +0 P ES L1@1; +0 O #4 NQ buy limit @1; "
                          "+0 O #5 MNQ sell stop n9 @1",
                          {keep(r006, {"MNQ L3@1", "ES L1@1"})});
    account.binding.safe = safe_mode{
      policy, start_time(), {{contract_called("MNQ").id, {side::buy, quantity{4}}}}, std::nullopt};
    return planned(account, "1");
  };
  CAF_CHECK_EQUAL(in_safe_mode(safe_mode_policy::alert), "cancel #4 [006]; reduce MNQ 2 [006]");
  CAF_CHECK_EQUAL(in_safe_mode(safe_mode_policy::close_only),
                  "cancel #4 [SYS-SAFE]; close ES [SYS-SAFE]; reduce MNQ 2 [SYS-SAFE]");
  CAF_CHECK_EQUAL(in_safe_mode(safe_mode_policy::flatten),
                  "cancel #4 [SYS-SAFE]; cancel #5 [SYS-SAFE]; close ES [SYS-SAFE]; "
                  "close MNQ [SYS-SAFE]");
}

// R-X-6, R-X-7
CAF_TEST(one command per contract names the first rule by rank) {
  auto merged = account_after("001 {limit: 3}; 002 {default_limit: 5}", "+0 P MNQ L6@1");
  merged.memory = {};
  CAF_CHECK_EQUAL(planned(merged, "1"), "reduce MNQ 3 [002]");
  // All that 002 takes suffices for 001: it adds nothing, so it is no contributor.
  auto alone = account_after("001 {limit: 5}; 002 {default_limit: 3}", "+0 P MNQ L6@1");
  alone.memory = {};
  CAF_CHECK_EQUAL(planned(alone, "1"), "reduce MNQ 3 [002]");
  merged.binding.locks.engage(keep(r006, {"MNQ L2@1"}));
  merged.memory = {};
  CAF_CHECK_EQUAL(planned(merged, "1"), "reduce MNQ 4 [006]");
  merged.binding.locks.engage(flatten(r003));
  merged.binding.locks.engage(flatten(rule_id::system_state));
  merged.memory = {};
  CAF_CHECK_EQUAL(planned(merged, "1"), "close MNQ [SYS-STATE]");
}

CAF_TEST(a lock names the command although a directive wants it too) {
  auto account = locked("+0 P MNQ L1@1", {flatten(rule_id::daily_realized_profit)});
  account.binding.directives[{contract_called("MNQ").id, r001}] = breach_id{1};
  CAF_CHECK_EQUAL(planned(account, "1"), "close MNQ [013]");
}

// R-F-5
CAF_TEST(the cause tells locks from breaches) {
  const auto cause = [](rule_id rule) {
    auto account = locked("+0 P MNQ L1@1", {flatten(rule)});
    const auto out = plan(account.state, account.binding, account.settings, at("1"),
                          plan_permission{}, account.memory);
    return std::string{to_string(out.commands.at(0).cause)};
  };
  for (const auto rule :
       {rule_id::system_state, rule_id::system_supervision, rule_id::system_safe_mode, r003,
        rule_id::daily_realized_profit, rule_id::auth_loss_guard, rule_id::session_block_outside,
        r007, r006, rule_id::symbol_blocks})
    CAF_CHECK_EQUAL(cause(rule), "lock");
  for (const auto rule : {rule_id::daily_unrealized_loss, rule_id::max_unrealized_profit,
                          rule_id::no_stop_loss_grace, r002, r001})
    CAF_CHECK_EQUAL(cause(rule), "breach");
}

// R-X-10, R-F-6
CAF_TEST(leftover orders go with their own cause unless something stronger wants them) {
  const auto mnq = contract_called("MNQ").id;
  auto account = locked("+0 O #11 MNQ buy limit @1", {});
  account.binding.cleanup[order_id{11}] = r002;
  auto same = account;
  auto weaker = account;
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #11 [002 cleanup]");
  // A directive of the same rule wins over cleanup, one of a lower rank does not.
  same.binding.directives[{mnq, r002}] = breach_id{1};
  CAF_CHECK_EQUAL(planned(same, "1"), "cancel #11 [002]");
  weaker.binding.directives[{mnq, r001}] = breach_id{1};
  CAF_CHECK_EQUAL(planned(weaker, "1"), "cancel #11 [002 cleanup]");
  account.binding.locks.engage(flatten(r003));
  account.memory = {};
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #11 [003]");
}

CAF_TEST(a leftover order goes even if it could only exit) {
  auto account = locked("+0 P MNQ L1@1; +0 O #11 MNQ sell stop @1", {});
  account.binding.cleanup[order_id{11}] = r001;
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #11 [001 cleanup]");
}

CAF_TEST(what is held back stays wanted without an attempt) {
  auto account = locked("+0 P MNQ L2@1; +0 P ES L1@1; +0 O #12 MNQ buy limit @1; "
                        "+0 O #13 MNQ buy limit @1",
                        {flatten(r003)});
  auto permission = plan_permission{};
  permission.held_back_contracts = {contract_called("MNQ").id};
  permission.held_back_orders = {order_id{12}};
  CAF_CHECK_EQUAL(planned(account, "1", permission), "cancel #13 [003]; close ES [003]");
  CAF_CHECK_EQUAL(planned(account, "1.1", permission), "");
  CAF_CHECK(is_unsatisfied(account, "1.1"));
  CAF_CHECK_EQUAL(planned(account, "2"), "cancel #12 [003]; close MNQ [003]");
}

// R-F-10
CAF_TEST(where calls are short closing goes first) {
  auto account = locked("+0 P MNQ L2@1; +0 P ES L1@1; +0 O #11 MNQ buy limit @1; "
                        "+0 O #12 MNQ buy limit @1",
                        {flatten(r003)});
  auto permission = plan_permission{};
  permission.calls = 3;
  CAF_CHECK_EQUAL(planned(account, "1", permission),
                  "cancel #11 [003]; close ES [003]; close MNQ [003]");
  permission.calls = 0;
  CAF_CHECK_EQUAL(planned(account, "1.1", permission), "");
  permission.calls = 1;
  CAF_CHECK_EQUAL(planned(account, "1.2", permission), "cancel #12 [003]");
}

CAF_TEST(planning looks as long as anything binds as well as while a call is on its way) {
  auto account = locked("+0 P MNQ L2@1", {});
  CAF_CHECK(looks_at_nothing(account));
  auto with_lock = account;
  with_lock.binding.locks.engage(flatten(r003));
  CAF_CHECK(!looks_at_nothing(with_lock));
  auto with_episode = account;
  with_episode.binding.episodes[{r001, {}}] = breach_id{1};
  CAF_CHECK(!looks_at_nothing(with_episode));
  auto with_directive = account;
  with_directive.binding.directives[{contract_called("MNQ").id, r001}] = breach_id{1};
  CAF_CHECK(!looks_at_nothing(with_directive));
  auto with_cleanup = account;
  with_cleanup.binding.cleanup[order_id{1}] = r001;
  CAF_CHECK(!looks_at_nothing(with_cleanup));
  auto in_safe_mode = account;
  in_safe_mode.binding.safe.emplace();
  CAF_CHECK(!looks_at_nothing(in_safe_mode));
  CAF_CHECK_EQUAL(planned(with_lock, "1"), "close MNQ [003]");
  with_lock.binding = {};
  CAF_CHECK(with_lock.memory.has_outstanding());
  change(with_lock, position_called("MNQ 0"), "2");
  CAF_CHECK_EQUAL(planned(with_lock, "2"), "");
  CAF_CHECK(!is_unsatisfied(with_lock, "2"));
  CAF_CHECK(!with_lock.memory.has_outstanding());
  CAF_CHECK(looks_at_nothing(with_lock));
}

// R-L-7
CAF_TEST(an order that outlived its lock is let go) {
  auto account = locked("+0 O #12 MNQ buy limit @1", {flatten(r003)});
  CAF_CHECK_EQUAL(planned(account, "1"), "cancel #12 [003]");
  account.binding = {};
  CAF_CHECK_EQUAL(planned(account, "9"), "");
  CAF_CHECK(looks_at_nothing(account));
}

// R-F-4b, R-F-4f
CAF_TEST(directives that exist are asked for only once) {
  auto account
    = account_after("001 {limit: 1, enforcement: close_all}", "+0 P MNQ L2@1; +1 P ES L1@1");
  CAF_CHECK_EQUAL(account.binding.directives.size(), 2u);
  const auto out = plan(account.state, account.binding, account.settings, at("1"),
                        plan_permission{}, account.memory);
  CAF_CHECK(out.directives.empty());
  account.binding.directives.clear();
  const auto anew = plan(account.state, account.binding, account.settings, at("1"),
                         plan_permission{}, account.memory);
  CAF_REQUIRE_EQUAL(anew.directives.size(), 2u);
  CAF_CHECK((anew.directives.front() == directive_key{contract_called("ES").id, r001}));
}

} // namespace domain_enforcement_plan
