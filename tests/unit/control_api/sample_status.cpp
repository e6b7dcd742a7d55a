#include "tests/unit/control_api/sample_status.hpp"

#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

time_point at(std::string_view text) {
  return *parse_time(text);
}

constexpr auto sample_day = std::chrono::year{2026} / std::chrono::March / std::chrono::day{3};

link_status up(link which, std::string remark = {}) {
  return {which, true, sample_time() - std::chrono::milliseconds{1500}, std::move(remark)};
}

gateway_status gateway() {
  gateway_status out;
  out.name = "default";
  out.links = {up(link::user_hub), up(link::market_hub), up(link::rest, "not encrypted")};
  out.logged_in = true;
  out.token_expires = at("2026-03-04T14:00:00Z");
  out.frames_rejected = 2;
  out.reconnects = 1;
  return out;
}

rule_status loss_rule(money observed, int percent, bool in_breach) {
  return {
    rule_id::daily_realized_loss, true, false, observed, -dollars(500), percent, in_breach, true};
}

account_status locked_account() {
  return account_builder{"A-1", 1'234'567}
    .with_results(money{-5'500'000}, money{})
    .locked_by(rule_id::trade_frequency_limit, lock_kind::cooldown, lock_policy::keep,
               "2026-03-03T15:30:00.5Z")
    .locked_by(rule_id::daily_realized_loss, lock_kind::hard, lock_policy::flatten,
               "2026-03-03T23:00:00Z")
    .with_rule(loss_rule(money{-5'500'000}, 110, true))
    .with_rule({rule_id::trade_frequency_limit, true, false, {}, {}, {}, false, true})
    .enforcing()
    .built();
}

