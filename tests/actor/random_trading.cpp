#include "tests/actor/random_trading.hpp"

#include "tests/support/scenario_configuration.hpp"
#include "tests/support/scenario_input.hpp"
#include "tests/support/scenario_rows.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

/// A configuration takes one form of some of the rules.
using rule_forms = std::vector<std::vector<std::string>>;

const rule_forms directive_rules{
  {"001 {limit: 3, enforcement: close_offending}", "001 {limit: 2, enforcement: close_all}"},
  {"002 {default_limit: 2, enforcement: close_all}"},
  {"004 {limit: -20}", "004 {limit: -100, respect_daily_limit: true}"},
  {"005 {target: 20}", "005 {target: 100}"},
  {"006 {limits.per_minute: 1}"},
  {"008 {grace_period_seconds: 20}", "008 {grace_period_seconds: 5, require_continuous: false}"},
  {"012", "012 {auto_stop.enabled: true}", "012 {if_missing: skip}"},
};

const rule_forms other_rules{
  {"001 {limit: 2}", "001 {limit: 3, count_type: gross}"},
  {"002 {default_limit: 1}"},
  {"003 {limit: -200}", "003 {limit: -700, include_unrealized: false}"},
  {"006 {limits.per_minute: 2, existing_positions: flatten}",
   "006 {limits.per_minute: null, limits.per_hour: 4, cooldown_seconds.per_hour: until_reset}"},
  {"007", "007 {existing_positions: keep}"},
  {"009", "009 {windows: [{days: [sun, mon, tue, wed, thu], start: 17:00, end: 16:00}]}"},
  {"011 {blocked_symbols: [ES]}"},
  {"013 {target: 300}"},
};

/// Of each rule that either has, the forms of both.
rule_forms all_rules() {
  auto all = directive_rules;
  for (const auto& forms : other_rules) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& known) {
      return known.front().substr(0, 3) == forms.front().substr(0, 3);
    });
    if (same == all.end())
      all.push_back(forms);
    else
      same->insert(same->end(), forms.begin(), forms.end());
  }
  return all;
}

constexpr std::int64_t ticks_at_start = 84'000;

/// A quarter of a point, the tick of all contracts that are traded here.
constexpr std::int64_t tick_units = 2'500'000'000;

account_settings draw_settings(random_choices& draw, const rule_forms& rules) {
  std::string text = "stale 0";
  for (const auto& forms : rules)
    if (draw.happens(35))
      text += "; " + draw.one_of(forms);
  return parse_configuration(text + "; 010").base;
}

} // namespace

random_trading::random_trading(std::uint64_t seed, std::size_t slots, traded_rules rules)
  : draw_(seed),
    settings_(draw_settings(draw_, rules == traded_rules::all ? all_rules() : directive_rules)),
    now_(start_time()) {
  for (const auto* name : {"MNQ", "MNQM", "ES"}) {
    const auto& row = contract_called(name);
    ticks_[row.id] = ticks_at_start;
    say(replay_report{row});
  }
  const std::vector<duration> pauses{6s, 6s, 7s, 10s, 19s, 60s, 61s, 299s, 1800s, 5h};
  for (std::size_t slot = 0; slot < slots; ++slot) {
    now_ += draw_.one_of(pauses);
    for (auto left = draw_.between(1, 2); left > 0; --left)
      happen();
    now_ += draw_.one_of(pauses);
    say(replay_report{clock_tick{}});
  }
}

void random_trading::happen() {
  const auto what = draw_.below(20);
  if (what < 6)
    quote();
  else if (what < 10)
    enter();
  else if (what < 13)
    leave();
  else if (what < 14)
    turn();
  else if (what < 17)
    place_order();
  else if (what < 19)
    end_order();
  else
    change_permission();
}

