#define CAF_SUITE domain.fleet_daemon_watch

#include "domain/fleet/daemon_watch.hpp"
#include "tests/unit/domain/fleet_watch_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace domain_fleet_daemon_watch {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

daemon_standing standing_of(daemon_watch& watch) {
  return watch.status()->standing;
}

} // namespace

CAF_TEST(a daemon is never seen until its first word) {
  auto watch = new_watch();
  const auto status = watch.status();
  CAF_CHECK_EQUAL(status->name, "home");
  CAF_CHECK_EQUAL(status->standing, daemon_standing::never);
  CAF_CHECK(!status->remark.empty());
  CAF_CHECK(!status->last_heard);
  CAF_CHECK(!status->what);
  watch.look(hub_clock(1h));
  CAF_CHECK(watch.status() == status);
}

CAF_TEST(a link alone proves nothing of the daemon) {
  auto watch = new_watch();
  watch.link_up(hub_clock(1s));
  CAF_CHECK(watch.status()->attached == hub_start + 1s);
  CAF_CHECK_EQUAL(standing_of(watch), daemon_standing::never);
  watch.link_down(hub_clock(2s), "the certificate expired");
  const auto status = watch.status();
  CAF_CHECK(!status->attached);
  CAF_CHECK_EQUAL(status->standing, daemon_standing::never);
  CAF_CHECK_EQUAL(status->remark, "the certificate expired");
}

CAF_TEST(the standing is what the last words prove) {
  struct row {
    const char* label;
    void (*happens)(daemon_watch&);
    daemon_standing expected;
    const char* remark;
  };
  using standing = daemon_standing;
  const row rows[] = {
    {"just heard", [](daemon_watch&) {}, standing::live, ""},
    {"heard lately", [](daemon_watch& x) { x.look(hub_clock(5s - 1us)); }, standing::live, ""},
    {"not heard for five seconds", [](daemon_watch& x) { x.look(hub_clock(5s)); }, standing::silent,
     "the link is up, and nothing is heard any more"},
    {"heard again",
     [](daemon_watch& x) {
       x.look(hub_clock(9s));
       CAF_CHECK(x.take(update_of(2), hub_clock(10s)).has_value());
     },
     standing::live, ""},
    {"the link went down", [](daemon_watch& x) { x.link_down(hub_clock(1s), "reset by peer"); },
     standing::silent, "reset by peer"},
    {"the link went down for no reason", [](daemon_watch& x) { x.link_down(hub_clock(1s), ""); },
     standing::silent, "the link is down"},
    {"a new link", [](daemon_watch& x) { x.link_up(hub_clock(1s)); }, standing::silent,
     "the link is up, and nothing was heard yet"},
    {"a new link without a report of riskd",
     [](daemon_watch& x) {
       x.link_up(hub_clock(1s));
       CAF_CHECK(x.take(update_of(1), hub_clock(1s)).has_value());
     },
     standing::unreachable, "nothing was told of riskd yet"},
    {"riskd does not answer",
     [](daemon_watch& x) {
       CAF_CHECK(x.take(update_of(2, mute("connection refused")), hub_clock(1s)).has_value());
     },
     standing::unreachable, "connection refused"},
    {"riskd does not answer for no reason",
     [](daemon_watch& x) { CAF_CHECK(x.take(update_of(2, mute("")), hub_clock(1s)).has_value()); },
     standing::unreachable, "riskd does not answer"},
    {"the agent of a mute riskd falls silent",
     [](daemon_watch& x) {
       CAF_CHECK(x.take(update_of(2, mute("connection refused")), hub_clock(1s)).has_value());
       x.look(hub_clock(6s));
     },
     standing::silent, "the link is up, and nothing is heard any more"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    each.happens(watch);
    const auto status = watch.status();
    CAF_CHECK_EQUAL(status->standing, each.expected);
    CAF_CHECK_EQUAL(status->remark, each.remark);
    const bool is_silent = each.expected == standing::silent;
    for (const auto& account : status->accounts)
      CAF_CHECK_EQUAL(account.look, is_silent                         ? account_look::silent
                                    : each.expected == standing::live ? account_look::protected_
                                                                      : account_look::unprotected);
    CAF_CHECK_EQUAL(status->accounts.size(), 2u);
    CAF_CHECK(status->what.has_value());
  }
}

// R-L-11
CAF_TEST(setting the wall clock makes nobody silent) {
  auto watch = live_watch();
  auto now = hub_clock(4s);
  now.wall += 1h;
  watch.look(now);
  CAF_CHECK_EQUAL(standing_of(watch), daemon_standing::live);
  now = hub_clock(5s);
  now.wall -= 1h;
  watch.look(now);
  CAF_CHECK_EQUAL(standing_of(watch), daemon_standing::silent);
}

CAF_TEST(only the next update of a link is taken) {
  struct row {
    const char* label;
    std::uint64_t number;
    bool is_taken;
  };
  for (const auto& each : {row{"the welcome", 0, false}, row{"the last one again", 1, false},
                           row{"the next one", 2, true}, row{"one was lost", 3, false}}) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    CAF_CHECK_EQUAL(watch.take(update_of(each.number, mute("")), hub_clock(4s)).has_value(),
                    each.is_taken);
    CAF_CHECK_EQUAL(watch.receipt().number, each.is_taken ? 2u : 1u);
    watch.look(hub_clock(5s));
    CAF_CHECK_EQUAL(standing_of(watch),
                    each.is_taken ? daemon_standing::unreachable : daemon_standing::silent);
  }
}

