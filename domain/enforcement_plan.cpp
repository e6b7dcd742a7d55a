#include "domain/enforcement_plan.hpp"

#include "domain/contract_check.hpp"
#include "domain/rules/blocked_products.hpp"
#include "domain/rules/contract_count.hpp"
#include "domain/stop_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace riskd::domain {

namespace {

/// After this long an unanswered command may be sent again (R-F-4a, R-F-6).
constexpr auto repeat_after = std::chrono::seconds{5};

bool is_lock_rule(rule_id rule) {
  switch (rule) {
    case rule_id::daily_unrealized_loss:
    case rule_id::max_unrealized_profit:
    case rule_id::no_stop_loss_grace:
    case rule_id::max_contracts_per_instrument:
    case rule_id::max_contracts:
      return false;
    default:
      return true;
  }
}

/// R-F-5
command_cause cause_of(rule_id rule) {
  if (rule == rule_id::trade_management)
    return command_cause::manage;
  return is_lock_rule(rule) ? command_cause::lock : command_cause::breach;
}

rule_id first_by_rank(const std::set<rule_id>& rules) {
  RISKD_EXPECTS(!rules.empty());
  return *std::min_element(rules.begin(), rules.end(),
                           [](rule_id a, rule_id b) { return command_rank(a) < command_rank(b); });
}

/// What is to be taken off one contract, and on whose behalf.
struct removal {
  quantity size;
  std::set<rule_id> rules;
};

class planner {
public:
  planner(const account_state& state, const standing& binding, const account_settings& settings,
          time_point now, const send_permission& permission, command_memory& memory)
    : state_(state), binding_(binding), settings_(settings), now_(now), permission_(permission),
      memory_(memory), free_calls_(permission.free_calls()) {
  }

  enforcement_plan run() {
    follow_positions();
    add_episode_directives();
    close_what_must_be_flat();
    trim_to_baselines();
    trim_products();
    trim_account();
    // Where calls are short, closing goes first (R-F-10); cancels are named first (R-F-7).
    const auto shrinking = shrink_positions();
    out_.commands = cancel_orders();
    out_.commands.insert(out_.commands.end(), shrinking.begin(), shrinking.end());
    manage_stops();
    return std::move(out_);
  }

private:
  /// Works out what is effectively held (R-F-4).
  void follow_positions() {
    follow(memory_, state_);
    for (const auto& [contract, held] : state_.positions->open()) {
      effective_[contract] = held.size;
      const auto known = memory_.contracts.find(contract);
      if (known == memory_.contracts.end())
        continue;
      // R-F-4a
      if (permission_.presumes_lost() && now_ - known->second.last_emit >= repeat_after)
        known->second.outstanding = quantity{};
      effective_[contract] -= known->second.outstanding;
    }
    at_first_ = effective_;
  }

  /// R-F-4b
  void add_episode_directives() {
    const auto* total = settings_.rules.find<rules::max_contracts>();
    if (total && total->enforcement == remedy::close_all && has_episode(total->id, {}))
      for (const auto& [contract, held] : state_.positions->open())
        want_directive(contract, total->id);
    const auto* each = settings_.rules.find<rules::max_contracts_per_instrument>();
    if (!each || each->enforcement != remedy::close_all)
      return;
    for (const auto& product : rules::open_products(state_))
      if (has_episode(each->id, product.symbol()))
        for (const auto& contract : product.contracts)
          want_directive(contract, each->id);
  }

  /// R-F-4c
  void close_what_must_be_flat() {
    for (const auto& [contract, held] : state_.positions->open()) {
      const auto rules = rules_for_flat(contract);
      if (!rules.empty())
        remove(contract, effective_[contract], rules);
    }
  }

  /// R-F-4d; safe mode is planned before the locks (R-F-19).
  void trim_to_baselines() {
    if (binding_.safe && binding_.safe->policy == safe_mode_policy::close_only)
      trim_to(binding_.safe->baseline, rule_id::system_safe_mode);
    for (const auto& each : binding_.locks.all())
      if (each.policy == lock_policy::keep)
        trim_to(each.baseline, each.rule);
  }

  void trim_to(const lock_baselines& baseline, rule_id rule) {
    for (const auto& [contract, held] : state_.positions->open()) {
      const auto kept = baseline.find(contract);
      const auto allowed
        = kept != baseline.end() && kept->second.held == held.held ? kept->second.size : quantity{};
      remove(contract, effective_[contract] - allowed, {rule});
    }
  }

