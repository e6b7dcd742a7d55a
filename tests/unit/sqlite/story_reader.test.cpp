#define CAF_SUITE sqlite.story

#include "adapters/sqlite/story_reader.hpp"

#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sqlite_story {

using namespace riskd;
using namespace riskd::sqlite;
using namespace std::chrono_literals;
using domain::rule_id;
using test::instant;

namespace {

constexpr const char* contract = "CON.F.US.MNQ.H26";

bool goes_on() {
  return false;
}

domain::stored_event event(std::uint64_t sequence, std::int64_t at, domain::account_payload what) {
  return {sequence, instant(at), domain::event_source::stream, std::move(what)};
}

domain::position_row position(std::int64_t size) {
  domain::position_row out;
  out.contract = domain::contract_id{contract};
  out.held = domain::side::buy;
  out.size = domain::quantity{size};
  out.average = domain::parse_price("21000");
  return out;
}

domain::trade_row fill(std::int64_t id, std::int64_t at) {
  domain::trade_row out;
  out.id = domain::trade_id{id};
  out.created = instant(at);
  out.contract = domain::contract_id{contract};
  out.size = domain::quantity{2};
  out.profit_and_loss = -domain::dollars(520);
  return out;
}

domain::stored_trade ledger(std::int64_t id, std::int64_t at, std::optional<domain::money> result) {
  domain::stored_trade out{test::a_ledger_row(id, at), test::a_day(3)};
  out.row.profit_and_loss = result;
  out.row.fees = domain::dollars(1);
  out.row.commissions = {};
  out.row.voided = false;
  return out;
}

domain::command_sent close_sent(std::int64_t id, std::int64_t at) {
  domain::command_ticket ticket{domain::command_id{id}, domain::account_id{7},
                                domain::close_position{test::a_position(contract, 2)},
                                rule_id::daily_realized_loss, domain::command_cause::lock};
  return {ticket, instant(at)};
}

domain::command_finished answered(std::int64_t id, std::int64_t at) {
  return {domain::command_id{id}, instant(at), domain::call_outcome::accepted, "", 1200us, 3ms};
}

domain::configuration_in_force configuration(const char* mode) {
  return {test::a_day(3),
          R"({"settings":{"mode":")" + std::string{mode} + R"(","pnl_basis":"net"}})", "", "hash"};
}

/// RULE-003 at -522 of which 1 is realized; closed for -520 and a dollar of costs.
struct fixture : test::store_fixture {
  fixture() {
    open();
    commit({domain::state_snapshot{1, instant(1), {}, {}, {account, "A-1", true, {}}}});
  }

