#define CAF_SUITE sqlite.restore

#include "adapters/sqlite/restore.hpp"

#include "tests/unit/sqlite/database_fixture.hpp"
#include "tests/unit/sqlite/samples.hpp"

#include <caf/test/unit_test.hpp>

#include <map>
#include <utility>

namespace sqlite_restore {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

CAF_TEST_FIXTURE_SCOPE(restore_tests, test::database_fixture)

CAF_TEST(a store without accounts restores none) {
  CAF_CHECK(read_accounts(*database).value().empty());
}

// R-P-1
CAF_TEST(events come back after the newest snapshot in order) {
  std::vector<domain::journal_entry> entries;
  std::vector<domain::stored_event> events;
  std::uint64_t sequence = 0;
  for (const auto& payload : test::every_payload()) {
    ++sequence;
    events.push_back({sequence, test::instant(1), domain::event_source::rest, payload});
    entries.emplace_back(events.back());
  }
  write(entries);
  CAF_CHECK(reopened().tail == events);
  const domain::state_snapshot snapshot{4,
                                        test::instant(4),
                                        {test::a_position("A", 1), test::a_position("B", 2)},
                                        {test::an_order(1)},
                                        {account, "first", true, domain::money{1}}};
  write({snapshot});
  const auto found = reopened();
  CAF_CHECK(found.snapshot == snapshot);
  CAF_CHECK((found.tail == std::vector(events.begin() + 4, events.end())));
  CAF_CHECK_EQUAL(found.last_sequence, sequence);
  CAF_CHECK_EQUAL(found.name, "first");
}

CAF_TEST(an older snapshot never replaces a newer one) {
  const auto at = [this](std::uint64_t sequence) {
    return domain::state_snapshot{sequence, test::instant(0), {}, {}, {account, {}, {}, {}}};
  };
  write({at(5), at(4)});
  CAF_CHECK(reopened().snapshot->sequence == 5u);
  write({at(6)});
  CAF_CHECK(reopened().snapshot->sequence == 6u);
  CAF_CHECK(reopened().last_sequence == 6u);
}

CAF_TEST(an event stored twice under its key is one event) {
  write({test::an_event(1, "same"), test::an_event(2, "same"), test::an_event(3, "other")});
  write({test::an_event(4, "other")});
  const auto found = reopened();
  CAF_REQUIRE_EQUAL(found.tail.size(), 2u);
  CAF_CHECK(found.tail[0] == test::an_event(1, "same"));
  CAF_CHECK(found.tail[1] == test::an_event(3, "other"));
}

CAF_TEST(the same key in two accounts is two events) {
  write({test::an_event(1, "same")});
  write({test::an_event(1, "same")}, domain::account_id{8});
  const auto all = read_accounts(*database).value();
  CAF_REQUIRE_EQUAL(all.size(), 2u);
  CAF_CHECK_EQUAL(all[0].tail.size(), 1u);
  CAF_CHECK_EQUAL(all[1].tail.size(), 1u);
}

CAF_TEST(each account has its own tail) {
  const domain::account_id other{8};
  const auto snapshot = [](std::uint64_t sequence) {
    return domain::state_snapshot{sequence, test::instant(0), {}, {}, {}};
  };
  for (std::uint64_t i = 1; i <= 6; ++i) {
    write({test::an_event(i, std::to_string(i))});
    write({test::an_event(i, std::to_string(i))}, other);
    if (i == 4)
      write({snapshot(4)});
    if (i == 5)
      write({snapshot(5)}, other);
  }
  const auto all = read_accounts(*database).value();
  CAF_REQUIRE_EQUAL(all.size(), 2u);
  CAF_CHECK((all[0].tail == std::vector{test::an_event(5, "5"), test::an_event(6, "6")}));
  CAF_CHECK((all[1].tail == std::vector{test::an_event(6, "6")}));
  CAF_CHECK_EQUAL(all[1].last_sequence, 6u);
}

CAF_TEST(a snapshot that comes late keeps the events after it) {
  const domain::state_snapshot late{2, test::instant(0), {}, {}, {account, {}, {}, {}}};
  write({test::an_event(1, "1"), test::an_event(2, "2"), test::an_event(3, "3")});
  write({late});
  CAF_CHECK((reopened().tail == std::vector{test::an_event(3, "3")}));
  // In the next run the writer does not know yet which events there are.
  write({late});
  CAF_CHECK((reopened().tail == std::vector{test::an_event(3, "3")}));
}

CAF_TEST(the search for the tail begins at the snapshot) {
  write({test::an_event(1, "1"), test::an_event(2, "2"),
         domain::state_snapshot{2, test::instant(0), {}, {}, {account, {}, {}, {}}}});
  CAF_CHECK_EQUAL(ask("SELECT tail_from FROM accounts"), 2);
}

CAF_TEST(trades of the last two stored days come back with their latest content) {
  auto corrected = test::a_ledger_row(2, 20);
  corrected.voided = true;
  domain::ledger_row bare;
  bare.id = domain::trade_id{3};
  bare.at = test::instant(10);
  write({domain::stored_trade{test::a_ledger_row(1, 1), test::a_day(2)},
         domain::stored_trade{test::a_ledger_row(2, 20), test::a_day(4)},
         domain::stored_trade{bare, test::a_day(3)},
         domain::stored_trade{corrected, test::a_day(4)}});
  CAF_CHECK((reopened().trades == std::vector{bare, corrected}));
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM trades"), 3);
}

// R-X-11
CAF_TEST(locks come back with everything that decides about them) {
  const auto hard = test::a_lock(rule_id::daily_realized_loss, 10);
  const auto keep = test::a_keep_lock(rule_id::cooldown_after_loss, 20, 3);
  auto open_ended = test::a_lock(rule_id::auth_loss_guard, 0);
  open_ended.kind = domain::lock_kind::condition;
  open_ended.until.reset();
  write({domain::lock_stored{keep}, domain::lock_stored{hard}, domain::lock_stored{open_ended}});
  CAF_CHECK((reopened().binding.locks.all() == std::vector{hard, keep, open_ended}));
}

// R-L-3
CAF_TEST(a lock that is stored again only grows stricter) {
  const auto rule = rule_id::cooldown_after_loss;
  const auto stored = [&] {
    return reopened().binding.locks.all().at(0);
  };
  write({domain::lock_stored{test::a_keep_lock(rule, 20, 3)}});
  write({domain::lock_stored{test::a_keep_lock(rule, 10, 5)}});
  CAF_CHECK((stored() == test::a_keep_lock(rule, 20, 3)));
  write({domain::lock_stored{test::a_keep_lock(rule, 30, 2)}});
  CAF_CHECK((stored() == test::a_keep_lock(rule, 30, 2)));
  auto dropped = test::a_keep_lock(rule, 30, 2);
  dropped.baseline.clear();
  write({domain::lock_stored{dropped}});
  CAF_CHECK((stored() == dropped));
  auto flatten = dropped;
  flatten.policy = domain::lock_policy::flatten;
  write({domain::lock_stored{flatten}});
  CAF_CHECK((stored() == flatten));
  write({domain::lock_stored{test::a_keep_lock(rule, 30, 9)}});
  CAF_CHECK((stored() == flatten));
  flatten.until.reset();
  write({domain::lock_stored{flatten}});
  write({domain::lock_stored{test::a_lock(rule, 99)}});
  CAF_CHECK((stored() == flatten));
}

CAF_TEST(an ended lock stays as history yet can come again) {
  const auto rule = rule_id::daily_realized_loss;
  const auto end = domain::lock_ended{rule, test::instant(50), domain::lock_end::reset};
  write({domain::lock_stored{test::a_lock(rule, 40)}, end, end});
  CAF_CHECK(reopened().binding.locks.empty());
  CAF_CHECK_EQUAL(
    ask("SELECT count(*) FROM locks WHERE active = 0 AND reason = 'reset' AND ended = "
        + std::to_string(test::instant(50).time_since_epoch().count())),
    1);
  write({domain::lock_stored{test::a_lock(rule, 60)}});
  CAF_CHECK((reopened().binding.locks.all() == std::vector{test::a_lock(rule, 60)}));
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM locks"), 2);
}

CAF_TEST(open episodes come back while closed ones stay closed) {
  write({test::a_breach(1), test::an_episode(2, "MNQ"), test::an_episode(3, "ES")});
  write({domain::breach_closed{domain::breach_id{3}, test::instant(9)}});
  write({test::an_episode(3, "ES"), test::an_episode(2, "MNQ")});
  const auto found = reopened().binding.episodes;
  CAF_REQUIRE_EQUAL(found.size(), 1u);
  CAF_CHECK(
    (found.begin()->first == domain::episode_key{rule_id::max_contracts_per_instrument, "MNQ"}));
  CAF_CHECK(found.begin()->second == domain::breach_id{2});
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM breaches"), 3);
  CAF_CHECK_EQUAL(ask("SELECT json_extract(verdict, '$.observed.money') FROM breaches "
                      "WHERE breach = 1"),
                  -5'500'000);
}

CAF_TEST(directives come back until they are closed) {
  const auto first = test::a_directive("A", 1);
  const auto second = test::a_directive("B", 2);
  write({first, second, first});
  write({domain::directive_closed{first.key, test::instant(3)}});
  auto found = reopened().binding.directives;
  CAF_REQUIRE_EQUAL(found.size(), 1u);
  CAF_CHECK(found.begin()->first == second.key);
  CAF_CHECK(found.begin()->second == domain::breach_id{2});
  write({test::a_directive("A", 5)});
  found = reopened().binding.directives;
  CAF_CHECK(found.at(first.key) == domain::breach_id{5});
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM directives"), 3);
}

// R-X-10, R-X-11
CAF_TEST(orders to be cleaned up come back until they are gone) {
  const std::pair first{domain::order_id{11}, rule_id::daily_unrealized_loss};
  const std::pair second{domain::order_id{12}, rule_id::max_unrealized_profit};
  const auto joined = domain::cleanup_joined{second.first, second.second};
  write({domain::cleanup_joined{first.first, first.second}, joined, joined});
  CAF_CHECK((reopened().binding.cleanup == std::map{first, second}));
  write({joined}, domain::account_id{8});
  write({domain::cleanup_left{second.first}, domain::cleanup_left{second.first}});
  open();
  const auto all = read_accounts(*database).value();
  CAF_CHECK((all.at(0).binding.cleanup == std::map{first}));
  CAF_CHECK((all.at(1).binding.cleanup == std::map{second}));
}

// R-012-3, section 3 of the specification
CAF_TEST(what is kept with a position comes back as it was last) {
  const domain::contract_id mnq{"A"};
  const domain::contract_id es{"B"};
  const domain::stop_memory bare{2, es, domain::mark_price{430'005'000'000'001}, std::nullopt};
  const domain::stop_memory full{4, mnq, domain::mark_price{-3}, domain::price{7}};
  const domain::stop_memory level_only{5, es, std::nullopt, domain::price{-7}};
  write({domain::stop_memory{1, mnq, {}, {}}, bare, full});
  CAF_CHECK((reopened().stops == std::vector{bare, full}));
  write({level_only});
  CAF_CHECK((reopened().stops == std::vector{full, level_only}));
}

// R-O-5
CAF_TEST(what people know of a limit comes back) {
  const domain::limit_announced loss{rule_id::daily_realized_loss, test::a_day(3), 85};
  const domain::limit_announced count{rule_id::max_contracts, test::a_day(3), 50};
  const domain::limit_announced next_day{rule_id::daily_realized_loss, test::a_day(4), 50};
  write({loss, count});
  CAF_CHECK((reopened().announced == std::vector{count, loss}));
  write({next_day});
  CAF_CHECK((reopened().announced == std::vector{count, next_day}));
  write({loss}, domain::account_id{8});
  open();
  const auto all = read_accounts(*database).value();
  CAF_CHECK((all.at(0).announced == std::vector{count, next_day}));
  CAF_CHECK((all.at(1).announced == std::vector{loss}));
}

// R-F-19
CAF_TEST(safe mode survives a restart until it is left) {
  const domain::safe_mode mode{domain::safe_mode_policy::close_only, test::instant(1),
                               test::a_keep_lock(rule_id::cooldown_after_loss, 1, 4).baseline,
                               test::instant(9)};
  write({domain::safe_mode_stored{mode, std::nullopt}});
  CAF_CHECK(reopened().binding.safe == mode);
  CAF_CHECK(!reopened().binding.safe_mode_left.has_value());
  write({domain::safe_mode_stored{std::nullopt, test::instant(2)}});
  CAF_CHECK(!reopened().binding.safe.has_value());
  CAF_CHECK(reopened().binding.safe_mode_left == test::instant(2));
  write({domain::safe_mode_stored{mode, std::nullopt}});
  CAF_CHECK(reopened().binding.safe == mode);
}

// R-T-8
CAF_TEST(the newest processed boundary comes back) {
  const domain::day_started third{test::a_day(3), test::instant(1), test::a_day(2),
                                  domain::money{-77}, 5};
  const domain::day_started fourth{test::a_day(4), test::instant(2), test::a_day(3),
                                   domain::money{12}, 0};
  write({fourth, third, fourth});
  CAF_CHECK(reopened().day == fourth);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM days"), 2);
}

CAF_TEST(the newest configuration of each account comes back) {
  const domain::configuration_in_force older{test::a_day(2), "{}", "", "aa"};
  const domain::configuration_in_force newer{test::a_day(3), R"({"a":1})", R"({"a":2})", "bb"};
  const domain::configuration_in_force other{test::a_day(1), "{}", "", "cc"};
  for (const auto& each : {newer, older})
    CAF_REQUIRE(writer->write(account, each).has_value());
  CAF_REQUIRE(writer->write(domain::account_id{1}, other).has_value());
  open();
  const auto read = read_accounts(*database).value();
  CAF_REQUIRE_EQUAL(read.size(), 2u);
  CAF_CHECK((read.at(0).configuration == other));
  CAF_CHECK((read.at(1).configuration == newer));
}

CAF_TEST(a row that cannot be understood counts as damage) {
  write({domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 10)}});
  for (const auto* damage : {"policy = 'soft'", "policy = 'flatten', rule = 14"}) {
    CAF_REQUIRE(database->execute(std::string{"UPDATE locks SET "} + damage).has_value());
    const auto read = read_accounts(*database);
    CAF_REQUIRE(read.has_error());
    CAF_CHECK(read.error().code == domain::failure_code::malformed_input);
  }
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_restore