  /// R-F-4e
  void trim_products() {
    const auto* rule = settings_.rules.find<rules::max_contracts_per_instrument>();
    if (!rule || rule->enforcement != remedy::reduce_to_limit || !has_any_episode(rule->id))
      return;
    for (const auto& product : rules::open_products(state_)) {
      const auto limit = rules::limit_of(*rule, product);
      if (!limit || !has_episode(rule->id, product.symbol()))
        continue;
      auto excess = rules::size_of(product, effective_) - *limit;
      while (excess > quantity{}) {
        const auto* newest = newest_of(product.contracts);
        if (!newest)
          break;
        const auto taken = std::min(effective_[newest->contract], excess);
        remove(newest->contract, taken, {rule->id});
        excess -= taken;
      }
    }
  }

  /// R-F-4f
  void trim_account() {
    const auto* rule = settings_.rules.find<rules::max_contracts>();
    if (!rule || rule->enforcement == remedy::close_all || !has_episode(rule->id, {}))
      return;
    const auto count = rules::signed_count(*rule, state_, effective_);
    // Net counting takes only from the dominant side, which is fixed for this step.
    const auto candidates = contracts_on(*rule, count);
    auto excess = (count < quantity{} ? -count : count) - rule->limit;
    while (excess > quantity{}) {
      const auto* newest = newest_of(candidates);
      if (!newest)
        break;
      const auto& contract = newest->contract;
      const auto weight = rules::weight_of(*rule, *facts_of(state_, contract));
      auto taken = effective_[contract];
      if (rule->enforcement == remedy::reduce_to_limit)
        taken = std::min(taken, quantity{(excess.count() + weight - 1) / weight});
      else
        want_directive(contract, rule->id);
      remove(contract, taken, {rule->id});
      excess -= taken * weight;
    }
  }

  [[nodiscard]] std::vector<contract_id> contracts_on(const rules::max_contracts& rule,
                                                      quantity count) const {
    const auto dominant = count < quantity{} ? side::sell : side::buy;
    std::vector<contract_id> contracts;
    for (const auto& [contract, held] : state_.positions->open())
      if (rule.count_type == rules::max_contracts::counting::gross || held.held == dominant)
        contracts.push_back(contract);
    return contracts;
  }

  /// R-F-6
  std::vector<planned_command> cancel_orders() {
    std::vector<planned_command> commands;
    for (const auto& [id, order] : state_.orders.live()) {
      const auto rules = reasons_to_cancel(order);
      const auto left_over = binding_.cleanup.find(id);
      const bool is_left_over = left_over != binding_.cleanup.end();
      if (rules.empty() && !is_left_over)
        continue;
      out_.unsatisfied = true;
      auto& memory = memory_.orders[id];
      const bool too_soon = memory.cancels > 0 && permission_.presumes_lost()
                            && now_ - memory.last_cancel < repeat_after;
      if (too_soon || !permission_.may_cancel(id) || !take_call())
        continue;
      auto cause = command_cause::cleanup;
      auto rule = is_left_over ? left_over->second : rule_id{};
      // A lock or directive wins over cleanup at equal rule.
      if (!rules.empty()
          && (!is_left_over || command_rank(first_by_rank(rules)) <= command_rank(rule))) {
        rule = first_by_rank(rules);
        cause = cause_of(rule);
      }
      memory.last_cancel = now_;
      memory.seen = order;
      commands.push_back({cancel_order{order}, rule, cause, ++memory.cancels});
    }
    return commands;
  }

  [[nodiscard]] std::set<rule_id> reasons_to_cancel(const order_row& order) const {
    const auto* held = state_.positions->find(order.contract);
    if (is_exit_order(order, held))
      return {};
    auto rules = rules_for_flat(order.contract);
    // An own stop that has nothing to protect could open a position (R-012-7).
    if (!held && is_own_order(order))
      rules.insert(rule_id::trade_management);
    // A kept position stays protected, whatever the size of its stop.
    if (!is_protective_exit(order, held)) {
      for (const auto& each : binding_.locks.all())
        if (each.policy == lock_policy::keep)
          rules.insert(each.rule);
      if (binding_.safe && binding_.safe->policy == safe_mode_policy::close_only)
        rules.insert(rule_id::system_safe_mode);
    }
    return rules;
  }

  /// R-F-5
  std::vector<planned_command> shrink_positions() {
    std::vector<planned_command> commands;
    for (const auto& [contract, wanted] : removals_) {
      out_.unsatisfied = true;
      const bool is_close = wanted.size == at_first_[contract];
      const bool may_leave
        = is_close ? permission_.may_shrink(contract) : permission_.may_reduce(contract);
      if (!may_leave || !take_call())
        continue;
      const auto& held = *state_.positions->find(contract);
      auto& memory = memory_.contracts[contract];
      memory.instance = held.instance;
      memory.size = held.size;
      memory.outstanding += wanted.size;
      memory.last_emit = now_;
      const auto rule = first_by_rank(wanted.rules);
      if (is_close)
        commands.push_back({close_position{held}, rule, cause_of(rule), ++memory.closes});
      else
        commands.push_back(
          {reduce_position{held, wanted.size}, rule, cause_of(rule), ++memory.reduces});
    }
    return commands;
  }

