#define CAF_SUITE domain.fleet_daemon_news

#include "domain/fleet/daemon_watch.hpp"
#include "tests/unit/domain/fleet_watch_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>

namespace domain_fleet_daemon_news {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

CAF_TEST(accounts are kept in the order of their names) {
  auto watch = live_watch();
  auto update = update_of(2);
  update.gone = {"B-1", "unknown"};
  update.accounts
    = {account_named("C-1"), account_named("A-0"), account_named("A-1", protection::shadow)};
  CAF_CHECK(watch.take(update, hub_clock(3s)).has_value());
  const auto status = watch.status();
  CAF_REQUIRE_EQUAL(status->accounts.size(), 3u);
  const auto is = [](const fleet_account& found, const account_report& what, account_look look) {
    const auto expected = fleet_account{what, hub_start + 3s, look};
    CAF_CHECK(found == expected);
  };
  is(status->accounts[0], account_named("A-0"), account_look::protected_);
  is(status->accounts[1], account_named("A-1", protection::shadow), account_look::shadow);
  is(status->accounts[2], account_named("C-1"), account_look::protected_);
}

CAF_TEST(results are news when they changed) {
  struct row {
    const char* label;
    std::optional<money> realized;
    std::optional<money> unrealized;
    bool is_news;
  };
  const row rows[] = {
    {"the same", dollars(5), dollars(-2), false}, {"realized", dollars(6), dollars(-2), true},
    {"unrealized", dollars(5), dollars(0), true}, {"none is open", dollars(5), {}, true},
    {"unknown", {}, dollars(-2), false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    auto update = update_of(2);
    update.accounts = {with_result(account_named("A-1"), dollars(5), dollars(-2))};
    CAF_CHECK_EQUAL(watch.take(update, hub_clock(1s))->results.size(), 1u);
    update.number = 3;
    update.accounts = {with_result(account_named("A-1"), each.realized, each.unrealized)};
    const auto news = watch.take(update, hub_clock(2s));
    CAF_REQUIRE(news.has_value());
    CAF_REQUIRE_EQUAL(news->results.size(), each.is_news ? 1u : 0u);
    if (!each.is_news)
      continue;
    const auto& point = news->results.front();
    CAF_CHECK_EQUAL(point.daemon, "home");
    CAF_CHECK_EQUAL(point.account, "A-1");
    const auto expected = result_point{hub_start + 2s, *each.realized, each.unrealized};
    CAF_CHECK(point.what == expected);
  }
}

CAF_TEST(stories go on record with the records that are new) {
  auto watch = live_watch();
  auto update = update_of(2);
  update.records = records_of(1, 1, 3);
  update.stories = {story_of(7), story_of(8)};
  CAF_CHECK_EQUAL(watch.take(update, hub_clock(1s))->kept.records.size(), 3u);
  CAF_CHECK(watch.receipt() == (fleet_receipt{2, record_place{1, 3}}));
  update.number = 3;
  update.records = records_of(1, 2, 4);
  const auto news = watch.take(update, hub_clock(2s));
  CAF_REQUIRE(news.has_value());
  CAF_CHECK_EQUAL(news->kept.daemon, "home");
  CAF_CHECK(news->kept.records == records_of(1, 4, 4));
  CAF_CHECK(news->kept.stories == update.stories);
  update.number = 4;
  update.records = records_of(1, 6, 7);
  CAF_CHECK(watch.take(update, hub_clock(3s))->kept.records.empty());
  CAF_CHECK_EQUAL(watch.status()->missed, 2u);
  CAF_CHECK(watch.receipt() == (fleet_receipt{4, record_place{1, 4}}));
}

CAF_TEST(an end of the audit counts if riskd answered) {
  struct row {
    const char* label;
    bool answers;
    record_place end;
    chain_state expected;
  };
  const row rows[] = {
    {"the end of these records", true, {1, 3}, chain_state::intact},
    {"a later end", true, {1, 9}, chain_state::intact},
    {"an earlier end", true, {1, 2}, chain_state::broken},
    {"an earlier end of a riskd that is down", false, {1, 2}, chain_state::intact},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    auto report = each.answers ? answering() : mute("down");
    report.audit_end = each.end;
    report.audit_hash = hash_at(each.end);
    auto update = update_of(2, report);
    update.records = records_of(1, 1, 3);
    CAF_CHECK(watch.take(update, hub_clock(1s)).has_value());
    CAF_CHECK_EQUAL(watch.status()->audit.state, each.expected);
    CAF_CHECK(watch.status()->audit.checked == hub_start + 1s);
  }
}

CAF_TEST(clocks that differ are shown from two seconds on) {
  struct row {
    const char* label;
    duration ahead;
    std::optional<duration> shown;
  };
  const row rows[] = {
    {"equal", 0s, {}},
    {"a little late", -1999ms, {}},
    {"a little early", 1999ms, {}},
    {"two seconds", 2s, 2s},
    {"two seconds late", -2s, -2s},
    {"about three", 2600ms, 3s},
    {"about minus three", -3400ms, -3s},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    auto update = update_of(2);
    update.sent = hub_start + 1s + each.ahead;
    CAF_CHECK(watch.take(update, hub_clock(1s)).has_value());
    CAF_CHECK(watch.status()->clock_offset == each.shown);
  }
}

} // namespace domain_fleet_daemon_news
