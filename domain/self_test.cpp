#include "domain/self_test.hpp"

#include "domain/account_fold.hpp"
#include "domain/enforcement_plan.hpp"
#include "domain/rules/contract_count.hpp"
#include "domain/rules/evaluation.hpp"
#include "domain/unlimited_permission.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace riskd::domain {

namespace {

/// Parameters under which a rule can never fire.
struct cannot_fire : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A contract that nobody trades, of a product that no configuration lists.
constexpr auto unlisted_product = "RISKDSELFTEST";

/// Ids that no venue gives.
constexpr std::int64_t first_id = std::numeric_limits<std::int64_t>::min() / 2;

const auto whole_unit = price{10'000'000'000};

contract_row contract_of_product(const std::string& product) {
  contract_row row;
  row.id = contract_id{"CON.RISKD." + product + "." + product + ".SELFTEST"};
  row.symbol_id = "RISKD." + product;
  row.tick_size = whole_unit;
  row.tick_value = whole_unit;
  return row;
}

price units(std::int64_t count) {
  return price{checked_multiply(count, whole_unit.units())};
}

/// Whole dollars that exceed an amount, whatever its sign.
std::int64_t dollars_beyond(money amount) {
  const auto magnitude = amount < money{} ? -amount : amount;
  return magnitude.units() / dollars(1).units() + 2;
}

/// The copy of the account that breaches are tried on.
class trial {
public:
  trial(const account_state& state, const account_settings& settings, time_point now)
    : state_(state), settings_(settings), now_(now) {
  }

  /// True if the rule found its limit broken in the step of the latest event.
  [[nodiscard]] bool fired(rule_id rule) const {
    const auto found = rules::judge({state_, binding_, settings_}, deltas_, now_);
    for (const auto& failure : found.failures)
      if (failure.rule == rule)
        throw std::runtime_error(failure.reason);
    return std::any_of(found.findings.begin(), found.findings.end(), [rule](const auto& x) {
      const auto* breach = std::get_if<rules::found_breach>(&x);
      const auto* lock = std::get_if<lock_request>(&x);
      return (breach && breach->what.rule == rule) || (lock && lock->rule == rule);
    });
  }

  /// True if planning wants a stop moved or placed in the contract.
  [[nodiscard]] bool wants_stop(const contract_id& contract) const {
    command_memory memory;
    const auto planned = plan(state_, binding_, settings_, now_, unlimited_permission{}, memory);
    return std::any_of(planned.commands.begin(), planned.commands.end(), [&](const auto& x) {
      return x.rule == rule_id::trade_management && contract_of(x.order) == contract;
    });
  }

  void apply(const account_payload& payload, const contract_row* row = nullptr) {
    take(payload_input{payload, event_source::replay}, row);
  }

  void pass_until(time_point later) {
    now_ = later;
    take(clock_input{}, nullptr);
  }

  void open(const contract_row& row, quantity size, price average) {
    position_row held;
    held.contract = row.id;
    held.held = side::buy;
    held.size = size;
    held.average = average;
    apply(held, &row);
  }

  void quote_at(const contract_row& row, price level) {
    quote market;
    market.last = market.bid = market.ask = level;
    market.received = market.last_received = now_;
    take(quote_input{row.id, market}, &row);
  }

  void close_with(std::int64_t id, money result) {
    trade_row fill;
    fill.id = trade_id{id};
    fill.order = order_id{id};
    fill.created = now_;
    fill.profit_and_loss = result;
    apply(fill);
  }

  void enter(std::int64_t id, unit_kind kind) {
    trade_row fill;
    fill.id = trade_id{id};
    fill.order = order_id{id};
    fill.created = now_;
    if (kind == unit_kind::round_turns)
      fill.profit_and_loss = money{};
    apply(fill);
  }

  [[nodiscard]] const account_state& state() const {
    return state_;
  }

  [[nodiscard]] const account_settings& settings() const {
    return settings_;
  }

  [[nodiscard]] time_point now() const {
    return now_;
  }

private:
  void take(const state_input& input, const contract_row* row) {
    auto folded = fold(std::move(state_), input,
                       {now_, row ? std::optional{*row} : std::nullopt, std::nullopt}, settings_);
    state_ = std::move(folded.state);
    deltas_ = std::move(folded.deltas);
  }

  account_state state_;
  /// Nothing binds, so that nothing suppresses a finding.
  standing binding_;
  const account_settings& settings_;
  time_point now_;
  step_deltas deltas_;
};

/// Breaks each rule's limit. A rule without an entry here does not compile.
class breach_maker {
public:
  explicit breach_maker(trial& copy) : copy_(copy) {
  }

  bool operator()(const rules::max_contracts& rule) const {
    const auto row = contract_of_product(unlisted_product);
    auto held = quantity{};
    for (const auto& [contract, each] : copy_.state().positions->open())
      held += each.size * rules::weight_of(rule, *facts_of(copy_.state(), contract));
    copy_.open(row, held + rule.limit + quantity{1}, units(1));
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::max_contracts_per_instrument& rule) const {
    using unlisted = rules::max_contracts_per_instrument::unknown_product;
    const bool limits_others = rule.unknown_product_action != unlisted::allow;
    if (!limits_others && rule.instrument_limits.empty())
      throw cannot_fire("no product is limited");
    const auto product
      = limits_others ? std::string{unlisted_product} : rule.instrument_limits.begin()->first;
    const auto limit = !limits_others ? rule.instrument_limits.begin()->second
                       : rule.unknown_product_action == unlisted::block ? quantity{}
                                                                        : rule.default_limit;
    copy_.open(contract_of_product(product), limit + quantity{1}, units(1));
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::daily_realized_loss& rule) const {
    const auto today = totals_today(copy_.state()).realized(copy_.settings().basis);
    copy_.close_with(first_id, rule.limit - today - dollars(1));
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::daily_unrealized_loss& rule) const {
    return holding_at(1'000'000 - dollars_beyond(rule.limit), rule.id);
  }

  bool operator()(const rules::max_unrealized_profit& rule) const {
    return holding_at(1'000'000 + dollars_beyond(rule.target), rule.id);
  }

  bool operator()(const rules::trade_frequency_limit& rule) const {
    std::optional<std::int64_t> fewest;
    for (const auto* each : {&rule.per_minute, &rule.per_hour, &rule.per_session})
      if (each->limit)
        fewest = std::min(fewest.value_or(*each->limit), *each->limit);
    if (!fewest)
      throw cannot_fire("every window is off");
    for (std::int64_t entry = 0; entry <= *fewest; ++entry)
      copy_.enter(first_id + entry, rule.count_mode);
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::cooldown_after_loss& rule) const {
    copy_.close_with(first_id, rule.tiers.front().loss);
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::no_stop_loss_grace& rule) const {
    copy_.open(contract_of_product(unlisted_product), quantity{1}, units(1));
    copy_.pass_until(copy_.now() + rule.grace_period);
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::session_block_outside& rule) const {
    const auto current = session_from(rule.hours, copy_.settings().calendar, copy_.now());
    if (current && current->contains(copy_.now())) {
      if (!current->close)
        throw cannot_fire("the session never ends");
      copy_.pass_until(*current->close);
    } else {
      copy_.pass_until(copy_.now());
    }
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::auth_loss_guard& rule) const {
    account_row row;
    row.id = copy_.state().id;
    row.can_trade = false;
    copy_.apply(row);
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::symbol_blocks& rule) const {
    if (rule.blocked_symbols.empty())
      throw cannot_fire("nothing is blocked");
    copy_.open(contract_of_product(name_for(rule.blocked_symbols.front())), quantity{1}, units(1));
    return copy_.fired(rule.id);
  }

  bool operator()(const rules::trade_management& rule) const {
    const auto row = contract_of_product(unlisted_product);
    constexpr std::int64_t average = 1'000'000;
    std::int64_t ahead = 1;
    if (rule.auto_breakeven)
      ahead = std::max(ahead, rule.auto_breakeven->profit_threshold_ticks
                                + rule.auto_breakeven->offset_ticks);
    if (rule.trailing_stop)
      ahead = std::max(ahead, rule.trailing_stop->activation_profit_ticks);
    if (!rule.auto_breakeven && !rule.trailing_stop && !rule.auto_stop)
      throw cannot_fire("nothing of it is enabled");
    copy_.open(row, quantity{1}, units(average));
    order_row stop;
    stop.id = order_id{first_id};
    stop.contract = row.id;
    stop.side = side::sell;
    stop.size = quantity{1};
    stop.status = order_status::open;
    stop.type = order_type::stop;
    stop.stop_price = units(1);
    copy_.apply(stop, &row);
    copy_.quote_at(row, units(average + ahead + 1));
    return copy_.wants_stop(row.id);
  }

  bool operator()(const rules::daily_realized_profit& rule) const {
    const auto today = totals_today(copy_.state()).realized(copy_.settings().basis);
    copy_.close_with(first_id, rule.target - today + dollars(1));
    return copy_.fired(rule.id);
  }

private:
  bool holding_at(std::int64_t level, rule_id rule) const {
    const auto row = contract_of_product(unlisted_product);
    copy_.open(row, quantity{1}, units(1'000'000));
    copy_.quote_at(row, units(level));
    return copy_.fired(rule);
  }

  /// A name of the form of the pattern.
  static std::string name_for(const std::string& pattern) {
    std::string name;
    for (const char c : pattern)
      if (c != '*')
        name += c == '?' ? 'A' : c;
    return name.empty() ? unlisted_product : name;
  }

  trial& copy_;
};

rule_proof prove(const rules::any_rule& rule, const account_state& state,
                 const account_settings& settings, time_point now) {
  auto proof = rule_proof{rules::id_of(rule), false, {}};
  try {
    trial copy{state, settings, now};
    proof.armed = std::visit(breach_maker{copy}, rule);
    if (!proof.armed)
      proof.reason = "it did not fire at a breach made for it";
  } catch (const std::exception& error) {
    proof.reason = error.what();
  }
  return proof;
}

} // namespace

std::vector<rule_proof> prove_rules(const account_state& state, const account_settings& settings,
                                    time_point now) {
  std::vector<rule_proof> proofs;
  for (const auto& rule : settings.rules.all())
    proofs.push_back(prove(rule, state, settings, now));
  return proofs;
}

} // namespace riskd::domain