  /// Safe mode suspends it (R-F-19).
  void manage_stops() {
    const auto* rule = settings_.rules.find<rules::trade_management>();
    if (!rule || binding_.safe)
      return;
    std::set<order_id> cancelled;
    for (const auto& each : out_.commands)
      if (const auto* cancel = std::get_if<cancel_order>(&each.order))
        cancelled.insert(cancel->order());
    const auto may_tighten = [this](const contract_id& contract) {
      return rules_for_flat(contract).empty();
    };
    stop_planner stops{state_, settings_, now_, permission_, memory_, free_calls_};
    for (const auto& [contract, held] : state_.positions->open())
      stops.plan(held, cancelled, may_tighten(contract), out_.commands);
  }

  /// Everything that demands that nothing is held in the contract.
  [[nodiscard]] std::set<rule_id> rules_for_flat(const contract_id& contract) const {
    auto rules = directive_rules(contract);
    const auto locks = flatten_rules();
    rules.insert(locks.begin(), locks.end());
    const auto* blocks = settings_.rules.find<rules::symbol_blocks>();
    if (blocks && rules::is_blocked(*blocks, *facts_of(state_, contract)))
      rules.insert(blocks->id);
    return rules;
  }

  /// Uses up one of the calls that may leave; false if none is left.
  bool take_call() {
    if (free_calls_ == 0)
      return false;
    --free_calls_;
    return true;
  }

  [[nodiscard]] bool has_any_episode(rule_id rule) const {
    const auto first = binding_.episodes.lower_bound({rule, {}});
    return first != binding_.episodes.end() && first->first.rule == rule;
  }

  [[nodiscard]] bool has_episode(rule_id rule, const std::string& about) const {
    return binding_.episodes.contains({rule, about});
  }

  [[nodiscard]] std::set<rule_id> directive_rules(const contract_id& contract) const {
    std::set<rule_id> rules;
    for (auto each = binding_.directives.lower_bound({contract, rule_id{}});
         each != binding_.directives.end() && each->first.contract == contract; ++each)
      rules.insert(each->first.rule);
    for (const auto& each : out_.directives)
      if (each.contract == contract)
        rules.insert(each.rule);
    return rules;
  }

  [[nodiscard]] std::set<rule_id> flatten_rules() const {
    std::set<rule_id> rules;
    for (const auto& each : binding_.locks.all())
      if (each.policy == lock_policy::flatten)
        rules.insert(each.rule);
    if (binding_.safe && binding_.safe->policy == safe_mode_policy::flatten)
      rules.insert(rule_id::system_safe_mode);
    return rules;
  }

  void want_directive(const contract_id& contract, rule_id rule) {
    const auto key = directive_key{contract, rule};
    const bool planned
      = std::find(out_.directives.begin(), out_.directives.end(), key) != out_.directives.end();
    if (!planned && !binding_.directives.contains(key))
      out_.directives.push_back(key);
  }

  /// The contract with something left that began or grew last, or null.
  [[nodiscard]] const position* newest_of(const std::vector<contract_id>& contracts) const {
    const position* newest = nullptr;
    for (const auto& contract : contracts) {
      const auto* held = state_.positions->find(contract);
      if (effective_.at(contract) > quantity{}
          && (!newest || held->increase_seq > newest->increase_seq))
        newest = held;
    }
    return newest;
  }

  void remove(const contract_id& contract, quantity size, const std::set<rule_id>& rules) {
    if (size <= quantity{})
      return;
    auto& wanted = removals_[contract];
    wanted.size += size;
    wanted.rules.insert(rules.begin(), rules.end());
    effective_[contract] -= size;
  }

  const account_state& state_;
  const standing& binding_;
  const account_settings& settings_;
  time_point now_;
  const send_permission& permission_;
  command_memory& memory_;
  std::size_t free_calls_;
  /// Held and not yet commanded away, as planning goes on (R-F-4).
  rules::contract_sizes effective_;
  /// The same before step c.
  rules::contract_sizes at_first_;
  std::map<contract_id, removal> removals_;
  enforcement_plan out_;
};

} // namespace

enforcement_plan plan(const account_state& state, const standing& binding,
                      const account_settings& settings, time_point now,
                      const send_permission& permission, command_memory& memory) {
  return planner{state, binding, settings, now, permission, memory}.run();
}

bool has_nothing_to_plan(const account_state& state, const standing& binding,
                         const account_settings& settings) {
  const bool manages
    = !state.positions->open().empty() && settings.rules.find<rules::trade_management>() != nullptr;
  return binding.is_idle() && !manages && state.orders.own().empty();
}

} // namespace riskd::domain
