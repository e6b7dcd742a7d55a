#define CAF_SUITE replay.story_writer

#include "adapters/replay/story_writer.hpp"

#include "tests/unit/replay/sample_records.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace replay_story_writer {

using namespace riskd;
using namespace riskd::domain;
using test::record_at;
using namespace std::chrono_literals;

namespace {

/// Chicago as it is between March and November: five hours behind UTC.
time_zone chicago(account_id) {
  return {"America/Chicago", {{time_point{}, -5h}}};
}

struct fixture {
  replay::story_writer story{{}, chicago};

  std::string line_of(decision what) {
    return story.write(record_at("2026-06-03T15:00:10.25Z", 7, std::move(what)));
  }

  const std::string head = "2026-06-03 10:00:10.250 -05:00  account 1  line 7     ";

  lock hard = test::lock_of(rule_id::daily_realized_loss, lock_kind::hard, lock_policy::flatten,
                            test::at("2026-06-03T22:00:00Z"));

  command_record close = test::command_of(close_position{test::open_position("CON.F.US.EP.M26", 1)},
                                          rule_id::daily_realized_loss, command_cause::lock);
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(story_writer_tests, fixture)

CAF_TEST(a breach is told with its figures) {
  CAF_CHECK_EQUAL(line_of(breach_record{{}, test::daily_loss()}),
                  head + "RULE-003 daily loss: -550.00 reached -500.00: everything is closed\n");
  auto found = test::daily_loss();
  found.rule = rule_id::max_contracts_per_instrument;
  found.product = "MNQ";
  found.observed = quantity{3};
  found.limit = quantity{2};
  found.unit = measure_unit::contracts;
  found.action = remedy::reduce_to_limit;
  CAF_CHECK_EQUAL(
    line_of(breach_record{{}, found}),
    head + "RULE-002 product limit in MNQ: 3 contracts, allowed 2: reduced to the limit\n");
}

CAF_TEST(a lock is told with its end in local time) {
  CAF_CHECK_EQUAL(line_of(lock_record{hard, false}),
                  head
                    + "RULE-003: locked until 2026-06-03 17:00 America/Chicago, "
                      "nothing may be held\n");
  hard.until = std::nullopt;
  hard.policy = lock_policy::keep;
  CAF_CHECK_EQUAL(line_of(lock_record{hard, true}),
                  head
                    + "RULE-003: lock extended until its condition ends, "
                      "positions may only shrink\n");
  CAF_CHECK_EQUAL(line_of(unlock_record{hard, lock_end::reset}),
                  head + "RULE-003: unlocked, the trading day is over\n");
}

CAF_TEST(a command is told with its product) {
  CAF_CHECK_EQUAL(line_of(close), head + "close ES (CON.F.US.EP.M26): lock of RULE-003\n");
  const reduce_position reduce{test::open_position("CON.F.US.MNQ.H26", 3), quantity{2}};
  CAF_CHECK_EQUAL(
    line_of(test::command_of(reduce, rule_id::max_contracts, command_cause::breach, 2)),
    head + "reduce MNQ (CON.F.US.MNQ.H26) by 2: breach of RULE-001, attempt 2\n");
  const cancel_order cancel{test::live_order(12, "MNQ")};
  CAF_CHECK_EQUAL(
    line_of(test::command_of(cancel, rule_id::daily_unrealized_loss, command_cause::cleanup)),
    head + "cancel order 12 in MNQ: left over after a close by RULE-004\n");
}

CAF_TEST(a reset says how the day went) {
  const reset_record reset{
    2026y / std::chrono::June / 4, 2026y / std::chrono::June / 3, {}, dollars(-500), 1};
  CAF_CHECK_EQUAL(story.write(record_at("2026-06-03T22:00:00Z", std::nullopt, reset)),
                  "2026-06-03 17:00:00.000 -05:00  account 1  timer      trading day 2026-06-04 "
                  "begins; 2026-06-03 ended with -500.00 realized in 1 trade\n");
}

CAF_TEST(what concerns no account is told in UTC) {
  auto record = record_at("2026-06-03T15:00:00Z", 3,
                          alert_record{alert_code::bad_payload, {}, "the account is absent"});
  record.account = std::nullopt;
  CAF_CHECK_EQUAL(story.write(record), "2026-06-03 15:00:00.000 +00:00  -  line 3     "
                                       "alert: bad payload: the account is absent\n");
}

CAF_TEST(texts of a recording cannot drive the terminal) {
  const alert_record alert{alert_code::unknown_contract, contract_id{"a\x1b[2Jb\xed\xa0\x80"}, {}};
  CAF_CHECK_EQUAL(line_of(alert), head + "alert: unknown contract a?[2Jb\xef\xbf\xbd\n");
}

CAF_TEST(colours show what is loud) {
  replay::story_writer bright{terminal::style{true}, chicago};
  const auto line = bright.write(record_at("2026-06-03T15:00:00Z", 1, lock_record{hard, false}));
  CAF_CHECK(line.find("\x1b[1;31mRULE-003: locked") != std::string::npos);
}

CAF_TEST(the summary counts what happened to each account) {
  CAF_CHECK_EQUAL(story.summary(1), "1 event read: 0 breaches, 0 locks, 0 commands.\n");
  for (const decision& each :
       {decision{breach_record{{}, test::daily_loss()}}, decision{lock_record{hard, false}},
        decision{lock_record{hard, true}}, decision{close}, decision{close}})
    CAF_CHECK(!line_of(each).empty());
  auto other = record_at("2026-06-03T15:00:10Z", 8,
                         test::command_of(cancel_order{test::live_order(12, "MNQ")},
                                          rule_id::max_contracts, command_cause::breach));
  other.account = account_id{20};
  CAF_CHECK(!story.write(other).empty());
  CAF_CHECK_EQUAL(story.summary(500),
                  "500 events read: 1 breach, 1 lock, 3 commands.\n"
                  "\n"
                  "Account  Breaches  Locks  Alerts  cancel order  close position\n"
                  "1               1      1       0             0               2\n"
                  "20              0      0       0             1               0\n"
                  "\n"
                  "Rule      About       Account  Breaches\n"
                  "RULE-003  daily loss  1               1\n");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace replay_story_writer