  void breach_and_close() {
    auto breach = test::a_breach(16);
    breach.at = instant(1'000);
    breach.cause = 4;
    breach.config_hash = "hash";
    breach.what.observed = -domain::dollars(521);
    auto lock = test::a_lock(rule_id::daily_realized_loss, 9'000'000);
    lock.created = instant(1'000);
    lock.cause = domain::breach_id{16};
    commit({configuration("enforce"), event(3, 900, position(2)), ledger(1, 800, std::nullopt),
            event(4, 1'000, position(2)), breach, domain::lock_stored{lock}, close_sent(5, 1'000)});
    commit({answered(5, 4'000), event(5, 5'000, fill(2, 4'500)),
            ledger(2, 4'500, -domain::dollars(540)), event(6, 5'100, position(0))});
  }

  [[nodiscard]] story_reader stories() const {
    return story_reader{options.directory};
  }

  [[nodiscard]] domain::account_day day() const {
    return {account, {instant(0) - 16h, instant(0) + 8h, test::a_day(3)}};
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(story_reader_tests, fixture)

// R-O-3
CAF_TEST(a breach is told with everything until the position is gone) {
  breach_and_close();
  const auto found = stories().breach(domain::breach_id{16}, goes_on).value();
  CAF_REQUIRE(found.has_value());
  CAF_CHECK_EQUAL(found->what.name, "A-1");
  CAF_CHECK(found->what.observed == domain::measure{-domain::dollars(521)});
  CAF_CHECK_EQUAL(found->mode, "enforce");
  CAF_REQUIRE(found->shown_by.has_value());
  CAF_CHECK_EQUAL(found->shown_by->kind, "position");
  CAF_CHECK(found->shown_by->received == instant(1'000));
  CAF_REQUIRE_EQUAL(found->locks.size(), 1u);
  CAF_REQUIRE_EQUAL(found->commands.size(), 1u);
  CAF_CHECK(found->commands[0].to_wire == 1200us);
  CAF_CHECK(found->commands[0].to_reply == 3ms);
  CAF_CHECK(found->commands[0].outcome == "accepted");
  CAF_CHECK(found->gone == instant(5'100));
  CAF_REQUIRE_EQUAL(found->closings.size(), 1u);
  // Both fills cost a dollar.
  CAF_CHECK(found->realized == -domain::dollars(542));
  const auto cost = cost_of_delay(*found);
  CAF_CHECK(cost.lost == domain::dollars(20));
  CAF_CHECK(!stories().breach(domain::breach_id{17}, goes_on).value().has_value());
}

CAF_TEST(what comes after the end is no part of the story) {
  breach_and_close();
  commit({event(7, 8'000, position(1)), close_sent(6, 8'000), answered(6, 9'000),
          event(8, 9'500, fill(3, 9'400)), ledger(3, 9'400, -domain::dollars(80)),
          event(9, 9'600, position(0))});
  const auto found = stories().breach(domain::breach_id{16}, goes_on).value();
  CAF_CHECK_EQUAL(found->commands.size(), 1u);
  CAF_CHECK_EQUAL(found->closings.size(), 1u);
  CAF_CHECK(found->realized == -domain::dollars(542));
}

CAF_TEST(a fill that is told after the position belongs to the story) {
  auto breach = test::a_breach(16);
  breach.at = instant(1'000);
  breach.cause = 0;
  commit({breach, close_sent(5, 1'000), event(5, 2'000, position(0)),
          event(6, 2'500, fill(2, 1'900)), ledger(2, 1'900, -domain::dollars(540))});
  const auto found = stories().breach(domain::breach_id{16}, goes_on).value();
  CAF_CHECK(!found->shown_by);
  CAF_CHECK(found->gone == instant(2'000));
  CAF_CHECK_EQUAL(found->closings.size(), 1u);
  CAF_CHECK(!found->counts_costs);
  CAF_CHECK(!found->realized);
}

CAF_TEST(a story without an end is told without one) {
  auto breach = test::a_breach(16);
  breach.at = instant(1'000);
  breach.cause = 0;
  commit({breach, close_sent(5, 1'000), event(5, 2'000, position(1))});
  const auto found = stories().breach(domain::breach_id{16}, goes_on).value();
  CAF_CHECK(!found->gone);
  CAF_REQUIRE_EQUAL(found->commands.size(), 1u);
  CAF_CHECK(!found->commands[0].outcome);
  CAF_CHECK(!found->commands[0].to_wire);
}

// R-P-7
CAF_TEST(a day is told with all its sums) {
  breach_and_close();
  auto voided = ledger(9, 700, -domain::dollars(1000));
  voided.row.voided = true;
  auto of_next_day = ledger(10, 700, -domain::dollars(1000));
  of_next_day.day = test::a_day(4);
  commit({voided, of_next_day,
          domain::day_started{test::a_day(4), instant(0) + 8h, test::a_day(3),
                              -domain::dollars(542), 2}});
  const auto found = stories().day(day(), goes_on).value();
  CAF_CHECK_EQUAL(found.totals.trades, 2);
  CAF_CHECK_EQUAL(found.totals.closing, 1);
  CAF_CHECK_EQUAL(found.totals.net(), -domain::dollars(542));
  CAF_CHECK(found.recorded == -domain::dollars(542));
  CAF_CHECK_EQUAL(found.breaches.size(), 1u);
  CAF_CHECK_EQUAL(found.locks.size(), 1u);
  CAF_CHECK_EQUAL(found.commands.accepted, 1);
  CAF_CHECK(found.commands.to_wire_longest == 1200us);
  auto earlier = day();
  earlier.day = {instant(0) - 40h, instant(0) - 16h, test::a_day(2)};
  CAF_CHECK(stories().day(earlier, goes_on).value() == domain::day_report{});
}

// R-L-4
CAF_TEST(a moment is told with what bound then) {
  breach_and_close();
  commit(
    {test::an_audit_entry("the breach"),
     domain::lock_ended{rule_id::daily_realized_loss, instant(7'000), domain::lock_end::reset}});
  const auto at = [&](std::int64_t microseconds) {
    return stories().moment(day(), instant(microseconds), goes_on).value();
  };
  const auto before = at(999);
  CAF_CHECK(before.locks.empty());
  CAF_CHECK(before.breaches.empty());
  CAF_REQUIRE_EQUAL(before.positions.size(), 1u);
  CAF_CHECK_EQUAL(before.positions[0].size, domain::quantity{2});
  CAF_CHECK_EQUAL(before.totals.trades, 1);
  const auto during = at(5'100);
  CAF_REQUIRE_EQUAL(during.locks.size(), 1u);
  CAF_REQUIRE_EQUAL(during.breaches.size(), 1u);
  CAF_CHECK(during.locks[0].what.cause == during.breaches[0].id);
  CAF_CHECK(during.positions.empty());
  CAF_CHECK_EQUAL(during.trades.size(), 2u);
  CAF_CHECK(at(6'999).locks.size() == 1u);
  CAF_CHECK(at(7'000).locks.empty());
}

CAF_TEST(the breach behind an old lock is told as well) {
  breach_and_close();
  auto next_day = day();
  next_day.day = {instant(0) + 8h, instant(0) + 32h, test::a_day(4)};
  const auto found = stories().moment(next_day, instant(0) + 9h, goes_on).value();
  CAF_REQUIRE_EQUAL(found.locks.size(), 1u);
  CAF_REQUIRE_EQUAL(found.breaches.size(), 1u);
  CAF_CHECK(found.breaches[0].id == domain::breach_id{16});
  CAF_CHECK_EQUAL(found.totals.trades, 0);
}

// R-P-6
CAF_TEST(a moment is told with the records until then) {
  const auto record = [](const char* type, std::int64_t at) {
    auto out = test::an_audit_entry(type);
    out.type = type;
    out.at = instant(at);
    return out;
  };
  commit({record("service_start", 10), record("lock", 20), record("service_stop", 30),
          record("unlock", 40)});
  const auto found = stories().moment(day(), instant(20), goes_on).value();
  CAF_REQUIRE_EQUAL(found.records.size(), 2u);
  CAF_CHECK_EQUAL(found.records.back().type, "lock");
  CAF_REQUIRE(found.run.has_value());
  CAF_CHECK_EQUAL(found.run->type, "service_start");
  const auto stopped = stories().moment(day(), instant(30), goes_on).value();
  CAF_REQUIRE(stopped.run.has_value());
  CAF_CHECK_EQUAL(stopped.run->type, "service_stop");
  const auto nothing = stories().moment(day(), instant(9), goes_on).value();
  CAF_CHECK(nothing.records.empty());
  CAF_CHECK(!nothing.run);
}

CAF_TEST(a story of a store that is missing is a failure) {
  const story_reader nothing{options.directory / "elsewhere"};
  CAF_CHECK(!nothing.breach(domain::breach_id{1}, goes_on));
  CAF_CHECK(!nothing.day(day(), goes_on));
  CAF_CHECK(!nothing.moment(day(), instant(0), goes_on));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_story
