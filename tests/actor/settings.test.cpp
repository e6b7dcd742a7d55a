#define CAF_SUITE actor.settings

#include "tests/support/deterministic_daemon.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace actor_settings {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const account_id first{1};

struct fixture : deterministic_daemon {
  fixture() {
    guard(first, rules(-500));
  }

  void start_protected() {
    start();
    advance(1s);
    CAF_REQUIRE_EQUAL(account(first).state, protection::protected_);
    broker.forget();
  }

  /// The trading day ends ten minutes after the start.
  static std::string rules(int limit) {
    return "003 {limit: " + std::to_string(limit)
           + ", include_unrealized: false}; reset.time: 09:10";
  }

  static settings_ptr settings(const std::string& text, const char* hash) {
    auto out = parse_configuration(text).base;
    out.mode = account_mode::enforce;
    out.id = first;
    out.name = "ACCOUNT-1";
    out.config_hash = hash;
    out.stored_text = std::string{"{\"of\": \""} + hash + "\"}";
    return std::make_shared<const account_settings>(std::move(out));
  }

  static follow_settings now(settings_ptr what) {
    return {{std::move(what), std::nullopt, *parse_date("2026-03-03")}, "a test"};
  }

  /// The second is in force now, the first from the next reset on.
  static follow_settings later(settings_ptr what, settings_ptr meanwhile) {
    return {{std::move(meanwhile), pending_settings{std::move(what), {{"key", "1", "2"}}},
             *parse_date("2026-03-03")},
            "a test"};
  }

  void lose(const char* id, int dollars, const char* created = " at0") {
    broker.stream(first, trade_called(std::string{"#"} + id + " " + std::to_string(-dollars) + " id"
                                      + id + created));
    settle();
  }

  [[nodiscard]] std::size_t locks() const {
    return account(first).locks.size();
  }

