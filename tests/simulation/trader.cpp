#include "tests/simulation/trader.hpp"

#include "tests/support/scenario_configuration.hpp"

#include <cstdlib>
#include <string>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

const std::vector<std::vector<std::string>> rule_forms{
  {"001 {limit: 3, enforcement: close_offending}", "001 {limit: 2, enforcement: close_all}",
   "001 {limit: 2}"},
  {"002 {default_limit: 2, enforcement: close_all}", "002 {default_limit: 1}"},
  {"003 {limit: -300}", "003 {limit: -500, include_unrealized: false}"},
  {"004 {limit: -100}"},
  {"005 {target: 100}"},
  {"006 {limits.per_minute: 4}", "006 {limits.per_minute: 3, existing_positions: flatten}"},
  {"007", "007 {existing_positions: keep}"},
  {"008 {grace_period_seconds: 20}", "008 {grace_period_seconds: 5, require_continuous: false}"},
  {"009 {windows: [{days: [sun, mon, tue, wed, thu], start: 17:00, end: 09:03}]}"},
  {"010"},
  {"011 {blocked_symbols: [ES]}"},
  {"012", "012 {auto_stop.enabled: true}", "012 {if_missing: skip}"},
  {"013 {target: 400}"},
};

} // namespace

account_settings draw_settings(test::random_choices& draw, account_id account) {
  std::string text = "stale 0; reset.time: 09:0" + std::to_string(draw.between(1, 9));
  for (const auto& forms : rule_forms)
    if (draw.happens(35))
      text += "; " + draw.one_of(forms);
  if (text.find("; 003") == std::string::npos)
    text += "; 003 {limit: -400}";
  auto out = test::parse_configuration(text).base;
  out.id = account;
  out.name = "ACCOUNT-" + to_string(account);
  out.mode = draw.happens(12) ? account_mode::shadow : account_mode::enforce;
  out.stored_text = "{}";
  out.config_hash = text;
  return out;
}

trader::trader(simulated_venue& venue, account_id account, std::uint64_t seed)
  : venue_(venue), account_(account), draw_(seed) {
}

duration trader::act() {
  const auto what = draw_.below(100);
  if (what < 45)
    trade();
  else if (what < 65)
    leave();
  else if (what < 83)
    place_order();
  else if (what < 92)
    cancel_order();
  else if (what < 95)
    venue_.void_latest_trade(account_);
  else if (what < 97)
    venue_.permit(account_, can_trade_ = !can_trade_);
  return duration{draw_.happens(30) ? draw_.between(1'000, 400'000)
                                    : draw_.between(400'000, 14'000'000)};
}

const contract_row& trader::any_contract() {
  return draw_.one_of(traded_contracts());
}

void trader::trade() {
  const auto& contract = any_contract();
  venue_.trade(account_, contract, draw_.happens(50) ? side::buy : side::sell, draw_.between(1, 3));
}

void trader::leave() {
  const auto open = venue_.book(account_).positions();
  if (open.empty())
    return trade();
  const auto& row = draw_.one_of(open);
  for (const auto& each : traded_contracts())
    if (each.id == row.contract)
      venue_.trade(account_, each, opposite(row.held), draw_.between(1, row.size.count()));
}

void trader::place_order() {
  const auto& contract = any_contract();
  const auto net = venue_.book(account_).net(contract.id);
  order_row row;
  row.id = venue_.new_order_id();
  row.contract = contract.id;
  row.side = net == 0 || draw_.happens(20) ? side::buy : (net > 0 ? side::sell : side::buy);
  row.size = quantity{draw_.between(1, 2)};
  row.status = order_status::open;
  row.type = draw_.happens(70) ? order_type::stop : order_type::limit;
  const auto away = draw_.between(4, 60) * sign(row.side);
  if (row.type == order_type::stop)
    row.stop_price = price_of(venue_.ticks(contract.id) + away);
  else
    row.limit_price = price_of(venue_.ticks(contract.id) - away);
  row.updated = venue_.now();
  venue_.place(account_, std::move(row));
}

void trader::cancel_order() {
  const auto live = venue_.book(account_).live_orders();
  if (!live.empty())
    venue_.cancel(account_, draw_.one_of(live).id);
}

} // namespace riskd::simulation