void random_trading::enter() {
  const auto contract = any_contract();
  const auto known = held_.find(contract);
  const auto way
    = known != held_.end() ? known->second.held : (draw_.happens(50) ? side::buy : side::sell);
  const auto size = draw_.between(1, 2);
  const auto before = known != held_.end() ? known->second.size.count() : 0;
  trade(contract, way, quantity{size}, std::nullopt);
  hold(contract, way, before + size);
}

void random_trading::leave() {
  if (held_.empty())
    return enter();
  const auto row = std::next(held_.begin(), draw_.between(0, std::ssize(held_) - 1))->second;
  const auto size = draw_.between(1, row.size.count());
  trade(row.contract, opposite(row.held), quantity{size}, dollars(draw_.between(-12, 8) * 20));
  hold(row.contract, row.held, row.size.count() - size);
}

void random_trading::turn() {
  if (held_.empty())
    return enter();
  const auto row = held_.begin()->second;
  trade(row.contract, opposite(row.held), row.size + quantity{1}, dollars(-50));
  hold(row.contract, opposite(row.held), 1);
}

void random_trading::place_order() {
  const auto contract = held_.empty() ? any_contract() : held_.begin()->first;
  const auto known = held_.find(contract);
  order_row row;
  row.id = order_id{next_id_++};
  row.contract = contract;
  row.side = known == held_.end() || draw_.happens(20) ? side::buy : opposite(known->second.held);
  row.size = quantity{draw_.between(1, 2)};
  row.status = order_status::open;
  row.type = draw_.happens(70) ? order_type::stop : order_type::limit;
  const auto away = draw_.between(4, 60) * sign(row.side);
  if (row.type == order_type::stop)
    row.stop_price = price_near(contract, away);
  else
    row.limit_price = price_near(contract, -away);
  if (draw_.happens(20))
    row.custom_tag = "riskd:1:20260303:" + to_string(row.id);
  row.updated = now_;
  orders_[row.id] = row;
  say(account_payload{row});
}

void random_trading::end_order() {
  if (orders_.empty())
    return place_order();
  auto row = orders_.begin()->second;
  orders_.erase(orders_.begin());
  row.status = draw_.happens(50) ? order_status::cancelled : order_status::filled;
  row.updated = now_;
  say(account_payload{row});
}

void random_trading::change_permission() {
  can_trade_ = !can_trade_;
  account_row row;
  row.id = first;
  row.can_trade = can_trade_;
  say(account_payload{row});
}

void random_trading::quote() {
  quote_delta delta;
  delta.contract = any_contract();
  ticks_[delta.contract] += draw_.between(-30, 30);
  delta.last = price_near(delta.contract, 0);
  say(replay_report{delta});
}

void random_trading::say(replay_report what) {
  events_.push_back({events_.size() + 1, now_, std::move(what)});
}

void random_trading::say(account_payload payload) {
  say(replay_report{account_event{first, std::move(payload)}});
}

void random_trading::trade(const contract_id& contract, side way, quantity size,
                           std::optional<money> result) {
  trade_row row;
  row.id = trade_id{next_id_++};
  row.created = now_;
  row.order = order_id{next_id_++};
  row.contract = contract;
  row.side = way;
  row.size = size;
  row.price = price_near(contract, 0);
  row.profit_and_loss = result;
  say(account_payload{row});
}

/// Makes the position that large, by its event.
void random_trading::hold(const contract_id& contract, side way, std::int64_t size) {
  position_row row;
  row.contract = contract;
  row.size = quantity{size};
  if (size == 0) {
    held_.erase(contract);
    return say(account_payload{row});
  }
  row.held = way;
  row.average = price_near(contract, 0);
  held_[contract] = row;
  say(account_payload{row});
}

const contract_id& random_trading::any_contract() {
  return std::next(ticks_.begin(), draw_.between(0, std::ssize(ticks_) - 1))->first;
}

price random_trading::price_near(const contract_id& contract, std::int64_t ticks) {
  return price{(ticks_.at(contract) + ticks) * tick_units};
}

} // namespace riskd::test