CAF_TEST(nothing is taken without a link) {
  auto watch = live_watch();
  watch.link_down(hub_clock(1s), "gone");
  CAF_CHECK(!watch.take(update_of(2), hub_clock(1s)));
  watch.link_up(hub_clock(2s));
  CAF_CHECK_EQUAL(watch.receipt().number, 0u);
  CAF_CHECK(!watch.take(update_of(2), hub_clock(2s)));
  CAF_CHECK(watch.take(update_of(1), hub_clock(2s)).has_value());
}

CAF_TEST(the status is the same object until something changes) {
  struct row {
    const char* label;
    void (*happens)(daemon_watch&);
    bool is_same;
  };
  static const auto taken = [](daemon_watch& x, fleet_update update, duration at) {
    update.sent = hub_start + at;
    CAF_CHECK(x.take(update, hub_clock(at)).has_value());
  };
  const row rows[] = {
    {"nothing happens", [](daemon_watch&) {}, true},
    {"time passes", [](daemon_watch& x) { x.look(hub_clock(4s)); }, true},
    {"an empty update", [](daemon_watch& x) { taken(x, update_of(2), 4999ms); }, true},
    {"an empty update later", [](daemon_watch& x) { taken(x, update_of(2), 5s); }, false},
    {"it falls silent", [](daemon_watch& x) { x.look(hub_clock(5s)); }, false},
    {"a report", [](daemon_watch& x) { taken(x, update_of(2, answering("{1}")), 1s); }, false},
    {"an account",
     [](daemon_watch& x) {
       auto update = update_of(2);
       update.accounts = {account_named("A-1")};
       taken(x, update, 1s);
     },
     false},
    {"an account that is gone",
     [](daemon_watch& x) {
       auto update = update_of(2);
       update.gone = {"A-1"};
       taken(x, update, 1s);
     },
     false},
    {"an account that was unknown is gone",
     [](daemon_watch& x) {
       auto update = update_of(2);
       update.gone = {"Z-1"};
       taken(x, update, 1s);
     },
     true},
    {"records",
     [](daemon_watch& x) {
       auto update = update_of(2);
       update.records = records_of(1, 1, 2);
       taken(x, update, 1s);
     },
     false},
    {"the link goes down", [](daemon_watch& x) { x.link_down(hub_clock(1s), "gone"); }, false},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto watch = live_watch();
    const auto before = watch.status();
    each.happens(watch);
    const auto after = watch.status();
    CAF_CHECK_EQUAL(after == before, each.is_same);
    CAF_CHECK(watch.status() == after);
  }
}

CAF_TEST(the last word shows every five seconds) {
  auto watch = live_watch();
  CAF_CHECK(watch.status()->last_heard == hub_start);
  std::vector<std::optional<time_point>> shown;
  for (std::uint64_t second = 1; second <= 12; ++second) {
    const duration at = std::chrono::seconds{second};
    auto update = update_of(second + 1);
    update.sent = hub_start + at;
    CAF_CHECK(watch.take(update, hub_clock(at)).has_value());
    const auto heard = watch.status()->last_heard;
    if (shown.empty() || shown.back() != heard)
      shown.push_back(heard);
  }
  CAF_CHECK(
    shown == (std::vector<std::optional<time_point>>{hub_start, hub_start + 5s, hub_start + 10s}));
  watch.look(hub_clock(17s));
  CAF_CHECK(watch.status()->last_heard == hub_start + 12s);
}

