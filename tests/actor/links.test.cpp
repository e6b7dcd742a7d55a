#define CAF_SUITE actor.links

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <variant>

namespace actor_links {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};
const account_id second{2};

const char* const loss_rule = "003 {limit: -500, include_unrealized: false}";

struct fixture : deterministic_daemon {
  void start_with(std::initializer_list<account_id> accounts) {
    for (const auto each : accounts) {
      guard(each, loss_rule);
      broker.enter(each, position_called("MNQ L2@21000 id1 ct0"));
    }
    start();
    advance(2s);
    CAF_REQUIRE_EQUAL(status.latest()->phase, daemon_phase::ready);
    broker.forget();
  }

  void lose_everything() {
    broker.answering = fake_broker::manner::failing;
    for (const auto each : {link::user_hub, link::market_hub, link::rest})
      broker.set_link(each, false);
  }

  /// Every command so far did not get through.
  void refuse_all() {
    const auto sent = broker.submitted;
    for (const auto& each : sent)
      broker.reply(each, call_outcome::not_sent);
  }

  template <class Question>
  [[nodiscard]] std::size_t asked() const {
    return static_cast<std::size_t>(
      std::count_if(broker.asked.begin(), broker.asked.end(), [](const query_ticket& x) {
        return std::holds_alternative<Question>(x.question);
      }));
  }

  /// Reasons of the daemon or of an account, in one line.
  [[nodiscard]] std::string reasons() const {
    return joined(status.latest()->reasons);
  }

  [[nodiscard]] std::string reasons(account_id id) const {
    return joined(account(id).reasons);
  }

  [[nodiscard]] const gateway_status& gateway() const {
    return status.latest()->gateways.at(0);
  }

private:
  static std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& each : texts)
      out += (out.empty() ? "" : "; ") + each;
    return out;
  }
};

bool tells(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(link_tests, fixture)

// R-G-7
CAF_TEST(without the user hub each part of an account is asked for at its own pace) {
  start_with({first});
  broker.set_link(link::user_hub, false);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::degraded);
  CAF_CHECK(tells(reasons(first), "the event stream is down"));
  CAF_CHECK(tells(reasons(), "user hub is down"));
  broker.forget();
  advance(60s);
  CAF_CHECK_EQUAL(asked<positions_query>(), 30u);
  CAF_CHECK_EQUAL(asked<open_orders_query>(), 30u);
  CAF_CHECK_EQUAL(asked<trades_query>(), 12u);
  CAF_CHECK_EQUAL(asked<accounts_query>(), 6u);
  // R-F-14
  CAF_CHECK(broker.asked.size() < 130u);
}

// R-F-14: evenly slower, instead of fast until nothing is left.
CAF_TEST(accounts of one login are polled within its budget) {
  start_with({first, second});
  broker.set_link(link::user_hub, false);
  settle();
  broker.forget();
  advance(60s);
  CAF_CHECK(broker.asked.size() <= 100u);
  CAF_CHECK_EQUAL(broker.position_reads(first), 12u);
  CAF_CHECK_EQUAL(broker.position_reads(second), 12u);
}

// R-G-5, R-G-7
CAF_TEST(comparisons are as rare as before once the user hub is back) {
  start_with({first});
  broker.set_link(link::user_hub, false);
  advance(20s);
  broker.set_link(link::user_hub, true);
  advance(1s);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  broker.forget();
  advance(60s);
  CAF_CHECK_EQUAL(asked<positions_query>(), 2u);
  CAF_CHECK_EQUAL(asked<trades_query>(), 2u);
  CAF_CHECK_EQUAL(asked<accounts_query>(), 2u);
}

// A-72, R-G-8: the stream never comes back.
CAF_TEST(a loss that only polling can find is enforced) {
  start_with({first});
  broker.set_link(link::user_hub, false);
  settle();
  broker.enter(first, trade_called("#1 -500 id7"));
  advance(7s);
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
}

// R-G-8: a position that moved was traded, and its trade is not waited for.
CAF_TEST(a difference in positions asks for trades at the next poll) {
  start_with({first});
  broker.set_link(link::user_hub, false);
  advance(1ms);
  // A poll that has just asked for trades when they were due: the next ones leave them out.
  for (int due = 0; due < 2; ++due)
    do {
      broker.forget();
      advance(2s);
    } while (asked<trades_query>() == 0);
  broker.enter(first, position_called("MNQ 0"));
  broker.enter(first, trade_called("#1 -100 id7"));
  broker.forget();
  advance(2s);
  CAF_CHECK_EQUAL(asked<positions_query>(), 1u);
  CAF_CHECK_EQUAL(asked<trades_query>(), 0u);
  advance(2s);
  CAF_CHECK_EQUAL(asked<trades_query>(), 1u);
  advance(200ms);
  CAF_CHECK_EQUAL(to_string(account(first).realized), "-100.00");
}

