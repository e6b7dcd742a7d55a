#define CAF_SUITE domain.account_fold

#include "domain/account_fold.hpp"

#include "domain/contract_check.hpp"
#include "domain/pnl.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <string>
#include <utility>

namespace domain_account_fold {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto settings = parse_configuration("003").base;

account_state fresh() {
  return new_account(account_id{1}, settings, start_time());
}

folded_input folded(account_state state, const state_input& input, std::string_view seconds = "1") {
  return fold(std::move(state), input, {at(seconds), std::nullopt, std::nullopt}, settings);
}

folded_input folded(account_state state, account_payload payload, std::string_view seconds = "1") {
  return folded(std::move(state), state_input{payload_input{std::move(payload), {}}}, seconds);
}

/// Whether the event cannot be applied.
bool fails(const account_state& state, account_payload payload) {
  try {
    static_cast<void>(folded(state, std::move(payload)));
    return false;
  } catch (const contract_violation&) {
    return true;
  }
}

std::string alerts(const folded_input& input) {
  std::string text;
  for (const auto& each : input.alerts)
    text += (text.empty() ? "" : " ") + std::string{to_string(each.code)};
  return text;
}

stored_event stored(std::uint64_t sequence, std::string_view seconds, account_payload payload) {
  return {sequence, at(seconds), event_source::stream, std::move(payload)};
}

} // namespace

// R-J-5
CAF_TEST(a new account starts with nothing in the day of its first event) {
  const auto state = fresh();
  CAF_CHECK(state.can_trade);
  CAF_CHECK(state.positions->open().empty() && state.orders.live().empty());
  CAF_CHECK(state.born == start_time());
  CAF_CHECK_EQUAL(to_string(state.day.id), "2026-03-03");
}

// R-E-4, R-Y-32
CAF_TEST(every event of the account causes a step) {
  const auto state = folded(fresh(), position_called("MNQ L1@21000 id5 ct0")).state;
  const auto again = folded(state, position_called("MNQ L1@21000 id5 ct0"));
  CAF_CHECK(again.causes_step && !again.deltas.changed);
  CAF_CHECK(again.deltas.position->change == position_change::duplicate);
  const auto stale = folded(state, position_called("MNQ L1@21000 id4 ct-9"));
  CAF_CHECK(stale.causes_step && !stale.deltas.changed);
  CAF_CHECK(stale.state == state);
  const auto rejected = folded(state, rejected_payload{entity_kind::trade, "no id"});
  CAF_CHECK(rejected.causes_step && !rejected.deltas.changed);
  CAF_CHECK(rejected.state == state);
}

// R-S-2
CAF_TEST(an event that fails leaves the state as it was) {
  const auto held = folded(fresh(), position_called("MNQ L1@21000 id5 ct0")).state;
  auto huge = trade_called("#1 1 id7");
  huge.profit_and_loss = money{std::numeric_limits<std::int64_t>::max()};
  const auto before = folded(held, huge).state;
  const auto kept = before;
  // The sum of the day does not fit any more; the row of the trade was inserted before that.
  CAF_CHECK(fails(before, trade_called("#1 1 id8")));
  CAF_CHECK(before == kept);
  const auto after = folded(before, trade_called("#1 -20 id9"));
  CAF_CHECK_EQUAL(to_string(realized_today(after.state, settings)),
                  to_string(*huge.profit_and_loss - dollars(20)));
}

// R-0-6
CAF_TEST(a lock changes nothing about the state) {
  constexpr auto input
    = "+0 T #1 -500; +1 P MNQ L2@21000; +2 O #11 MNQ buy limit @20900; +3 T #2 null; "
      "+3.1 P MNQ L3@21000; +4 T #3 -60 n3; +4.1 P MNQ 0; +5 C true; +6 O #11 MNQ buy limit @20900 "
      "st3; +7 K";
  const auto locked = account_after("003 {limit: -500}", input);
  const auto free = account_after("003 {limit: -5000}", input);
  CAF_CHECK_EQUAL(locked.binding.locks.all().size(), 1u);
  CAF_CHECK(free.binding.locks.empty());
  CAF_CHECK(locked.state.positions == free.state.positions);
  CAF_CHECK(locked.state.orders == free.state.orders);
  CAF_CHECK(locked.state.trades == free.state.trades);
  CAF_CHECK(locked.state.activity == free.state.activity);
  CAF_CHECK_EQUAL(locked.state.version, free.state.version);
}