  [[nodiscard]] configuration_in_force stored_configuration() const {
    const auto all = journal.all<configuration_in_force>(first);
    CAF_REQUIRE(!all.empty());
    return all.back();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(settings_tests, fixture)

// R-P-2
CAF_TEST(an account is protected once its configuration is stored) {
  journal.acknowledging = recording_journal::manner::nothing;
  start();
  advance(1s);
  CAF_CHECK_EQUAL(account(first).state, protection::starting);
  for (const auto& each : journal.batches)
    journal.report(batch_committed{first, each.number});
  advance(1s);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK_EQUAL(stored_configuration().effective, "{}");
}

// A-140, R-C-9: what is there already is judged by the new limit.
CAF_TEST(a tighter limit is judged in the next step) {
  start_protected();
  lose("1", 350);
  advance(1s);
  CAF_CHECK_EQUAL(locks(), 0u);
  offer(now(settings(rules(-300), "tighter")));
  advance(1s);
  CAF_REQUIRE_EQUAL(locks(), 1u);
  CAF_CHECK_EQUAL(account(first).config_hash, "tighter");
  CAF_CHECK_EQUAL(stored_configuration().hash, "tighter");
}

CAF_TEST(a rule that is added is proven to fire) {
  start_protected();
  offer(now(settings(rules(-500) + "; 011 {blocked_symbols: [ES]}", "more")));
  advance(1s);
  const auto& shown = account(first).rules.at(static_cast<int>(rule_id::symbol_blocks) - 1);
  CAF_CHECK(shown.enabled);
  CAF_CHECK(shown.armed);
}

// R-C-8, R-L-12: what was worked out before the start may be about a day that is over by now. The
// broker's clock says so.
CAF_TEST(what waited for a day that is over is in force at the start) {
  const auto looser = settings(rules(-800), "looser");
  plan(first, {looser, {{"key", "1", "2"}}}, *parse_date("2026-03-02"));
  start();
  advance(1s);
  CAF_CHECK_EQUAL(account(first).config_hash, "looser");
  CAF_CHECK(account(first).pending.empty());
}

CAF_TEST(what waits for the end of today does so after a start) {
  plan(first, {settings(rules(-800), "looser"), {{"key", "1", "2"}}}, *parse_date("2026-03-03"));
  start_protected();
  CAF_CHECK_NOT_EQUAL(account(first).config_hash, "looser");
  CAF_CHECK_EQUAL(account(first).pending.size(), 1u);
  advance(10min);
  CAF_CHECK_EQUAL(account(first).config_hash, "looser");
}

CAF_TEST(an account without an entry is guarded until its day is over) {
  guard(account_id{2}, rules(-500));
  plan(account_id{2}, {nullptr, {{"account", "guarded", "not guarded"}}},
       *parse_date("2026-03-03"));
  start();
  advance(1s);
  CAF_CHECK_EQUAL(account(account_id{2}).state, protection::protected_);
}

CAF_TEST(an account whose day is over is left alone until it is listed again) {
  plan(first, {nullptr, {{"account", "guarded", "not guarded"}}}, *parse_date("2026-03-02"));
  guard(account_id{2}, rules(-500));
  start();
  advance(1s);
  CAF_CHECK_EQUAL(status.latest()->accounts.size(), 1u);
  CAF_CHECK(status.latest()->gateways.at(0).unresolved_accounts.empty());
  offer(now(settings(rules(-500), "again")));
  advance(1s);
  CAF_CHECK_EQUAL(account(first).state, protection::protected_);
  CAF_CHECK_EQUAL(account(first).config_hash, "again");
}

// A-77, R-C-8
CAF_TEST(what is pending takes effect at the reset) {
  start_protected();
  lose("1", 600);
  advance(1s);
  CAF_REQUIRE_EQUAL(locks(), 1u);
  offer(later(settings(rules(-800), "looser"), settings(rules(-500), "now")));
  advance(1s);
  CAF_CHECK_EQUAL(locks(), 1u);
  CAF_CHECK_EQUAL(account(first).pending.size(), 1u);
  CAF_CHECK_EQUAL(stored_configuration().hash, "now");
  CAF_CHECK_EQUAL(stored_configuration().pending, "{\"of\": \"looser\"}");
  advance(10min);
  CAF_CHECK_EQUAL(locks(), 0u);
  CAF_CHECK(account(first).pending.empty());
  CAF_CHECK_EQUAL(account(first).config_hash, "looser");
  CAF_CHECK_EQUAL(stored_configuration().hash, "looser");
  CAF_CHECK_EQUAL(to_string(stored_configuration().day), "2026-03-04");
  lose("2", 700, " at700");
  advance(1s);
  CAF_CHECK_EQUAL(locks(), 0u);
  lose("3", 100, " at701");
  advance(1s);
  CAF_CHECK_EQUAL(locks(), 1u);
}

CAF_TEST(an offer that was overtaken by the reset is that of the new day) {
  start_protected();
  advance(10min);
  offer(later(settings(rules(-800), "looser"), settings(rules(-500), "now")));
  advance(1s);
  CAF_CHECK_EQUAL(account(first).config_hash, "looser");
  CAF_CHECK(account(first).pending.empty());
}

// R-C-8: the day itself is one of the settings.
CAF_TEST(another reset time counts from the next reset on) {
  start_protected();
  lose("1", 100);
  offer(later(settings("003 {limit: -500, include_unrealized: false}; reset.time: 09:30", "later"),
              settings(rules(-500), "now")));
  advance(10min);
  CAF_CHECK_EQUAL(account(first).config_hash, "later");
  // By the new clock the day began yesterday, so the loss belongs to it.
  CAF_CHECK_EQUAL(to_string(account(first).realized), "-100.00");
  CAF_CHECK(account(first).day->end == start_time() + 30min);
  advance(20min);
  CAF_CHECK_EQUAL(to_string(account(first).realized), "0.00");
}

// R-L-16: what an account was told outlives its supervisor.
CAF_TEST(settings survive the death of the supervisor) {
  start_protected();
  offer(later(settings(rules(-800), "looser"), settings(rules(-300), "tighter")));
  kill_supervisor(first);
  advance(10s);
  CAF_CHECK_EQUAL(account(first).config_hash, "tighter");
  CAF_CHECK_EQUAL(account(first).pending.size(), 1u);
  lose("1", 350);
  advance(1s);
  CAF_CHECK_EQUAL(locks(), 1u);
}

// R-P-6
CAF_TEST(other settings are audited with both hashes) {
  start_protected();
  offer(later(settings(rules(-800), "looser"), settings(rules(-300), "tighter")));
  advance(1s);
  const auto entries = journal.all<audit_entry>(first);
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [](const audit_entry& x) { return x.type == "configuration"; });
  CAF_REQUIRE(found != entries.end());
  CAF_CHECK_EQUAL(found->config_hash, "tighter");
  CAF_CHECK_EQUAL(found->data.at(2).second, "a test");
  CAF_CHECK_EQUAL(found->data.at(3).first, "pending key");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace actor_settings
