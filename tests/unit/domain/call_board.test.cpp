#define CAF_SUITE domain.call_board

#include "domain/call_board.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_call_board {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto mnq = contract_called("MNQ").id;
const auto es = contract_called("ES").id;

/// A board and the account whose calls it keeps.
struct fixture {
  call_board board;
  account_state state
    = account_after("", "+0 P MNQ L2@1; +0 P ES L1@1; +0 O #11 MNQ buy limit @1").state;
  std::int64_t last_id = 0;

  command_id close(const contract_id& contract, duration when) {
    return send(close_position{state.positions->open().at(contract)}, when);
  }

  command_id cancel(order_id order, duration when) {
    return send(cancel_order{*state.orders.find_live(order)}, when);
  }

  call_board::reply_effect reply(command_id id, call_outcome outcome, duration when) {
    board.set_time(when);
    return board.replied(id, outcome);
  }

  bool may_close(const contract_id& contract, duration when) {
    board.set_time(when);
    return board.may_shrink(contract);
  }

  bool may_cancel(duration when) {
    board.set_time(when);
    return board.may_cancel(order_id{11});
  }

  void see(std::string_view row) {
    apply(state, position_called(row), {start_time(), nullptr, nullptr});
    board.follow(state);
  }

private:
  command_id send(command order, duration when) {
    const auto id = command_id{++last_id};
    board.set_time(when);
    board.sent({id, account_id{1}, std::move(order), rule_id::daily_realized_loss, {}, 1});
    return id;
  }
};

struct outcome_row {
  call_outcome outcome;
  bool definite;
  /// How long after the reply a snapshot must begin; negative for none needed.
  duration snapshot;
  /// The earliest retry after the first failure, if no snapshot is awaited.
  duration pause;
  std::string_view alert;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(call_board_tests, fixture)

// R-F-11
CAF_TEST(the first retry is immediate while later ones take longer up to four seconds) {
  std::string pauses;
  for (const auto failures : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 1000U})
    pauses += std::to_string(pause_after(failures) / 1ms) + " ";
  CAF_CHECK_EQUAL(pauses, "0 250 500 1000 2000 4000 4000 4000 4000 ");
}

// Section 8.4
CAF_TEST(every outcome has its reaction) {
  constexpr auto none = duration{-1};
  const auto rows = std::vector<outcome_row>{
    {call_outcome::accepted, false, 1s, 0s, ""},
    {call_outcome::position_not_found, false, 0s, 0s, ""},
    {call_outcome::account_not_found, true, none, 0s, "account_rejected"},
    {call_outcome::contract_not_found, true, 0s, 0s, ""},
    {call_outcome::contract_not_active, true, none, 5s, "market_closed"},
    {call_outcome::order_rejected, true, none, 0s, ""},
    {call_outcome::invalid_size, false, 0s, 0s, ""},
    {call_outcome::order_pending, false, 1s, 0s, ""},
    {call_outcome::account_rejected, true, none, 5s, "account_rejected"},
    {call_outcome::rate_limited, true, none, 0s, ""},
    {call_outcome::protocol_error, true, none, 0s, "protocol_error"},
    {call_outcome::not_authorized, true, none, 0s, ""},
    {call_outcome::not_sent, true, none, 0s, ""},
    {call_outcome::unknown, false, 1s, 0s, ""},
  };
  for (const auto& row : rows) {
    const auto label = std::string{to_string(row.outcome)} + ": ";
    const auto found = reaction_to(row.outcome);
    const auto text
      = [&](bool definite, duration snapshot, duration pause, std::string_view alert) {
          return label + (definite ? "definite " : "open ") + std::to_string(snapshot / 1ms) + " "
                 + std::to_string(pause / 1ms) + " " + std::string{alert};
        };
    CAF_CHECK_EQUAL(text(found.definite_failure, found.needs_snapshot ? found.snapshot_delay : none,
                         found.pause.value_or(0s), found.alert ? to_string(*found.alert) : ""),
                    text(row.definite, row.snapshot, row.pause, row.alert));
  }
}