// R-E-3, R-E-16, R-E-20, R-E-22, R-Y-5
CAF_TEST(what is wrong with an event is told in order) {
  CAF_CHECK_EQUAL(alerts(folded(fresh(), rejected_payload{})), "bad_payload");
  CAF_CHECK_EQUAL(alerts(folded(fresh(), position_called("MNQ L1@0"))),
                  "bad_payload unknown_contract");
  CAF_CHECK_EQUAL(alerts(folded(fresh(), position_called("MNQ 0"))), "");
  const auto held = folded(fresh(), position_called("MNQ L1@21000 id5 ct0")).state;
  CAF_CHECK_EQUAL(alerts(folded(held, position_called("MNQ L1@0 id4 ct-9"))), "bad_payload");
  // Only a beginning asks for the contract.
  CAF_CHECK_EQUAL(alerts(folded(held, position_called("MNQ L2@21000"))), "");
  CAF_CHECK_EQUAL(alerts(folded(held, position_called("MNQ S2@21000"))), "unknown_contract");
  CAF_CHECK_EQUAL(alerts(folded(held, position_called("MNQ L1@21000 id6 ct9"))),
                  "unknown_contract");
  CAF_CHECK_EQUAL(alerts(folded(fresh(), account_row{account_id{1}, {}, {}, {}})), "bad_payload");
}

// R-E-10
CAF_TEST(a corrected trade is told with its contract) {
  const auto state = folded(fresh(), trade_called("#1 -5 id7")).state;
  const auto corrected = folded(state, trade_called("#1 -6 id7"));
  CAF_REQUIRE_EQUAL(corrected.alerts.size(), 1u);
  CAF_CHECK(corrected.alerts.front().code == alert_code::trade_corrected);
  CAF_CHECK(corrected.alerts.front().contract == contract_called("MNQ").id);
  CAF_CHECK(corrected.deltas.trade == trade_change::corrected);
  CAF_CHECK_EQUAL(alerts(folded(corrected.state, trade_called("#1 -6 id7"))), "");
}