account_status holding_account() {
  auto out
    = account_builder{"B/2 %", 7'654'321}
        .with_results(money{468'750}, money{-312'500})
        .holding(side::buy, 2, "CON.F.US.MNQ.H26", "MNQ")
        .holding(side::sell, 1, "CON.F.US.TYA.H26", "ZN")
        .with_stop_order(4'000'000'011, "CON.F.US.MNQ.H26")
        .with_rule({rule_id::max_contracts, true, false, quantity{3}, quantity{5}, 60, false, true})
        .with_rule(loss_rule(money{468'750}, 0, false))
        .with_rule({rule_id::session_block_outside,
                    true,
                    false,
                    condition_word::inside,
                    condition_word::inside,
                    {},
                    false,
                    true})
        .with_rule({rule_id::daily_realized_profit, false, false, {}, {}, {}, false})
        .built();
  auto& unvalued = out.positions.back();
  unvalued.mark.reset();
  unvalued.mark_time.reset();
  unvalued.unrealized.reset();
  out.unrealized_complete = false;
  return out;
}

/// Delivers what it gets.
channel_status good_channel() {
  channel_status out;
  out.kind = "ntfy";
  out.severities = {severity::critical, severity::emergency};
  out.delivered = 3;
  out.last_success = sample_time() - std::chrono::minutes{2};
  return out;
}

/// Was never reached and has lost something.
channel_status bad_channel() {
  channel_status out;
  out.kind = "discord";
  out.waiting = 2;
  out.failures = 9;
  out.given_up = 4;
  out.last_error = "HTTP 404: is the url right?";
  out.dead_letters = {{at("2026-03-03T14:00:00Z"), "connection_lost", "", 3, "HTTP 500"},
                      {at("2026-03-03T14:10:00Z"), "locked", "A-1", 1, out.last_error}};
  return out;
}

alert_status alert(std::string_view when, std::optional<account_id> account, alert_code code,
                   std::optional<contract_id> contract, std::string detail) {
  return {at(when), account, {code, std::move(contract), std::move(detail)}};
}

} // namespace

time_point sample_time() {
  return at("2026-03-03T15:00:10.25Z");
}

account_builder::account_builder(std::string name, std::int64_t id) {
  account_.name = std::move(name);
  account_.id = account_id{id};
  account_.state = protection::protected_;
  account_.balance = dollars(50'000);
  account_.day = trading_day{at("2026-03-02T23:00:00Z"), at("2026-03-03T23:00:00Z"), sample_day};
  account_.last_reconciled = sample_time() - std::chrono::seconds{12};
  account_.discrepancies.push_back({at("2026-03-03T14:59:31Z"), entity_kind::position,
                                    "CON.F.US.MNQ.H26", "2", "3", "broker wins"});
  account_.events_applied = 321;
  account_.config_hash = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
}

account_builder& account_builder::in_state(protection state, std::string reason) {
  account_.state = state;
  if (!reason.empty())
    account_.reasons.push_back(std::move(reason));
  return *this;
}

account_builder& account_builder::in_shadow() {
  account_.mode = account_mode::shadow;
  account_.state = protection::shadow;
  return *this;
}

account_builder& account_builder::with_results(money realized, money unrealized) {
  account_.realized = realized;
  account_.unrealized = unrealized;
  return *this;
}

account_builder& account_builder::locked_by(rule_id rule, lock_kind kind, lock_policy policy,
                                            std::string_view until) {
  lock added{rule, kind, policy, sample_time(), {}, breach_id{17}, sample_day, {}};
  if (!until.empty())
    added.until = at(until);
  if (policy == lock_policy::keep)
    added.baseline[contract_id{"CON.F.US.MNQ.H26"}] = {side::sell, quantity{1}};
  account_.locks.push_back(std::move(added));
  account_.can_trade = rule != rule_id::auth_loss_guard;
  return *this;
}

account_builder& account_builder::holding(side held, std::int64_t size, std::string contract,
                                          std::string product) {
  position_status added;
  added.held.contract = contract_id{std::move(contract)};
  added.held.held = held;
  added.held.size = quantity{size};
  added.held.average = parse_price("21000.25");
  added.held.opened = sample_time() - std::chrono::minutes{5};
  added.product = std::move(product);
  added.mark = "20992.4375";
  added.mark_time = sample_time() - std::chrono::milliseconds{2400};
  added.unrealized = account_.unrealized;
  added.stop_coverage = quantity{size - 1};
  account_.positions.push_back(std::move(added));
  return *this;
}

account_builder& account_builder::with_stop_order(std::int64_t order, std::string contract) {
  order_row added;
  added.id = order_id{order};
  added.contract = contract_id{std::move(contract)};
  added.side = side::sell;
  added.size = quantity{2};
  added.filled = quantity{1};
  added.status = order_status::open;
  added.type = order_type::stop;
  added.stop_price = parse_price("20950");
  account_.live_orders.push_back(std::move(added));
  return *this;
}

account_builder& account_builder::with_rule(rule_status rule) {
  account_.rules.push_back(std::move(rule));
  return *this;
}

account_builder& account_builder::enforcing() {
  account_.enforcement = {true, sample_time(), 3, 1, {}};
  return *this;
}

daemon_status ready_status() {
  daemon_status out;
  out.taken = sample_time();
  out.version = "0.1.0";
  out.pid = 4711;
  out.started = at("2026-03-03T11:48:00Z");
  out.phase = daemon_phase::ready;
  return out;
}

daemon_status busy_status() {
  auto out = ready_status();
  out.gateways = {gateway()};
  out.accounts
    = {locked_account(), holding_account(), account_builder{"C-3", 42}.in_shadow().built()};
  out.notifications.channels = {good_channel()};
  out.alerts = {
    alert("2026-03-03T14:59:00Z", account_id{7'654'321}, alert_code::quote_stale,
          contract_id{"CON.F.US.TYA.H26"}, "no quote for 5 s"),
    alert("2026-03-03T15:00:00Z", std::nullopt, alert_code::connection_restored, std::nullopt, ""),
    alert("2026-03-03T15:00:01Z", account_id{99'998'888}, alert_code::unknown_account, std::nullopt,
          "an event of an account that is not watched"),
  };
  return out;
}

daemon_status troubled_status() {
  auto out = ready_status();
  out.phase = daemon_phase::degraded;
  out.reasons = {"user hub of default is down"};
  out.gateways = {gateway()};
  out.gateways.front().links.front()
    = {link::user_hub, false, sample_time() - std::chrono::hours{1}, "connection refused"};
  out.gateways.front().logged_in = false;
  out.gateways.front().login_remark = "the login is refused (code 3)";
  out.gateways.front().clock_correction = -std::chrono::minutes{3};
  out.gateways.front().token_expires.reset();
  out.gateways.front().unknown_contracts = {contract_id{"CON.F.US.XYZ.H26"}};
  out.gateways.front().unresolved_accounts = {"Z-9"};
  out.notifications.channels = {good_channel(), bad_channel()};
  out.notifications.heartbeat
    = heartbeat_status{false, 120, 1, sample_time() - std::chrono::hours{1}, "connect: refused"};
  auto failed
    = account_builder{"B-2", 2'222'222}
        .in_state(protection::unprotected, "RULE-003 failed")
        .with_rule({rule_id::daily_realized_loss, true, true, {}, -dollars(500), {}, false})
        .locked_by(rule_id::auth_loss_guard, lock_kind::condition, lock_policy::flatten)
        .built();
  failed.safe = safe_mode{safe_mode_policy::close_only,
                          sample_time(),
                          {{contract_id{"CON.F.US.MNQ.H26"}, {side::buy, quantity{1}}}},
                          std::nullopt};
  failed.notice = "Target reached.";
  account_status unresolved;
  unresolved.name = "Z-9";
  unresolved.reasons = {"not found at the gateway"};
  out.accounts = {
    account_builder{"A-1", 1'111'111}.in_state(protection::degraded, "reconciling").built(),
    std::move(failed),
    account_builder{"", 3'333'333}.in_state(protection::starting).built(),
    std::move(unresolved),
  };
  out.storage = {false, "disk full"};
  return out;
}

} // namespace riskd::test
