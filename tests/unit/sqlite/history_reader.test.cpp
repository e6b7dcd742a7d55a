#define CAF_SUITE sqlite.past

#include "adapters/sqlite/history_reader.hpp"

#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sqlite_past {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

bool goes_on() {
  return false;
}

struct fixture : test::store_fixture {
  fixture() {
    open();
    commit({domain::state_snapshot{1, test::instant(1), {}, {}, {account, "A-1", true, {}}}});
  }

  [[nodiscard]] history_reader past() const {
    return history_reader{options.directory};
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(history_reader_tests, fixture)

// R-O-3, R-L-4
CAF_TEST(every lock is told with how it ended) {
  auto open_ended = test::a_lock(rule_id::auth_loss_guard, 0);
  open_ended.until.reset();
  commit(
    {domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 50)},
     domain::lock_ended{rule_id::daily_realized_loss, test::instant(60), domain::lock_end::reset},
     domain::lock_stored{test::a_keep_lock(rule_id::cooldown_after_loss, 90, 2)},
     domain::lock_stored{open_ended}});
  const auto found = past().locks({std::nullopt, 10}, goes_on).value();
  CAF_CHECK(!found.has_older);
  CAF_REQUIRE_EQUAL(found.records.size(), 3u);
  const auto& ended = found.records[0];
  CAF_CHECK(ended.what == test::a_lock(rule_id::daily_realized_loss, 50));
  CAF_CHECK_EQUAL(ended.account, account);
  CAF_CHECK_EQUAL(ended.name, "A-1");
  CAF_CHECK(ended.ended == test::instant(60));
  CAF_CHECK(ended.reason == domain::lock_end::reset);
  const auto& running = found.records[1];
  CAF_CHECK(running.what.policy == domain::lock_policy::keep);
  CAF_CHECK(running.what.until == test::instant(90));
  CAF_CHECK(!running.ended);
  CAF_CHECK(!running.reason);
  CAF_CHECK(!found.records[2].what.until);
}

CAF_TEST(the newest are told with the oldest of them first) {
  commit({test::an_audit_entry("one"), test::an_audit_entry("two"), test::an_audit_entry("three")});
  const auto two = past().log({std::nullopt, 2}, goes_on).value();
  CAF_CHECK(two.has_older);
  CAF_REQUIRE_EQUAL(two.records.size(), 2u);
  CAF_CHECK_EQUAL(two.records[0].text, "two");
  CAF_CHECK_EQUAL(two.records[1].text, "three");
  CAF_CHECK_EQUAL(two.records[1].number, 3);
  CAF_CHECK_EQUAL(two.records[1].rule, "RULE-003");
  CAF_CHECK_EQUAL(two.records[1].type, "breach");
  CAF_CHECK(two.records[1].account == account);
  CAF_CHECK(!past().log({std::nullopt, 3}, goes_on).value().has_older);
}

// R-P-5
CAF_TEST(each record is told with its place in the chain) {
  commit({test::an_audit_entry("one"), test::an_audit_entry("two")});
  const auto all = past().log({std::nullopt, 10}, goes_on).value();
  CAF_REQUIRE_EQUAL(all.records.size(), 2u);
  CAF_CHECK_EQUAL(all.records[0].previous, std::string(64, '0'));
  CAF_CHECK_EQUAL(all.records[0].hash.size(), 64u);
  CAF_CHECK_EQUAL(all.records[1].previous, all.records[0].hash);
  CAF_CHECK(all.records[1].hash != all.records[0].hash);
}

// R-P-6
CAF_TEST(records of the daemon belong to no account) {
  auto entry = test::an_audit_entry("started");
  entry.rule.reset();
  journal->append({std::nullopt, 0, {entry}});
  commit({test::an_audit_entry("mine")});
  const auto all = past().log({std::nullopt, 10}, goes_on).value();
  CAF_REQUIRE_EQUAL(all.records.size(), 2u);
  CAF_CHECK(!all.records[0].account);
  CAF_CHECK_EQUAL(all.records[0].rule, "");
  const auto mine = past().log({account, 10}, goes_on).value();
  CAF_REQUIRE_EQUAL(mine.records.size(), 1u);
  CAF_CHECK_EQUAL(mine.records[0].text, "mine");
  CAF_CHECK(past().log({domain::account_id{8}, 10}, goes_on).value().records.empty());
}

CAF_TEST(trades are told as they are stored) {
  const auto first = test::a_ledger_row(1, 10);
  auto second = test::a_ledger_row(2, 20);
  second.profit_and_loss.reset();
  second.contract.reset();
  second.side.reset();
  second.voided = true;
  commit(
    {domain::stored_trade{second, test::a_day(4)}, domain::stored_trade{first, test::a_day(3)}});
  const auto found = past().trades({account, 10}, goes_on).value();
  CAF_REQUIRE_EQUAL(found.records.size(), 2u);
  CAF_CHECK(found.records[0].row == first);
  CAF_CHECK(found.records[0].day == test::a_day(3));
  CAF_CHECK(found.records[1].row == second);
}

CAF_TEST(a question that takes too long is given up) {
  std::vector<domain::journal_entry> many;
  for (int i = 0; i < 2000; ++i)
    many.emplace_back(test::an_audit_entry("one of many"));
  commit(std::move(many));
  const auto given_up = past().log({std::nullopt, 1000}, [] { return true; });
  CAF_REQUIRE(!given_up);
  CAF_CHECK(given_up.error().code == domain::failure_code::storage_failed);
}

CAF_TEST(a store that is missing is a failure) {
  const history_reader nothing{options.directory / "elsewhere"};
  const auto found = nothing.locks({std::nullopt, 1}, goes_on);
  CAF_REQUIRE(!found);
  CAF_CHECK(found.error().code == domain::failure_code::storage_failed);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_past