// A-153, R-L-5
CAF_TEST(a position opened in a locked account is found without the user hub) {
  start_with({first});
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  const auto ticket = broker.last();
  broker.carry_out(ticket);
  broker.reply(ticket, call_outcome::accepted);
  advance(15s);
  CAF_REQUIRE(account(first).enforcement.verified_flat.has_value());
  broker.set_link(link::user_hub, false);
  advance(10s);
  broker.forget();
  broker.enter(first, position_called("ES L1@6000 id9 ct30"));
  advance(3s);
  CAF_CHECK_EQUAL(broker.commands(), "close ES [003]");
  CAF_CHECK_EQUAL(account(first).state, protection::degraded);
}

// R-G-7, R-F-11
CAF_TEST(without rest events are judged while enforcement is tried again) {
  start_with({first});
  broker.answering = fake_broker::manner::failing;
  broker.set_link(link::rest, false);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::degraded);
  CAF_CHECK(tells(reasons(first), "the broker does not answer requests"));
  CAF_CHECK(tells(reasons(), "the REST interface is down"));
  CAF_CHECK_EQUAL(alerts(alert_code::connection_lost), 1u);
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).locks.size(), 1u);
  for (int i = 0; i < 100; ++i) {
    refuse_all();
    broker.forget();
    advance(1s);
  }
  CAF_CHECK(alerts(alert_code::not_flat_emergency) > 0);
  broker.answering = fake_broker::manner::at_once;
  broker.set_link(link::rest, true);
  for (int i = 0; i < 5 && broker.submitted.empty(); ++i)
    advance(1s);
  CAF_REQUIRE(!broker.submitted.empty());
  const auto ticket = broker.last();
  broker.carry_out(ticket);
  broker.reply(ticket, call_outcome::accepted);
  advance(5s);
  CAF_CHECK(account(first).enforcement.verified_flat.has_value());
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
}

// R-G-8
CAF_TEST(the account is compared as soon as rest is back) {
  start_with({first});
  broker.set_link(link::rest, false);
  advance(4s);
  broker.forget();
  broker.set_link(link::rest, true);
  settle();
  CAF_CHECK_EQUAL(asked<positions_query>(), 1u);
  CAF_CHECK_EQUAL(asked<trades_query>(), 1u);
}

// R-G-7, R-O-4
CAF_TEST(a lost market hub is told by every account) {
  start_with({first, second});
  broker.set_link(link::market_hub, false);
  advance(200ms);
  CAF_CHECK_EQUAL(account(first).state, protection::degraded);
  CAF_CHECK_EQUAL(account(second).state, protection::degraded);
  CAF_CHECK(tells(reasons(first), "the quote stream is down"));
  CAF_CHECK(tells(reasons(), "market hub is down"));
  CAF_CHECK_EQUAL(alerts(alert_code::connection_lost), 1u);
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  broker.set_link(link::market_hub, true);
  advance(200ms);
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
}

// R-G-7
CAF_TEST(without any link one alert every thirty seconds changes no lock) {
  start_with({first, second});
  broker.stream(second, trade_called("#1 -500 id7"));
  settle();
  lose_everything();
  advance(1200ms);
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 1u);
  CAF_CHECK(tells(reasons(), "no link to the broker works"));
  // What is wrong with all is not told of each.
  CAF_CHECK(!tells(reasons(), "market hub is down"));
  advance(28s);
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 1u);
  advance(2s);
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 2u);
  advance(60s);
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 4u);
  CAF_CHECK(account(first).locks.empty());
  CAF_CHECK_EQUAL(account(second).locks.size(), 1u);
  broker.set_link(link::rest, true);
  advance(60s);
  CAF_CHECK_EQUAL(alerts(alert_code::blind), 4u);
  CAF_CHECK(!tells(reasons(), "no link to the broker works"));
}

// R-G-6, R-O-4
CAF_TEST(a conflict over the session is named until it is over) {
  start_with({first});
  broker.report(session_lost{"ended", session_end::logged_out, {}});
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(alert_code::session_conflict), 0u);
  CAF_CHECK(tells(reasons(), "the broker ended the session; logging in again"));
  broker.report(session_opened{clock.now().wall + 24h, std::nullopt});
  advance(200ms);
  CAF_CHECK_EQUAL(reasons(), "");
  for (const auto pause : {5s, 10s, 60s}) {
    broker.report(session_lost{"ended", session_end::conflict, pause});
    advance(pause);
    CAF_CHECK(
      tells(reasons(), "somebody else uses this login: end the other program; next login in "
                         + std::to_string(pause.count()) + " s"));
    broker.report(session_opened{clock.now().wall + 24h, std::nullopt});
    advance(200ms);
    CAF_CHECK_EQUAL(reasons(), "");
  }
  CAF_CHECK_EQUAL(alerts(alert_code::session_conflict), 3u);
  CAF_CHECK(account(first).locks.empty());
}

