#include "tests/unit/sqlite/samples.hpp"

#include <limits>

namespace riskd::test {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

constexpr auto highest = std::numeric_limits<std::int64_t>::max();

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();

/// Characters that need care in JSON and in SQL.
const std::string awkward
  = "it's \"q\" \\ / \x01\n\t \x7f \xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80 %s {}";

const contract_id mnq{"CON.F.US.MNQ.H26"};

trade_row full_trade() {
  return {trade_id{highest}, instant(1),    order_id{lowest}, mnq,         side::sell, quantity{3},
          price{-1},         money{lowest}, money{0},         money{1234}, true};
}

order_row full_order() {
  auto x = an_order(highest);
  x.filled = quantity{1};
  x.status = static_cast<order_status>(-77);
  x.type = static_cast<order_type>(4711);
  x.limit_price = price{highest};
  x.stop_price = price{0};
  x.custom_tag = awkward;
  x.updated = instant(-1);
  x.parent = order_id{5};
  return x;
}

} // namespace

time_point instant(std::int64_t microseconds) {
  return std::chrono::sys_days{a_day(3)} + 15h + duration{microseconds};
}

std::chrono::year_month_day a_day(unsigned day_of_march) {
  return std::chrono::year{2026} / std::chrono::March / std::chrono::day{day_of_march};
}

std::vector<account_payload> every_payload() {
  return {
    full_trade(),
    trade_row{trade_id{1}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}},
    full_order(),
    an_order(2),
    position_row{mnq, side::sell, quantity{highest}, price{1}, position_id{9}, instant(5)},
    position_row{contract_id{awkward}, side::buy, quantity{0}, {}, {}, {}},
    account_row{account_id{-4}, awkward, false, money{highest}},
    account_row{account_id{7}, {}, {}, {}},
    rejected_payload{entity_kind::position, awkward},
  };
}

position a_position(const char* contract, std::int64_t size) {
  position x;
  x.contract = contract_id{contract};
  x.held = side::buy;
  x.size = quantity{size};
  x.average = price{215'002'500'000'000};
  x.id = position_id{77};
  x.created = instant(1);
  x.opened = instant(2);
  x.last_increase = instant(3);
  x.increase_seq = std::numeric_limits<std::uint64_t>::max();
  x.instance = 2;
  x.uncovered_since = instant(4);
  x.was_covered = true;
  x.extreme = mark_price{430'005'000'000'001};
  x.stop_level = price{215'000'000'000'000};
  return x;
}

order_row an_order(std::int64_t id) {
  order_row x;
  x.id = order_id{id};
  x.contract = mnq;
  x.side = side::sell;
  x.size = quantity{2};
  x.status = order_status::open;
  x.type = order_type::stop;
  return x;
}

ledger_row a_ledger_row(std::int64_t id, std::int64_t at) {
  ledger_row x;
  x.id = trade_id{id};
  x.at = instant(at);
  x.order = order_id{id + 1000};
  x.contract = mnq;
  x.side = side::sell;
  x.size = quantity{1};
  x.price = price{215'000'000'000'000};
  x.profit_and_loss = money{-5'000'000};
  x.fees = money{3700};
  x.commissions = money{1};
  return x;
}

stored_event an_event(std::uint64_t sequence, const std::string& key) {
  trade_row x;
  x.id = trade_id{1};
  x.contract = contract_id{key};
  return {sequence, instant(static_cast<std::int64_t>(sequence)), event_source::stream, x};
}

breach_opened a_breach(std::int64_t id) {
  breach_opened x;
  x.id = breach_id{id};
  x.at = instant(id);
  x.what.rule = rule_id::daily_realized_loss;
  x.what.observed = money{-5'500'000};
  x.what.limit = money{-5'000'000};
  x.what.unit = measure_unit::usd;
  x.what.action = remedy::flatten_and_lock;
  x.what.lock = lock_request{rule_id::daily_realized_loss, lock_kind::hard, lock_policy::flatten,
                             instant(1'000'000)};
  x.cause = 12;
  x.config_hash = "c0ffee";
  return x;
}

breach_opened an_episode(std::int64_t id, const std::string& product) {
  breach_opened x;
  x.id = breach_id{id};
  x.at = instant(id);
  x.what.rule = rule_id::max_contracts_per_instrument;
  x.what.scope = verdict_scope::contract;
  x.what.contract = mnq;
  x.what.product = product;
  x.what.order = order_id{4};
  x.what.observed = quantity{3};
  x.what.limit = condition_word::inside;
  x.what.unit = measure_unit::contracts;
  x.what.action = remedy::reduce_to_limit;
  x.episode = episode_key{rule_id::max_contracts_per_instrument, product};
  return x;
}

lock a_lock(rule_id rule, std::int64_t until) {
  return {
    rule, lock_kind::hard, lock_policy::flatten, instant(0), instant(until), breach_id{1}, a_day(3),
    {}};
}

lock a_keep_lock(rule_id rule, std::int64_t until, std::int64_t size) {
  auto x = a_lock(rule, until);
  x.kind = lock_kind::cooldown;
  x.policy = lock_policy::keep;
  x.baseline.emplace(mnq, lock_baseline{side::buy, quantity{size}});
  return x;
}

directive_opened a_directive(const char* contract, std::int64_t cause) {
  return {{contract_id{contract}, rule_id::daily_unrealized_loss}, breach_id{cause}, instant(9)};
}

audit_entry an_audit_entry(const std::string& text) {
  audit_entry x;
  x.at = instant(0);
  x.type = "breach";
  x.rule = rule_id::daily_realized_loss;
  x.text = text;
  x.data = {{"observed", "-550.00"}, {"limit", "-500.00"}};
  x.config_hash = "c0ffee";
  return x;
}

std::vector<intent_entry> every_intent() {
  auto open_ended = a_lock(rule_id::auth_loss_guard, 0);
  open_ended.until.reset();
  open_ended.day = {};
  return {
    a_breach(1),
    an_episode(2, awkward),
    lock_stored{a_lock(rule_id::daily_realized_loss, 10)},
    lock_stored{a_keep_lock(rule_id::cooldown_after_loss, 20, 3)},
    lock_stored{open_ended},
    a_directive("CON.F.US.MNQ.H26", 1),
    lock_ended{rule_id::trade_frequency_limit, instant(4), lock_end::session_start},
    safe_mode_stored{safe_mode{safe_mode_policy::close_only,
                               instant(6),
                               {{mnq, lock_baseline{side::sell, quantity{1}}}},
                               std::nullopt},
                     std::nullopt},
    safe_mode_stored{safe_mode{safe_mode_policy::flatten, instant(6), {}, instant(9)},
                     std::nullopt},
    safe_mode_stored{std::nullopt, instant(7)},
  };
}

} // namespace riskd::test
