#define CAF_SUITE domain.calls_about_stops

#include "domain/call_board.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

namespace domain_calls_about_stops {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto mnq = contract_called("MNQ").id;
const auto es = contract_called("ES").id;

struct fixture {
  call_board board;
  account_state state
    = account_after("", "+0 P MNQ L2@21000; +0 P ES L1@6000; +0 O #11 MNQ sell stop n2 @20900; "
                        "+0 O #12 MNQ sell stop n2 @20900")
        .state;
  std::int64_t last_id = 0;

  command_id shrink(duration when) {
    return send(modify_order::shrink(*state.orders.find_live(order_id{11}), quantity{1}), when);
  }

  command_id cancel(duration when) {
    return send(cancel_order{*state.orders.find_live(order_id{11})}, when);
  }

  command_id place(duration when) {
    return send(place_stop{state.positions->open().at(mnq), quantity{}, quantity{2},
                           price_at(20900), mark_price::at(price_at(20950))},
                when);
  }

  call_board::reply_effect reply(command_id id, call_outcome outcome, duration when) {
    board.set_time(when);
    return board.replied(id, outcome);
  }

  bool may_modify(duration when, std::int64_t order = 11) {
    board.set_time(when);
    return board.may_modify(order_id{order});
  }

  bool may_place(duration when) {
    board.set_time(when);
    return board.may_place(mnq);
  }

  void see(const account_payload& row) {
    apply(state, row, {start_time(), nullptr, nullptr});
    board.follow(state);
  }

private:
  static price price_at(std::int64_t level) {
    return price{level * 10'000'000'000};
  }

  command_id send(command order, duration when) {
    const auto id = command_id{++last_id};
    board.set_time(when);
    board.sent({id, account_id{1}, std::move(order), rule_id::trade_management, {}, 1});
    return id;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(calls_about_stops, fixture)

// R-012-8
CAF_TEST(an order is modified once a second at most) {
  const auto id = shrink(0s);
  CAF_CHECK(!may_modify(9s));
  CAF_CHECK(may_modify(9s, 12));
  CAF_CHECK(!reply(id, call_outcome::accepted, 10s).failed);
  CAF_CHECK(!may_modify(11s - 1us));
  CAF_CHECK(board.next_release() == 11s);
  CAF_CHECK(may_modify(11s));
}

// R-F-10
CAF_TEST(an order has one call in flight whatever it asks for) {
  const auto modify = shrink(0s);
  CAF_CHECK(!board.may_cancel(order_id{11}));
  reply(modify, call_outcome::accepted, 1s);
  CAF_CHECK(board.may_cancel(order_id{11}));
  cancel(5s);
  CAF_CHECK(!may_modify(6s));
  CAF_CHECK(may_modify(6s, 12));
}

// R-012-5, section 8.4
CAF_TEST(a modification that failed is void while its order is read) {
  const auto effect = reply(shrink(0s), call_outcome::order_rejected, 1s);
  CAF_CHECK(effect.void_modify == order_id{11});
  CAF_CHECK(effect.read_order == order_id{11});
  CAF_CHECK(!effect.read_positions);
  CAF_CHECK(!effect.alert);
}

// Section 8.4
CAF_TEST(three refusals in a row rest for half a minute with an alert) {
  CAF_CHECK(!reply(shrink(0s), call_outcome::order_rejected, 0s).alert);
  CAF_CHECK(!reply(shrink(2s), call_outcome::order_rejected, 2s).alert);
  CAF_CHECK(reply(shrink(4s), call_outcome::order_rejected, 4s).alert == alert_code::stops_refused);
  CAF_CHECK(!may_modify(34s - 1us));
  CAF_CHECK(may_modify(34s));
}

// Section 8.4
CAF_TEST(a success between refusals starts their count anew) {
  reply(shrink(0s), call_outcome::order_rejected, 0s);
  reply(shrink(2s), call_outcome::order_rejected, 2s);
  reply(shrink(4s), call_outcome::accepted, 4s);
  CAF_CHECK(!reply(shrink(6s), call_outcome::order_rejected, 6s).alert);
}

// R-012-6, R-F-10
CAF_TEST(one placement is in flight for each contract) {
  const auto id = place(0s);
  CAF_CHECK(!may_place(1s));
  CAF_CHECK(board.may_place(es));
  CAF_CHECK(board.may_shrink(mnq));
  CAF_CHECK(!reply(id, call_outcome::accepted, 1s).failed);
  CAF_CHECK(may_place(1s));
}

// R-012-6
CAF_TEST(a placement that was refused is void) {
  const auto effect = reply(place(0s), call_outcome::order_rejected, 1s);
  CAF_CHECK(effect.void_place == mnq);
  CAF_CHECK(!board.next_snapshot());
  CAF_CHECK(may_place(1s));
}

// R-F-12, R-F-15
CAF_TEST(a placement of unknown outcome waits for a snapshot) {
  CAF_CHECK(reply(place(0s), call_outcome::unknown, 1s).void_place == mnq);
  CAF_CHECK(board.next_snapshot() == 2s);
  CAF_CHECK(!may_place(9s));
  board.positions_read(2s - 1us);
  CAF_CHECK(!may_place(9s));
  CAF_CHECK(board.positions_read(2s).empty());
  CAF_CHECK(may_place(9s));
}

// R-F-10, R-F-13
CAF_TEST(stops count among the calls but resolve nothing) {
  const auto free = board.free_calls();
  shrink(0s);
  place(0s);
  CAF_CHECK_EQUAL(board.free_calls(), free - 2);
  CAF_CHECK(!board.has_unresolved());
}

// R-F-10
CAF_TEST(what is gone is forgotten) {
  reply(shrink(0s), call_outcome::accepted, 0s);
  reply(place(0s), call_outcome::unknown, 0s);
  CAF_CHECK(!may_modify(0s));
  see(order_called("#11 MNQ sell stop n2 @20900 st3"));
  CAF_CHECK(may_modify(0s));
  CAF_CHECK(!may_place(0s));
  see(position_called("MNQ 0"));
  CAF_CHECK(may_place(0s));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_calls_about_stops
