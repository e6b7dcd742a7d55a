#define CAF_SUITE actor.notifier

#include "actors/notifier.hpp"

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace actor_notifier {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

/// Remembers what is to be told, and fails if it is made to.
class recording_notifications final : public notification_port {
public:
  void start(sink) override {
  }

  void tell(notice what) override {
    ++calls;
    if (is_broken)
      throw std::runtime_error{"planted"};
    told.push_back(std::move(what));
  }

  void stop(duration) override {
  }

  /// Codes and subjects since the last call, in one line.
  std::string news() {
    std::string out;
    for (const auto& each : std::exchange(told, {}))
      out += (out.empty() ? "" : "; ") + each.account + " " + each.code
             + (each.subject.empty() ? "" : " " + each.subject);
    return out;
  }

  std::vector<notice> told;
  bool is_broken = false;
  int calls = 0;
};

struct people {
  recording_notifications people_told;
};

/// `people` come first: they outlive the daemon.
struct fixture : people, deterministic_daemon {
  fixture() {
    guard(first, "003 {limit: -500, include_unrealized: false}; reset.time: 09:10");
    notifications = &people_told;
    warn_at_percent = {50, 70, 85};
  }

  void start_ready() {
    broker.enter(first, position_called("MNQ L2@21000 id1 ct0"));
    start();
    advance(1s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    broker.forget();
    people_told.told.clear();
  }

  /// The account has lost so much in one more trade.
  void lose(const char* trade) {
    broker.stream(first, trade_called(trade));
    advance(1s);
  }

  /// The daemon dies, and the next one finds what was kept.
  void start_anew() {
    kill();
    stored = {journal.restored(first)};
    start();
    advance(1s);
  }

  [[nodiscard]] std::size_t audited(const std::string& text) const {
    const auto entries = journal.all<audit_entry>(first);
    return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(),
                    [&](const audit_entry& x) { return x.text.find(text) != std::string::npos; }));
  }

  recording_notifications& told() {
    return people_told;
  }
};

const std::string at_70 = "limit_warning RULE-003 (daily realized loss) is at 70 % of its limit: "
                          "-350.00 of -500.00";

} // namespace

CAF_TEST_FIXTURE_SCOPE(notifier_tests, fixture)

// R-O-5, R-P-6
CAF_TEST(a limit that comes near is announced once a day) {
  start_ready();
  lose("#1 -350 id7");
  const auto name = account(first).name;
  CAF_CHECK_EQUAL(told().news(), name + " " + at_70);
  CAF_CHECK_EQUAL(alerts(first, alert_code::limit_warning), 1u);
  CAF_CHECK_EQUAL(audited("Alert limit_warning: RULE-003"), 1u);
  lose("#2 -10 id8");
  CAF_CHECK_EQUAL(told().news(), "");
  advance(10min);
  told().news();
  lose("#3 -350 id9 at603");
  CAF_CHECK_EQUAL(alerts(first, alert_code::limit_warning), 2u);
}

// R-O-5
CAF_TEST(a restart announces nothing again) {
  start_ready();
  lose("#1 -350 id7");
  const auto name = account(first).name;
  CAF_CHECK_EQUAL(told().news(), name + " " + at_70);
  start_anew();
  CAF_CHECK_EQUAL(told().news().find("limit_warning"), std::string::npos);
  CAF_CHECK_EQUAL(audited("Alert limit_warning: RULE-003"), 1u);
  lose("#2 -80 id8");
  CAF_CHECK(told().news().find("is at 86 % of its limit") != std::string::npos);
  advance(10min);
  start_anew();
  told().news();
  lose("#3 -350 id9 at700");
  CAF_CHECK_EQUAL(told().news(), name + " " + at_70);
}

CAF_TEST(limits are announced without receivers too) {
  notifications = nullptr;
  start_ready();
  lose("#1 -350 id7");
  CAF_CHECK_EQUAL(alerts(first, alert_code::limit_warning), 1u);
  CAF_CHECK_EQUAL(told().calls, 0);
}

CAF_TEST(without steps there is nothing to announce) {
  notifications = nullptr;
  warn_at_percent.clear();
  start_ready();
  lose("#1 -450 id7");
  CAF_CHECK_EQUAL(alerts(first, alert_code::limit_warning), 0u);
}

// R-F-9
CAF_TEST(a lock is told once it is on disk) {
  start_ready();
  journal.acknowledging = recording_journal::manner::writing;
  broker.stream(first, trade_called("#1 -500 id7"));
  advance(300ms);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(told().news(), "");
  journal.acknowledge_synced();
  advance(1s);
  const auto news = told().news();
  CAF_CHECK(news.find("locked RULE-003") != std::string::npos);
  CAF_CHECK(news.find("limit_warning") == std::string::npos);
}

CAF_TEST(the end of a lock is told in the local time of the account) {
  start_ready();
  lose("#1 -500 id7");
  CAF_REQUIRE(!told().told.empty());
  const auto lock = told().told.front();
  CAF_CHECK_EQUAL(lock.level, severity::critical);
  CAF_CHECK(lock.local_time.ends_with(" America/Chicago"));
  told().news();
  broker.carry_out(broker.last());
  broker.reply(broker.last(), call_outcome::accepted);
  advance(11min);
  CAF_CHECK(told().news().find("lock_ended RULE-003") != std::string::npos);
}

CAF_TEST(alerts of the daemon are told as well) {
  start_ready();
  broker.set_link(link::market_hub, false);
  broker.report(account_event{account_id{1234567}, trade_called("#1 -500 id7")});
  settle();
  CAF_REQUIRE_EQUAL(told().told.size(), 2u);
  CAF_CHECK_EQUAL(told().told[0].code, "connection_lost");
  CAF_CHECK_EQUAL(told().told[0].account, "");
  CAF_CHECK_EQUAL(told().told[1].code, "unknown_account");
  CAF_CHECK_EQUAL(told().told[1].account, "account ****4567");
}

// R-F-9: commands never wait for notification.
CAF_TEST(a notifier that keeps dying holds up nothing) {
  guard(second, "003 {limit: -500, include_unrealized: false}");
  start_ready();
  told().is_broken = true;
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(3s);
  broker.set_link(link::market_hub, false);
  advance(30s);
  CAF_CHECK_GREATER(told().calls, 1);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  told().is_broken = false;
  broker.set_link(link::market_hub, true);
  advance(30s);
  broker.set_link(link::market_hub, false);
  settle();
  CAF_CHECK(told().news().find("connection_lost") != std::string::npos);
  lose("#2 -1 id8");
  CAF_CHECK_EQUAL(account(second).state, protection::degraded);
}

CAF_TEST(what a successor finds is no news again) {
  start_ready();
  lose("#1 -500 id7");
  told().news();
  advance(1min);
  told().news();
  told().is_broken = true;
  broker.set_link(link::market_hub, false);
  settle();
  told().is_broken = false;
  advance(10s);
  CAF_CHECK(told().news().find("locked") == std::string::npos);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_notifier