// R-F-10
CAF_TEST(one call is in flight for each contract with each order) {
  const auto first = close(mnq, 0s);
  CAF_CHECK(!may_close(mnq, 99s));
  CAF_CHECK(may_close(es, 0s));
  CAF_CHECK(may_cancel(0s));
  cancel(order_id{11}, 0s);
  CAF_CHECK(!may_cancel(99s));
  reply(first, call_outcome::order_rejected, 100s);
  CAF_CHECK(may_close(mnq, 100s));
  CAF_CHECK(!may_cancel(100s));
}

CAF_TEST(eight calls of an account are in flight at most) {
  for (int id = 21; id < 28; ++id)
    apply(state, order_called("#" + std::to_string(id) + " ES buy limit @1"),
          {start_time(), nullptr, nullptr});
  CAF_CHECK_EQUAL(board.free_calls(), 8u);
  const auto first = close(mnq, 0s);
  for (int id = 21; id < 28; ++id)
    cancel(order_id{id}, 0s);
  CAF_CHECK_EQUAL(board.free_calls(), 0u);
  reply(first, call_outcome::accepted, 1s);
  CAF_CHECK_EQUAL(board.free_calls(), 1u);
}

// R-F-11, R-F-18
CAF_TEST(a definite failure voids what was commanded then is retried at its pace) {
  auto now = duration{0};
  for (const auto pause : {0ms, 250ms, 500ms, 1000ms, 2000ms, 4000ms, 4000ms}) {
    const auto effect = reply(close(mnq, now), call_outcome::order_rejected, now + 10ms);
    CAF_CHECK(effect.failed);
    CAF_CHECK(effect.void_outstanding == mnq);
    now += 10ms + pause;
    if (pause > 0ms) {
      CAF_CHECK(!may_close(mnq, now - 1us));
      CAF_CHECK(board.next_release() == now);
    }
    CAF_CHECK(may_close(mnq, now));
  }
}

// R-F-12
CAF_TEST(an unknown outcome waits for a snapshot begun a second later) {
  const auto effect = reply(close(mnq, 0s), call_outcome::unknown, 2s);
  CAF_CHECK(effect.failed && effect.read_positions && !effect.void_outstanding);
  CAF_CHECK(board.has_unresolved());
  CAF_CHECK(board.next_snapshot() == duration{3s});
  CAF_CHECK(!may_close(mnq, 999s));
  CAF_CHECK(may_close(es, 2s));
  CAF_CHECK(board.positions_read(3s - 1us).empty());
  CAF_CHECK(!may_close(mnq, 999s));
  CAF_CHECK(board.positions_read(3s) == std::vector{mnq});
  CAF_CHECK(may_close(mnq, 999s));
  CAF_CHECK(!board.has_unresolved());
  CAF_CHECK(board.positions_read(99s).empty());
}

CAF_TEST(an unknown outcome is no clearer for looking done) {
  reply(close(mnq, 0s), call_outcome::unknown, 2s);
  board.seen_done(mnq);
  CAF_CHECK(board.has_unresolved());
  CAF_CHECK(!may_close(mnq, 999s));
}

// R-F-13, R-F-18: planning knows what is outstanding; only an unknown outcome forbids more.
CAF_TEST(an accepted call leaves room for a new excess until it is proven) {
  const auto effect = reply(close(mnq, 0s), call_outcome::accepted, 200ms);
  CAF_CHECK(!effect.failed && !effect.void_outstanding);
  CAF_CHECK(board.has_unresolved());
  CAF_CHECK(board.next_snapshot() == duration{1200ms});
  CAF_CHECK(may_close(mnq, 200ms));
  CAF_CHECK(board.positions_read(1199ms).empty());
  CAF_CHECK(board.positions_read(1200ms) == std::vector{mnq});
  CAF_CHECK(!board.has_unresolved());
}