CAF_TEST(a watch goes on from what an earlier hub kept) {
  kept_fleet::daemon kept;
  kept.name = "home";
  kept.records_until = record_place{1, 3};
  kept.hash = hash_at({1, 3});
  kept.what = answering();
  kept.accounts = {with_result(account_named("B-1"), dollars(5)), account_named("A-1")};
  kept.last_heard = hub_start - 1min;
  daemon_watch watch{kept, 5s};
  const auto status = watch.status();
  CAF_CHECK_EQUAL(status->standing, daemon_standing::never);
  CAF_CHECK(status->what == kept.what);
  CAF_CHECK(status->last_heard == kept.last_heard);
  CAF_REQUIRE_EQUAL(status->accounts.size(), 2u);
  CAF_CHECK_EQUAL(status->accounts[0].what.name, "A-1");
  CAF_CHECK_EQUAL(status->accounts[1].look, account_look::silent);
  CAF_CHECK(status->accounts[1].received == hub_start - 1min);
  CAF_CHECK(watch.receipt() == (fleet_receipt{0, record_place{1, 3}}));
  watch.link_up(hub_clock(1s));
  auto update = update_of(1, answering());
  update.accounts = {with_result(account_named("B-1"), dollars(5))};
  update.records = records_of(1, 3, 4);
  const auto news = watch.take(update, hub_clock(1s));
  CAF_REQUIRE(news.has_value());
  CAF_CHECK(news->results.empty());
  CAF_CHECK(news->kept.records == records_of(1, 4, 4));
  CAF_CHECK_EQUAL(watch.status()->audit.state, chain_state::intact);
  CAF_CHECK_EQUAL(watch.status()->accounts[0].look, account_look::protected_);
}

// R-P-5
CAF_TEST(a broken audit stays broken in a later hub) {
  kept_fleet::daemon kept;
  kept.name = "home";
  kept.records_until = record_place{1, 3};
  kept.hash = hash_at({1, 3});
  kept.audit = chain_state::broken;
  kept.audit_remark = "records were cut off";
  kept.era = 2;
  daemon_watch watch{kept, 5s};
  CAF_CHECK_EQUAL(watch.status()->audit.state, chain_state::broken);
  CAF_CHECK_EQUAL(watch.audit().remark, "records were cut off");
  watch.link_up(hub_clock(1s));
  auto update = update_of(1, answering());
  update.records = records_of(1, 4, 5);
  const auto news = watch.take(update, hub_clock(1s));
  CAF_REQUIRE(news.has_value());
  CAF_CHECK_EQUAL(news->kept.records.size(), 2u);
  CAF_CHECK_EQUAL(news->kept.era, 2u);
  CAF_CHECK_EQUAL(watch.audit().remark, "records were cut off");
}

CAF_TEST(an audit that is accepted is asked for anew) {
  kept_fleet::daemon kept;
  kept.name = "home";
  kept.records_until = record_place{1, 9};
  kept.hash = hash_at({1, 9});
  kept.audit = chain_state::broken;
  kept.audit_remark = "records were cut off";
  daemon_watch watch{kept, 5s};
  const auto before = watch.status();
  watch.accept_audit();
  CAF_CHECK(watch.status() != before);
  CAF_CHECK_EQUAL(watch.status()->audit.state, chain_state::unknown);
  CAF_CHECK(watch.receipt() == fleet_receipt{});
  watch.link_up(hub_clock(1s));
  auto report = answering();
  report.audit_end = record_place{1, 5};
  report.audit_hash = hash_at({1, 5});
  auto update = update_of(1, report);
  update.records = {record_at(1, 2), record_at(1, 5)};
  const auto news = watch.take(update, hub_clock(1s));
  CAF_REQUIRE(news.has_value());
  CAF_CHECK_EQUAL(news->kept.records.size(), 2u);
  CAF_CHECK_EQUAL(news->kept.era, 1u);
  CAF_CHECK_EQUAL(watch.audit().state, chain_state::intact);
}

} // namespace domain_fleet_daemon_watch