// Section 8.4: told at once, then every minute, so that other alerts stay in sight.
CAF_TEST(a revoked key is named with what helps) {
  start_with({first});
  for (int i = 0; i < 24; ++i) {
    broker.report(session_lost{"code 3: revoked", session_end::login_refused, 5s});
    advance(5s);
  }
  CAF_CHECK(tells(reasons(), "the login is refused (code 3: revoked)"));
  CAF_CHECK(tells(reasons(), "correct user name and API key"));
  CAF_CHECK(tells(gateway().login_remark, "tried again every 5 s"));
  CAF_CHECK_EQUAL(alerts(alert_code::auth_failed), 2u);
  broker.report(session_lost{"HTTP 502", session_end::login_unanswered, 5s});
  advance(1s);
  CAF_CHECK_EQUAL(alerts(alert_code::auth_failed), 3u);
  CAF_CHECK(tells(reasons(), "the login is not answered (HTTP 502)"));
  broker.report(session_opened{clock.now().wall + 24h, std::nullopt});
  advance(200ms);
  CAF_CHECK_EQUAL(gateway().login_remark, "");
  CAF_CHECK_EQUAL(status.latest()->phase, daemon_phase::ready);
  // A new failure is news.
  broker.report(session_lost{"HTTP 502", session_end::login_unanswered, 5s});
  advance(1s);
  CAF_CHECK_EQUAL(alerts(alert_code::auth_failed), 4u);
}

// R-L-12
CAF_TEST(the skew of the clocks is shown until it is gone) {
  start_with({first});
  CAF_CHECK(gateway().clock_correction == duration{});
  broker.report(session_opened{clock.now().wall + 24h, clock.now().wall - 1h});
  advance(200ms);
  CAF_CHECK_EQUAL(alerts(alert_code::clock_skew), 1u);
  CAF_CHECK(gateway().clock_correction < -1h + 2s);
  CAF_CHECK(gateway().clock_correction > -1h - 2s);
  // Somebody corrects the local clock.
  clock.step(-1h);
  advance(3s);
  CAF_CHECK(gateway().clock_correction == duration{});
}

// R-L-11, A-147
CAF_TEST(a jump of the local clock is shown) {
  start_with({first});
  clock.step(3h);
  advance(3s);
  CAF_CHECK_EQUAL(alerts(alert_code::clock_skew), 1u);
  CAF_CHECK(gateway().clock_correction < -3h + 2s);
}

// R-G-1, R-O-4
CAF_TEST(an account that the broker drops is told as unprotected) {
  start_with({first, second});
  broker.unlist_account(first);
  advance(31s);
  CAF_CHECK_EQUAL(account(first).state, protection::unprotected);
  CAF_CHECK(tells(reasons(first), "the broker does not list the account any more"));
  CAF_CHECK_EQUAL(account(second).state, protection::protected_);
  CAF_CHECK_EQUAL(alerts(first, alert_code::account_unresolved), 1u);
  advance(60s);
  CAF_CHECK_EQUAL(alerts(first, alert_code::account_unresolved), 1u);
  // It is judged all the same.
  broker.stream(first, trade_called("#1 -500 id7"));
  settle();
  CAF_CHECK_EQUAL(broker.commands(), "close MNQ [003]");
  broker.list_account({first, "ACCOUNT-1", true, dollars(50'000)});
  advance(31s);
  CAF_CHECK(!tells(reasons(first), "does not list"));
}

CAF_TEST_FIXTURE_SCOPE_END()

CAF_TEST_FIXTURE_SCOPE(unreachable_broker_tests, fixture)

// R-G-7: also a daemon that never saw anything is blind.
CAF_TEST(a broker that is never reached is told as such) {
  guard(first, loss_rule);
  broker.opening = false;
  broker.answering = fake_broker::manner::failing;
  start();
  broker.set_link(link::rest, false);
  broker.report(session_lost{"connection refused", session_end::login_unanswered, 5s});
  advance(35s);
  CAF_CHECK(alerts(alert_code::blind) > 0);
  CAF_CHECK(tells(reasons(), "no link to the broker works"));
  CAF_CHECK(tells(reasons(), "the login is not answered (connection refused)"));
  CAF_CHECK_EQUAL(status.latest()->phase, daemon_phase::starting);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_links