// R-E-22
CAF_TEST(an account row keeps what it leaves out) {
  auto state = folded(fresh(), account_row{account_id{1}, "X-1", false, dollars(50'000)}).state;
  CAF_CHECK(!state.can_trade);
  state = folded(state, account_row{account_id{1}, {}, {}, {}}).state;
  CAF_CHECK(!state.can_trade);
  CAF_CHECK_EQUAL(state.name, "X-1");
  CAF_CHECK(state.balance == dollars(50'000));
  const auto repeated = folded(state, account_row{account_id{1}, "X-1", false, dollars(50'000)});
  CAF_CHECK(!repeated.deltas.changed);
  const auto confirmed
    = state_input{payload_input{account_row{account_id{1}, {}, true, {}}, event_source::rest}};
  CAF_CHECK(folded(state, confirmed).state.can_trade);
}

// R-010-2, A-158
CAF_TEST(that the account may trade again is believed only over REST) {
  const auto locked = folded(fresh(), account_row{account_id{1}, "X-1", false, {}}).state;
  const auto streamed = folded(locked, account_row{account_id{1}, "X-2", true, {}});
  CAF_CHECK(!streamed.state.can_trade);
  CAF_CHECK(streamed.deltas.unconfirmed_can_trade);
  CAF_CHECK_EQUAL(streamed.state.name, "X-2");
  const auto replayed
    = fold(locked, payload_input{account_row{account_id{1}, "X-1", true, {}}, event_source::replay},
           {at("1"), std::nullopt, std::nullopt}, settings);
  CAF_CHECK(replayed.state.can_trade);
  CAF_CHECK(!replayed.deltas.unconfirmed_can_trade);
}

// R-E-19, R-Y-1
CAF_TEST(only the first application of a complete closing trade moves the transit) {
  const auto held = folded(fresh(), position_called("MNQ L5@21000")).state;
  const auto transit = [&](trade_row row) {
    return folded(held, std::move(row)).state.positions->in_transit();
  };
  CAF_CHECK(transit(trade_called("#1 -5")));
  CAF_CHECK(transit(trade_called("#1 0")));
  CAF_CHECK(!transit(trade_called("#1 null sell")));
  CAF_CHECK(!transit(trade_called("#1 -5 void")));
  CAF_CHECK(!transit(trade_called("#1 -5 ES")));
  CAF_CHECK(!transit(trade_called("#1 -5 buy")));
  for (const auto member : {0, 1, 2}) {
    auto row = trade_called("#1 -5");
    if (member == 0)
      row.contract.reset();
    else if (member == 1)
      row.side.reset();
    else
      row.size.reset();
    CAF_CHECK(!transit(row));
  }
  // A result that is added later does not count.
  const auto opened = folded(held, trade_called("#1 null id7 sell")).state;
  CAF_CHECK(!folded(opened, trade_called("#1 -5 id7")).state.positions->in_transit());
}

// R-006-2, R-Y-1
CAF_TEST(whether a fill turns its position round is settled when it is first seen) {
  const auto held = folded(fresh(), position_called("MNQ L2@21000")).state;
  const auto turns = [&](const std::string& first, const std::string& later) {
    const auto seen = folded(held, trade_called(first)).state;
    const auto corrected = folded(seen, trade_called(later)).state;
    return corrected.trades.find(trade_id{7})->reverses;
  };
  CAF_CHECK(turns("#1 null id7 buy", "#1 -5 id7 buy"));
  CAF_CHECK(turns("#1 -5 id7 n3 sell", "#1 -5 id7 n2 sell"));
  CAF_CHECK(!turns("#1 -5 id7 n2 sell", "#1 -5 id7 n3 sell"));
  CAF_CHECK(!turns("#1 -5 id7 ES", "#1 -5 id7 n3 sell"));
}

// R-X-2
CAF_TEST(quotes with contract rows cause a step only where the contract is held) {
  const auto contract = contract_called("MNQ");
  const auto held = folded(fresh(), position_called("MNQ L1@21000")).state;
  quote market;
  apply(market, quote_called("MNQ 21010"), at("1"));
  const auto quoted = folded(held, quote_input{contract.id, market});
  CAF_CHECK(quoted.causes_step);
  CAF_CHECK(quoted.state.quotes->at(contract.id) == market);
  CAF_CHECK(!folded(fresh(), quote_input{contract.id, market}).causes_step);
  const auto described = folded(quoted.state, contract_input{contract});
  CAF_CHECK(described.causes_step && described.deltas.changed);
  CAF_CHECK_EQUAL(to_string(unrealized_of(described.state, settings).amount), "20.00");
  const auto stranger = folded(fresh(), contract_input{contract});
  CAF_CHECK(!stranger.causes_step && !stranger.deltas.changed);
  // Rows of contracts that are merely ordered are taken without a step.
  const auto ordered = folded(fresh(), order_called("#11 MNQ buy limit @1")).state;
  const auto known = folded(ordered, contract_input{contract});
  CAF_CHECK(!known.causes_step && known.deltas.changed);
}

// R-G-5
CAF_TEST(a missing order is closed once) {
  const auto state = folded(fresh(), order_called("#11 MNQ buy limit @1")).state;
  const auto closed = folded(state, absence_input{order_id{11}});
  CAF_CHECK(closed.deltas.changed && closed.state.orders.live().empty());
  const auto again = folded(closed.state, absence_input{order_id{11}});
  CAF_CHECK(!again.deltas.changed);
  CAF_CHECK(again.state == closed.state);
}

// R-E-19
CAF_TEST(a settled transit causes a step) {
  const auto held = folded(fresh(), position_called("MNQ L5@21000")).state;
  CAF_CHECK(!folded(held, transit_settled_input{}).causes_step);
  const auto transit = folded(held, trade_called("#1 -5")).state;
  const auto settled = folded(transit, transit_settled_input{});
  CAF_CHECK(settled.causes_step);
  CAF_CHECK(!settled.state.positions->in_transit());
}

// R-G-4
CAF_TEST(the list of the broker replaces the stored trades) {
  const auto state = folded(fresh(), trade_called("#1 -100 id7")).state;
  const auto replaced
    = folded(state, broker_ledger_input{{trade_called("#1 -500 id8"), trade_called("#2 -20 id9")}});
  CAF_CHECK_EQUAL(to_string(realized_today(replaced.state, settings)), "-520.00");
  CAF_CHECK(replaced.state.trades.find(trade_id{7}) == nullptr);
}

CAF_TEST(each change of the state counts one version) {
  auto state = fresh();
  const auto before = state.version;
  state = folded(state, position_called("MNQ L1@21000")).state;
  CAF_CHECK_EQUAL(state.version, before + 1);
  state = folded(state, position_called("MNQ L1@21000")).state;
  CAF_CHECK_EQUAL(state.version, before + 1);
  state = folded(state, trade_called("#1 -5 id7")).state;
  CAF_CHECK_EQUAL(state.version, before + 2);
}

// R-S-1, R-G-1
CAF_TEST(an account is rebuilt from snapshot with tail) {
  const auto before
    = account_after("003", "+0 P MNQ L2@21000 id1 ct0; +1 O #11 MNQ sell stop n2 @20900; "
                           "+2 T #1 -30 fee1; +3 C false");
  restored_account stored_account;
  stored_account.account = account_id{1};
  stored_account.name = "X-1";
  before.state.trades.for_each(
    [&](const ledger_row& row) { stored_account.trades.push_back(row); });
  auto& snapshot = stored_account.snapshot.emplace();
  snapshot.positions = {before.state.positions->open().begin()->second};
  snapshot.live_orders = {before.state.orders.live().begin()->second};
  snapshot.at = start_time();
  snapshot.account = {account_id{1}, "X-1", false, dollars(7)};
  stored_account.tail = {stored(5, "4", position_called("MNQ L3@21000 id1 ct0")),
                         stored(6, "5", order_called("#11 MNQ sell stop n2 @20900 st3")),
                         stored(7, "6", trade_called("#9 -1000 id99"))};
  const auto after = restore_state(stored_account, settings, at("100"));
  const auto& held = after.positions->open().at(contract_called("MNQ").id);
  CAF_CHECK(held.size == quantity{3});
  CAF_CHECK(held.opened == start_time());
  CAF_CHECK(held.last_increase == at("4"));
  CAF_CHECK(after.orders.live().empty());
  CAF_CHECK(!after.can_trade);
  CAF_CHECK(after.balance == dollars(7));
  CAF_CHECK_EQUAL(after.name, "X-1");
  // Trades are stored row by row, so the tail adds none.
  CAF_CHECK_EQUAL(to_string(realized_today(after, settings)), "-31.00");
  CAF_CHECK(!after.positions->in_transit());
}

// R-012-1, R-012-3, section 3
CAF_TEST(a rebuilt position has what was kept with it) {
  const auto& mnq = contract_called("MNQ").id;
  restored_account stored_account;
  stored_account.account = account_id{1};
  auto& snapshot = stored_account.snapshot.emplace();
  snapshot.sequence = 4;
  snapshot.at = start_time();
  auto held = account_after("003", "+0 P MNQ L1@21000").state.positions->open().begin()->second;
  held.extreme = mark_price{20};
  held.stop_level = price{5};
  snapshot.positions = {held};
  const auto rebuilt = [&] {
    return restore_state(stored_account, settings, at("100")).positions->open().at(mnq);
  };
  const auto kept = [&](std::uint64_t sequence, std::int64_t extreme, std::int64_t level) {
    stored_account.stops = {{sequence, mnq, mark_price{extreme}, price{level}}};
    return std::pair{rebuilt().extreme, rebuilt().stop_level};
  };
  const auto both = [](std::int64_t extreme, std::int64_t level) {
    return std::pair{std::optional{mark_price{extreme}}, std::optional{price{level}}};
  };
  // Older than the snapshot, which knows better; as old, which may be newer; never looser.
  CAF_CHECK(kept(3, 30, 9) == both(20, 5));
  CAF_CHECK(kept(4, 30, 9) == both(30, 9));
  CAF_CHECK(kept(4, 10, 2) == both(20, 5));
  CAF_CHECK(kept(6, 30, 9) == both(30, 9));
  stored_account.tail
    = {stored(5, "4", position_called("MNQ 0")), stored(6, "5", position_called("MNQ S1@21000"))};
  CAF_CHECK((kept(4, 30, 9) == std::pair{std::optional<mark_price>{}, std::optional<price>{}}));
  CAF_CHECK((kept(5, 30, 9) == std::pair{std::optional<mark_price>{}, std::optional<price>{}}));
  CAF_CHECK(kept(6, 30, 9) == both(30, 9));
  stored_account.tail.pop_back();
  stored_account.stops = {{5, mnq, mark_price{30}, price{9}}};
  CAF_CHECK(restore_state(stored_account, settings, at("100")).positions->open().empty());
}

// R-T-8
CAF_TEST(a rebuilt account is in the day whose beginning was stored) {
  restored_account stored_account;
  stored_account.account = account_id{1};
  stored_account.day
    = day_started{*parse_date("2026-03-02"), at("-144000"), *parse_date("2026-03-01"), money{}, 0};
  const auto state = restore_state(stored_account, settings, at("0"));
  CAF_CHECK_EQUAL(to_string(state.day.id), "2026-03-02");
  const auto caught_up = folded(state, catch_up_input{}, "0");
  CAF_REQUIRE(caught_up.reset.has_value());
  CAF_CHECK_EQUAL(to_string(caught_up.reset->day), "2026-03-03");
  CAF_CHECK(caught_up.causes_step);
}

// R-T-8
CAF_TEST(a rebuilt account without a stored reset is in the day it was last seen on) {
  const auto day_of = [](const restored_account& stored_account) {
    return to_string(restore_state(stored_account, settings, at("0")).day.id);
  };
  auto stored_account = restored_account{account_id{1}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0};
  CAF_CHECK_EQUAL(day_of(stored_account), "2026-03-03");
  stored_account.tail = {stored(5, "-144000", position_called("MNQ L1@21000"))};
  CAF_CHECK_EQUAL(day_of(stored_account), "2026-03-02");
  stored_account.snapshot.emplace().at = at("-230400");
  CAF_CHECK_EQUAL(day_of(stored_account), "2026-03-01");
  stored_account.day
    = day_started{*parse_date("2026-03-02"), at("-144000"), *parse_date("2026-03-01"), money{}, 0};
  CAF_CHECK_EQUAL(day_of(stored_account), "2026-03-02");
}

} // namespace domain_account_fold