CAF_TEST(a later call takes over the proof of an accepted one) {
  reply(close(mnq, 0s), call_outcome::accepted, 200ms);
  const auto second = close(mnq, 300ms);
  CAF_CHECK(board.positions_read(2s).empty());
  reply(second, call_outcome::accepted, 2s);
  CAF_CHECK(board.positions_read(3s - 1us).empty());
  CAF_CHECK(board.positions_read(3s) == std::vector{mnq});
}

CAF_TEST(an accepted call that was seen to act is done) {
  reply(close(mnq, 0s), call_outcome::accepted, 200ms);
  board.seen_done(mnq);
  CAF_CHECK(!board.has_unresolved());
  CAF_CHECK(!board.next_snapshot());
}

CAF_TEST(a contract seen flat is forgotten) {
  reply(close(mnq, 0s), call_outcome::unknown, 2s);
  see("MNQ 0");
  CAF_CHECK(!board.has_unresolved());
  see("MNQ L1@1");
  CAF_CHECK(may_close(mnq, 2s));
}

CAF_TEST(a reply after the contract was seen flat needs no proof) {
  const auto id = close(mnq, 0s);
  see("MNQ 0");
  CAF_CHECK(board.has_unresolved());
  see("MNQ L1@1");
  CAF_CHECK(!may_close(mnq, 1s));
  const auto effect = reply(id, call_outcome::unknown, 2s);
  CAF_CHECK(!effect.read_positions);
  CAF_CHECK(may_close(mnq, 2s));
}

// R-F-6, section 8.4
CAF_TEST(a cancel is repeated after five seconds if accepted) {
  const auto effect = reply(cancel(order_id{11}, 0s), call_outcome::accepted, 1s);
  CAF_CHECK(!effect.failed && !effect.read_order);
  CAF_CHECK(!may_cancel(6s - 1us));
  CAF_CHECK(may_cancel(6s));
}

CAF_TEST(a cancel that failed asks for its order whatever the reason) {
  for (const auto outcome : {call_outcome::unknown, call_outcome::order_not_cancelled,
                             call_outcome::order_rejected, call_outcome::rate_limited}) {
    call_board fresh;
    std::swap(board, fresh);
    const auto effect = reply(cancel(order_id{11}, 0s), outcome, 1s);
    CAF_CHECK(effect.read_order == order_id{11});
    // An order that is gone already stands in nobody's way.
    CAF_CHECK_EQUAL(effect.failed, outcome != call_outcome::order_not_cancelled);
    CAF_CHECK(may_cancel(1s));
    reply(cancel(order_id{11}, 1s), outcome, 2s);
    CAF_CHECK(!may_cancel(2s + 249ms));
    CAF_CHECK(may_cancel(2s + 250ms));
  }
}

// R-F-12: a reduction must not happen twice, while a close of what is gone does nothing.
CAF_TEST(nothing is reduced before a snapshot tells what an earlier process left) {
  board.set_time(10s);
  board.follow_earlier_run(10s);
  CAF_CHECK(board.may_shrink(mnq));
  CAF_CHECK(!board.may_reduce(mnq));
  CAF_CHECK((board.next_snapshot() == 11s));
  board.positions_read(11s - 1us);
  CAF_CHECK(!board.may_reduce(mnq));
  board.positions_read(11s);
  CAF_CHECK(board.may_reduce(mnq));
  CAF_CHECK(!board.next_snapshot());
}

CAF_TEST(an order that ended is forgotten) {
  reply(cancel(order_id{11}, 0s), call_outcome::accepted, 1s);
  close_by_absence(state, order_id{11});
  board.follow(state);
  CAF_CHECK(may_cancel(1s));
  CAF_CHECK(!board.has_unresolved());
}

CAF_TEST(a reply to nobody changes nothing) {
  close(mnq, 0s);
  const auto effect = reply(command_id{999}, call_outcome::order_rejected, 1s);
  CAF_CHECK(!effect.failed && !effect.void_outstanding && !effect.read_order);
  CAF_CHECK(!may_close(mnq, 1s));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_call_board
